"""Statistics that patterns are judged by: functions of a life, each with a unit and a sentence.

Importing this module costs no compiler, so that a file's words can be checked quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mentas.studies.patterns.life import Life, rate


class Statistic(NamedTuple):
    """One figure that a life gives."""

    name: str
    unit: str
    sentence: str
    of: Callable[[Life], float]


STATISTICS: dict[str, Statistic] = {}
"""All statistics by name."""

NEEDY = 4
"""Highest national decile that cash programmes are meant for."""


def statistic(*, unit: str) -> Callable[[Callable[[Life], float]], Callable[[Life], float]]:
    """Enter a function into the table; its docstring is its sentence."""

    def enter(of: Callable[[Life], float]) -> Callable[[Life], float]:
        sentence = " ".join((of.__doc__ or "").split())
        STATISTICS[of.__name__] = Statistic(of.__name__, unit, sentence, of)
        return of

    return enter


def _shortfall(life: Life, power: int) -> float:
    """Weighted mean of (shortfall / line) ** power over people, 0 for those on the line and above."""
    h = life.world.households
    need = np.asarray(h.need, dtype=np.float64)
    gap = np.maximum(need - h.spending_mean, 0.0) / need
    return float(np.average(gap**power, weights=life.persons))


def _poor(life: Life) -> np.ndarray:
    h = life.world.households
    return np.asarray(h.spending_mean < h.need)


def _rate_by_regency(life: Life) -> np.ndarray:
    regency, count = life.world.households.regency, len(life.world.region.regencies)
    people = np.bincount(regency, weights=life.persons, minlength=count)
    poor = np.bincount(regency, weights=life.persons * _poor(life), minlength=count)
    return np.divide(poor, people, out=np.full(count, np.nan), where=people > 0)


@statistic(unit="share")
def poverty_rate(life: Life) -> float:
    """Share of people below their regency's line, by twelve-month mean spending (P0)."""
    return life.rates[-1]


@statistic(unit="share")
def poverty_rate_urban(life: Life) -> float:
    """P0 among people in urban areas."""
    return rate(life.persons * (life.world.households.urban == 1), _poor(life))


@statistic(unit="share")
def poverty_rate_rural(life: Life) -> float:
    """P0 among people in rural areas."""
    return rate(life.persons * (life.world.households.urban == 0), _poor(life))


@statistic(unit="share")
def poverty_gap(life: Life) -> float:
    """Mean over people of how far spending lies below the line, as a share of the line (P1)."""
    return _shortfall(life, 1)


@statistic(unit="share")
def poverty_severity(life: Life) -> float:
    """Mean over people of the squared shortfall, as a share of the line (P2)."""
    return _shortfall(life, 2)


@statistic(unit="1")
def gini(life: Life) -> float:
    """Gini index of spending a person among people."""
    from mentas.measures.inequality import gini_index

    return float(gini_index(_per_person(life), life.persons))


@statistic(unit="share")
def bottom40_share(life: Life) -> float:
    """Share of all spending that falls to the 40 % of people who spend least."""
    from mentas.measures.inequality import bottom_share

    return float(bottom_share(_per_person(life), life.persons, share=0.4))


def _per_person(life: Life) -> np.ndarray:
    h = life.world.households
    return np.asarray(h.spending_mean / h.size, dtype=np.float64)


@statistic(unit="share")
def regency_gap(life: Life) -> float:
    """Mean over people of how far their regency's P0 lies from the region's own figure, either way."""
    published = np.asarray(life.world.region.poverty_rate)
    people = np.bincount(life.world.households.regency, weights=life.persons, minlength=published.size)
    there = people > 0
    return float(np.average(np.abs(_rate_by_regency(life) - published)[there], weights=people[there]))


@statistic(unit="1")
def regency_order(life: Life) -> float:
    """Rank correlation (Spearman) of the regencies' P0 with the region's own figures; 1 is the same order."""
    published = np.asarray(life.world.region.poverty_rate)
    found = _rate_by_regency(life)
    there = np.isfinite(found)
    if there.sum() < 2:
        return float("nan")
    return float(np.corrcoef(_ranks(found[there]), _ranks(published[there]))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1; those that are alike share the mean of theirs."""
    below = np.sum(values[:, None] > values[None, :], axis=1)
    alike = np.sum(values[:, None] == values[None, :], axis=1)
    return np.asarray(below + (alike + 1) / 2.0)


@statistic(unit="change of share")
def poverty_drift(life: Life) -> float:
    """P0 now less P0 at the start."""
    return life.rates[-1] - life.rates[0]


@statistic(unit="change of share/year")
def poverty_slope(life: Life) -> float:
    """Change of P0 a year: the straight line of least squares through all months since the start."""
    if life.months < 1:
        return float("nan")
    years = np.arange(life.months + 1) / 12.0
    return float(np.polyfit(years, life.rates, 1)[0])


@statistic(unit="share")
def still_poor(life: Life) -> float:
    """Of households below the line in the first month, the share below it in this one, as a panel survey of two visits
    counts them."""
    h = life.world.households
    then = life.poor_in_first_month
    return rate(np.asarray(h.weight)[then], np.asarray(h.spending < h.need)[then])


@statistic(unit="share")
def still_poor_lasting(life: Life) -> float:
    """Of households poor at the start by twelve-month mean spending, the share that is so now: passing luck, and what a
    single visit of a survey gets wrong, are left out."""
    then = life.poor_at_start
    return rate(np.asarray(life.world.households.weight)[then], _poor(life)[then])


@statistic(unit="1")
def exits_over_entries(life: Life) -> float:
    """People whose household was poor at the start and is not now, over those whose household was not and is."""
    persons, then, now = life.persons, life.poor_at_start, _poor(life)
    entered = float(persons[~then & now].sum())
    return float(persons[then & ~now].sum()) / entered if entered > 0.0 else float("nan")


@statistic(unit="share")
def groups_active(life: Life) -> float:
    """Of the KUBE groups that got their grant since the start, the share that works now."""
    from mentas.state import ACTIVE, DISSOLVED, DORMANT

    groups, count = life.world.groups, life.world.group_count
    status, age, weight = (np.asarray(column[:count]) for column in (groups.status, groups.age, groups.weight))
    # A group whose grant failed to arrive was dissolved before its first month.
    begun = np.isin(status, (ACTIVE, DORMANT, DISSOLVED)) & ((status != DISSOLVED) | (age > 0))
    return rate(weight[begun], status[begun] == ACTIVE)


@statistic(unit="share")
def business_survival(life: Life) -> float:
    """Of households with a business of their own at the start, the share that has one open now."""
    then = life.open_at_start
    h = life.world.households
    return rate(np.asarray(h.weight)[then], np.asarray(h.open == 1)[then])


@statistic(unit="share/year")
def business_exit(life: Life) -> float:
    """Share of the households with a business at the start that has none open now, as a steady loss a year."""
    if life.months < 1:
        return float("nan")
    return float(1.0 - business_survival(life) ** (12.0 / life.months))


@statistic(unit="share")
def business_unbroken(life: Life) -> float:
    """Of households with a business of their own at the start, the share whose business was open in every month
    since."""
    then = life.open_at_start
    return rate(np.asarray(life.world.households.weight)[then], life.open_ever_since[then])


def _listed(life: Life) -> np.ndarray:
    """Rows that a cash programme of the scenario pays."""
    bits = np.uint16(0)
    for programme in life.world.policy.programmes:
        if programme.active and programme.mechanism == "cash_transfer":
            bits |= life.world.bit(programme.name)
    return np.asarray((life.world.households.enrolled & bits) != 0)


def _needy(life: Life) -> np.ndarray:
    """Rows that truly stand in the national deciles 1 to 4."""
    return np.asarray(life.world.households.national_decile <= NEEDY)


@statistic(unit="share")
def aid_reach(life: Life) -> float:
    """Share of people whose household is on the list of a cash programme."""
    return rate(life.persons, _listed(life))


@statistic(unit="share")
def aid_reach_families(life: Life) -> float:
    """Share of households on the list of a cash programme."""
    return rate(np.asarray(life.world.households.weight, dtype=np.float64), _listed(life))


@statistic(unit="share")
def aid_exclusion(life: Life) -> float:
    """Of households truly in the national deciles 1 to 4, the share that no cash programme lists."""
    needy = _needy(life)
    return rate(np.asarray(life.world.households.weight)[needy], ~_listed(life)[needy])


@statistic(unit="share")
def aid_inclusion(life: Life) -> float:
    """Of households that a cash programme lists, the share truly above the national decile 4."""
    listed = _listed(life)
    return rate(np.asarray(life.world.households.weight)[listed], ~_needy(life)[listed])


@statistic(unit="share")
def aid_inclusion_without_transfers(life: Life) -> float:
    """As aid_inclusion, of those who would stand above the national decile 4 even without the transfers received."""
    h = life.world.households
    listed, cut = _listed(life), life.world.national_cuts[NEEDY - 1]
    above = (h.spending_mean - h.transfers_mean) / h.size >= cut
    return rate(np.asarray(h.weight)[listed], np.asarray(above)[listed])


@statistic(unit="share")
def registry_exclusion(life: Life) -> float:
    """Of households truly in the national deciles 1 to 4, the share that the registry ranks above."""
    return float(life.world.registry.errors()["exclusion"])


@statistic(unit="share")
def registry_inclusion(life: Life) -> float:
    """Of households that the registry ranks in the national deciles 1 to 4, the share truly above."""
    return float(life.world.registry.errors()["inclusion"])
