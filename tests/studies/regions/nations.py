"""Studies of two made-up regions whose numbers can be added up by hand.

A worker imports this module by name, so nothing here may depend on the test that uses it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from mentas.studies import variant
from mentas.studies.arms import Arm
from mentas.studies.design import Study
from mentas.studies.finished import Finished, Task
from mentas.studies.regions.shard import Shard
from studies import fakes

PEOPLE = {"North": 100.0, "South": 300.0}
WORDS = {"id": "Uji", "en": "Test"}


def study(folder: str | Path = "", *, act: str = "live", **settings: Any) -> Study:
    """Two scenarios in two regions; in the South the second one's runs end as `act` says."""
    scenarios = (
        fakes.FakeScenario("a", folder=str(folder), years=1),
        fakes.FakeScenario("b", effect=2.0, folder=str(folder), years=1),
    )
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    shards = []
    for name, poor in (("North", 1), ("South", 3)):
        region = SimpleNamespace(name=name, title={"id": name, "en": name}, digest=name)
        here = tuple(
            replace(
                arm,
                scenario=replace(
                    arm.scenario, region=region, act=act if (name, arm.name) == ("South", "b") else "live"
                ),
                changes={"region": name},
            )
            for arm in arms
        )
        shards.append(Shard(name=name, share=poor / 4, poor=poor, households=10, arms=here))
    defaults = {"name": "test", "kind": "compare", "title": WORDS, "question": WORDS, "seed": 7, "replicates": 2}
    return Study(**(defaults | settings), arms=arms, baseline="a", regions=tuple(shards))


def frames(scenario: Any, replicate: int) -> dict[str, pd.DataFrame]:
    """What a run in a region gives: of `poverty_rate` 10 + effect + replicate poor among its people."""
    people, rows = PEOPLE[scenario.region.name], []
    for year in (0, 1):
        poor = 10.0 + scenario.effect * year + replicate
        rows.append((year, "poverty_rate", "all", "all", poor / people, poor, people))
        rows.append((year, "poverty_rate", "regency", "Capital", poor / people, poor, people))
        rows.append((year, "mentas", "all", "all", people / 10, people / 10, float("nan")))
        rows.append((year, "gini", "all", "all", 0.3, float("nan"), float("nan")))
    whole = pd.DataFrame(rows, columns=["year", "measure", "group_kind", "group", "value", "above", "below"])
    known = whole[whole["measure"] != "gini"]
    plain = fakes.frames(scenario, replicate)
    return plain | {
        "outcomes": whole.drop(columns=["above", "below"]),
        "parts": known.drop(columns=["value"]),
        "spending": plain["spending"].assign(budget=int(people)),
    }


def work(task: Task) -> list[Finished]:
    """Do a task, and leave a trace of each run."""
    done = []
    for key, run in task.runs:
        scenario = variant.of(run)
        if scenario.folder:
            trace = Path(scenario.folder) / f"{scenario.region.name}_{scenario.name}-{task.replicate}"
            trace.write_text(trace.read_text() + "x" if trace.exists() else "x")
        if scenario.act == "fail" and task.replicate == 1:
            done.append(Finished(key, error="ValueError: planted"))
        else:
            kept = frames(scenario, task.replicate)
            done.append(Finished(key, frames={n: f for n, f in kept.items() if n in task.frames}))
    return done
