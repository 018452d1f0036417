"""Studies whose runs take a millisecond and whose workers are there at once, so that they can be killed many times.

A worker imports this module by name; what is heavy to import is left to whoever opens the frames.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies.finished import Finished, Task
from mentas.studies.variant import Variant
from studies import fakes

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study

WORDS = {"id": "Uji", "en": "Test"}
STARTED = "started.txt"
"""File of a folder of traces: a line for each run that was started, with the session of its process."""

MEASURES = ("poverty_gap", "mentas_kept")
YEARS = 2
SECONDS = 0.001
"""What a run takes."""


@dataclass(frozen=True)
class Budget:
    """Money of a year."""

    per_year: int = 1_000_000


@dataclass(frozen=True)
class Quick(fakes.FakeScenario):
    """A scenario whose effect, grant and budget may be changed."""

    grant: float = 0.0
    budget: Any = Budget()

    def with_changes(self, changes: dict[str, Any]) -> Quick:
        """The same with some fields changed."""
        own = dict(changes)
        if "budget.per_year" in own:
            own["budget"] = Budget(own.pop("budget.per_year"))
        return replace(self, **own)


class Later:
    """A frame that is made when it is unpickled."""

    def __init__(self, name: str, scenario: Quick, replicate: int) -> None:
        self.told = (name, scenario.name, scenario.effect, scenario.grant, scenario.budget.per_year, replicate)

    def __reduce__(self) -> tuple[Callable[..., pd.DataFrame], tuple[Any, ...]]:
        return frame, self.told


def frame(name: str, arm: str, effect: float, grant: float, money: int, replicate: int) -> pd.DataFrame:
    """A frame of a run: luck, and what effect, grant and money do."""
    import pandas as pd

    if name == "spending":
        spent = [("uep", "Utara", year, money, money - 10 - replicate, 10, 0, replicate, 4.0) for year in (1, 2)]
        columns = ["programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent", "recipients"]
        return pd.DataFrame(spent, columns=columns)
    if name == "transitions":
        return pd.DataFrame([("national", 2, 1, 1, luck(replicate))],
                            columns=["basis", "year", "from", "to", "households"])  # fmt: skip
    rows = []
    for year in range(YEARS + 1):
        common, own = luck(replicate, year), luck(arm, effect, grant, money, replicate, year)
        gap = 1.0 - effect * year + grant * grant + common + 0.1 * own
        exits = effect * year + grant * money / 1e6 + common + 0.1 * own
        rows += [(year, measure, "all", "all", value) for measure, value in zip(MEASURES, (gap, exits), strict=True)]
    return pd.DataFrame(rows, columns=["year", "measure", "group_kind", "group", "value"])


def luck(*address: object) -> float:
    """A number from 0 to 1."""
    return int.from_bytes(hashlib.sha256(repr(address).encode()).digest()[:6], "big") / 2**48


def work(task: Task) -> list[Finished]:
    """Do a task, and leave a trace of each run when it starts."""
    return [_one(task, key, _made(run)) for key, run in task.runs]


def work_here(task: Task) -> list[Finished]:
    """The same without a journey."""
    return [Finished(run.key, frames={name: frame(*later.told) for name, later in run.frames.items()})
            for run in work(task)]  # fmt: skip


def _made(run: Any) -> Quick:
    return run.scenario.with_changes(dict(run.changes)) if isinstance(run, Variant) else run


def _one(task: Task, key: str, scenario: Quick) -> Finished:
    with open(Path(scenario.folder, STARTED), "ab", buffering=0) as traces:
        traces.write(f"{os.getsid(0)} {key}\n".encode())
    time.sleep(SECONDS)
    return Finished(key, frames={name: Later(name, scenario, task.replicate) for name in task.frames})


def started(folder: Path) -> dict[int, list[str]]:
    """Keys of the runs that were started, by session."""
    found: dict[int, list[str]] = {}
    for line in (folder / STARTED).read_text().splitlines():
        session, key = line.split()
        found.setdefault(int(session), []).append(key)
    return found


def study(kind: str, folder: Path) -> Study:
    """A study of a kind; traces of its runs are left in a folder."""
    from mentas.studies.space.dimension import Dimension, Span
    from mentas.studies.space.outcome import Outcome
    from mentas.studies.space.plan import Design

    scenarios = [Quick(name, effect=effect, folder=str(folder)) for name, effect in (("a", 0.0), ("b", 0.3))]
    moved = ("b",) if kind == "frontier" else ("a", "b")
    levers = tuple(
        Dimension(name=name, role="lever", group="programme design", form=Span(0.0, 1.0), arms=moved)
        for name in ("effect", "grant")
    )
    designs = {
        "compare": (100, None),
        "sweep": (4, Design(method="sobol", samples=25)),
        "sensitivity": (2, Design(method="morris", samples=12)),
        "frontier": (4, Design(method="sobol", samples=8, batches=2, batch=4, confirm=4, step=0.1)),
    }
    replicates, design = designs[kind]
    return of(
        scenarios, kind=kind, replicates=replicates, design=design, dimensions=levers if design else (),
        outcomes=MEASURES, wanted=tuple(Outcome(name) for name in MEASURES),
        keep=frozenset({"groups", "spending", "transitions"} if kind == "compare" else {"spending"}),
    )  # fmt: skip


def of(scenarios: Sequence[Any], **settings: Any) -> Study:
    """A study of some scenarios, against the first."""
    from mentas.studies.design import Arm, Study

    arms = tuple(Arm(name=each.name, file=f"{each.name}.yaml", scenario=each) for each in scenarios)
    return Study(name="test", title=WORDS, question=WORDS, seed=7, baseline=arms[0].name, arms=arms, **settings)
