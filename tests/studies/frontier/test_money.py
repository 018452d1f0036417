"""What a household more costs, and what the next billion buys, by hand and by known luck."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from mentas.studies.frontier import money
from mentas.studies.frontier.ground import Ground
from studies.frontier.made import GAP, nested, tried


def _pair(gain: np.ndarray, more: np.ndarray, ground: Ground | None = None):
    """A baseline that changes from world to world, and a candidate with that much more of both."""
    base = 100.0 + np.arange(len(gain)) ** 2
    values, spent = np.stack([base, base + gain]), 1e9 * np.stack([base, base])
    spent[1] += more
    return tried(values[:, :, None], ground, spent=spent, names=("now", "new"))


def _cost(gain, more, ground=None):
    return money.cost_each(_pair(np.asarray(gain), np.asarray(more), ground), baseline="now", outcome="mentas_kept")


def test_a_cost_worked_out_by_hand():
    # gains 8 10 12 10, all for 20 million more: 2 million each; the gain errs by t sqrt((4 + 4) / 3 / 4) = t 0.8165
    (row,) = _cost([8.0, 10.0, 12.0, 10.0], [20e6] * 4).itertuples()
    assert (row.candidate, row.reading, row.gain, row.more_spent) == ("new", "costs", 10.0, 20e6)
    assert row.cost == 2e6
    half = t.ppf(0.975, 3) * np.sqrt(8.0 / 12.0)
    assert np.isclose(row.gain_low, 10.0 - half)
    # money is sure, so Fieller's interval is money over the ends of the gain
    assert np.allclose([row.cost_low, row.cost_high], [20e6 / (10.0 + half), 20e6 / (10.0 - half)])


def test_money_that_goes_with_the_gain_makes_the_cost_sure():
    gain = np.array([8.0, 10.0, 12.0, 9.0])
    (row,) = _cost(gain, 3e6 * gain).itertuples()
    assert np.allclose([row.cost_low, row.cost, row.cost_high], 3e6)


@pytest.mark.parametrize(
    ("gain", "more", "reading"),
    [
        ([-8.0, 10.0, 12.0, -11.0], [20e6] * 4, "not_known"),
        ([-8.0, -10.0, -12.0, -10.0], [20e6] * 4, "fewer"),
        ([8.0, 10.0, 12.0, 10.0], [-20e6] * 4, "saves"),
        ([8.0, 10.0, 12.0, 10.0], [0.0] * 4, "unclear"),
        ([8.0, 10.0, 12.0, 10.0], [-1e6, 1e6, 2e6, -1e6], "unclear"),
        ([0.0] * 4, [20e6] * 4, "no_more"),
    ],
)
def test_a_cost_is_read_as_what_it_is(gain, more, reading):
    (row,) = _cost(gain, more).itertuples()
    assert row.reading == reading and reading in money.READINGS
    assert np.isfinite(row.cost) == (reading in ("saves", "unclear"))


def test_of_an_outcome_that_should_be_small_a_unit_fewer_is_bought():
    values = np.array([[5.0] * 4, [3.0, 2.9, 3.1, 3.0]])[:, :, None]
    found = tried(values, outcomes=[GAP], spent=np.array([[0.0] * 4, [6e6] * 4]), names=("now", "new"))
    (row,) = money.cost_each(found, baseline="now", outcome="poverty_gap").itertuples()
    assert np.isclose(row.gain, 2.0) and np.isclose(row.cost, 3e6) and row.reading == "costs"


@pytest.mark.parametrize("ground", [Ground.plain(20), nested(2)])
def test_the_interval_of_a_cost_covers(ground):
    rng, inside, repeats = np.random.default_rng(1), 0, 1500
    count = ground.model.max() + 1
    for _ in range(repeats):
        common, own = rng.standard_normal((2, count))[:, ground.model] + 0.3 * rng.standard_normal((2, len(ground)))
        gain, more = 4.0 + common, 12.0 + 2.0 * common + 2.0 * own
        _, low, high = money.fieller(more, gain, ground)
        inside += low <= 3.0 <= high
    assert 0.936 <= inside / repeats <= 0.964


def test_a_cost_is_hardly_ever_stated_where_nothing_is_gained():
    rng, stated = np.random.default_rng(2), 0
    for _ in range(400):
        (row,) = _cost(rng.standard_normal(12), [1e6] * 12).itertuples()
        stated += np.isfinite(row.cost)
    assert stated / 400 <= 0.05


def _envelopes(change, *, used=1.0, ground=None):
    at = np.stack([np.full((4, 2), 5.0), np.full((4, 2), 7.0)])
    above = at.copy()
    above[0] += change
    spent = np.full((2, 4), 10e9)
    names = ("a", "b")
    return tried(at, ground, spent=spent, names=names), tried(above, ground, spent=spent + used * 2e9, names=names)


def test_the_next_billion_worked_out_by_hand():
    change = np.array([[10.0, -0.2], [8.0, -0.2], [12.0, -0.2], [10.0, 0.6]])  # of exits and of the gap, for 2 billion
    found = money.next_billion(*_envelopes(change, used=0.9), step=2e9).set_index(["candidate", "outcome"])
    exits, gap = found.loc[("a", "mentas_kept")], found.loc[("a", "poverty_gap")]
    half = t.ppf(0.975, 3) * np.sqrt(2.0 / 12.0)
    assert exits["change"] == 5.0 and np.allclose([exits["low"], exits["high"]], [5.0 - half, 5.0 + half])
    assert exits["improves"] == "yes" and np.isclose(exits["used"], 0.9)
    assert np.isclose(gap["change"], 0.0) and gap["improves"] == "not_known"
    assert found.loc[("b", "mentas_kept")]["change"] == 0.0


def test_a_smaller_gap_improves_and_fewer_exits_do_not():
    change = np.array([[-10.0, -0.2], [-8.0, -0.3], [-12.0, -0.2], [-10.0, -0.3]])
    found = money.next_billion(*_envelopes(change), step=2e9)
    assert found["improves"].tolist()[:2] == ["no", "yes"]


@pytest.mark.parametrize("step", [0.0, -1.0, np.nan])
def test_a_step_must_lead_up(step):
    with pytest.raises(ValueError, match="the second the larger"):
        money.next_billion(*_envelopes(0.0), step=step)


def test_envelopes_are_compared_in_the_same_worlds():
    at, above = _envelopes(0.0)
    with pytest.raises(ValueError, match="same worlds"):
        money.next_billion(at, above.only(["b", "a"]), step=1e9)


def test_a_run_that_failed_at_one_envelope_is_not_observed():
    at, above = _envelopes(np.full((4, 2), 10.0))
    above.values[0, 3], above.spent[0, 3] = np.nan, np.nan
    found = money.next_billion(at, above, step=2e9)
    assert found["change"].tolist() == [5.0, 5.0, 0.0, 0.0] and np.allclose(found["used"], 1.0)
