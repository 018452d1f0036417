"""KUBE groups: members pool capital and effort, share what they earn, quarrel, fall asleep and fall apart.

A group runs one business for all its members: each works with a share of the capital, and part of the fixed costs
of the high technology is saved. What pooling gains, free-riding can lose: effort falls with the number of members
and rises with cohesion and a facilitator. Members give the group hours, as they would to a business of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.behaviour.enterprise import hours_needed, productivity
from mentas.kernels import kernel, rule
from mentas.ledger import CASH, GROUP_CAPITAL, GROUP_CASH, GROUP_FUND, OUTSIDE
from mentas.rows import clamp, whole
from mentas.state import ACTIVE, DISSOLVED, DORMANT, Households
from mentas.vmath import exp, normal_pair, power

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("group")
QUARREL_STREAM = luck.stream("group.quarrel")

Member = columns.part(Households, "Member", "ability female_owner labour hours group_hours cash earned group")


class Parameters(NamedTuple):
    """See group.yaml."""

    effort_base: float
    effort_cohesion: float
    effort_facilitator: float
    free_riding: float
    cohesion_gain: float
    cohesion_pull: float
    cohesion_facilitator: float
    quarrel_chance: float
    quarrel_loss: float
    inequality_strain: float
    dormant_below: float
    revive_chance: float
    dissolve_after: float
    dissolve_chance: float
    fund_share: float
    retained_share: float
    dividend_hoped: float
    pooling: float
    shock_sd: float
    loss_chance: float
    loss_share: float
    cohesion_mean: float
    cohesion_sd: float


@rule
def effort(
    cohesion: float, members: float, facilitated: float, base: float, trust: float, help_: float, riding: float
) -> float:
    """Share of the promised work that is done: less in large groups (each gains 1/n of own work), more with trust."""
    return clamp(base + trust * cohesion + help_ * facilitated - riding * (1.0 - 1.0 / members), 0.0, 1.0)


@rule
def pooled_technology(
    k: float, members: float, a_low: float, b_low: float, a_high: float, b_high: float, fixed: float, pooling: float
) -> float:
    """Value added a month of `members` people who share `k` budgets of capital, budgets.

    Every member after the first saves the share `pooling` of a fixed cost: at 1 there is one for all, at 0 one each.
    """
    each = k / members
    costs = fixed * (1.0 + (members - 1.0) * (1.0 - pooling))
    return max(members * a_low * power(each, b_low), members * a_high * power(each, b_high) - costs)


@rule
def hours_given(k_each: float, effort_: float, labour: float, own: float, most: float, half: float) -> float:
    """Share of working time that a member gives to the group: what an own business with that capital would take, by
    the effort made, and no more than the hands that the own business leaves free."""
    return min(hours_needed(k_each, most, half) * effort_, max(labour - own, 0.0))


@rule
def quarrel(draw: float, cohesion: float, losing: float, chance: float) -> float:
    """1 if the group quarrels this month: likelier without cohesion, twice as likely after a loss."""
    return 1.0 if draw < chance * (1.0 - cohesion) * (1.0 + losing) else 0.0


@rule
def cohesion_next(
    cohesion: float, dividend: float, hoped: float, strain: float, facilitated: float, quarrels: float,
    gain: float, pull: float, help_: float, loss: float,
) -> float:  # fmt: skip
    """Cohesion of next month: moved by dividends against hopes, strain, facilitation, quarrels."""
    content = clamp(dividend / hoped - 1.0, -1.0, 1.0)
    moved = cohesion + gain * content - pull * strain + help_ * facilitated * (1.0 - cohesion) - loss * quarrels
    return clamp(moved, 0.0, 1.0)


@kernel
def produce_groups(
    count: int, g: Any, members: Any, h: Any, p: Any, e: Any, budget: float, fixed: float,
    seed: int, replicate: int, month: int,
) -> Any:  # fmt: skip
    """Effort, losses of stock and value added at start prices of each group; returns (capital lost,)."""
    flows = np.zeros(1)
    for j in range(count):
        g.product[j] = 0.0
        if g.status[j] == DORMANT:
            # Only members of a sleeping group: those of one that fell apart may be in another by now.
            for m in range(g.first[j], g.first[j] + int(g.members[j])):
                h.group_hours[members[m]] = 0.0
        if g.status[j] != ACTIVE:
            continue
        w0, w1, w2, _ = luck.words(seed, replicate, STREAM, month, g.id[j])
        if luck.uniform(w2) < p.loss_chance:
            lost = whole(g.capital[j] * p.loss_share)
            g.capital[j] -= lost
            flows[0] += lost
        n = int(g.members[j])
        skill = 0.0
        for m in range(g.first[j], g.first[j] + n):
            row = members[m]
            skill += productivity(
                float(h.ability[row]), float(h.female_owner[row]), e.women_productivity, float(h.labour[row])
            )
        facilitated = 1.0 if g.facilitator[j] > 0 else 0.0
        g.effort[j] = effort(
            float(g.cohesion[j]), float(n), facilitated,
            p.effort_base, p.effort_cohesion, p.effort_facilitator, p.free_riding,
        )  # fmt: skip
        z, _ = normal_pair(luck.uniform(w0), luck.uniform(w1))
        weather = exp(p.shock_sd * z - 0.5 * p.shock_sd * p.shock_sd)
        made = pooled_technology(
            g.capital[j] / budget, float(n), e.low_scale, e.low_curvature, e.high_scale, e.high_curvature, fixed,
            p.pooling,
        )  # fmt: skip
        k_each, effort_ = g.capital[j] / budget / n, float(g.effort[j])  # read once: the loop below writes to memory
        for m in range(g.first[j], g.first[j] + n):
            row = members[m]
            h.group_hours[row] = hours_given(
                k_each, effort_, np.float64(h.labour[row]), np.float64(h.hours[row]), e.hours_most, e.hours_half
            )
        g.product[j] = whole(budget * (skill / n) * float(g.effort[j]) * made * weather)
    return flows


@rule
def spread(ability_sum: float, square_sum: float, members: float) -> float:
    """Coefficient of variation of members' productivity: unequal members do unequal work for equal shares."""
    mean = ability_sum / members
    return np.sqrt(max(square_sum / members - mean * mean, 0.0)) / max(mean, 1e-9)


@kernel
def settle_groups(
    count: int, g: Any, members: Any, h: Any, p: Any, e: Any, budget: float, price: Any, sales: Any, sectors: int,
    seed: int, replicate: int, month: int,
) -> Any:  # fmt: skip
    """Sell, share out, quarrel, fall asleep, wake or dissolve.

    Returns rupiah of (sales, wear, dividends, to the fund, kept as capital, capital sold, proceeds, fund paid out).
    """
    flows = np.zeros(8)
    for j in range(count):
        if g.status[j] != ACTIVE and g.status[j] != DORMANT:
            continue
        n = int(g.members[j])
        w0, w1, _, _ = luck.words(seed, replicate, QUARREL_STREAM, month, g.id[j])
        draw = luck.uniform(w0)
        chance = luck.uniform(w1)
        facilitated = 1.0 if g.facilitator[j] > 0 else 0.0
        g.age[j] += 1
        g.facilitator[j] = max(int(g.facilitator[j]) - 1, 0)
        worn = whole(g.capital[j] * e.wear)
        g.capital[j] -= worn
        flows[1] += worn
        if g.status[j] == ACTIVE:
            market = int(g.regency[j]) * sectors + int(g.sector[j])
            g.product[j] = whole(g.product[j] * price[market] * sales[market])
            revenue = g.product[j]
            flows[0] += revenue
            to_fund = whole(revenue * p.fund_share)
            kept = whole(revenue * p.retained_share)
            each = np.floor((revenue - to_fund - kept) / n)
            kept = revenue - to_fund - each * n
            g.fund[j] += to_fund
            g.capital[j] += kept
            flows[2] += each * n
            flows[3] += to_fund
            flows[4] += kept
            ability_sum = 0.0
            square_sum = 0.0
            for m in range(g.first[j], g.first[j] + n):
                row = members[m]
                h.cash[row] += each
                h.earned[row] += each
                skill = productivity(
                    float(h.ability[row]), float(h.female_owner[row]), e.women_productivity, float(h.labour[row])
                )
                ability_sum += skill
                square_sum += skill * skill
            losing = 1.0 if revenue < worn else 0.0
            fight = quarrel(draw, float(g.cohesion[j]), losing, p.quarrel_chance)
            strain = spread(ability_sum, square_sum, float(n)) * p.inequality_strain
            g.cohesion[j] = cohesion_next(
                float(g.cohesion[j]), each, p.dividend_hoped * budget, strain, facilitated, fight,
                p.cohesion_gain, p.cohesion_pull, p.cohesion_facilitator, p.quarrel_loss,
            )  # fmt: skip
            if float(g.cohesion[j]) < p.dormant_below:
                g.status[j] = DORMANT
                g.dormant[j] = 0
        else:
            g.dormant[j] += 1
            if chance < p.revive_chance * (1.0 + facilitated):
                g.status[j] = ACTIVE
                g.cohesion[j] = 2.0 * p.dormant_below
            elif g.dormant[j] >= p.dissolve_after and chance > 1.0 - p.dissolve_chance:
                proceeds = whole(g.capital[j] * (1.0 - e.resale_discount))
                pot = proceeds + g.fund[j] + g.cash[j]
                each = np.floor(pot / n)
                rest = pot - each * n
                flows[5] += g.capital[j]
                flows[6] += proceeds
                flows[7] += g.fund[j] + g.cash[j]
                for m in range(g.first[j], g.first[j] + n):
                    row = members[m]
                    h.cash[row] += each + (rest if m == g.first[j] else 0.0)
                    h.group[row] = -1
                    h.group_hours[row] = 0.0
                g.capital[j] = 0.0
                g.fund[j] = 0.0
                g.cash[j] = 0.0
                g.status[j] = DISSOLVED
    return flows


def produce(world: World) -> None:
    """Every active group makes goods with its members' effort."""
    (lost,) = produce_groups(
        world.group_count, world.groups, world.members, Member.of(world.households), world.parameters.group,
        world.parameters.enterprise, world.region.poor_budget, world.fixed_cost, *world.luck,
    )  # fmt: skip
    world.ledger.book("stock lost by groups", payer=GROUP_CAPITAL, payee=OUTSIDE, amount=lost)


def settle(world: World) -> None:
    """Groups sell, keep some, save some for the social fund and pay the rest out in equal shares."""
    sold_goods, worn, dividends, fund, kept, sold, proceeds, paid_out = settle_groups(
        world.group_count, world.groups, world.members, Member.of(world.households), world.parameters.group,
        world.parameters.enterprise, world.region.poor_budget, world.markets.price, world.markets.sales,
        world.sectors, *world.luck,
    )  # fmt: skip
    book = world.ledger.book
    book("sales of groups", payer=OUTSIDE, payee=GROUP_CASH, amount=sold_goods)
    book("wear of groups", payer=GROUP_CAPITAL, payee=OUTSIDE, amount=worn)
    book("dividends of groups", payer=GROUP_CASH, payee=CASH, amount=dividends)
    book("social fund of groups", payer=GROUP_CASH, payee=GROUP_FUND, amount=fund)
    book("earnings kept by groups", payer=GROUP_CASH, payee=OUTSIDE, amount=kept)
    book("goods bought by groups", payer=OUTSIDE, payee=GROUP_CAPITAL, amount=kept)
    book("capital of dissolved groups", payer=GROUP_CAPITAL, payee=OUTSIDE, amount=sold)
    book("sale of group capital", payer=OUTSIDE, payee=CASH, amount=proceeds)
    book("social fund shared out", payer=GROUP_FUND, payee=CASH, amount=paid_out)
