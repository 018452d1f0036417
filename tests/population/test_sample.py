"""The sample: weights that add up, rows that stay what they are when the sample grows."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.population import Region
from mentas.population.sample import REGENCY_IDS, even, ids, origin, plan, weights


@pytest.mark.parametrize("scale", [0.001, 0.02, 0.1, 0.37, 0.7, 1.0])
def test_weights_sum_to_the_households_of_each_regency_exactly(
    kaltim: Region, parameters: dict[str, float], scale: float
) -> None:
    total = np.zeros(10)
    for stratum in plan(kaltim, scale, parameters):
        weight = weights(stratum, 0, stratum.rows)
        assert weight.min() >= 1.0 and weight.sum() == weight[::-1].sum() == stratum.households
        total[stratum.regency] += weight.sum()
    assert total.tolist() == kaltim.households.tolist()


def test_the_whole_province_has_weights_of_one(kaltim: Region, parameters: dict[str, float]) -> None:
    assert all(stratum.rows == stratum.households for stratum in plan(kaltim, 1.0, parameters))


def test_poorer_households_are_drawn_twice_as_often(kaltim: Region, parameters: dict[str, float]) -> None:
    strata = plan(kaltim, 0.1, parameters)
    poorer = sum(stratum.rows for stratum in strata if stratum.part == 0)
    rows = sum(stratum.rows for stratum in strata)
    assert poorer / rows == pytest.approx(0.6, abs=0.001)
    assert rows == pytest.approx(95_706, abs=10)


def test_a_small_regency_keeps_its_fewest_rows(kaltim: Region, parameters: dict[str, float]) -> None:
    rows = np.zeros(10)
    for stratum in plan(kaltim, 0.0001, parameters):
        rows[stratum.regency] += stratum.rows
    assert (rows == 30).all()


def test_a_hamlet_smaller_than_that_is_taken_whole(village: Region, parameters: dict[str, float]) -> None:
    assert sum(stratum.rows for stratum in plan(village, 0.01, parameters)) == 30 + 28


@pytest.mark.parametrize("scale", [0.0, -0.1, 1.01, float("nan")])
def test_a_scale_out_of_bounds_is_refused(village: Region, parameters: dict[str, float], scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        plan(village, scale, parameters)


def test_addresses_are_unique_and_fit_the_luck(kaltim: Region, parameters: dict[str, float]) -> None:
    strata = plan(kaltim, 0.05, parameters)
    every = np.concatenate([ids(stratum, 0, stratum.rows) for stratum in strata])
    assert np.unique(every).size == every.size
    assert (np.diff(every) > 0).all()
    assert every.min() >= 0 and every.max() < 10 * REGENCY_IDS < 2**48


def test_the_first_places_of_a_sequence_stay_where_they_are(kaltim: Region, parameters: dict[str, float]) -> None:
    small, large = plan(kaltim, 0.02, parameters)[0], plan(kaltim, 0.1, parameters)[0]
    begin = origin(small, 1, 0)
    few, many = even(small, begin, 0, small.rows), even(large, begin, 0, large.rows)
    for a, b in zip(few, many, strict=True):
        assert (a == b[: small.rows]).all()


@pytest.mark.parametrize("rows", [100, 1_000, 20_000])
def test_any_first_places_fill_ranks_evenly(kaltim: Region, parameters: dict[str, float], rows: int) -> None:
    stratum = plan(kaltim, 1.0, parameters)[4]
    for dimension, chance in enumerate(even(stratum, origin(stratum, 1, 0), 0, rows)):
        rank = (chance - stratum.low) / (stratum.high - stratum.low) if dimension == 0 else chance
        assert rank.min() >= 0.0 and rank.max() < 1.0
        expected = (np.arange(rows) + 0.5) / rows
        assert np.abs(np.sort(rank) - expected).max() < 12.0 / rows  # chance would leave about 1 / sqrt(rows)


def test_replicates_and_regencies_begin_elsewhere(kaltim: Region, parameters: dict[str, float]) -> None:
    strata = plan(kaltim, 0.02, parameters)
    begins = {tuple(origin(s, seed, rep)) for s in strata for seed in (1, 2) for rep in (0, 1)}
    assert len(begins) == len(strata) * 4
