"""Every measure says what it is, and means what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentas.measures import KINDS, MEASURES, NAMES, Measure
from mentas.measures.catalogue import measure, registry
from mentas.measures.names import read
from mentas.units import UNITS

every = pytest.mark.parametrize("described", MEASURES.values(), ids=lambda m: m.name)


def test_the_names_read_from_the_source_are_those_that_are_registered() -> None:
    assert {name: described for name, (described, _) in registry().items()} == MEASURES
    assert tuple(registry()) == NAMES == tuple(MEASURES)
    assert len(NAMES) >= 25


@every
def test_a_measure_has_a_known_unit_and_kinds_of_group(described: Measure) -> None:
    assert described.unit in UNITS
    assert "all" in described.kinds and set(described.kinds) <= set(KINDS)
    assert len(set(described.kinds)) == len(described.kinds)


@every
def test_a_measure_has_a_title_in_both_languages_and_a_sentence(described: Measure) -> None:
    for title in (described.id, described.en):
        assert title == title.strip() and title[0].isupper() and not title.endswith(".")
    assert described.id != described.en
    assert described.sentence.endswith(".") and len(described.sentence) > 20


@every
def test_an_indonesian_title_counts_households_and_not_families(described: Measure) -> None:
    assert not re.search(r"\bkeluarga\b|\bKK\b", described.id, re.IGNORECASE)
    if re.search(r"\bhouseholds?\b", described.en, re.IGNORECASE):
        assert re.search(r"\brumah tangga\b", described.id, re.IGNORECASE)


def test_titles_tell_measures_apart() -> None:
    for language in ("id", "en"):
        titles = [getattr(described, language) for described in MEASURES.values()]
        assert len(set(titles)) == len(titles)


def test_when_the_poor_have_more_no_measure_says_that_things_are_worse(living: Callable[..., Any]) -> None:
    """Four households in ten, those who started poorest, earn and spend a fifth more."""
    lived = living(27)
    before = lived.table()
    h = lived.world.households
    poor = h.baseline_decile <= 4
    assert (h.spending_mean / h.size)[poor].max() * 1.2 < np.quantile(h.spending_mean / h.size, 0.95)
    for column in (h.earned_mean, h.spending_mean):
        column[poor] = np.floor(1.2 * column[poor])
    after = lived.table()
    moved = set()
    for (name, kind, group), value in after.items():
        was = before[name, kind, group]
        if kind == "all" and value != was and not (np.isnan(value) and np.isnan(was)):
            better = MEASURES[name].better
            assert (better == "higher") == (value > was) and better != "none", name
            moved.add(name)
    assert moved >= {
        "poverty_rate", "poverty_gap", "poverty_severity", "watts", "poverty_rate_without_transfers", "gini", "palma",
        "bottom40_share", "income_mean", "earned_mean", "spending_mean", "dependence", "decile_climb_anchored",
        "lasting_gain", "lasting_gain_per_rupiah",
    }  # fmt: skip


def test_money_that_does_not_reach_anyone_is_better_low() -> None:
    assert {MEASURES[f"money_{line}"].better for line in ("admin", "leaked", "unspent")} == {"lower"}
    assert MEASURES["money_delivered"].better == "none"
    assert MEASURES["cost_per_mentas"].better == "lower" and MEASURES["mentas_per_billion"].better == "higher"


GOOD: dict[str, Any] = {
    "name": "x", "unit": "share", "better": "lower", "id": "Judul", "en": "Title", "kinds": ("all",), "sentence": "A.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"unit": "furlongs"}, "unknown unit"),
        ({"better": "up"}, "better must be"),
        ({"kinds": ()}, "kinds must be"),
        ({"kinds": ("all", "village")}, "kinds must be"),
        ({"id": ""}, "both languages"),
        ({"en": ""}, "both languages"),
        ({"sentence": ""}, "docstring"),
    ],
)
def test_a_measure_that_does_not_say_what_it_is_is_refused(changed: dict[str, Any], message: str) -> None:
    assert Measure(**GOOD).name == "x"
    with pytest.raises(ValueError, match=message):
        Measure(**(GOOD | changed))


def test_a_name_is_given_once() -> None:
    def gini(now: Any) -> np.ndarray:
        """Another."""
        return np.zeros(1)

    with pytest.raises(ValueError, match=r"gini is defined in mentas\.measures\.inequality and in"):
        measure(unit="1", better="lower", kinds=("all",), en="Other", id="Lain")(gini)
    assert registry()["gini"][0] == MEASURES["gini"]


SOURCE = (
    '@measure(unit="1", better="{}", kinds=EVERY, en="Title", id="Judul")\ndef made(now):\n    """What\n    it is."""\n'
)


def test_a_measure_is_read_from_its_source() -> None:
    (found,) = read(SOURCE.format("lower") + "def other(now):\n    return 1\n")
    assert (found.name, found.sentence, found.kinds) == ("made", "What it is.", KINDS)


def test_what_is_no_function_is_passed_over() -> None:
    (found,) = read("import this\n" + SOURCE.format("lower") + "HERE = 1\n")
    assert found.name == "made"


def test_a_decorator_that_has_to_be_run_is_refused() -> None:
    with pytest.raises(ValueError):
        list(read(SOURCE.replace('"{}"', "choose()")))
