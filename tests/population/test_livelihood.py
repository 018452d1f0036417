"""What households live on; counted over a tenth of the province."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mentas.population import Region
from mentas.state import SECTORS, Households

Draw = Callable[..., Households]


@pytest.fixture(scope="module")
def h(draw: Draw) -> Households:
    return draw(0.1)


def share(h: Households, flag: np.ndarray, among: np.ndarray) -> float:
    return float(h.weight[among & (flag > 0)].sum() / h.weight[among].sum())


def everyone(h: Households) -> np.ndarray:
    return np.ones(h.id.size, dtype=bool)


def test_the_regions_share_of_households_runs_a_business(kaltim: Region, h: Households) -> None:
    assert share(h, h.open, everyone(h)) == pytest.approx(kaltim.business["share"], abs=0.01)


def test_rural_households_run_one_more_often_and_the_old_alone_never(h: Households) -> None:
    assert share(h, h.open, h.urban == 0) - share(h, h.open, h.urban == 1) == pytest.approx(0.15, abs=0.02)
    assert not (h.open[h.adults == 0] > 0).any()


def test_sectors_are_the_regions_in_urban_and_rural_areas(kaltim: Region, h: Households) -> None:
    for kind, name in ((1, "urban"), (0, "rural")):
        runs = (h.open > 0) & (h.urban == kind)
        found = np.bincount(h.sector[runs], weights=h.weight[runs], minlength=len(SECTORS)) / h.weight[runs].sum()
        assert found == pytest.approx([kaltim.business[f"sectors_{name}.{sector}"] for sector in SECTORS], abs=0.01)


def test_the_poorest_own_next_to_nothing_and_a_minority_owns_much(kaltim: Region, h: Households) -> None:
    budgets = h.capital[h.open > 0] / kaltim.poor_budget
    poor = (h.spending < h.need)[h.open > 0]
    weight = h.weight[h.open > 0]
    assert np.median(budgets[poor]) < 0.5
    order = np.argsort(budgets)
    median = float(np.interp(0.5, np.cumsum(weight[order]) / weight.sum(), budgets[order]))
    assert 1.0 < median < 2.0
    assert 0.08 < weight[budgets > 8.0].sum() / weight.sum() < 0.3


def test_capital_has_two_heaps(kaltim: Region, h: Households) -> None:
    """Within a narrow band of welfare large businesses form a heap of their own."""
    person = h.spending / h.size
    poorer = (h.open > 0) & (person < np.quantile(person, 0.15))
    logs = np.log10(h.capital[poorer] / kaltim.poor_budget)
    heaps, _ = np.histogram(logs, bins=[-1.0, -0.25, 0.5, 1.25, 2.0])
    assert heaps[0] > heaps[1] > heaps[3]
    assert (logs > 0.9).mean() < 0.05


def test_few_without_a_business_still_own_tools_of_one(h: Households) -> None:
    closed = h.open == 0
    assert share(h, h.capital > 0, closed) == pytest.approx(0.15, abs=0.01)
    assert np.median(h.capital[closed & (h.capital > 0)]) < 1e6


def test_a_woman_runs_the_business_where_she_heads_the_household(h: Households) -> None:
    assert (h.female_owner[h.female_headed > 0] == 1).all()
    assert 0.35 < share(h, h.female_owner, h.open > 0) < 0.6


def test_ability_has_median_one(h: Households, parameters: dict[str, float]) -> None:
    logs = np.log(h.ability)
    assert np.median(logs) == pytest.approx(0.0, abs=0.02)
    assert logs.std() == pytest.approx(parameters["ability_sd"], rel=0.02)


def test_idle_time_is_more_and_savings_are_less_among_the_poor(h: Households) -> None:
    poor = h.spending < h.need
    months = h.cash / h.spending
    assert np.average(h.idle, weights=h.weight) == pytest.approx(0.25, abs=0.01)
    assert h.idle[poor].mean() > 0.28
    assert np.median(months[poor]) < 0.7 < 1.0 < np.average(months, weights=h.weight) < 2.0


def test_mindset_starts_at_the_disposition_and_differs_little_by_welfare(h: Households) -> None:
    assert (h.mindset == h.disposition).all()
    assert np.average(h.disposition, weights=h.weight) == pytest.approx(0.5, abs=0.01)
    poor = h.spending < h.need
    assert 0.42 < h.disposition[poor].mean() < 0.5
    assert h.disposition.min() >= 0.0 and h.disposition.max() <= 1.0


def test_one_in_twenty_has_lost_the_job(h: Households) -> None:
    assert share(h, h.jobless, everyone(h)) == pytest.approx(0.05, abs=0.004)
