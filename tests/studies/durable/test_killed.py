"""Studies killed with all their workers at random moments: nothing lost, nothing done again, in the end the bytes of
a study that nothing happened to."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mentas.studies import status
from studies.durable import folders, killing, quick

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs sessions of processes")

ARMS = 2


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with killing.server() as found:
        yield found


def until(driver: killing.Driver, rng: random.Random, *, whole: bool) -> None:
    """Wait for a moment: while it starts, between any two runs, or, where all are kept, while tables are written."""
    if whole:
        driver.hear()
        time.sleep(rng.uniform(0.0, 0.4))
    elif rng.random() < 0.2:
        time.sleep(rng.uniform(0.0, 0.3))
    else:
        for _ in range(rng.randint(2, 4)):
            driver.hear()
        time.sleep(rng.choice([0.0, rng.uniform(0.0, 0.02)]))


def killed(server: Any, folder: Path, kind: str, *, kills: int, seed: int) -> dict[str, int]:
    """Run a study undisturbed, and again with so many kills; what differs fails the test.

    Returns:
        How many kills hit a study that had runs left, and how many runs were lost with them.
    """
    rng = random.Random(f"{kind} {seed}")
    out, plain = folder / "out", folder / "plain"
    said: dict[str, Any] = {"kind": kind, "traces": folder}
    killing.Driver(server, out=plain, workers=1, chunk=None, **said).end()
    done = folders.kept(plain)
    kept: set[str] = set()
    found = Counter(runs=len(done))
    for _ in range(kills):
        workers, chunk = rng.choice([1, 1, 1, 2, 3]), rng.choice([1, 1, 2, 4, None])
        driver = killing.Driver(server, out=out, workers=workers, chunk=chunk, **said)
        until(driver, rng, whole=kept == done)
        driver.kill()
        begun = quick.started(folder).get(driver.session, [])
        before, kept = kept, folders.kept(out) if (out / "runs").exists() else set()
        assert before <= kept, "a run that was kept is gone"
        assert not before & set(begun), "a run that was kept was done again"
        assert len(begun) == len(set(begun)), "a run was done twice"
        lost = len(set(begun) - kept)
        if chunk is not None:
            assert lost <= ARMS * chunk * (1 if workers == 1 else 2 * workers), "more was lost than was under way"
        if kind != "frontier" and (out / "progress.json").exists():
            assert status.status(out).done == len(kept)
        found += Counter(early=len(kept) < len(done), lost=lost, again=len(begun))
    driver = killing.Driver(server, out=out, workers=2, chunk=None, **said)
    driver.end()
    last = quick.started(folder).get(driver.session, [])
    assert found["again"] + len(last) == found["runs"] + found["lost"]
    assert folders.different(plain, out) == []
    return dict(found)


@pytest.mark.parametrize(("kind", "kills"), [("compare", 8), ("frontier", 6)])
def test_a_study_killed_again_and_again_ends_as_if_nothing_had_happened(server, tmp_path, kind, kills):
    found = killed(server, tmp_path, kind, kills=kills, seed=1)
    assert found["early"] > 3, "the study was killed before its end"


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "kills"), [("compare", 80), ("sweep", 80), ("sensitivity", 40), ("frontier", 100)])
def test_three_hundred_kills(server, tmp_path, kind, kills):
    found = killed(server, tmp_path, kind, kills=kills, seed=2)
    assert found["early"] > kills // 10 and found["lost"] > 0, "kills hit studies at work"
