"""Work: wages of the month, the persistent luck of earners, jobs lost and found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.ledger import CASH, OUTSIDE
from mentas.rows import BLOCK, look_up, total, whole
from mentas.state import Households
from mentas.vmath import exp

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("work")

Earner = columns.part(
    Households,
    "Earner",
    "id regency permanent persistent jobless hours group_hours idle cash earned spending_mean transfers_mean",
)


class Parameters(NamedTuple):
    """See work.yaml."""

    persistent_sd: float
    persistence: float
    transitory_sd: float
    job_loss: float
    job_finding: float
    jobless_loss: float
    transfer_response: float


@rule
def deviation(before: float, persistence: float, sd: float, luck_z: float) -> float:
    """Next persistent deviation of earnings, log: an AR(1) with stationary standard deviation `sd`."""
    return persistence * before + sd * np.sqrt(1.0 - persistence * persistence) * luck_z


@rule
def jobless_next(jobless: float, draw: float, lose: float, find: float) -> float:
    """1 if the main earner is out of work this month: lost with chance `lose`, found again with chance `find`."""
    stays = 0.0 if draw < find else 1.0
    loses = 1.0 if draw < lose else 0.0
    return stays if jobless > 0.0 else loses


@rule
def displaced(hours: float, idle: float) -> float:
    """Share of earnings given up for a business or a group: only hours beyond the idle ones cost wages."""
    return max(hours - idle, 0.0)


@rule
def wage(
    permanent: float, log_deviation: float, economy: float, jobless: float, jobless_loss: float, away: float
) -> float:
    """Earnings of the month, Rp: usual earnings x luck x regional economy x hours left for work."""
    return whole(permanent * exp(log_deviation) * economy * (1.0 - jobless_loss * jobless) * (1.0 - away))


@kernel
def drift(persistent: Any, z: Any, persistence: float, sd: float) -> None:
    """Move the persistent deviation on by a month."""
    for i in range(persistent.size):
        persistent[i] = deviation(float(persistent[i]), persistence, sd, z[i])


@kernel
def hire_and_fire(jobless: Any, draw: Any, lose: float, find: float) -> None:
    """Jobs lost and found."""
    for i in range(jobless.size):
        jobless[i] = jobless_next(float(jobless[i]), draw[i], lose, find)


@kernel
def stay_away(hours: Any, group_hours: Any, idle: Any, away: Any) -> None:
    """Hours that the business and the group take from paid work."""
    for i in range(away.size):
        away[i] = displaced(np.float64(hours[i]) + np.float64(group_hours[i]), np.float64(idle[i]))


@kernel
def respond(transfers_mean: Any, spending_mean: Any, response: float, factor: Any) -> None:
    """Work less by `response` for each unit of the share of spending that transfers pay (0 by default)."""
    for i in range(factor.size):
        factor[i] *= 1.0 - response * min(transfers_mean[i] / max(spending_mean[i], 1.0), 1.0)


@kernel
def pay(
    permanent: Any, persistent: Any, z: Any, economy: Any, jobless: Any, away: Any, sd: float, lost: float, earned: Any
) -> None:
    """Wages of a block, Rp."""
    for i in range(earned.size):
        earned[i] = wage(permanent[i], float(persistent[i]) + sd * z[i], economy[i], float(jobless[i]), lost, away[i])


@kernel
def add(cash: Any, amount: Any) -> None:
    """Put `amount` into cash."""
    for i in range(amount.size):
        cash[i] += amount[i]


@kernel
def earn_rows(lo: int, hi: int, h: Any, p: Any, index: Any, seed: int, replicate: int, month: int) -> Any:
    """Earn in rows lo to hi; returns rupiah of (wages,)."""
    flows = np.zeros(1)
    z0, z1, u2, away, economy = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        luck.mixed(h.id[start:stop], seed, replicate, STREAM, month, z0[:n], z1[:n], u2[:n], away[:n])
        drift(h.persistent[start:stop], z0[:n], p.persistence, p.persistent_sd)
        hire_and_fire(h.jobless[start:stop], u2[:n], p.job_loss, p.job_finding)
        stay_away(h.hours[start:stop], h.group_hours[start:stop], h.idle[start:stop], away[:n])
        look_up(h.regency[start:stop], index, economy[:n])
        if p.transfer_response != 0.0:
            respond(h.transfers_mean[start:stop], h.spending_mean[start:stop], p.transfer_response, economy[:n])
        pay(
            h.permanent[start:stop], h.persistent[start:stop], z1[:n], economy[:n], h.jobless[start:stop], away[:n],
            p.transitory_sd, p.jobless_loss, h.earned[start:stop],
        )  # fmt: skip
        add(h.cash[start:stop], h.earned[start:stop])
        flows[0] += total(h.earned[start:stop])
    return flows


def earn(world: World) -> None:
    """Everyone earns the month's wages."""
    index = world.economy * world.local_demand
    (wages,) = world.sweep(earn_rows, Earner.of(world.households), world.parameters.work, index, *world.luck)
    world.ledger.book("wages", payer=OUTSIDE, payee=CASH, amount=wages)
