"""A replay is the model's own month: gifts go through programmes, and luck is the same in every world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mentas.files import Refusal
from mentas.population.village import Spread
from mentas.population.villagers import values
from mentas.studies.trial.panels import OUTCOMES
from mentas.studies.trial.replay import replay
from mentas.studies.trial.trial import Gift
from studies.trial.small import constant, small_trial

NOTHING = Gift(form="cash", amount=0.0)


def difference(panel, outcome, month):
    return panel.worlds["arm"].seen[month][outcome] - panel.worlds["control"].seen[month][outcome]


def test_an_arm_that_hands_out_nothing_is_control_in_every_outcome():
    panel = replay(small_trial(NOTHING), replicate=0)
    for month in (0, 6, 12):
        for outcome in OUTCOMES:
            assert not difference(panel, outcome, month).any(), (outcome, month)


def test_an_arm_without_gifts_is_control_too():
    panel = replay(small_trial(), replicate=0)
    assert not difference(panel, "spending_sum", 12).any()


def test_the_same_replicate_is_the_same_and_another_is_another():
    first, again, other = (replay(small_trial(NOTHING), replicate=r) for r in (0, 0, 1))

    def seen(panel):
        return panel.worlds["control"].seen[12]["spending"]

    assert np.array_equal(seen(first), seen(again))
    assert not np.array_equal(seen(first), seen(other))


@pytest.mark.parametrize("form", ["cash", "business_cash", "goods"])
def test_only_those_who_take_it_receive_and_all_that_was_sent_arrives(form):
    trial = small_trial(Gift(form=form, amount=120.0))
    trial = replace(trial, arms=(replace(trial.arms[0], take_up=0.6),))
    panel = replay(trial, replicate=0, parameters={"mindset.neighbours": 0.0})  # minds alone cross to others
    world = panel.worlds["arm"]
    assert world.transferred == pytest.approx(120.0, abs=0.01)
    assert not (world.taken & ~panel.baseline.eligible).any()
    assert 0.4 < world.taken.sum() / world.offered.sum() < 0.8
    touched = difference(panel, "assets", 12) != 0.0
    assert not (touched & ~world.taken).any()


def test_monthly_cash_is_worth_what_the_lump_is():
    monthly, lump = (
        replay(small_trial(Gift(form="cash", amount=120.0, payments=n)), replicate=0).worlds["arm"].transferred
        for n in (6, 1)
    )
    assert monthly == pytest.approx(lump, abs=0.01)


def test_payments_that_run_longer_than_a_year_all_arrive():
    trial = small_trial(Gift(form="cash", amount=180.0, payments=18), months=24)
    assert replay(trial, replicate=0).worlds["arm"].transferred == pytest.approx(180.0, abs=0.01)


def test_a_gift_that_comes_later_changes_nothing_before():
    panel = replay(small_trial(Gift(form="goods", amount=120.0, month=8)), replicate=0)
    assert not difference(panel, "assets", 6).any()
    assert difference(panel, "assets", 12).any()


def test_goods_stay_capital_where_cash_does_not():
    goods = replay(small_trial(Gift(form="goods", amount=300.0, lock_months=12)), replicate=0)
    cash = replay(small_trial(Gift(form="cash", amount=300.0)), replicate=0)
    taken = goods.worlds["arm"].taken
    assert difference(goods, "capital", 6)[taken].mean() > difference(cash, "capital", 6)[taken].mean() + 50.0


def test_a_group_shares_what_it_was_given():
    panel = replay(small_trial(Gift(form="group", amount=100.0, members=5)), replicate=0)
    assert panel.worlds["arm"].transferred == pytest.approx(100.0, rel=0.25)  # some are left over from whole groups


def test_a_shock_strikes_control_and_arm_alike():
    from mentas.studies.trial.trial import Shock

    slump = Shock(title={}, month=0, months=12, wages=-0.5)
    calm, struck = (
        replay(small_trial(NOTHING, shocks=shocks), replicate=0).worlds["control"].seen[12]["earnings"].mean()
        for shocks in ((), (slump,))
    )
    assert struck < 0.8 * calm


def test_part_of_control_can_be_given_the_same_later():
    trial = small_trial(NOTHING)
    late = replace(trial.design, control_gifts=(Gift(form="cash", amount=90.0, month=7),), control_share_given=0.4)
    panel = replay(replace(trial, design=late), replicate=0)
    control = panel.worlds["control"]
    assert 0.2 < control.taken.sum() / panel.baseline.eligible.sum() < 0.6
    assert control.transferred == pytest.approx(90.0, abs=0.01)


def test_a_known_profit_is_the_profit_that_is_made():
    trial = small_trial(NOTHING)
    calm = {"enterprise.shock_sd": 0.1}
    owners = replace(
        trial.population.classes[0], business=1.0, profit=constant(30.0), labour_part=0.5, adults=3.0, infants=0.0,
        idle=constant(0.4), capital=constant(100.0), share=1.0,
    )  # fmt: skip
    village = replace(trial.population, classes=(owners,))
    panel = replay(replace(trial, population=village), replicate=0, parameters=calm)
    assert panel.baseline.profit.mean() == pytest.approx(30.0, rel=0.01)
    first = panel.worlds["control"].seen[6]["profit"]
    assert np.median(first) == pytest.approx(30.0, rel=0.15)


def test_without_policy_households_spend_about_what_they_are_said_to():
    # Who holds the money that it likes to hold and does not invest spends what it earns.
    still = {"spending.buffer": 0.3, "investing.share": 0.1, "investing.hurdle": 0.1}
    panel = replay(small_trial(NOTHING), replicate=0, parameters=still)
    control = panel.worlds["control"].seen
    assert control[12]["spending"].mean() == pytest.approx(control[0]["spending"].mean(), rel=0.06)


def test_a_parameter_out_of_range_is_refused():
    with pytest.raises(Refusal):
        replay(small_trial(NOTHING), replicate=0, parameters={"enterprise.threshold": 9.0})


def test_responsive_markets_start_at_rest():
    trial = small_trial(NOTHING)
    village = replace(trial.population, market="responsive", households=2000)
    panel = replay(replace(trial, population=village), replicate=0)
    assert panel.worlds["control"].seen[6]["price"].mean() == pytest.approx(1.0, abs=0.02)


def test_spreads_have_the_quantiles_that_they_are_given():
    z = np.array([-1.0, 0.0, 1.0])
    assert values(Spread(median=10.0, sd=0.5), z) == pytest.approx(10.0 * np.exp(0.5 * z))
    assert values(constant(3.0), z) == pytest.approx([3.0, 3.0, 3.0])
    assert values(Spread(low=0.0, high=2.0), np.array([0.0])) == pytest.approx([1.0])
    steps = Spread(ranks=(0.0, 0.5, 1.0), values=(0.0, 10.0, 30.0))
    assert values(steps, np.array([0.0, 50.0])) == pytest.approx([10.0, 30.0])


def test_classes_have_their_shares_in_every_cluster():
    panel = replay(small_trial(NOTHING), replicate=0)
    by_cluster = [panel.baseline.eligible[panel.baseline.cluster == c].mean() for c in range(8)]
    assert by_cluster == pytest.approx([0.25] * 8, abs=0.1)
    assert panel.baseline.eligible.mean() == pytest.approx(0.25, abs=0.005)
