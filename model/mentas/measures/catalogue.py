"""What a measure is, and the decorator that makes one. Light: nothing here needs numba or pandas.

    @measure(unit="share", better="lower", adds="ratio", kinds=EVERY, en="Poverty rate", id="Tingkat kemiskinan")
    def poverty_rate(now: Snapshot) -> Ratio:
        \"\"\"Share of people whose household spends less than its regency's poverty line.\"\"\"
        return ratio(now.people(now.poor), now.people())

`adds` says how regions make a nation of it: a `sum` of theirs, or a `ratio` of two sums (the function then returns
`ratio`, and only then); a measure without it cannot be added up. That is all: `table` reports it, `names` lists it. A
measure is worked out for all groups of households at once and gives one value a group; `kinds` says which kinds of
group it is reported for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, get_args

from mentas.units import known

if TYPE_CHECKING:
    import numpy as np

    from mentas.measures.snapshot import Ratio, Snapshot

Better = Literal["lower", "higher", "none"]
Adds = Literal["sum", "ratio", ""]
Groups: TypeAlias = "np.ndarray"
"""One float64 for each group, in the order of the snapshot's layout; NaN where there is nothing to measure."""

FILES: tuple[str, ...] = ("poverty", "inequality", "income", "mobility", "enterprise", "cost")
"""Modules of this package that hold measures, in the order in which these are reported."""

ALL, DECILE, NATIONAL, REGENCY, PROGRAMME, HEAD = (
    "all", "decile", "national_decile", "regency", "programme", "head",
)  # fmt: skip
EVERY: tuple[str, ...] = (ALL, DECILE, NATIONAL, REGENCY, PROGRAMME, HEAD)
"""Kinds of group: everyone; by decile at the start, within the region and national (1 to 10, and `1-4`); by regency;
by programme (whoever has received anything from it; groups overlap); by who heads the household (female, male)."""
POOREST = 4
"""The bottom four deciles are those that programmes serve."""

BOTTOM = f"1-{POOREST}"
DECILES: tuple[str, ...] = (*(str(decile) for decile in range(1, 11)), BOTTOM)
HEADS: tuple[str, ...] = ("female", "male")
WHOLE: tuple[str, ...] = (ALL,)
PLACES: tuple[str, ...] = (ALL, REGENCY)
MONEY: tuple[str, ...] = (ALL, REGENCY, PROGRAMME)
WITHIN: tuple[str, ...] = (ALL, DECILE, REGENCY, PROGRAMME, HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure described."""

    name: str
    unit: str
    """One of `units.UNITS`."""
    better: Better
    """Which way is better for the poor; `none` where that cannot be said."""
    id: str
    """Title in Indonesian."""
    en: str
    """Title in English."""
    kinds: tuple[str, ...]
    """Kinds of group that it is reported for."""
    sentence: str
    """What it is, exactly, in a sentence or two."""
    adds: Adds = ""
    """How it adds up over regions: `sum`, or `ratio` of two sums; empty where it cannot be added."""

    def __post_init__(self) -> None:
        """Refuse a measure that does not say what it is.

        Raises:
            ValueError: unknown unit, direction, way of adding or kind, or a missing title or sentence.
        """
        if not known(self.unit):
            raise ValueError(f"measure {self.name}: unknown unit {self.unit!r}; see mentas.units")
        if self.better not in get_args(Better):
            raise ValueError(f"measure {self.name}: better must be one of {get_args(Better)}, not {self.better!r}")
        if self.adds not in get_args(Adds):
            raise ValueError(f"measure {self.name}: adds must be one of {get_args(Adds)}, not {self.adds!r}")
        if not self.kinds or set(self.kinds) - set(EVERY):
            raise ValueError(f"measure {self.name}: kinds must be some of {EVERY}, not {self.kinds!r}")
        if not (self.id and self.en and self.sentence):
            raise ValueError(f"measure {self.name}: needs a title in both languages and a docstring")


Function: TypeAlias = "Callable[[Snapshot], Groups | Ratio]"
F = TypeVar("F", bound="Callable[[Snapshot], Groups | Ratio]")

_registry: dict[str, tuple[Measure, Function]] = {}


def measure(
    *, unit: str, better: Better, kinds: tuple[str, ...], en: str, id: str, adds: Adds = ""
) -> Callable[[F], F]:
    """Register a function of the snapshot as a measure; its name is the measure's, its docstring the sentence.

    Arguments must be literals or names of this module, because `names` reads them from the source.

    Raises:
        ValueError: the description is incomplete, or the name is taken by another module.
    """

    def register(function: F) -> F:
        name, sentence = function.__name__, " ".join((function.__doc__ or "").split())
        held = _registry.get(name)
        if held is not None and held[1].__module__ != function.__module__:
            raise ValueError(f"measure {name} is defined in {held[1].__module__} and in {function.__module__}")
        described = Measure(
            name=name, unit=unit, better=better, id=id, en=en, kinds=kinds, sentence=sentence, adds=adds
        )
        _registry[name] = described, function
        return function

    return register


def registry() -> dict[str, tuple[Measure, Function]]:
    """All measures with their functions, by name, in the order of `FILES`."""
    for file in FILES:
        import_module(f"mentas.measures.{file}")
    place = {f"mentas.measures.{file}": order for order, file in enumerate(FILES)}
    inside = [entry for entry in _registry.items() if entry[1][1].__module__ in place]
    return dict(sorted(inside, key=lambda entry: place[entry[1][1].__module__]))
