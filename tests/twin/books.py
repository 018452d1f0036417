"""The programmes' books: whole nominal rupiah of the population, by programme, year and regency."""

from __future__ import annotations

from dataclasses import dataclass, field

from twin.numbers import whole


@dataclass
class Account:
    """One programme in one of its years; lists have an entry a regency."""

    opened: int
    budget: list[int]
    recipients: list[float]
    delivered: list[int] = field(default_factory=list)
    admin: list[int] = field(default_factory=list)
    leaked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.delivered, self.admin, self.leaked = ([0] * len(self.budget) for _ in range(3))

    def unspent(self, regency: int) -> int:
        """What is left of a regency's budget."""
        return self.budget[regency] - self.delivered[regency] - self.admin[regency] - self.leaked[regency]

    def enter(self, regency: int, weight: float, *, sent: float, leaked: float, admin: float) -> None:
        """Enter what one row was sent, what of it leaked, and what that cost; all for the `weight` it stands for."""
        total, gone = int(whole(sent * weight)), int(whole(leaked * weight))
        self.delivered[regency] += total - gone
        self.leaked[regency] += gone
        self.admin[regency] += int(whole(admin * weight))
