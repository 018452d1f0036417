"""Decile movement: ribbons and tables say what the table of steps says, sentences no more than the intervals."""

from __future__ import annotations

import math
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch

from mentas.report import study as studies
from mentas.report import style
from mentas.report.document import Figure, Items, Number, Range, Table
from mentas.report.flows import alluvial, movement, standing, steps
from mentas.studies.ensemble import summary as doubtful
from report.conftest import nest

BASIS = "provincial_anchored"


def _of_replicates(folder, rises):
    """Ten households start in decile 1 in every replicate; `rises[scenario]` of them stand in decile 2 in year 2."""
    rows = [
        (scenario, replicate, BASIS, 2, 1, after, households)
        for scenario, each in rises.items() for replicate, risen in enumerate(each)
        for after, households in ((2, risen), (1, 10.0 - risen))
    ]  # fmt: skip
    columns = ["scenario", "replicate", "basis", "year", "from", "to", "households"]
    pd.DataFrame(rows, columns=columns).to_parquet(folder / "transitions_runs.parquet")


def _figures(section):
    return [block for block in section.blocks if isinstance(block, Figure)]


def test_shares_are_those_of_the_households_that_started_in_deciles_one_to_four(study):
    found = studies.read(study())
    # A household a cell and two that stay: of 4 x 11, 9 + 8 + 7 + 6 are above the diagonal, 0 + 1 + 2 + 3 below.
    one = standing.standings(found, BASIS, 2)["cash"]
    assert {way: share.mean for way, share in one.ways.items()} == pytest.approx(
        {"higher": 30 / 44, "same": 8 / 44, "lower": 6 / 44}
    )
    assert math.isnan(one.ways["higher"].low)  # without the runs there is no interval


def test_intervals_come_from_replicates_and_differences_are_paired(study):
    folder = study(replicates=3)
    _of_replicates(folder, {"cash": (5.0, 6.0, 7.0), "capital": (6.0, 7.0, 8.0)})
    found = standing.standings(studies.read(folder), BASIS, 2)
    # shares 0.5, 0.6, 0.7: sd 0.1, t(2) 4.3027 x 0.1 / sqrt 3 = 0.2484
    higher = found["cash"].ways["higher"]
    assert (higher.mean, higher.low, higher.high) == pytest.approx((0.6, 0.6 - 0.24841, 0.6 + 0.24841), abs=1e-5)
    gap = found["capital"].gap
    assert (gap.mean, gap.low, gap.high) == pytest.approx((0.1, 0.1, 0.1))
    assert found["cash"].gap is None and found["capital"].n == 3


def test_where_models_vary_the_interval_is_that_of_the_other_tables(study):
    folder = study(replicates=64, varied=True)
    nest(64).table.to_csv(folder / "plan.csv", index=False)
    rises = [float(3 + (replicate // 2 % 4) + replicate % 2) for replicate in range(64)]
    _of_replicates(folder, {"cash": rises, "capital": rises})
    higher = standing.standings(studies.read(folder), BASIS, 2)["cash"].ways["higher"]
    wanted = doubtful.of_nest(np.array([rises]) / 10.0, nest(64), np.arange(64))
    assert (higher.low, higher.high) == pytest.approx((wanted["low"][0], wanted["high"][0]))


def test_what_is_told_apart_is_said_with_its_interval_and_what_is_not_is_not_ranked(study):
    folder = study(replicates=3)
    _of_replicates(folder, {"cash": (5.0, 6.0, 7.0), "capital": (6.0, 7.0, 8.5)})
    section = movement.section(studies.read(folder), "en")
    (texts,) = [b.texts for b in section.blocks if isinstance(b, Items) and "Cash" in b.texts[0]]
    # differences 0.1, 0.1, 0.15: sd 0.02887, half 4.3027 x 0.02887 / sqrt 3 = 0.0717
    assert "higher by +11.67 points against “Cash” (95 % interval +4.50 to +18.84)" in texts[1]
    _of_replicates(folder, {"cash": (5.0, 6.0, 7.0), "capital": (7.0, 6.0, 5.0)})
    section = movement.section(studies.read(folder), "en")
    (texts,) = [b.texts for b in section.blocks if isinstance(b, Items) and "Cash" in b.texts[0]]
    assert "cannot yet be told apart from “Cash”" in texts[1] and "points" not in texts[1]
    assert "None can yet be told apart from “Cash”." in _figures(section)[0].finding


def test_sentences_stand_below_the_way_in_which_they_are_counted(study):
    blocks = movement.section(studies.read(study()), "en").blocks
    texts = [text for b in blocks for text in (b.texts if isinstance(b, Items) else [getattr(b, "text", "")])]
    begin = ("Two ways", "Anchored:", "Re-ranked:", "Counted the first way", "Cash: of the households")
    assert all(text.startswith(each) for text, each in zip(texts[1:], begin, strict=False))


def test_rows_of_the_alluvial_sum_to_the_households_of_each_decile(study):
    found = studies.read(study())
    assert steps.flows(found, "cash", BASIS, 2).sum(axis=1).tolist() == [11.0] * 10
    figure = _figures(movement.section(found, "en"))[0]
    assert len(figure.table.rows) == 20  # two policies, ten deciles
    for row in figure.table.rows:
        assert row[-1] == Number(11.0, "households", places=1)
        assert sum(cell.value for cell in row[2:-1]) == row[-1].value


def test_ribbons_leave_and_arrive_as_thick_as_their_share():
    households = np.zeros((10, 10))
    households[0, 0], households[0, 4], households[3, 9], households[6, 6] = 10.0, 30.0, 20.0, 40.0
    found = [band for before in range(10) for band in alluvial.bands(households / 100.0, before)]
    gap = alluvial.GAP
    # Decile 1 is forty: ten stay at its foot, thirty above them arrive in decile 5, over ten and four gaps.
    assert np.allclose(
        found,
        [
            (0.0, 0.0, 0.1),
            (0.1, 0.1 + 4 * gap, 0.3),
            (0.4 + 3 * gap, 0.8 + 9 * gap, 0.2),
            (0.6 + 6 * gap, 0.4 + 6 * gap, 0.4),
        ],
    )
    with style.styled():
        figure = alluvial.draw([("Cash", "", households)], ends=("start", "year 5"))
    (panel,) = [axes for axes in figure.axes if axes.patches]
    drawn = [patch.get_path() for patch in panel.patches if isinstance(patch, PathPatch)]
    thick = [float(path.vertices[k + 7][1] - path.vertices[k][1]) for path in drawn for k in range(0, len(path), 9)]
    assert np.allclose(thick, [0.4, 0.1, 0.3, 0.2])  # the grey first, then deciles 1 and 4


def test_every_step_of_the_poorest_has_its_interval_and_count(study):
    section = movement.section(studies.read(study()), "en")
    table = section.blocks[-1].blocks[0]
    assert isinstance(table, Table) and len(table.rows) == 2 * 4 * 10
    policy, before, after, households, ends, share, n = table.rows[0]
    assert (policy, before, after, households.value, n) == ("Cash", 1, 1, 2.0, 3)
    assert ends == Range(1.5, 2.5, "households", places=1) and share.value == pytest.approx(2 / 11)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_pictures_are_drawn_for_both_ways_of_counting_with_any_title(study, lang):
    for figure in _figures(movement.section(studies.read(study()), lang)):
        with style.styled():
            drawn = figure.draw()
            drawn.savefig(BytesIO(), format="svg")
        titles = [axes.get_title(loc="left") for axes in drawn.axes]
        assert any("<b>" in title for title in titles)  # a name is a name, whatever its signs


def test_a_study_of_one_policy_compares_with_none(study):
    section = movement.section(studies.read(study(baseline=None)), "en")
    figure = _figures(section)[0]
    assert figure.finding.endswith("stand higher after 2 years: “Capital <b>& more</b>” 68%.")
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert [row[7:9] for row in table.rows] == [(None, "-")] * 2


def test_a_study_without_steps_has_no_such_section(study):
    folder = study()
    (folder / "decile_transitions.csv").unlink()
    assert movement.section(studies.read(folder), "en") is None
