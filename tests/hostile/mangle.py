"""Inputs for the fuzzer: shipped files with something done to them, documents drawn from the schema, bytes."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hostile import generate
from mentas.population.region import PACKAGED

ROOT = Path(__file__).parents[2]
MOST = 300_000
"""Bytes of an input; the limit of a file is below it."""

OFTEN = (
    "scenarios/toy/here/region.yaml", "scenarios/toy/here/figures.csv", "scenarios/toy/sweep.yaml",
    "scenarios/toy/sweep.yaml", "scenarios/toy/points.csv",
)  # fmt: skip
"""Files that are spoilt more often than others."""

SCALAR = re.compile(rb"(?<=: )[^\n,{}\[\]#]+")
ALPHABET = "[]{}:,-?&*!|>'\"%@`#~=<> \n\n\t  abcnyr019._/$\\\u00e9\u0663\u202e\u2028\ufeff\x00\x7f"


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes and the place in a copy of the shipped files where they are laid."""

    place: str
    data: bytes


@cache
def shipped() -> dict[str, bytes]:
    """Shipped files by place: scenarios, studies, trials, a trial and a sweep with every key, a study with a file of
    points, and the village's region as a planner's own."""
    found = {
        str(path.relative_to(ROOT)): path.read_bytes()
        for folder in ("scenarios", "experiments")
        for path in sorted((ROOT / folder).rglob("*.yaml"))
    }
    found["experiments/trial/full.yaml"] = (ROOT / "tests" / "studies" / "trial" / "full.yaml").read_bytes()
    for name in ("sweep.yaml", "listed.yaml", "points.csv"):
        found[f"scenarios/toy/{name}"] = Path(__file__).with_name(name).read_bytes()
    for name in ("region.yaml", "figures.csv"):
        found[f"scenarios/toy/here/{name}"] = (PACKAGED / "village" / name).read_bytes()
    return found


def make(seed: int, number: int) -> Input:
    """Input number `number` of a seed."""
    rng = random.Random(f"{seed}:{number}")
    return (_mutated, _drawn, _random)[number % 3](rng)


def beside(place: str) -> str:
    """Where an input of that place is laid: beside the shipped file, or in the region's place."""
    return place if "/here/" in place or place.endswith(".csv") else str(Path(place).with_name("x.yaml"))


def _mutated(rng: random.Random) -> Input:
    place = rng.choice([*shipped(), *OFTEN])
    data = shipped()[place]
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        data = rng.choice(MUTATIONS)(rng, data)[:MOST]
    return Input(beside(place), data)


def _drawn(rng: random.Random) -> Input:
    if rng.random() < 0.2:
        return Input("scenarios/toy/x.yaml", generate.trial(rng, strange=rng.choice((0.0, 0.04, 0.2))).encode())
    if rng.random() < 0.3:
        return Input("scenarios/toy/x.yaml", generate.study(rng).encode())
    return Input("scenarios/toy/x.yaml", generate.scenario(rng, strange=rng.choice((0.0, 0.04, 0.2))).encode())


def _random(rng: random.Random) -> Input:
    size = int(rng.expovariate(1 / 300)) + 1

    def odd(most: int, alphabet: str = ALPHABET) -> bytes:
        return "".join(rng.choice(alphabet) for _ in range(most)).encode()

    what = rng.randrange(4)
    if what == 0:
        data = rng.randbytes(size)
    elif what == 1:
        data = odd(size)
    elif what == 2:
        data = odd(rng.randint(1, 6), ALPHABET[:40]) * rng.randint(1, 60_000)
    else:
        data = b"extends: village.yaml\n" + odd(size)
    return Input("scenarios/toy/here/figures.csv" if rng.random() < 0.05 else "scenarios/toy/x.yaml", data[:MOST])


def _flip(rng: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _cut(rng: random.Random, data: bytes) -> bytes:
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:a] + data[b:] if rng.random() < 0.5 else data[:a]


def _lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        del lines[a]
    elif what == 1:
        lines.insert(b, lines[a])
    elif what == 2:
        lines[a], lines[b] = lines[b], lines[a]
    elif what == 3:
        lines[a] = b" " * rng.randint(1, 4) + lines[a]
    else:
        lines[a] = lines[a].lstrip(b" ")
    return b"".join(lines)


def _odd(rng: random.Random, data: bytes) -> bytes:
    scalars = list(SCALAR.finditer(data))
    if not scalars:
        return data + rng.choice(generate.ODD).encode()
    found = rng.choice(scalars)
    return data[: found.start()] + rng.choice(generate.ODD).encode() + data[found.end() :]


def _swap(rng: random.Random, data: bytes) -> bytes:
    scalars = list(SCALAR.finditer(data))
    if len(scalars) < 2:
        return data
    a, b = sorted(rng.sample(scalars, 2), key=lambda found: found.start())
    return data[: a.start()] + b[0] + data[a.end() : b.start()] + a[0] + data[b.end() :]


def _insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = rng.choice((rng.choice(ALPHABET), rng.choice(generate.ODD))).encode()
    return data[:at] + piece * rng.choice((1, 1, 1, 3, 5_000)) + data[at:]


def _splice(rng: random.Random, data: bytes) -> bytes:
    other = shipped()[rng.choice(list(shipped()))]
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other)) :]


def _repeat(rng: random.Random, data: bytes) -> bytes:
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    times = min(rng.choice((1, 2, 50, 2_000)), MOST // (b - a + 1) + 1)
    return data[:b] + data[a:b] * times + data[b:]


MUTATIONS = (_flip, _cut, _lines, _lines, _odd, _odd, _swap, _insert, _splice, _repeat)
