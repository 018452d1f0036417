"""What is said and drawn of a frontier follows from its numbers, in both languages."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

from mentas.report import (
    frontier,
    frontier_findings,
    frontier_map,
    frontier_mixes,
    frontier_regret,
    style,
)
from mentas.report.frontier_reading import Frontier, structure
from report import frontiers


@pytest.fixture(scope="module")
def found() -> Frontier:
    return frontiers.frontier()


@pytest.fixture(scope="module")
def noisy() -> Frontier:
    return frontiers.frontier(noise=6.0, step=False, told={"fresh": False})


def _with(found: Frontier, table: str, candidate: str, outcome: str = "", **changed: object) -> Frontier:
    """The same study with other numbers for a candidate (and an outcome)."""
    frame = found.tables[table].copy()
    rows = (frame["candidate"] == candidate) & ((frame["outcome"] == outcome) if outcome else True)
    for name, value in changed.items():
        frame.loc[rows, name] = value
    return Frontier(found.account, {**found.tables, table: frame})


def _said(part, found: Frontier, lang: str = "en") -> str:
    return "\n".join(part(found, lang))


def test_the_frontier_is_counted_and_named_in_order(found):
    said = _said(frontier_findings.frontier, found)
    each = found.each
    assert found.along == sorted((n for n in each if each[n]["on_means"]), key=lambda n: each[n]["place"])
    assert said.startswith("160 mixes of Rp36 billion were tried.") and "64 worlds that no choice has seen" in said
    assert f"On average {len(found.along)} stand on the frontier" in said and "among them m14 (" in said
    beaten = sum(row["status"] == "dominated" for name, row in each.items() if name != "now")
    assert f"\n{beaten} are certainly beaten" in said
    assert "Rp36 miliar" in _said(frontier_findings.frontier, found, "id")


def test_where_nothing_is_certain_that_is_said_and_equals_are_named(noisy):
    assert "Of none of them is its place certain" in _said(frontier_findings.frontier, noisy)
    groups = pd.Series({name: noisy.each[name]["group"] for name in noisy.along})
    said = _said(frontier_findings.alike, noisy, "id")
    assert said.count("belum dapat dibedakan dalam indikator mana pun") == (groups.value_counts() > 1).sum() > 0


def test_a_frontier_found_in_the_worlds_it_was_picked_in_warns_of_the_winners_curse(found, noisy):
    assert frontier_findings.cautions(found, "en") == []
    (said,) = frontier_findings.cautions(noisy, "en")
    assert "look better than they are" in said
    assert "that no choice has seen" not in _said(frontier_findings.frontier, noisy)


def test_money_on_the_frontier_is_said_from_least_to_most(found):
    shares = [found.each[name]["share_uep"] for name in found.along]
    said = _said(frontier_findings.where, found)
    assert f"UEP {100 * min(shares):.0f}% to {100 * max(shares):.0f}%" in said


def test_a_mix_is_told_by_the_three_programmes_with_the_most_money(found):
    assert found.mix("m03", "id") == "m03 (UEP 100%)"
    parts = found.parts("m14", "en").split(", ")
    shares = [int(part.split()[-1].rstrip("%")) for part in parts]
    row = sorted((found.each["m14"][f"share_{name}"] for name in frontiers.PROGRAMMES), reverse=True)
    assert shares == [round(100 * share) for share in row[:3]]
    assert (found.mix("now", "id"), found.told("now", "id")) == ("Bantuan sekarang", "“Bantuan sekarang”")


def test_the_best_in_an_outcome_is_set_against_the_baseline(found):
    best = found.corners["poverty_gap"]
    told = _with(
        found, "frontier", best, "poverty_gap", mean=0.0463, difference=-0.0139, diff_low=-0.02, diff_high=-0.01
    )
    said = _said(frontier_findings.corners, told, "id")
    assert "4,63%; 1,39 poin persentase lebih rendah daripada “Bantuan sekarang”" in said
    assert "(selang 95% rata-rata semua dunia: 1,00 sampai 2,00" in said
    unsure = _with(found, "frontier", best, "poverty_gap", diff_low=-0.02, diff_high=0.01)
    assert "cannot be told apart from “Today's programmes”" in _said(frontier_findings.corners, unsure)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "dominated", "beaten_by": "m03", "on_means": False}, "certainly beaten; m03 (UEP 100%"),
        ({"status": "open", "beaten_by": "", "on_means": False}, "no mix is certainly better"),
        ({"status": "open", "beaten_by": float("nan"), "on_means": True, "place": 99}, "on the frontier too"),
    ],
)
def test_the_baseline_is_judged_like_any_other(found, changed, words):
    assert words in _said(frontier_findings.baseline, _with(found, "frontier", "now", **changed))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reading": "costs", "cost": 4.2e6, "cost_low": 3.1e6, "cost_high": 6e6},
         "satu rumah tangga tambahan (Mentas dan tidak jatuh kembali) Rp4,2 juta (selang 95%: Rp3,1 juta "
         "sampai Rp6 juta)"),
        ({"reading": "not_known", "cost": float("nan")}, "belum diketahui"),
        ({"reading": "saves", "gain": 250.0, "more_spent": -2e9, "cost": -8e6},
         "250 rumah tangga lebih banyak (Mentas dan tidak jatuh kembali) daripada “Bantuan sekarang”, dengan dana Rp2 "
         "miliar lebih sedikit"),
        ({"reading": "unclear", "gain": 250.0}, "belum diketahui apakah dananya lebih besar"),
        ({"reading": "fewer", "gain": -30.0}, "30 rumah tangga lebih sedikit"),
        ({"reading": "no_more", "gain": 0.0}, "sama dengan “Bantuan sekarang”"),
    ],
)  # fmt: skip
def test_a_cost_is_a_number_only_where_one_is_known(found, changed, words):
    name = found.named[0]
    (said, *_) = frontier_findings.cost(_with(found, "cost", name, **changed), "id")
    assert said.startswith(name) and words in said
    if changed["reading"] != "costs":
        assert "berbiaya" not in said


def test_the_next_billion_is_said_where_a_larger_envelope_was_tried(found, noisy):
    assert _said(frontier_findings.next_billion, noisy) == ""
    name = next(name for name in found.named if found.row("next_billion", name, "mentas_kept"))
    told = _with(found, "next_billion", name, "mentas_kept", change=10.44, low=8.0, high=12.9, improves="yes", used=0.5)
    said = _said(frontier_findings.next_billion, told)
    assert "by a step of Rp3.6 billion on top of Rp36 billion" in said
    assert f"{found.told(name, 'en')}: the next Rp1 billion: Lasting exits 10.4 higher (8.0 to 12.9)." in said
    assert f"{found.told(name, 'en')}: only 50% of that step could be spent." in said


def test_the_cautious_choice_is_said_with_what_it_cannot_be_told_apart_from(found):
    name, other = found.choice("mentas_kept"), found.along[-1]
    told = _with(found, "cautious", name, "mentas_kept", max_regret=21.4, chance=0.996)
    said = next(frontier_findings.cautious(told, "en"))
    assert "is it worse by more than 21 than the best" in said and "choose the same in 99% of cases." in said
    rival = _with(told, "cautious", other, "mentas_kept", rival=True)
    assert f"cannot be told apart from {found.told(other, 'en')}" in next(frontier_findings.cautious(rival, "en"))
    best = _with(found, "cautious", name, "mentas_kept", max_regret=0.0)
    assert "the best in every structure" in next(frontier_findings.cautious(best, "en"))


def test_the_worst_tenth_sets_the_named_against_the_baseline(found):
    said = _said(frontier_findings.worst, _with(found, "cautious", "now", "mentas_kept", worst_tenth=943.0))
    assert said.endswith("“Today's programmes” 943.") and found.named[0] in said


def test_no_number_is_missing_from_any_sentence(found, noisy):
    for study in (found, noisy):
        for lang in ("id", "en"):
            said = frontier_findings.sentences(study, lang)
            assert len(said) > 10 and not any(re.search(r"\bnan\b| - |[{}]", text) for text in said)


def test_tables_that_were_written_and_read_say_the_same(found, tmp_path):
    from mentas.studies import csv

    for name, frame in found.tables.items():
        csv.write(tmp_path / f"{name}.csv", frame)
    again = Frontier(found.account, {name: pd.read_csv(tmp_path / f"{name}.csv") for name in found.tables})
    assert frontier_findings.sentences(again, "id") == frontier_findings.sentences(found, "id")


def test_structures_have_short_names():
    assert structure("0.4 fixed gb2", "id") == "ambang 0,4, harga tetap, GB2"
    assert structure("0 responsive shifted_lognormal", "en") == "no threshold, markets respond, lognormal"
    assert structure("mean", "en") == "mean of all" and structure("as_written", "en") == "as_written"


NAMES = ("frontier", "mixes", "regret_mentas_kept", "regret_poverty_gap", "regret_income_mean")


@pytest.mark.slow
def test_all_charts_are_drawn_in_both_languages(found, tmp_path):
    written = {path.relative_to(tmp_path).as_posix() for path in frontier.draw(found, tmp_path)}
    assert written == {f"figures/{lang}/{n}.{kind}" for lang in ("id", "en") for n in NAMES for kind in ("png", "svg")}


def test_a_chart_is_the_same_twice(found, tmp_path):
    def digests():
        page = frontier_map.chart(found, "id")
        assert page is not None
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in page.save(tmp_path, "frontier")]

    with style.styled():
        assert digests() == digests()


def test_the_map_shows_differences_with_better_to_the_right(found):
    page = frontier_map.chart(found, "en")
    assert page is not None and page.panels.shape == (1, 2)
    gap, income = page.panels[0]
    assert gap.xaxis_inverted() and not income.xaxis_inverted() and not gap.yaxis_inverted()
    points = {tuple(line.get_xydata()[0]) for line in gap.lines if len(line.get_xydata()) == 1}
    rows = [found.row("frontier", "m03", name) for name in ("poverty_gap", "mentas_kept")]
    assert (100.0 * rows[0]["difference"], rows[1]["difference"]) in points and (0.0, 0.0) in points


def test_bars_of_a_mix_make_up_all_of_the_money(found):
    page = frontier_mixes.chart(found, "id")
    assert page is not None
    panel = page.panels[0, 0]
    assert sum(bar.get_width() for bar in panel.patches) == pytest.approx(100.0 * len(found.along))
    assert [text.get_text()[:3] for text in panel.get_yticklabels()] == found.along


def test_a_regret_that_is_not_told_apart_stands_in_brackets(noisy):
    page = frontier_regret.chart(noisy, noisy.outcomes[0], "en")
    table = noisy.tables["regret"]
    mine = table[table["outcome"] == "mentas_kept"]
    texts = [text.get_text() for text in page.panels[0, 0].texts]
    assert sum(text.startswith("(") for text in texts) == (~mine["apart"] & ~mine["best"]).sum() > 0


def test_a_baseline_alone_on_the_frontier_leaves_nothing_to_draw_of_mixes(found):
    frame = found.tables["frontier"].copy()
    frame["on_means"] = frame["candidate"] == "now"
    keep = {name: table[table["candidate"] == "now"] for name, table in found.tables.items()}
    cautious = keep["cautious"].assign(chosen=True)
    alone = Frontier(found.account, {**found.tables, "frontier": frame, "regret": keep["regret"], "cautious": cautious})
    assert alone.along == ["now"] and alone.named == []
    assert "alone on the frontier" in _said(frontier_findings.frontier, alone)
    assert "“Today's programmes” itself" in _said(frontier_findings.corners, alone)
    assert all(frontier_findings.sentences(alone, lang) for lang in ("id", "en"))
    assert [name for name, _ in frontier.pages(alone, "en")] == ["frontier"]
