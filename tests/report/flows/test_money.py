"""Money: parts sum to the budget, and much that is left is a warning."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest

from mentas.report import study as studies
from mentas.report import style
from mentas.report.document import Figure, Items, Number
from mentas.report.flows import money


def _more(folder, *rows):
    """Add lines to the books: scenario, programme, budget, delivered, administration, leaked, unspent."""
    table = pd.read_csv(folder / "spending.csv")
    columns = ["scenario", "programme", "budget", "delivered", "admin", "leaked", "unspent"]
    more = pd.DataFrame(rows, columns=columns).assign(regency="Utara", year=2, recipients=1.0, n=3)
    pd.concat([table, more]).to_csv(folder / "spending.csv", index=False)
    return studies.read(folder)


def test_parts_sum_to_the_budget(study):
    found = _more(study(), ("capital", "uep", 300, 200, 60, 10, 30))
    parts = money.parts(found, "capital")
    assert [(part.line, part.programme, part.rupiah) for part in parts] == [
        ("delivered", "pkh", 88.0), ("delivered", "uep", 200.0), ("admin", "", 65.0), ("leaked", "", 15.0),
        ("unspent", "", 32.0),
    ]  # fmt: skip
    assert sum(part.rupiah for part in parts) == 400.0
    assert sum(part.share for part in parts) == pytest.approx(1.0)


def test_of_every_thousand_rupiah(study):
    found = _more(study(), ("capital", "uep", 300, 200, 60, 10, 30))
    texts = next(block.texts for block in money.section(found, "id").blocks if isinstance(block, Items))
    assert texts[0] == (
        "Bantuan tunai: dari setiap Rp1.000 dalam anggaran Rp100, Rp880 sampai kepada rumah tangga, Rp50 "
        "untuk administrasi dan pendampingan, Rp50 bocor, dan Rp20 tidak terserap."
    )
    # 288, 65, 15 and 32 of 400
    assert "Rp720 sampai" in texts[1] and "Rp162" in texts[1] and "Rp38 bocor" in texts[1] and "Rp80" in texts[1]


def test_a_policy_that_leaves_much_is_a_warning(study):
    for unspent, warned in ((5, False), (6, True)):
        section = money.section(studies.read(study(unspent=unspent)), "en")
        texts = [text for block in section.blocks if isinstance(block, Items) and block.kind == "caution"
                 for text in block.texts]  # fmt: skip
        assert bool(texts) is warned
    assert texts[0] == "“Cash” left Rp6 (6%) of its budget unspent: it has not been tested at its full size."


def test_the_table_holds_each_part_and_the_whole(study):
    figure = next(b for b in money.section(studies.read(study()), "en").blocks if isinstance(b, Figure))
    assert [row[1] for row in figure.table.rows[:5]] == [
        "Delivered: PKH", "Administration and mentoring", "Leaked", "Unspent", "Budget",
    ]  # fmt: skip
    whole = figure.table.rows[4]
    assert whole[2] == Number(100.0, "Rp nominal") and whole[4].text("id") == "Rp1.000" and whole[-1] == 3
    assert figure.finding == "Reached households, of the whole budget: “Cash” 88%; “Capital <b>& more</b>” 88%."


def test_bars_are_as_long_as_their_shares(study):
    found = _more(study(), ("capital", "uep", 300, 200, 60, 10, 30))
    figure = next(b for b in money.section(found, "en").blocks if isinstance(b, Figure))
    with style.styled():
        drawn = figure.draw()
        drawn.savefig(BytesIO(), format="svg")
    bars = drawn.axes[0].patches
    assert [bar.get_width() for bar in bars[:4]] == pytest.approx([88.0, 5.0, 5.0, 2.0])
    assert [bar.get_width() for bar in bars[4:]] == pytest.approx([22.0, 50.0, 16.25, 3.75, 8.0])
    assert bars[8].get_x() + bars[8].get_width() == pytest.approx(100.0)


def test_a_policy_of_no_money_has_an_empty_bar_and_a_study_of_none_no_section(study):
    folder = study()
    table = pd.read_csv(folder / "spending.csv")
    money_lines = ["budget", "delivered", "admin", "leaked", "unspent"]
    table.loc[table["scenario"] == "cash", money_lines] = 0
    table.to_csv(folder / "spending.csv", index=False)
    section = money.section(studies.read(folder), "en")
    assert section.blocks[0].texts[0] == "Cash: no budget."
    with style.styled():
        next(b for b in section.blocks if isinstance(b, Figure)).draw()
    table[money_lines] = 0
    table.to_csv(folder / "spending.csv", index=False)
    assert money.section(studies.read(folder), "en") is None
