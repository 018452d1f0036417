"""What a few households live through, month by month: every rupiah of theirs, seen from the ledger of their world."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from mentas import luck
from mentas.behaviour import nature
from mentas.ledger import Ledger
from mentas.state import NONE
from mentas.studies.story import facts

if TYPE_CHECKING:
    from mentas.world import World

STOCKS = ("cash", "capital", "earned", "received")
"""Columns of households whose changes within a month are looked at."""

FLOWS = ("bill", "stock_lost", "flood", "wages", "profit", "share", "paid_out", "sold", "transfers", "money",
         "invested")  # fmt: skip
"""What a month brought and took, whole rupiah: a bill of illness, capital lost by bad luck and in a regional shock,
wages, profit of the own business, share paid by a group, what a group that fell apart paid out, what sold capital
fetched, cash transfers, all money from programmes, put into the own business. Cash moves by
wages + profit + share + paid_out + sold + money - bill - invested - spending."""

LUCK = ("illness", "loss")
"""What nature sends whatever a household has, the same under every policy: what an illness costs, Rp, of which `bill`
is what cash could pay; and whether a business, were there one, loses part of its stock."""

STATES = (
    "spending", "spending_mean", "transfers_mean", "need", "size", "cash", "capital", "open", "sector", "jobless",
    "registered_decile", "national_decile", "provincial_decile", "months_above", "mentas", "fell_back",
)  # fmt: skip
"""Columns of households as they are after a month."""

GROUP = "group_status"
"""Status of the household's group after a month, an index into `state.STATUS`."""


class Witness(Ledger):
    """A world's ledger, kept on as it is, which tells of every entry and of every act that ends."""

    def __init__(self, ledger: Ledger, seen: Callable[[str], None]) -> None:
        vars(self).update(vars(ledger))
        self._seen = seen

    def book(self, flow: str, *, payer: str, payee: str, amount: float) -> None:
        super().book(flow, payer=payer, payee=payee, amount=amount)
        self._seen(flow)

    def check(self, act: str, *, force: bool = False) -> None:
        super().check(act, force=force)
        self._seen(act)


class Watch:
    """Some households of a world at month 0, watched from now on; call `month` after each step.

    Args:
        world: the world.
        rows: of the households.
    """

    def __init__(self, world: World, rows: np.ndarray) -> None:
        self._world = world
        self._rows = rows
        self.start = [facts.of(world, int(row)) for row in rows]
        """Who each is."""
        self._ids = world.households.id[rows]
        self.columns: dict[str, list[np.ndarray]] = {name: [] for name in (*FLOWS, *LUCK, *STATES, GROUP)}
        """By name the start and every month since, each of shape (rows,); flows of the start are nothing."""
        self.programmes: dict[str, list[np.ndarray]] = {programme.name: [] for programme in world.policy.programmes}
        """Value received by programme, goods at their cost; whole rupiah, as the columns."""
        self._now = self._stocks()
        self._forget()
        world.ledger = Witness(world.ledger, self._seen)
        self.month()

    def month(self) -> None:
        """Write the month down."""
        h, rows = self._world.households, self._rows
        for name in (*FLOWS, *LUCK):
            self.columns[name].append(self._flows[name])
        for name in STATES:
            self.columns[name].append(getattr(h, name)[rows])
        group = h.group[rows]
        self.columns[GROUP].append(np.where(group >= 0, self._world.groups.status[np.maximum(group, 0)], NONE))
        for name, amounts in self.programmes.items():
            amounts.append(self._received[name])
        self._forget()

    def _stocks(self) -> dict[str, np.ndarray]:
        return {name: getattr(self._world.households, name)[self._rows] for name in STOCKS}

    def _forget(self) -> None:
        self._flows = {name: np.zeros(self._rows.size) for name in (*FLOWS, *LUCK)}
        self._received = {name: np.zeros(self._rows.size) for name in self.programmes}

    def _seen(self, what: str) -> None:
        """Put what changed since the last look down to an act, or to an entry within one."""
        _, colon, programme = what.partition(": ")
        if not colon and what not in _CAUSES:
            return
        now = self._stocks()
        moved = {name: now[name] - self._now[name] for name in STOCKS}
        self._now = now
        if colon:
            self._received[programme] += moved["received"]
            self._flows["money"] += moved["cash"]
            if what.startswith("transfers"):
                self._flows["transfers"] += moved["received"]
        else:
            for name, amount in _CAUSES[what](moved, self._world.households.spending[self._rows]).items():
                self._flows[name] += amount
        if what == "stock lost":
            self._flows.update(self._luck())

    def _luck(self) -> dict[str, np.ndarray]:
        """What nature's draw of the month says, drawn again at the same address."""
        p, budget = self._world.parameters.nature, self._world.region.poor_budget
        seed, replicate, month = self._world.luck
        scratch = np.empty(self._ids.size + luck.SPARE)
        draws = luck.singles(self._ids, seed, replicate, nature.STREAM, month, scratch)
        bills = [nature.bill(nature.left(u, p.asset_loss_chance), p.illness_chance, p.illness_bill * budget)
                 for u in draws]  # fmt: skip
        return {"illness": np.array(bills), "loss": np.where(draws < p.asset_loss_chance, 1.0, 0.0)}


Moved = dict[str, np.ndarray]

_CAUSES: dict[str, Callable[[Moved, np.ndarray], Moved]] = {
    "stock lost": lambda d, _: {"bill": -d["cash"], "stock_lost": -d["capital"]},
    "stock lost in a regional shock": lambda d, _: {"flood": -d["capital"]},
    "work.earn": lambda d, _: {"wages": d["cash"]},
    "enterprise.settle": lambda d, _: {"profit": d["earned"], "sold": d["cash"] - d["earned"]},
    "group.settle": lambda d, _: {"share": d["earned"], "paid_out": d["cash"] - d["earned"]},
    "spending.spend": lambda d, spent: {"sold": d["cash"] + spent},
    "investing.invest": lambda d, _: {"invested": -d["cash"]},
}
"""What the changes up to the end of an act, or to an entry, are, given the month's spending."""
