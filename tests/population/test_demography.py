"""Who lives in a household: sizes, ages, heads; counted over a tenth of the province."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mentas.population import Region
from mentas.population.demography import MOST, size
from mentas.state import Households

Draw = Callable[..., Households]


def mean(h: Households, value: np.ndarray, among: np.ndarray | None = None) -> float:
    weight = h.weight if among is None else h.weight * among
    return float(np.sum(weight * value) / weight.sum())


def poor(h: Households) -> np.ndarray:
    return np.asarray(h.spending < h.need)


def test_a_size_is_one_and_a_poisson_number_of_others() -> None:
    chance = (np.arange(200_000) + 0.5) / 200_000
    found = size(np.full(chance.size, 4.0), chance)
    assert found.mean() == pytest.approx(4.0, abs=1e-3)
    assert found.var() == pytest.approx(3.0, abs=0.01)
    assert (found == 1).mean() == pytest.approx(np.exp(-3.0), abs=1e-5)
    assert found.max() <= MOST


def test_sizes_are_the_sum_of_the_six_age_groups(draw: Draw) -> None:
    h = draw(0.1)
    groups = np.stack([h.infants, h.primary, h.junior, h.senior, h.adults, h.elderly]).astype(int)
    assert (groups >= 0).all()
    assert (groups.sum(axis=0) == h.size).all()
    assert (h.adults + h.elderly >= 1).all()
    assert h.size.min() >= 1 and h.size.max() <= MOST


def test_households_have_four_members_and_the_poor_5_24(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    assert mean(h, h.size) == pytest.approx(4.0, abs=0.01)
    assert mean(h, h.size, poor(h)) == pytest.approx(kaltim.poor_size, abs=0.06)


def test_people_are_as_many_as_the_survey_base_in_each_regency(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    people = np.bincount(h.regency, weights=h.weight * h.size)
    assert people == pytest.approx(kaltim.persons, rel=0.01)


def test_ages_are_those_of_a_young_province(draw: Draw) -> None:
    h = draw(0.1)
    people = float(np.sum(h.weight * h.size))
    below_15 = float(np.sum(h.weight * (h.infants + h.primary + h.junior * (2.0 / 3.0)))) / people
    assert below_15 == pytest.approx(0.255, abs=0.015)  # 25.5 per cent in 2020: projection of BPS
    assert 0.075 <= float(np.sum(h.weight * h.elderly)) / people <= 0.10
    assert 0.005 <= float(np.sum(h.weight * h.disabled)) / people <= 0.02


def test_poor_households_have_more_children(draw: Draw) -> None:
    h = draw(0.1)
    children = (h.infants + h.primary + h.junior + h.senior) / h.size
    assert mean(h, children, poor(h)) > 1.2 * mean(h, children)


def test_most_poor_households_have_somebody_for_whom_pkh_pays(draw: Draw) -> None:
    h = draw(0.1)
    members = h.infants + h.primary + h.junior + h.senior + h.elderly + h.disabled + h.pregnant
    assert mean(h, members > 0, poor(h)) >= 0.7


def test_women_head_the_regions_share_of_households_and_a_like_share_of_the_poor(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    assert mean(h, h.female_headed) == pytest.approx(kaltim.demography["female_headed_share"], abs=0.005)
    assert mean(h, h.female_headed, poor(h)) == pytest.approx(0.12, abs=0.02)


def test_births_to_come_are_those_that_ageing_expects(draw: Draw, parameters: dict[str, float]) -> None:
    h = draw(0.1)
    assert mean(h, h.pregnant) == pytest.approx(parameters["pregnancy"] * mean(h, h.adults), abs=0.004)
    assert not (h.pregnant > 0)[h.adults == 0].any()


def test_the_old_alone_are_there(draw: Draw) -> None:
    h = draw(0.1)
    assert 0.01 <= mean(h, h.adults == 0) <= 0.06


def test_cities_are_urban_and_the_province_is_69_per_cent_urban(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    city = kaltim.urban_share[h.regency] == 1.0
    assert (h.urban[city] == 1).all()
    assert mean(h, h.urban * h.size) / mean(h, h.size) == pytest.approx(0.693, abs=0.005)


def test_poverty_is_lower_in_urban_areas_as_published(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    persons = h.weight * h.size
    for kind, name in ((1, "poverty_rate_urban"), (0, "poverty_rate_rural")):
        here = h.urban == kind
        rate = persons[here & poor(h)].sum() / persons[here].sum()
        assert rate == pytest.approx(kaltim.published[name], abs=0.003)
