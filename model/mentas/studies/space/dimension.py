"""One dimension of a study: a number between two ends, one of some values, a mixture of two budgets, or any division
of one. Each turns numbers of the unit cube into values that tables show, and values into changes to a scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

Role = Literal["lever", "uncertainty"]
"""Whether the government chooses it, or nobody knows it."""

SHARES = "budget.shares"

SMALLEST = 0.005
"""Share of a divided budget below which a programme is left out."""

MIDDLE = 0.4142135623730951
"""Where between its ends a dimension is tried besides them; a whole number there would be chance."""


class Form(Protocol):
    """What a dimension is made of."""

    def columns(self, name: str) -> tuple[str, ...]:
        """Names of its numbers in the unit cube, and of its values in tables."""
        ...

    def values(self, unit: Sequence[float]) -> tuple[Any, ...]:
        """Values by numbers from 0 to 1, one a column."""
        ...

    def changes(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        """Dotted changes to a scenario."""
        ...

    def tried(self) -> Iterator[tuple[Any, ...]]:
        """Values that a scenario must bear before anything is run, the ends first."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """A number from `low` to `high`, both included."""

    low: float
    high: float
    whole: bool = False
    log: bool = False
    """Whether even steps are steps of a factor."""

    def columns(self, name: str) -> tuple[str, ...]:
        return (name,)

    def values(self, unit: Sequence[float]) -> tuple[Any, ...]:
        (u,) = unit
        end = self.high + 1 if self.whole else self.high
        value = self.low * (end / self.low) ** u if self.log else self.low + u * (end - self.low)
        if self.whole:
            return (int(min(max(math.floor(value), self.low), self.high)),)
        return (min(max(value, self.low), self.high),)

    def unit_of(self, value: float) -> float:
        """Where a value lies between the ends, from 0 to 1; even steps are steps of a factor if `log`."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def changes(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        return {name: values[0]}

    def tried(self) -> Iterator[tuple[Any, ...]]:
        return (self.values((u,)) for u in (0.0, 1.0, MIDDLE))

    def steps(self, levels: int) -> list[tuple[Any, ...]]:
        """Values at even distances, the ends among them; whole numbers once each."""
        even = [replace(self, whole=False).values((step / max(levels - 1, 1),)) for step in range(levels)]
        return [(value,) for value in dict.fromkeys(round(each) for (each,) in even)] if self.whole else even


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values, each as likely as the others."""

    options: tuple[Any, ...]

    def columns(self, name: str) -> tuple[str, ...]:
        return (name,)

    def values(self, unit: Sequence[float]) -> tuple[Any, ...]:
        return (self.options[min(int(unit[0] * len(self.options)), len(self.options) - 1)],)

    def changes(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        return {name: values[0]}

    def tried(self) -> Iterator[tuple[Any, ...]]:
        return ((option,) for option in self.options)

    def steps(self, levels: int) -> list[tuple[Any, ...]]:
        """All of them, however many levels are asked for."""
        return list(self.tried())


@dataclass(frozen=True, slots=True)
class Mix:
    """A mixture of two ways to divide the budget: 0 is the first, 1 the second."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    span: Span = Span(0.0, 1.0)

    def columns(self, name: str) -> tuple[str, ...]:
        return (name,)

    def values(self, unit: Sequence[float]) -> tuple[Any, ...]:
        return self.span.values(unit)

    def changes(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        part = float(values[0])
        names = dict.fromkeys((*self.first, *self.second))
        return {SHARES: {n: (1.0 - part) * self.first.get(n, 0.0) + part * self.second.get(n, 0.0) for n in names}}

    def tried(self) -> Iterator[tuple[Any, ...]]:
        return self.span.tried()

    def steps(self, levels: int) -> list[tuple[Any, ...]]:
        """Parts at even distances, the ends among them."""
        return self.span.steps(levels)


@dataclass(frozen=True, slots=True)
class Simplex:
    """Any division of the budget among some programmes, all divisions alike (uniform on the simplex), except that a
    programme with less than `SMALLEST` has nothing: so little may not pay for a single family."""

    programmes: tuple[str, ...]

    def columns(self, name: str) -> tuple[str, ...]:
        return tuple(f"{name}.{programme}" for programme in self.programmes)

    def values(self, unit: Sequence[float]) -> tuple[Any, ...]:
        parts = [-math.log(max(u, 1e-300)) for u in unit]
        whole = math.fsum(parts)
        if whole == 0.0:
            return tuple(1.0 / len(parts) for _ in parts)
        kept = [part if part >= SMALLEST * whole else 0.0 for part in parts]
        whole = math.fsum(kept)
        return tuple(part / whole for part in kept)

    def changes(self, name: str, values: Sequence[Any]) -> dict[str, Any]:
        return {SHARES: dict(zip(self.programmes, (float(value) for value in values), strict=True))}

    def tried(self) -> Iterator[tuple[Any, ...]]:
        n = len(self.programmes)
        yield from (tuple(float(place == one) for place in range(n)) for one in range(n))
        yield tuple(1.0 / n for _ in range(n))

    def steps(self, levels: int) -> list[tuple[Any, ...]]:
        """All divisions into `levels - 1` equal parts."""
        parts = max(levels - 1, 1)
        return [tuple(each / parts for each in division) for division in _divisions(parts, len(self.programmes))]


def _divisions(parts: int, among: int) -> Iterator[tuple[int, ...]]:
    """All ways to divide equal parts among some, in lexical order."""
    if among == 1:
        yield (parts,)
        return
    for first in range(parts + 1):
        for rest in _divisions(parts - first, among - 1):
            yield (first, *rest)


def started(name: str, form: Any) -> set[str]:
    """Programmes that a dimension can switch on."""
    if isinstance(form, Mix):
        return {*form.first, *form.second}
    if isinstance(form, Simplex):
        return set(form.programmes)
    first, *rest = name.split(".")
    return {rest[0]} if first == "programmes" and rest[1:] == ["active"] else set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A named dimension of a study."""

    name: str
    """A dotted path in a scenario, or a word for a mixture or division of its budget."""
    role: Role
    group: str
    """What it belongs to: one of `groups.GROUPS`."""
    form: Any
    """A `Form`."""
    arms: tuple[str, ...]
    """Scenarios that it changes."""
    title: Mapping[str, str] = field(default_factory=dict)
    """What readers call it, by language; empty where it has no other name than its own."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its numbers in the unit cube, and of its values in tables."""
        return tuple(self.form.columns(self.name))

    def changes(self, values: Sequence[Any]) -> dict[str, Any]:
        """Dotted changes to a scenario that it changes."""
        return dict(self.form.changes(self.name, values))
