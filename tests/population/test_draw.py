"""The population drawn: rates, whole rupiah, the same household wherever it is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentas import columns
from mentas.population import Region, build
from mentas.population import draw as drawing
from mentas.population.shape import DISTRIBUTIONS
from mentas.state import Households
from population.indices import bottom_share, weighted_gini

Draw = Callable[..., Households]


def rates(h: Households) -> np.ndarray:
    """Share of people below the line in each regency."""
    persons = h.weight * h.size
    poor = h.spending < h.need
    return np.asarray(np.bincount(h.regency[poor], weights=persons[poor]) / np.bincount(h.regency, weights=persons))


def drawn(region: Region, parameters: dict[str, float], **changes: Any) -> Households:
    settings: dict[str, Any] = {
        "scale": 1.0,
        "seed": 1,
        "replicate": 0,
        "distribution": "gb2",
        "persistent_sd": 0.25,
        "lasting_error_sd": 0.18,
    }
    return build(region, parameters=parameters, **(settings | changes))


def test_what_is_remembered_of_a_region_changes_no_draw(kaltim: Region, parameters: dict[str, float]) -> None:
    others = [{"distribution": "shifted_lognormal"}, {"persistent_sd": 0.3}, {"replicate": 1}, {}]
    drawing._shaped.cache_clear()
    again = [drawn(kaltim, parameters, scale=0.002, **other) for other in others]
    assert drawing._shaped.cache_info().hits == 1
    for other, h in zip(others, again, strict=True):
        drawing._shaped.cache_clear()
        fresh = drawn(kaltim, parameters, scale=0.002, **other)
        assert all(np.array_equal(a, b) for a, b in zip(fresh, h, strict=True))
    with pytest.raises(ValueError, match="read-only"):
        drawing._shaped(kaltim, "gb2", 0.25)[1].luck[0, 0] = 1.0


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_each_regency_has_its_poverty_rate(kaltim: Region, draw: Draw, distribution: str) -> None:
    assert rates(draw(0.2, 0, distribution)) == pytest.approx(kaltim.poverty_rate, rel=0.04)


@pytest.mark.slow
@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_the_whole_province_has_its_poverty_rates_to_a_twentieth_of_a_point(
    kaltim: Region, draw: Draw, distribution: str
) -> None:
    h = draw(1.0, 0, distribution)
    assert h.id.size == kaltim.households.sum()
    assert (h.weight == 1.0).all()
    large = kaltim.persons > 100_000
    assert rates(h)[large] == pytest.approx(kaltim.poverty_rate[large], abs=0.0005)
    assert rates(h) == pytest.approx(kaltim.poverty_rate, abs=0.002)


def test_inequality_of_the_draw_is_the_surveys(draw: Draw) -> None:
    h = draw(0.2)
    persons = h.weight * h.size
    assert 0.31 <= weighted_gini(h.spending / h.size, persons) <= 0.32
    assert 0.21 <= bottom_share(h.spending / h.size, persons, 0.4) <= 0.22


def test_gap_and_severity_of_the_draw_lie_in_the_published_range(draw: Draw) -> None:
    h = draw(0.2)
    persons = h.weight * h.size
    short = np.clip(1.0 - h.spending / h.need, 0.0, None)
    assert 0.006 <= np.average(short, weights=persons) <= 0.009
    assert 0.0010 <= np.average(short**2, weights=persons) <= 0.0022


def test_samples_of_different_size_agree(draw: Draw) -> None:
    """Means of a fiftieth and a tenth lie within three standard errors of an even random sample of the smaller."""
    small, large = draw(0.02), draw(0.1)
    values: dict[str, Callable[[Households], np.ndarray]] = {
        "size": lambda h: h.size,
        "poor": lambda h: h.spending < h.need,
        "log of spending": lambda h: np.log(h.spending / h.size),
        "business": lambda h: h.open,
        "capital": lambda h: np.log1p(h.capital),
        "elderly": lambda h: h.elderly,
        "ability": lambda h: np.log(h.ability),
        "luck": lambda h: h.persistent,
        "cash": lambda h: np.log1p(h.cash),
        "mindset": lambda h: h.mindset,
    }
    for name, of in values.items():
        few, many = np.average(of(small), weights=small.weight), np.average(of(large), weights=large.weight)
        error = np.std(of(small).astype(float)) * np.sqrt(np.sum(small.weight**2)) / small.weight.sum()
        assert few == pytest.approx(many, abs=3.0 * error), name


def test_rates_do_not_lean_to_one_side_over_replicates(kaltim: Region, draw: Draw) -> None:
    many = np.array([rates(draw(0.02, replicate)) for replicate in range(20)])
    error = many.std(axis=0, ddof=1) / np.sqrt(len(many))
    assert (np.abs(many.mean(axis=0) - kaltim.poverty_rate) < 4.0 * error).all()


def test_replicates_and_seeds_are_different_worlds(village: Region, parameters: dict[str, float]) -> None:
    first = drawn(village, parameters)
    for other in (drawn(village, parameters, replicate=1), drawn(village, parameters, seed=2)):
        assert (other.id == first.id).all()
        assert not (other.spending == first.spending).any()
        assert not (other.ability == first.ability).any()


def test_the_same_address_draws_the_same_bytes(village: Region, parameters: dict[str, float]) -> None:
    one, two = drawn(village, parameters), drawn(village, parameters)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one, two, strict=True))


def test_a_larger_sample_contains_the_smaller_one(draw: Draw) -> None:
    small, large = draw(0.02), draw(0.1)
    common, here, there = np.intersect1d(small.id, large.id, return_indices=True)
    assert common.size == small.id.size
    for field in columns.describe(Households):
        if field.name != "weight":
            assert (getattr(small, field.name)[here] == getattr(large, field.name)[there]).all(), field.name


def test_a_household_more_or_less_changes_no_other(
    village: Region, parameters: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drawn(village, parameters)
    usual = drawing.sample.plan
    monkeypatch.setattr(
        drawing.sample, "plan", lambda *args: [s._replace(rows=s.rows + 1) for s in usual(*args) if s.regency == 1]
    )
    after = drawn(village, parameters)
    assert after.id.size == 28 + 2
    common, here, there = np.intersect1d(before.id, after.id, return_indices=True)
    assert common.size == 28
    for field in columns.describe(Households):
        if field.name != "weight":
            assert (getattr(before, field.name)[here] == getattr(after, field.name)[there]).all(), field.name


def test_the_order_of_work_changes_nothing(
    village: Region, parameters: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = drawn(village, parameters)
    monkeypatch.setattr(drawing, "CHUNK", 7)
    parts = drawn(village, parameters)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(whole, parts, strict=True))


def test_money_is_in_whole_rupiah_and_nobody_spends_nothing(draw: Draw) -> None:
    h = draw(0.1)
    for name in ("permanent", "spending", "expected", "spending_mean", "earned", "earned_mean", "cash", "capital"):
        money = getattr(h, name)
        assert (money == np.floor(money)).all() and (money >= 0).all(), name
    assert h.permanent.min() > 0 and h.spending.min() > 0


def test_what_has_not_happened_yet_is_not_there(draw: Draw) -> None:
    h = draw(0.1)
    assert (h.granted == -1000).all() and (h.group == -1).all()
    for name in ("transfers", "received", "enrolled", "ever", "profit", "months_above", "mentor", "locked", "losses"):
        assert not getattr(h, name).any(), name


def test_rows_are_in_order_of_regency_and_need_is_line_times_size(kaltim: Region, draw: Draw) -> None:
    h = draw(0.1)
    assert (np.diff(h.regency) >= 0).all()
    assert h.need == pytest.approx(kaltim.poverty_line[h.regency] * h.size, rel=1e-6)


def test_spending_is_usual_earnings_times_luck(draw: Draw) -> None:
    h = draw(0.1)
    assert h.spending == pytest.approx(h.permanent * np.exp(h.persistent.astype(float)), rel=1e-5)


def test_errors_of_the_registry_have_their_spread(draw: Draw) -> None:
    assert draw(0.1).registered_error.std() == pytest.approx(0.18, rel=0.01)


def test_the_village_can_be_read_whole(village: Region, parameters: dict[str, float]) -> None:
    h = drawn(village, parameters)
    assert h.id.size == 60 and (h.weight == 1.0).all()
    assert np.bincount(h.regency).tolist() == [32, 28]
    assert 4 <= (h.spending < h.need).sum() <= 14


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"scale": 0.0}, "scale"), ({"distribution": "pareto"}, "pareto"), ({"persistent_sd": 0.0}, "persistent_sd")],
)
def test_a_draw_out_of_bounds_is_refused(
    village: Region, parameters: dict[str, float], change: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        drawn(village, parameters, **change)
