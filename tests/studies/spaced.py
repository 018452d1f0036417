"""Studies over a space whose scenarios are made up, and work that says what it was given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from mentas.studies import variant
from mentas.studies.design import Arm, Study
from mentas.studies.finished import Finished, Task
from mentas.studies.space.dimension import Choice, Dimension, Span
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design
from studies import fakes

WORDS = {"id": "Uji", "en": "Test"}


@dataclass(frozen=True)
class SpacedScenario(fakes.FakeScenario):
    """A fake whose changes are only remembered."""

    changed: dict[str, Any] = field(default_factory=dict)

    def with_changes(self, changes: dict[str, Any]) -> SpacedScenario:
        return replace(self, changed=self.changed | changes)


def dimension(name: str, form: Any, *arms: str, role: Any = "lever") -> Dimension:
    """A dimension of these scenarios."""
    return Dimension(name=name, role=role, group="programme design", form=form, arms=arms)


GRANT = dimension("programmes.uep.grant", Span(2, 8, whole=True), "b")
GROWTH = dimension("growth", Span(0.0, 0.5), "a", "b", role="uncertainty")
RANK = dimension("programmes.uep.rank_by", Choice(("registered", "random")), "b")


def study(
    *dimensions: Dimension, replicates: int = 2, samples: int = 3, folder: str = "", act: str = "live", **settings: Any
) -> Study:
    """A sweep of two scenarios, of which b is changed by levers and both by uncertainties."""
    scenarios = [SpacedScenario("a", folder=folder), SpacedScenario("b", effect=1.0, folder=folder, act=act)]
    defaults: dict[str, Any] = {
        "name": "test", "kind": "sweep", "title": WORDS, "question": WORDS, "baseline": "a", "seed": 7,
        "wanted": (Outcome("poverty_rate"), Outcome("mentas", "decile", "1-4", 1)),
        "design": Design(method="latin", samples=samples), "keep": frozenset({"spending"}),
        "arms": tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios),
    }  # fmt: skip
    return Study(**(defaults | settings), dimensions=dimensions or (GRANT, RANK), replicates=replicates)


def work(task: Task) -> list[Finished]:
    """Runs whose poverty is the grant, or 1 without one, plus 100 a replicate; of deciles ten times that."""
    return [_one(task, key, variant.of(scenario)) for key, scenario in task.runs]


def _one(task: Task, key: str, scenario: Any) -> Finished:
    (run,) = fakes.work(replace(task, runs=((key, scenario),)))
    if run.error is not None:
        return run
    value = scenario.changed.get("programmes.uep.grant", 1) + 100 * task.replicate
    rows = [
        (year, measure, kind, group, float(value + year) * factor)
        for year in range(scenario.years + 1)
        for measure in ("poverty_rate", "mentas")
        for kind, group, factor in (("all", "all", 1), ("decile", "1", 5), ("decile", "1-4", 10), ("head", "female", 7))
        if task.kinds is None or kind in task.kinds
    ]
    outcomes = pd.DataFrame(rows, columns=["year", "measure", "group_kind", "group", "value"])
    frames = {name: frame for name, frame in run.frames.items() if name in task.frames}
    return Finished(key, frames=frames | {"outcomes": outcomes})
