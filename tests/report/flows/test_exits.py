"""Households mentas: what is told apart is said, and few households are not rounded away."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest

from mentas.report import study as studies
from mentas.report import style
from mentas.report.document import Figure, Items, Number
from mentas.report.flows import exits


def _read(folder, **measures):
    """A study whose summary has more measures, each with a value by policy in its last year."""
    table = pd.read_csv(folder / "summary.csv", dtype={"group": str, "group_kind": str})
    more = []
    for name, values in measures.items():
        rows = table[table["measure"] == "mentas_kept"].assign(measure=name)
        for column in ("mean", "low", "high"):
            rows[column] = rows["scenario"].map(values)
        more.append(rows)
    pd.concat([table, *more]).to_csv(folder / "summary.csv", index=False)
    return studies.read(folder)


def _sentences(section):
    return next(block.texts for block in section.blocks if isinstance(block, Items))


def _figure(section):
    return next(block for block in section.blocks if isinstance(block, Figure))


def test_what_is_told_apart_is_said_with_its_interval(study):
    found = studies.read(study(lambda year, replicate: 0.001 * year * (1 + 0.1 * replicate)))
    # 0.05 and 2 x 0.001 x (1, 1.1, 1.2) of a million: +2,200, sd 200, t(2) 4.3027 x 200 / sqrt 3 = 497
    assert _sentences(exits.section(found, "en")) == (
        "Cash: 50,000 households mentas and not fallen back after 2 years.",
        "Capital <b>& more</b>: 52,200 households mentas and not fallen back, +2,200 against “Cash” (95 % interval "
        "+1,703 to +2,697).",
    )
    assert (
        "selisih +2.200 terhadap “Bantuan tunai” (selang 95%: +1.703 sampai +2.697)"
        in _sentences(exits.section(found, "id"))[1]
    )


def test_what_is_not_told_apart_is_not_ranked(study):
    found = studies.read(study(lambda year, replicate: 0.001 * (replicate - 1) * year))
    assert _sentences(exits.section(found, "en"))[1].endswith("cannot yet be told apart from “Cash”.")
    rows = _figure(exits.section(found, "en")).table.rows
    assert [row[6] for row in rows if row[0].startswith("Households mentas that")] == ["baseline", "not told apart"]


def test_all_measures_of_the_exits_are_in_the_table_with_interval_and_count(study):
    found = _read(study(), mentas={"cash": 60000.0, "capital": 80000.0}, fell_back={"cash": 0.2, "capital": 0.3})
    table = _figure(exits.section(found, "en")).table
    assert [row[0] for row in table.rows[::2]] == [found.measure(m)["en"] for m in exits.MEASURES]
    assert table.rows[0][2] == Number(60000.0, "households", places=0) and table.rows[4][2] == Number(0.2, "share")
    assert {row[-1] for row in table.rows} == {3}


def test_the_bar_is_what_was_kept_and_what_fell_back(study):
    found = _read(study(), mentas={"cash": 60000.0, "capital": 80000.0})
    figure = _figure(exits.section(found, "en"))
    assert "“Cash” 50,000 of 60,000" in figure.finding
    with style.styled():
        drawn = figure.draw()
        drawn.savefig(BytesIO(), format="svg")
    widths = [patch.get_width() for patch in drawn.axes[0].patches]
    assert widths[:2] == pytest.approx([50000.0, 10000.0])


def test_few_households_show_their_decimals(study):
    found = _read(study(), mentas={"cash": 6.0, "capital": 5.3})
    row = _figure(exits.section(found, "en")).table.rows[1]
    assert (row[2].text("id"), row[3].text("id")) == ("5,3", "5,3 … 5,3")


def test_one_policy_is_told_alone_and_a_study_without_the_measure_has_no_section(study):
    folder = study(baseline=None)
    figure = _figure(exits.section(studies.read(folder), "id"))
    with style.styled():
        assert len(figure.draw().axes) == 1
    table = pd.read_csv(folder / "summary.csv")
    table[table["measure"] != "mentas_kept"].to_csv(folder / "summary.csv", index=False)
    assert exits.section(studies.read(folder), "id") is None
