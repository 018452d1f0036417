"""Layers, dotted changes, and what a budget becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

import mentas
from mentas.files import Refusal
from mentas.studies.key import scenario_digest

ROOT = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def mixed() -> mentas.Scenario:
    return mentas.load_scenario(ROOT / "kaltim" / "mixed.yaml")


def named(scenario: mentas.Scenario, name: str):
    (found,) = [p for p in scenario.programmes if p.name == name]
    return found


def test_changes_by_dotted_path_are_those_of_a_file(mixed: mentas.Scenario) -> None:
    changed = mixed.with_changes({"years": 5, "programmes.uep.quota": 3000, "parameters.enterprise.threshold": 0.4})
    assert (changed.years, changed.months) == (5, 60)
    assert named(changed, "uep").quota == 3000
    assert changed.parameters == {"enterprise.threshold": 0.4}
    assert mixed.years == 10, "the scenario itself does not change"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"yeers": 5}, "did you mean years?"),
        ({"programmes.uep.grnt": 5}, "did you mean grant?"),
        ({"programmes..grant": 5}, "is not a dotted path"),
        ({"years": 5.5}, "must be a whole number"),
        ({"growth": float("nan")}, "must be a number, not 'nan'"),
        ({"title": object()}, "cannot stand in a scenario"),
    ],
)
def test_a_change_is_checked_like_a_file(mixed: mentas.Scenario, changes: dict, words: str) -> None:
    with pytest.raises(Refusal, match="with_changes") as caught:
        mixed.with_changes(changes)
    assert words in str(caught.value)


def test_an_envelope_is_divided_to_the_last_rupiah(mixed: mentas.Scenario) -> None:
    thirds = mixed.with_changes(
        {"budget.per_year": 100_000_000_001, "budget.shares": {"pkh": 1 / 3, "bpnt": 1 / 3, "uep": 1 - 2 / 3,
                                                               "kube": 0, "wrse": 0}}
    )  # fmt: skip
    parts = [p.budget_per_year for p in thirds.programmes]
    assert sum(parts) == 100_000_000_001
    assert {p.name for p in thirds.programmes if p.active} == {"pkh", "bpnt", "uep"}
    assert max(parts) - min(part for part in parts if part) <= 1


def test_in_a_budget_the_shipped_quota_does_not_bind_but_one_of_the_scenario_does(mixed: mentas.Scenario) -> None:
    assert named(mixed, "uep").quota is None
    assert named(mixed.with_changes({"programmes.uep.quota": 7}), "uep").quota == 7


def test_words_do_not_change_what_a_scenario_does(mixed: mentas.Scenario) -> None:
    renamed = mixed.with_changes({"title": {"id": "Lain", "en": "Other"}, "sources": ["elsewhere"]})
    assert scenario_digest(renamed) == scenario_digest(mixed)
    assert scenario_digest(mixed.with_changes({"programmes.uep.grant": 5_000_001})) != scenario_digest(mixed)


def test_a_new_programme_needs_yaml_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(
        f"extends: {ROOT / 'toy' / 'village.yaml'}\n"
        "budget: null\n"
        "programmes:\n"
        "  school_meals:\n"
        "    mechanism: cash_transfer\n"
        "    title: {id: Makan di sekolah, en: School meals}\n"
        "    components_per_year: {primary: 1_200_000}\n"
        "    max_components: 3\n"
        "    quota: 20\n"
        "    deciles: [1, 10]\n"
    )
    world = mentas.World(mentas.load_scenario(file), seed=1)
    for _ in range(12):
        world.step()
    (account,) = [a for (name, _), a in world.government.books.accounts.items() if name == "school_meals"]
    assert account.delivered.sum() > 0


@pytest.mark.parametrize("path", sorted(p for p in ROOT.rglob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_scenario_has_titles_a_question_and_sources(path: Path) -> None:
    scenario = mentas.load_scenario(path)
    for words in (scenario.title, scenario.question):
        assert set(words) == {"id", "en"} and all(len(text) > 5 for text in words.values())
    assert scenario.sources


def test_the_four_of_the_main_comparison_have_the_same_envelope() -> None:
    names = ("consumptive", "productive_households", "productive_groups", "mixed")
    scenarios = [mentas.load_scenario(ROOT / "kaltim" / f"{name}.yaml") for name in names]
    assert {sum(p.budget_per_year or 0 for p in s.programmes if p.active) for s in scenarios} == {460_000_000_000}
    assert len({(s.region, s.start, s.years, s.scale, s.growth, s.inflation, s.markets) for s in scenarios}) == 1
