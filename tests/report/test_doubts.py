"""Doubt about parameters and structure in words and in a chart: no more than the tables say."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.report import by_structure, doubts, figures, findings
from mentas.report import study as studies
from mentas.studies.ensemble.plan import STRUCTURES

NOISE = np.random.default_rng(3).standard_normal(64)


def _effect(of_structure):
    """A difference of capital to cash: what the structure says, and a little luck; in year 2 twice that of year 1."""
    return lambda year, replicate: (
        0.001 * year * (of_structure(STRUCTURES[replicate // 2 % 16]) + 0.05 * NOISE[replicate])
    )


def _read(study, of_structure, replicates=64):
    return studies.read(study(_effect(of_structure), varied=True, replicates=replicates))


def test_where_the_threshold_turns_the_answer_each_side_is_named_with_its_size(study):
    found = _read(study, lambda s: 2.0 if s.threshold >= 0.8 else -1.0)
    (text,) = [t for t in findings.sentences(found, "en") if "changes" in t and "Poverty" in t]
    assert text == (
        "The answer changes with the threshold above which capital pays (years of spending). “Capital <b>& more</b>” "
        "against “Cash”, Poverty rate (P0), on average over models: no threshold: 0.20 points lower; threshold 0.4: "
        "0.20 points lower; threshold 0.8: 0.40 points higher; threshold 1.2: 0.40 points higher."
    )
    (text,) = [t for t in findings.sentences(found, "id") if "berubah" in t and "kemiskinan" in t]
    assert "tanpa ambang modal: 0,20 poin persentase lebih rendah; ambang modal 0,4: 0,20 poin" in text
    assert any("cannot yet be told apart" in t for t in findings.sentences(found, "en"))


def test_where_one_market_alone_turns_it_the_whole_is_said_beside_it(study):
    # levels of the market: +1 and -3 on average 1 lower: both sides are levels, so the whole is not needed
    found = _read(study, lambda s: 1.0 if s.market == "fixed" else -3.0)
    texts = [t for t in findings.sentences(found, "en") if "changes with the market" in t and "Poverty" in t]
    assert len(texts) == 1 and "all models" not in texts[0]
    assert "markets respond: 0.60 points lower; prices and sales fixed: 0.20 points higher" in texts[0]


def test_where_every_structure_says_the_same_that_is_told(study):
    found = _read(study, lambda s: -2.0 - s.threshold)
    texts = findings.sentences(found, "en")
    assert not any("changes with" in t for t in texts)
    assert any(
        t == "“Capital <b>& more</b>” against “Cash”, Poverty rate (P0): lower on average whatever the threshold above "
        "which capital pays (years of spending), the market and the shape of spending." for t in texts
    )  # fmt: skip
    assert not any("on average over all models" in t for t in texts)


def test_an_undecided_effect_may_have_a_mean_that_is_known(study):
    found = _read(study, lambda s: -1.0 if s.threshold else 0.2)
    text = findings.sentence(found, "capital", "poverty_rate", 2, "en")
    # three thresholds of -0.2 and one of +0.04 points
    assert (
        "cannot yet be told apart from “Cash” (on average over all models 0.14 points lower, 0.14 to 0.14 points)"
        in text
    )


def test_the_split_of_the_interval_is_told_in_whole_per_cent(study):
    found = _read(study, lambda s: 2.0 if s.market == "fixed" else -2.0)
    (text,) = [t for t in findings.sentences(found, "en") if t.startswith("How sure")]
    assert "of the interval 100% is doubt about the structure of the model, 0% doubt about parameters, 0% luck" in text
    assert any(t.startswith("Tingkat kepastian") for t in findings.sentences(found, "id"))


def test_too_few_replicates_do_not_tell_parameters_from_structure_and_that_is_said(study):
    found = _read(study, lambda s: 2.0 if s.market == "fixed" else -2.0, replicates=32)
    (text,) = [t for t in findings.sentences(found, "en") if t.startswith("How sure")]
    assert "100% is doubt about parameters and structure, 0% luck" in text
    assert any("Fewer than 62 replicates" in t for t in findings.cautions(found, "en"))
    assert not any("Fewer than" in t for t in findings.cautions(_read(study, lambda s: 0.0), "en"))


@pytest.mark.parametrize(("lang", "kept"), [("en", "Wear of capital in a month"), ("id", "Penyusutan modal sebulan")])
def test_the_first_page_says_what_the_intervals_hold_and_what_they_do_not(study, lang, kept):
    found = _read(study, lambda s: 1.0)
    texts = " ".join(findings.cautions(found, lang))
    assert "64" in texts and "16 stru" in texts and kept in texts
    assert "luck of" not in texts and "satu nilai" not in texts and "at one value" not in texts


def test_a_study_at_a_point_says_nothing_of_structure(study):
    found = studies.read(study())
    assert found.structures is None and list(doubts.sentences(found, "en")) == []
    assert by_structure.structures(found, "en") is None


def test_dots_of_the_chart_are_the_differences_and_empty_where_undecided(study):
    found = _read(study, lambda s: 2.0 * (s.market == "fixed") - 1.0 + (1.0 if s.shape == "gb2" else -1.0))
    chart = by_structure.structures(found, "en")
    assert chart is not None
    poverty = chart.panels[0, 0]
    dots = [line for line in poverty.lines if line.get_marker() != "None"]
    assert len(dots) == 9
    table = doubts.levels(found, "capital", "poverty_rate", ("all", "all"))
    assert np.allclose([d.get_xdata()[0] for d in dots], 100 * table["difference"])
    # all, four thresholds: on both sides; a market alone spans both shapes: -1 + 1 and -1 - 1
    fills = dict(zip(zip(table["axis"], table["level"], strict=True), [d.get_fillstyle() for d in dots], strict=True))
    assert fills["market", "responsive"] == "full" and fills["market", "fixed"] == "full"
    assert fills["shape", "gb2"] == "full"
    labels = [text.get_text() for text in poverty.get_yticklabels()]
    assert labels[:3] == ["All models", "No threshold", "Threshold 0.4"]


def test_the_chart_is_among_the_figures_of_a_varied_study_only(study):
    folder = study(_effect(lambda s: 1.0), varied=True, replicates=64)
    names = {path.name for path in figures.draw(folder, ["id"])}
    assert "structures.png" in names and "poverty_rate.png" in names


@pytest.mark.parametrize("replicates", [1, 2, 4])
def test_few_replicates_are_told_and_drawn_as_far_as_they_go(study, replicates):
    folder = study(_effect(lambda s: 1.0), varied=True, replicates=replicates)
    found = studies.read(folder)
    texts = findings.sentences(found, "en")
    assert any("no interval can be given" in text for text in texts) == (replicates < 4)
    chart = by_structure.structures(found, "en")
    assert (chart is None) == (replicates < 4)
    if chart is not None:
        assert chart.save(folder, "few")
