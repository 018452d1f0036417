"""The table of measures: which groups it reports, what each group is, and that order of rows does not matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from measures import naive
from mentas import measures
from mentas.measures import MEASURES
from mentas.state import Households

DECILES = [*(str(decile) for decile in range(1, 11)), "1-4"]


def groups(world: Any) -> dict[str, list[str]]:
    """Groups of each kind."""
    return {
        "all": ["all"], "decile": DECILES, "national_decile": DECILES, "regency": list(world.region.regencies),
        "programme": [p.name for p in world.scenario.programmes if p.active], "head": ["female", "male"],
    }  # fmt: skip


def test_every_measure_is_reported_once_for_exactly_its_kinds_of_group(lived: Any) -> None:
    table = measures.table(lived.world, start=lived.start)
    there = groups(lived.world)
    assert len(there["programme"]) >= 2
    expected = [(name, kind, group) for name, m in MEASURES.items() for kind in m.kinds for group in there[kind]]
    assert sorted(row[:3] for row in table) == sorted(expected)
    assert list(dict.fromkeys(row[0] for row in table)) == list(MEASURES)


def share(part: str) -> Callable[[Households, np.ndarray], float]:
    return lambda h, r: h.weight[r] @ getattr(h, part)[r] / h.weight[r].sum()


def a_head(*parts: str) -> Callable[[Households, np.ndarray], float]:
    """Sum of columns over the households, by the people who live in them."""
    return lambda h, r: h.weight[r] @ sum(getattr(h, part)[r] for part in parts) / (h.weight[r] @ h.size[r])


def persons(index: Callable[..., float], *more: Any) -> Callable[[Households, np.ndarray], float]:
    return lambda h, r: index(h.spending_mean[r], h.need[r].astype(float), h.weight[r] * h.size[r], *more)


def without_transfers(h: Households, r: np.ndarray) -> float:
    return naive.fgt((h.spending_mean - h.transfers_mean)[r], h.need[r].astype(float), (h.weight * h.size)[r], 0)


def middle(*parts: str) -> Callable[[Households, np.ndarray], float]:
    def found(h: Households, r: np.ndarray) -> float:
        values, weight = sum(getattr(h, part)[r] for part in parts) / h.size[r], h.weight[r] * h.size[r]
        order = np.argsort(values)
        return values[order][np.searchsorted(2 * np.cumsum(weight[order]), weight.sum())]

    return found


def count(flag: Callable[[Households], np.ndarray]) -> Callable[[Households, np.ndarray], float]:
    return lambda h, r: h.weight[r[flag(h)[r]]].sum()


def part(name: str, of: str) -> Callable[[Households, np.ndarray], float]:
    return lambda h, r: h.weight[r] @ getattr(h, name)[r] / (h.weight[r] @ getattr(h, of)[r])


TEXTBOOK: dict[str, Callable[[Households, np.ndarray], float]] = {
    "poverty_rate": persons(naive.fgt, 0),
    "poverty_gap": persons(naive.fgt, 1),
    "poverty_severity": persons(naive.fgt, 2),
    "watts": persons(naive.watts),
    "poverty_rate_without_transfers": without_transfers,
    "income_mean": a_head("earned_mean", "transfers_mean"),
    "income_median": middle("earned_mean", "transfers_mean"),
    "earned_mean": a_head("earned_mean"),
    "spending_mean": a_head("spending_mean"),
    "spending_median": middle("spending_mean"),
    "businesses_open": share("open"),
    "mentas": count(lambda h: h.mentas == 1),
    "mentas_kept": count(lambda h: (h.mentas == 1) & (h.fell_back == 0)),
    "mentas_share": part("mentas", "started_poor"),
    "fell_back": part("fell_back", "mentas"),
}
"""What each measure of households is, over the rows of one group."""


@pytest.mark.parametrize("name", TEXTBOOK)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_group_is_measured_on_its_own_households(lived: Any, name: str) -> None:
    table, seen = lived.table(), 0
    for kind in MEASURES[name].kinds:
        for group in groups(lived.world)[kind]:
            rows = lived.rows(kind, group)
            value = table[name, kind, group]
            if rows.size:
                expected = TEXTBOOK[name](lived.world.households, rows)
                assert value == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True), (kind, group)
                seen += 1
            else:
                assert value == 0.0 or np.isnan(value), (kind, group)
    assert seen >= 8


@pytest.mark.parametrize("kind", ["regency", "decile", "national_decile", "head"])
def test_everyone_is_the_sum_of_the_groups(lived: Any, kind: str) -> None:
    table, h = lived.table(), lived.world.households
    names = [group for group in groups(lived.world)[kind] if group != "1-4"]
    rows = {group: lived.rows(kind, group) for group in names}
    assert sum(r.size for r in rows.values()) == h.id.size
    for name in ("mentas", "mentas_kept"):
        assert table[name, "all", "all"] == sum(table[name, kind, group] for group in names)
    people = {group: float(h.weight[r] @ h.size[r]) for group, r in rows.items() if r.size}
    for name in ("poverty_rate", "poverty_gap", "poverty_rate_without_transfers", "income_mean", "spending_mean"):
        combined = sum(table[name, kind, group] * number for group, number in people.items()) / sum(people.values())
        assert table[name, "all", "all"] == pytest.approx(combined, rel=1e-12), name


def test_the_bottom_four_deciles_are_the_sum_of_four(lived: Any) -> None:
    table = lived.table()
    for kind in ("decile", "national_decile"):
        assert table["mentas", kind, "1-4"] == sum(table["mentas", kind, str(decile)] for decile in range(1, 5))


def test_a_programme_is_whoever_has_received_anything_from_it(lived: Any) -> None:
    table, h = lived.table(), lived.world.households
    for name in groups(lived.world)["programme"]:
        rows = np.flatnonzero(h.ever & lived.world.bit(name))
        assert 0 < rows.size < h.id.size and h.received[rows].min() > 0.0
        assert table["spending_mean", "programme", name] == pytest.approx(a_head("spending_mean")(h, rows), rel=1e-12)


def test_inequality_is_that_of_all_people(lived: Any) -> None:
    table, h = lived.table(), lived.world.households
    values, weight = h.spending_mean / h.size, h.weight * h.size
    assert table["bottom40_share", "all", "all"] == pytest.approx(naive.bottom(values, weight, 40), rel=1e-9)
    assert table["palma", "all", "all"] == pytest.approx(naive.palma(values, weight), rel=1e-9)
    difference = sum(float((weight * w) @ np.abs(values - x)) for x, w in zip(values, weight, strict=True))
    mean = weight @ values / weight.sum()
    assert table["gini", "all", "all"] == pytest.approx(difference / weight.sum() ** 2 / (2 * mean), rel=1e-9)


def test_the_order_of_rows_does_not_matter(living: Callable[..., Any]) -> None:
    plain, turned = living(27), living(27)
    h = turned.world.households
    order = np.random.default_rng(0).permutation(h.id.size)
    turned.world.households = Households(*(np.ascontiguousarray(column[order]) for column in h))
    assert measures.transitions(turned.world) == measures.transitions(plain.world)
    found = turned.table()
    for key, value in plain.table().items():
        assert found[key] == pytest.approx(value, rel=1e-13, nan_ok=True), key


def test_looking_changes_nothing(living: Callable[..., Any]) -> None:
    looked, left = living(3), living(3)
    looked.table()
    measures.transitions(looked.world)
    for lived in (looked, left):
        lived.world.step()
    assert looked.world.households.cash.tobytes() == left.world.households.cash.tobytes()


def test_a_value_is_made_of_the_sums_that_its_measure_says(lived: Any) -> None:
    for part in measures.parts(lived.world, start=lived.start):
        adds = MEASURES[part.measure].adds
        if adds == "ratio":
            made = part.above / part.below if part.below > 0 else float("nan")
            assert part.value == made or np.isnan(part.value) and np.isnan(made), part
        else:
            assert np.isnan(part.below), part
            assert part.above == part.value if adds else np.isnan(part.above), part


def test_regencies_add_up_to_everyone(lived: Any) -> None:
    rows = measures.parts(lived.world, start=lived.start)
    for name, described in MEASURES.items():
        if described.adds and "regency" in described.kinds:
            (whole,) = (row for row in rows if (row.measure, row.group_kind) == (name, "all"))
            mine = [row for row in rows if (row.measure, row.group_kind) == (name, "regency")]
            for side in ("above", "below") if described.adds == "ratio" else ("above",):
                total = sum(getattr(row, side) for row in mine)
                assert total == pytest.approx(getattr(whole, side), rel=1e-9, abs=1e-6), (name, side)
