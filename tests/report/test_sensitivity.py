"""Figures of sensitivity show what their tables hold, in both languages."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import matplotlib.colors as colours
import pandas as pd
import pytest

from mentas.parameters import catalogue
from mentas.report import sensitivity, sensitivity_switch
from mentas.report.sensitivity_page import FAINT, Page, save
from mentas.report.sensitivity_switch import BASELINE, POLICY, UNSURE
from mentas.report.words_of_sensitivity import WORDS

KNOWN = "enterprise.closing_chance"
HOSTILE = "$\\frac$ <script>alert(1)</script> ]]> &amp; %s {0}"


def page(lang="en"):
    return Page(
        lang=lang, title=HOSTILE, subtitle="Poverty rate, points", source="mentas · example", units={"grant": "Rp"},
        labels={"grant": "Grant for a business", "hostile": HOSTILE},
    )  # fmt: skip


def shares():
    rows = [
        ("grant", 0.2, 0.3, True),
        (KNOWN, 0.5, 0.6, True),
        ("hostile", 0.0, 0.01, False),
        ("dummy", 0.0, 0.0, False),
    ]
    return pd.DataFrame(
        [
            {
                "name": name, "group": name, "S1": s1, "S1_low": s1 - 0.1, "S1_high": s1 + 0.1, "ST": st,
                "ST_low": st - 0.05, "ST_high": st + 0.05, "nothing": 0.05, "influential": seen,
            }
            for name, s1, st, seen in rows
        ]
    )  # fmt: skip


def steps(count=9):
    return pd.DataFrame(
        [
            {
                "name": f"name {k}", "group": "", "mu": 1.0, "mu_star": 1.0 + k, "mu_star_low": 0.5 + k,
                "mu_star_high": 1.5 + k, "sigma": 0.5 * k, "rank": k, "nothing": math.nan, "influential": k > 0,
            }
            for k in range(count)
        ]
    )  # fmt: skip


def turns():
    none = dict.fromkeys(("unit", "value", "low", "high"), math.nan)
    ends = {"lowest": 0.0, "highest": 10.0}
    return pd.DataFrame(
        [
            {"name": "grant", "found": "switch", "unit": 0.3, "value": 3.0, "low": 2.0, "high": 4.5, "sign_below": -1,
             "sign_above": 1} | ends,
            {"name": KNOWN, "found": "never: negative everywhere", "sign_below": -1, "sign_above": -1} | none | ends,
            {"name": "hostile", "found": "cannot tell", "sign_below": 0, "sign_above": 0} | none | ends,
        ]
    )  # fmt: skip


def parts(figure):
    """Row, start, end and colour of each coloured part."""
    return [
        (round(each.get_y() + each.get_height() / 2), round(each.get_x(), 9), round(each.get_x() + each.get_width(), 9),
         colours.to_hex(each.get_facecolor()).upper())
        for each in figure.axes[0].patches
    ]  # fmt: skip


def texts(figure):
    return [text.get_text() for text in (*figure.axes[0].texts, *figure.texts)]


def figures(lang):
    return {
        "indices": sensitivity.indices(shares(), page(lang)),
        "effects": sensitivity.effects(steps(30), page(lang), unit="points"),
        "plane": sensitivity.plane(steps(), page(lang)),
        "switches": sensitivity_switch.switches(
            turns(), page(lang), policy="Grant", baseline=HOSTILE, adopted={"grant": 6.0, KNOWN: 0.004}
        ),
    }


@pytest.mark.parametrize("lang", ["en", "id"])
def test_all_figures_are_drawn_whole_and_titles_of_any_signs_are_words(lang, tmp_path):
    for name, figure in figures(lang).items():
        png, svg = save(figure, tmp_path, name)
        assert png.stat().st_size > 5000
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(svg).iter()}
        assert "path" in tags and not tags & {"script", "foreignObject", "image", "a"}


def test_the_same_table_gives_the_same_bytes(tmp_path):
    def drawn():
        return [path.read_bytes() for path in save(sensitivity.effects(steps(3), page()), tmp_path, "one")]

    assert drawn() == drawn()


def test_bars_are_the_indices_in_per_cent_the_largest_above():
    figure = sensitivity.indices(shares(), page())
    bars = [patch for patch in figure.axes[0].patches if patch.get_height() == pytest.approx(0.3)]
    assert [bar.get_width() for bar in bars[:4]] == pytest.approx([60.0, 30.0, 1.0, 0.0])
    assert [bar.get_width() for bar in bars[4:]] == pytest.approx([50.0, 20.0, 0.0, 0.0])
    assert [colours.to_hex(bar.get_facecolor()).upper() == FAINT for bar in bars] == [False, False, True, True] * 2
    labels = [text.get_text().replace("\n", " ") for text in figure.axes[0].texts[:4]]
    assert labels == [catalogue()[KNOWN].title, "Grant for a business", HOSTILE, WORDS["dummy"]]


def test_an_outcome_without_indices_is_an_empty_figure(tmp_path):
    table = shares().assign(**dict.fromkeys(["S1", "S1_low", "S1_high", "ST", "ST_low", "ST_high"], math.nan))
    assert save(sensitivity.indices(table.assign(influential=False), page()), tmp_path, "none")[0].exists()


def test_what_is_left_out_of_bars_is_said():
    assert any("Of 30 parameters, the 20 largest" in text for text in texts(sensitivity.effects(steps(30), page())))
    assert not any("largest are shown" in text for text in texts(sensitivity.effects(steps(20), page())))


def test_the_plane_names_the_largest_influential_ones():
    words = texts(sensitivity.plane(steps(), page()))
    assert [f"name {k}" in words for k in range(9)] == [False, False, *[True] * 7]


def test_parts_of_a_range_have_the_colour_of_the_better_policy():
    assert parts(sensitivity_switch.switches(turns(), page(), policy="Grant", baseline="Cash")) == [
        (0, 0.0, 0.2, BASELINE), (0, 0.2, 0.45, UNSURE), (0, 0.45, 1.0, POLICY), (1, 0.0, 1.0, BASELINE),
        (2, 0.0, 1.0, UNSURE),
    ]  # fmt: skip
    other = parts(sensitivity_switch.switches(turns(), page(), policy="Grant", baseline="Cash", lower_is_better=True))
    assert [shade for *_, shade in other] == [POLICY, UNSURE, BASELINE, POLICY, UNSURE]


def test_the_adopted_value_is_marked_where_it_lies():
    figure = sensitivity_switch.switches(turns(), page(), policy="Grant", baseline="Cash", adopted={"grant": 6.0})
    (mark,) = [line for line in figure.axes[0].lines if line.get_marker() == "D"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (pytest.approx(0.6), 0)


@pytest.mark.parametrize(
    ("name", "value", "english", "indonesian"),
    [
        ("grant", 3_577_080.0, "Rp3.6 million", "Rp3,6 juta"),
        (KNOWN, 0.00512, "0.00512", "0,00512"),
        (KNOWN, 0.005, "0.005", "0,005"),
        ("group.effort_cohesion", 0.45, "45%", "45%"),
        ("unknown", 12345.6, "12,346", "12.346"),
        ("unknown", 0.0, "0", "0"),
    ],
)
def test_values_have_three_digits_and_their_unit(name, value, english, indonesian):
    assert page("en").value(name, value) == english
    assert page("id").value(name, value) == indonesian
