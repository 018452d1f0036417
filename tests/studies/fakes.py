"""Work and scenarios that stand in for the model, so that a study can be tested in a second.

A worker imports this module by name, so nothing here may depend on the test that uses it.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mentas.files import Node
from mentas.studies import variant
from mentas.studies.finished import Finished, Task

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("poverty_rate", "mentas")


@dataclass(frozen=True)
class FakePopulation:
    """Households that no file of a planner gives."""

    microdata: None = None
    distribution: str = "gb2"


@dataclass(frozen=True)
class FakeScenario:
    """As much of a scenario as a study looks at; `effect` is what it does, `act` how its runs end."""

    name: str
    effect: float = 0.0
    act: str = "live"
    folder: str = ""
    years: int = 2
    scale: float = 1.0
    start: tuple[int, int] = (2025, 3)
    title: dict[str, str] = field(default_factory=lambda: {"id": "Judul", "en": "Title"})
    question: dict[str, str] = field(default_factory=lambda: {"id": "Apa?", "en": "What?"})
    sources: tuple[str, ...] = ()
    markets: str = "responsive"
    region: Any = field(
        default_factory=lambda: SimpleNamespace(name="fake", title={"id": "Palsu", "en": "Fake"}, digest="0")
    )
    parameters: dict[str, float] = field(default_factory=dict)
    programmes: tuple[Any, ...] = ()
    survey_programmes: tuple[Any, ...] = ()
    budget: Any = None
    shocks: tuple[Any, ...] = ()
    population: FakePopulation = FakePopulation()
    document: Any = field(default_factory=lambda: Node("fake.yaml", 1, 1, entries={}))

    def with_changes(self, changes: dict[str, Any]) -> FakeScenario:
        """The same with some fields changed."""
        return replace(self, **changes)


def frames(scenario: FakeScenario, replicate: int) -> dict[str, pd.DataFrame]:
    """Outcomes that can be worked out by hand: effect x year + replicate."""
    import pandas as pd

    outcomes = [
        (year, measure, "all", "all", scenario.effect * year + replicate + place)
        for year in range(scenario.years + 1)
        for place, measure in enumerate(MEASURES)
    ]
    spending = [("uep", "Utara", year, 100, 80 + replicate, 10, 1, 9 - replicate, 4.0) for year in (1, 2)]
    transitions = [("national", 2, 1, 1, 10.0), ("national", 2, 1, 2, 4.0 + replicate)]
    return {
        "outcomes": pd.DataFrame(outcomes, columns=["year", "measure", "group_kind", "group", "value"]),
        "spending": pd.DataFrame(
            spending,
            columns=["programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent", "recipients"],
        ),
        "transitions": pd.DataFrame(transitions, columns=["basis", "year", "from", "to", "households"]),
    }


def work(task: Task) -> list[Finished]:
    """Do a task as its scenarios' `act` says, and leave a trace of each run in their folder."""
    return [_one(task, key, variant.of(scenario)) for key, scenario in task.runs]


def _one(task: Task, key: str, scenario: Any) -> Finished:
    if scenario.folder:
        trace = Path(scenario.folder) / f"{scenario.name}-{task.replicate}"
        trace.write_text(trace.read_text() + "x" if trace.exists() else "x")
    if scenario.act == "fail" and task.replicate == 1:
        return Finished(key, error="ValueError: planted")
    if scenario.act == "die" and task.replicate == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if scenario.act == "die once" and not Path(scenario.folder, "died").exists():
        Path(scenario.folder, "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if scenario.act == "sleep" and not Path(scenario.folder, "awake").exists():
        time.sleep(60)
    return Finished(key, frames=frames(scenario, task.replicate))


def ran(folder: Path) -> dict[str, int]:
    """How often each run was started, by scenario and replicate."""
    return {path.name: len(path.read_text()) for path in folder.iterdir() if "-" in path.name}
