"""Charts are drawn whole, twice the same, and show what the tables hold."""

from __future__ import annotations

import hashlib
import json
from xml.etree import ElementTree

import numpy as np
import pytest

from mentas.report import exits, figures, money, movement, over_years, style
from mentas.report import study as studies


def test_all_charts_are_drawn_in_both_languages_as_png_and_svg(study):
    folder = study()
    written = figures.draw(folder)
    names = {path.relative_to(folder / "figures").as_posix() for path in written}
    assert names == {
        f"{lang}/{name}.{kind}"
        for lang in ("id", "en")
        for name in figures.CHARTS
        if name != "structures"
        for kind in ("png", "svg")
    }
    assert all(path.stat().st_size > 5000 for path in written)


def test_the_same_study_gives_the_same_bytes(study):
    folder = study()

    def digests():
        return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in figures.draw(folder, ["id"])}

    assert digests() == digests()


def test_no_title_becomes_markup(study):
    folder = study()
    figures.draw(folder, ["en"])
    text = (folder / "figures" / "en" / "money.svg").read_text()
    assert "<b>" not in text


HOSTILE = "$\\frac$ <script>alert(1)</script> --> ]]> &amp; ${x}_2$ %s {0} \\n"


def test_titles_of_any_signs_are_drawn_as_words(study):
    folder = study()
    manifest = json.loads((folder / "manifest.json").read_text())
    for scenario in manifest["scenarios"]:
        scenario["title"] = {"id": HOSTILE, "en": HOSTILE}
        scenario["region_title"] = {"id": HOSTILE, "en": HOSTILE}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for path in figures.draw(folder, ["en"]):
        if path.suffix == ".svg":
            tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(path).iter()}
            assert "path" in tags and not tags & {"script", "foreignObject", "image", "a"}, path


@pytest.mark.parametrize("replicates", [1, 2])
def test_one_scenario_alone_is_drawn_without_differences(study, replicates):
    folder = study(baseline=None, replicates=replicates)
    chart = over_years.poverty(studies.read(folder), "en")
    assert chart is not None and chart.panels.shape == (1, 1)
    assert figures.draw(folder, ["en"])


def test_lines_show_the_means_of_the_summary(study):
    chart = over_years.poverty(studies.read(study()), "en")
    assert chart is not None
    level, difference = chart.panels[0]
    assert np.allclose(level.lines[1].get_ydata(), [5.0, 4.89, 4.78])
    assert np.allclose(difference.lines[0].get_ydata(), [0.0, -0.11, -0.22])


def test_shares_of_movement_add_up_and_say_who_rose(study):
    parts = movement.shares(studies.read(study()), "cash", "national", 2)
    # ten targets of one household each, and one more in the own decile: 11 in all
    assert np.allclose(parts.sum(axis=1), 1.0)
    assert np.allclose(parts[0] * 11, [0, 2, 1, 1, 7])
    assert np.allclose(parts[3] * 11, [3, 2, 1, 1, 4])


def test_bars_of_money_make_up_the_budget(study):
    chart = money.spent(studies.read(study()), "en")
    assert chart is not None
    widths = [bar.get_width() for bar in chart.panels[0, 0].patches]
    assert np.isclose(sum(widths), 2 * 100 / 1e9)


def test_a_difference_that_is_not_told_apart_is_an_empty_dot(study):
    def fills(folder):
        chart = exits.mentas(studies.read(folder), "en")
        assert chart is not None
        return [line.get_fillstyle() for line in chart.panels[0, 0].lines if line.get_marker() == "o"]

    assert fills(study()) == ["full"]
    assert fills(study(lambda year, replicate: 0.001 * (replicate - 1) * year)) == ["none"]


def test_labels_keep_apart_and_inside():
    placed = style._apart([0.5, 0.5, 0.49], [0.1, 0.1, 0.1])
    assert np.all(np.diff(sorted(placed)) > 0.099)
    assert max(style._apart([0.99, 0.98], [0.2, 0.2])) <= 0.91
