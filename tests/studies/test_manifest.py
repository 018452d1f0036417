"""A result can be made again from its manifest; a folder never shows figures of something else than its manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mentas
from mentas.studies import batch, key, manifest, names_of_tables, results
from mentas.studies.design import Arm, Study
from mentas.studies.problems import RefusedError
from mentas.world import World
from reproducible.digest import lived
from studies import fakes

ROOT = Path(__file__).parents[2]
WORDS = {"id": "Uji", "en": "Test"}
SHIPPED = sorted(p for p in (ROOT / "scenarios").rglob("*.yaml"))


def study(*scenarios: Any, replicates: int = 2, seed: int = 7) -> Study:
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    baseline = arms[0].name if len(arms) > 1 else None
    return Study(
        name="test", kind="compare", title=WORDS, question=WORDS, arms=arms, baseline=baseline, replicates=replicates,
        seed=seed,
    )  # fmt: skip


def through_json(scenario: mentas.Scenario) -> dict[str, Any]:
    """What a manifest's file says of a scenario."""
    return json.loads(json.dumps(manifest.scenario(scenario.name, "gone.yaml", scenario), ensure_ascii=False))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_shipped_scenario_is_rebuilt_from_what_the_manifest_says(path: Path) -> None:
    scenario = mentas.load_scenario(path)
    again = manifest.rebuilt(through_json(scenario), beside=path.parent)
    assert again == scenario and key.scenario_digest(again) == key.scenario_digest(scenario)


def test_resolved_holds_all_that_a_run_depends_on() -> None:
    entry = through_json(mentas.load_scenario(ROOT / "scenarios/kaltim/mixed.yaml"))
    assert set(entry["resolved"]) == {
        "region", "start", "years", "scale", "growth", "inflation", "markets", "population", "budget", "programmes",
        "survey_programmes", "shocks", "parameters",
    }  # fmt: skip
    assert key._sha256(entry["resolved"]) == entry["digest"]


def test_a_run_is_made_again_from_its_manifest_alone(tmp_path: Path) -> None:
    changes = {
        "years": 2, "inflation": 0.031, "growth": 0.01, "markets": "fixed", "parameters.enterprise.threshold": 0.4,
        "population.burn_in_months": 12, "programmes.uep.quota": 3, "budget": None, "programmes.kube.active": False,
        "shocks": [{"title": WORDS, "start": "2025-09", "months": 3, "wages": -0.1, "capital_loss": 0.3}],
    }  # fmt: skip
    scenario = mentas.load_scenario(ROOT / "scenarios/toy/village.yaml").with_changes(changes)
    batch.run(study(scenario, replicates=2, seed=5), out=tmp_path, workers=1)
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    (entry,) = told["scenarios"]
    again = manifest.rebuilt(entry)
    for replicate in range(told["replicates"]):
        worlds = [World(s, seed=told["seed"], replicate=replicate) for s in (scenario, again)]
        first, second = (lived(world, 24) for world in worlds)
        assert first == second
    result = mentas.run(again, seed=told["seed"], replicate=1).outcomes
    import pandas as pd

    for table, whole in (("outcomes", True), ("groups", False)):
        kept = pd.read_parquet(tmp_path / f"{table}.parquet").query("replicate == 1")
        there = result[(result["group_kind"] == "all") == whole]
        assert len(kept) and kept["value"].to_numpy().tobytes() == there["value"].to_numpy().tobytes()


@pytest.mark.parametrize(
    ("field", "value"), [("inflation", 0.5), ("growth", 0.1), ("markets", "fixed"), ("scale", 0.5), ("years", 1)]
)
def test_a_manifest_that_was_tampered_with_is_refused_naming_field_old_and_new(field: str, value: object) -> None:
    entry = through_json(mentas.load_scenario(ROOT / "scenarios/toy/village.yaml"))
    was = entry["resolved"][field]
    entry["document"][field] = value
    with pytest.raises(RefusedError, match=f"{field} was {json.dumps(was)} and is {json.dumps(value)}"):
        manifest.rebuilt(entry)


def folder(tmp_path: Path, *, effect: float = 2.0) -> tuple[Path, Any, Any]:
    """A finished study's folder with a chart."""
    a, b = fakes.FakeScenario("a"), fakes.FakeScenario("b", effect=effect)
    out = tmp_path / "out"
    batch.run(study(a, b), out=out, workers=1, work=fakes.work)
    (out / "figures/en").mkdir(parents=True)
    (out / "figures/en/money.png").write_bytes(b"old")
    return out, a, b


@pytest.mark.parametrize("what", ["scenario", "seed", "replicates", "version", "fewer scenarios"])
def test_a_changed_study_that_is_stopped_leaves_nothing_of_before(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, a, b = folder(tmp_path)
    changed = {
        "scenario": study(a, replace(b, effect=3.0)),
        "seed": study(a, b, seed=8),
        "replicates": study(a, b, replicates=3),
        "version": study(a, b),
        "fewer scenarios": study(a),
    }[what]
    if what == "version":
        monkeypatch.setattr(mentas, "__version__", "9.9.9")

    class Stopped(Exception):
        """The study was stopped before its tables were written."""

    def stop(*_: object, **__: object) -> None:
        raise Stopped

    monkeypatch.setattr(results, "write", stop)
    with pytest.raises(Stopped):
        batch.run(changed, out=out, workers=1, work=fakes.work)
    assert not [name for name in names_of_tables.TABLES if (out / name).exists()]
    assert not (out / "figures").exists()
    assert any((out / "runs").iterdir())


def test_the_same_study_again_keeps_its_figures(tmp_path: Path) -> None:
    out, a, b = folder(tmp_path)
    batch.run(study(a, b), out=out, workers=1, work=fakes.work)
    assert (out / "figures/en/money.png").read_bytes() == b"old"


def test_what_changed_is_told_with_old_and_new(tmp_path: Path) -> None:
    out, a, b = folder(tmp_path)
    account = manifest.describe(study(a, replace(b, effect=3.0), seed=8), command=[], started="now")
    told = manifest.retire(out, account, tables=names_of_tables.TABLES)
    assert told[0] == "seed: 7 -> 8"
    assert told[1].startswith("scenario b: ") and len(told) == 2
