"""Who gains and who loses is told only where the intervals tell."""

from __future__ import annotations

import pytest

from mentas.report.comparison import by_group, gains, groups
from mentas.report.comparison.effect import effects
from mentas.report.comparison.tables import differences
from mentas.report.document import Figure, Fold, Items, Words
from report.comparison.handmade import at, cell, made

UP = {"low": 1_000.0, "high": 3_000.0}
OPEN = {"low": -1_000.0, "high": 3_000.0}


def spending(told: dict[str, dict[str, float]], kind: str = "decile"):
    """A study of the spending of groups: two thousand rupiah more under capital, with these intervals."""
    cells = {at("cash", 5): cell(0.05), at("capital", 5): cell(0.05, 0.0, low=-0.01, high=0.01)}
    for name, ends in told.items():
        cells[at("cash", 5, "spending_mean", (kind, name))] = cell(500_000.0)
        cells[at("capital", 5, "spending_mean", (kind, name))] = cell(502_000.0, 2_000.0, **ends)
    return made(cells)


def test_groups_that_gain_are_named_and_no_others():
    study = spending({"1": UP, "2": UP, "3": UP, "4": OPEN, "6": UP})
    lead, caution = gains.section(study, "en").blocks[:2]
    assert lead == Items(("Better off under “Capital”, by Mean spending: deciles 1-3, 6.",))
    assert isinstance(caution, Words) and caution.kind == "caution" and caution.text.startswith("5 differences")


def test_where_none_is_told_apart_nobody_gains():
    study = spending({"1": OPEN, "2": OPEN})
    lead = gains.section(study, "en").blocks[0]
    assert lead.text == (
        "After 5 years no group can be told to gain or to lose against “Cash”: none of 2 differences is told apart "
        "from zero."
    )


def test_an_interval_told_apart_does_not_look_in_the_table_as_if_it_touched_zero():
    study = made({
        at("cash", 5): cell(0.05), at("capital", 5): cell(0.051, 0.001, low=0.00002, high=0.002),
        at("cash", 4): cell(0.05), at("capital", 4): cell(0.051, 0.001, low=-0.00002, high=0.002),
    })  # fmt: skip
    for year, shown in ((5, ["+0.100", "+0.002 … +0.200"]), (4, ["+0.10", "0.00 … +0.20"])):
        rows = [((), each) for each in effects(study, "poverty_rate", year)]
        (row,) = differences(study, "en", name="a", title="A", of=(), rows=rows).rows
        assert [cell.text("en") for cell in row[2:4]] == shown


def test_nobody_gains_by_programme_received_for_those_are_other_households():
    study = spending({"pkh": UP}, kind="programme")
    blocks = gains.section(study, "en").blocks
    assert [type(block) for block in blocks] == [Figure]
    assert blocks[0].finding == "Higher by more than luck under “Capital”: PKH."
    assert "not the same households" in blocks[0].note


def test_lower_poverty_is_a_gain_and_higher_poverty_a_loss():
    group, other = ("head", "female"), ("head", "male")
    study = made({
        at("cash", 5): cell(0.05), at("capital", 5): cell(0.05, 0.0, low=-0.01, high=0.01),
        at("cash", 5, group=group): cell(0.05), at("cash", 5, group=other): cell(0.05),
        at("capital", 5, group=group): cell(0.04, -0.01, low=-0.02, high=-0.001),
        at("capital", 5, group=other): cell(0.06, 0.01, low=0.001, high=0.02),
    })  # fmt: skip
    found = by_group.of_kind(study, "head", "poverty_rate")
    assert list(by_group.gains(study, "poverty_rate", found, "en")) == [
        "Better off under “Capital”, by Poverty rate (P0): headed by a woman.",
        "Worse off under “Capital”, by Poverty rate (P0): headed by a man.",
    ]


def test_groups_that_are_all_there_are_go_without_their_names():
    study = spending({"female": UP, "male": UP}, kind="head")
    found = by_group.of_kind(study, "head", "spending_mean")
    assert list(by_group.gains(study, "spending_mean", found, "en")) == [
        "Better off under “Capital”, by Mean spending: all groups."
    ]


def test_a_finding_says_first_that_nothing_is_told_apart():
    study = spending({"1": OPEN})
    assert by_group.finding(study, by_group.of_kind(study, "decile", "spending_mean"), "en") == (
        "In no group can a policy be told apart from “Cash”."
    )


def test_counts_by_programme_received_are_left_out():
    cells = {}
    for name in ("cash", "capital"):
        for measure in ("mentas_kept", "spending_mean"):
            row = cell(10.0) if name == "cash" else cell(12.0, 2.0, low=1.0, high=3.0)
            cells |= {at(name, 5, measure): row, at(name, 5, measure, ("programme", "pkh")): row}
    names = {block.name for block in gains.section(made(cells), "en").blocks if isinstance(block, Figure)}
    assert names == {"by_programme_spending_mean"}


def test_a_programme_that_the_baseline_lacks_is_not_compared():
    study = spending({"uep": {"low": float("nan"), "high": float("nan")}}, kind="programme")
    assert gains.section(study, "en") is None


def test_a_study_without_groups_has_no_section():
    study = made({at("cash", 5): cell(0.05), at("capital", 5): cell(0.04, -0.01, low=-0.02, high=-0.001)})
    assert gains.section(study, "en") is None


def test_other_measures_stand_behind_a_fold():
    cells = {}
    for name in ("cash", "capital"):
        for measure in ("spending_mean", "poverty_rate", "mentas_kept"):
            row = cell(10.0) if name == "cash" else cell(12.0, 2.0, low=1.0, high=3.0)
            cells |= {at(name, 5, measure): row, at(name, 5, measure, ("decile", "1")): row}
    fold = next(block for block in gains.section(made(cells), "en").blocks if isinstance(block, Fold))
    assert [figure.name for figure in fold.blocks] == ["by_decile_poverty_rate", "by_decile_mentas_kept"]


@pytest.mark.parametrize(
    ("some", "said"),
    [
        (["1"], "decile 1"), (["1", "2", "3", "5"], "deciles 1-3, 5"),
        (["1", "1-4"], "decile 1 and deciles 1-4 together"),
        (["9", "10"], "deciles 9-10"),
    ],
)  # fmt: skip
def test_deciles_in_a_row_are_told_by_their_ends(some, said):
    assert groups.names([("decile", name) for name in some], "en") == said
