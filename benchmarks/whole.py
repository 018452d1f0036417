"""Whole processes: how soon mentas is ready, and what the province costs."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import peers
from benchmarks.lines import Line
from benchmarks.plan import Plan
from benchmarks.timing import Used, process

READY = f"import mentas; mentas.World(mentas.load_scenario({str(peers.VILLAGE)!r}), seed=1).step()"
VILLAGE = ["-m", "mentas", "run", str(peers.VILLAGE), "--quiet"]


def in_turn(kinds: Mapping[str, Sequence[str]], *, times: int, cache: Path | None) -> dict[str, list[Used]]:
    """Processes of every kind in turn."""
    found: dict[str, list[Used]] = {name: [] for name in kinds}
    for _ in range(times):
        for name, arguments in kinds.items():
            found[name].append(process(arguments, cache=cache))
    return found


def starts(plan: Plan) -> Iterator[Line]:
    """Start-up by the clock on the wall, against the imports that no user of Mesa can avoid."""
    section = "Start, whole processes, by the clock"
    with tempfile.TemporaryDirectory() as folder:
        cache: Path | None = None
        if plan.colds:
            for k in range(plan.colds):
                cache = Path(folder) / str(k)
                cold = process(VILLAGE, cache=cache)
                yield Line(
                    section=section, what=f"first run ever, {k + 1} of {plan.colds}: the kernels are compiled",
                    unit="s", samples=[cold.wall], goal="under 20 s", reached=cold.wall < 20.0,
                    note=f"{cold.cpu:.1f} s of processor time",
                )  # fmt: skip
        else:
            process(VILLAGE)
        kinds = {
            "python -c pass": ["-c", "pass"],
            "mentas --help": ["-m", "mentas", "--help"],
            "import mesa, numba": ["-c", "import mesa, numba"],
            "ready": ["-c", READY],
            "village": VILLAGE,
        }
        used = in_turn(kinds, times=plan.starts, cache=cache)
    found = {name: [each.wall for each in several] for name, several in used.items()}
    busy = {name: statistics.median(each.cpu for each in several) for name, several in used.items()}
    for name, what, goal, peer in (
        ("mentas --help", "mentas --help", 0.3, "python -c pass"),
        ("ready", "a village drawn, settled over 36 months and its first month lived", 1.5, "import mesa, numba"),
        ("village", "mentas run scenarios/toy/village.yaml, 60 months and tables", 0.0, "import mesa, numba"),
    ):
        line = Line(
            section=section, what=what, unit="s", samples=found[name], against=peer, peer=found[peer], flipped=True,
            note=f"{busy[name]:.2f} s of processor time",
        )  # fmt: skip
        yield replace(line, goal=f"within {goal} s", reached=line.value <= goal) if goal else line


def province(plan: Plan) -> Iterator[Line]:
    """`mentas run` of the province for ten years: all programmes, all measures, one core."""
    full = plan.whole_scale == 1.0
    run = ["-m", "mentas", "run", str(peers.POLICY), "--scale", str(plan.whole_scale), "--quiet", "--json"]
    process([*run, "--years", "1"])
    used = [process(run) for _ in range(plan.whole_runs)]
    section = f"A province: mentas run scenarios/kaltim/mixed.yaml --scale {plan.whole_scale:g}, 120 months"
    for what, unit, samples, most in (
        ("processor time of the process, burn-in and all measures", "s", [u.cpu for u in used], 10.0),
        ("memory of the process, at most", "MB", [u.peak for u in used], 400.0),
    ):
        line = Line(section=section, what=what, unit=unit, samples=samples)
        yield replace(line, goal=f"under {most:.0f} {unit}", reached=line.value < most) if full else line
