"""Mesa's eyes on the columns: `Row` is a `mesa.Agent`, `Rows` an `AgentSet`, and both look at the same arrays.

A view is made when somebody asks for it and holds no state, so that a province of a million households is as
light as its columns. `select(lambda h: h.income < h.need)` means the same on one view and on the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

import mesa
import numpy as np
from mesa.agent import AgentSet

from mentas.programmes.books import Books
from mentas.registry import register

try:
    from mesa.agentset import GroupBy
except ImportError:  # Mesa 3.3
    from mesa.agent import GroupBy  # type: ignore[attr-defined, no-redef]

if TYPE_CHECKING:
    from mentas.world import World

DERIVED: dict[str, dict[str, Callable[[Any], Any]]] = {
    "households": {
        "income": lambda h: h.earned + h.transfers,
        "per_person": lambda h: h.spending_mean / h.size,
        "poor": lambda h: h.spending_mean < h.need,
    },
    "groups": {},
    "markets": {},
}
"""Attributes worked out from columns, by table; each works on one view and on whole columns."""


class Row(mesa.Agent):
    """One row of a table as a Mesa agent; reading and writing an attribute reads and writes the column."""

    table: ClassVar[str] = ""

    def __init__(self, model: World, row: int) -> None:
        # Mesa's own __init__ would register the view and give it an id; a view is neither kept nor counted.
        object.__setattr__(self, "model", model)
        object.__setattr__(self, "row", int(row))
        object.__setattr__(self, "pos", None)

    @property
    def unique_id(self) -> int:  # type: ignore[override]
        """Row number in the table, as Mesa's id."""
        return int(self.__dict__["row"])

    def __getattr__(self, name: str) -> Any:
        data = self.__dict__
        if name.startswith("_") or "model" not in data:
            raise AttributeError(name)
        derived = DERIVED[self.table].get(name)
        if derived is not None:
            return derived(self)
        column = getattr(getattr(data["model"], self.table), name, None)
        if not isinstance(column, np.ndarray):
            raise AttributeError(f"{type(self).__name__} has no column '{name}'")
        return column[data["row"]].item()

    def __setattr__(self, name: str, value: Any) -> None:
        column = getattr(getattr(self.model, self.table), name, None)
        if not isinstance(column, np.ndarray):
            raise AttributeError(f"{type(self).__name__} has no column '{name}'")
        column[self.__dict__["row"]] = value

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.row == other.row and self.model is other.model  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.table, self.__dict__["row"]))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__['row']}>"

    def remove(self) -> None:
        """Refused: rows are not removed."""
        raise TypeError(f"a {type(self).__name__} is a row of a table and cannot be removed")


class Household(Row):
    """A household, a row of `world.households`."""

    table = "households"


class KubeGroup(Row):
    """A KUBE group, a row of `world.groups`."""

    table = "groups"

    @property
    def member_households(self) -> list[Household]:
        """The group's members."""
        rows = self.model.members[self.first : self.first + self.__getattr__("members")]
        return [Household(self.model, row) for row in rows]


class Market(Row):
    """The market of one sector in one regency, a row of `world.markets`."""

    table = "markets"


class _Columns:
    """The columns of some rows, with the derived attributes: what a function of one view sees of all of them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        return self._rows.column(name)


class Rows(AgentSet):
    """Rows of a table as an `AgentSet`: sets, gets, selects, groups and aggregates work on columns."""

    def __init__(self, model: World, kind: type[Row], rows: np.ndarray | None = None) -> None:
        self.model = model
        self.kind = kind
        self.rows = np.arange(self._size()) if rows is None else np.asarray(rows, dtype=np.int64)
        self.random: Random = model.random

    def _size(self) -> int:
        return self.model.group_count if self.kind.table == "groups" else len(self._table()[0])

    def _table(self) -> Any:
        return getattr(self.model, self.kind.table)

    def _some(self, rows: np.ndarray) -> Rows:
        return Rows(self.model, self.kind, rows)

    def column(self, name: str) -> np.ndarray:
        """The values of one attribute, an array of shape (rows,).

        Raises:
            AttributeError: there is no such column.
        """
        derived = DERIVED[self.kind.table].get(name)
        if derived is not None:
            return derived(_Columns(self))  # type: ignore[no-any-return]
        column = getattr(self._table(), name, None)
        if not isinstance(column, np.ndarray):
            raise AttributeError(f"{self.kind.__name__} has no column '{name}'")
        return column[self.rows]

    def _evaluate(self, function: Callable[[Any], Any]) -> np.ndarray:
        """`function` on every row: on columns where it can, row by row where it cannot (`and`, `if`)."""
        try:
            values = np.asarray(function(_Columns(self)))
            if values.shape == self.rows.shape:
                return values
        except (ValueError, TypeError, AttributeError):
            pass
        return np.array([function(row) for row in self])

    def __len__(self) -> int:
        return int(self.rows.size)

    def __iter__(self) -> Iterator[Row]:
        return (self.kind(self.model, row) for row in self.rows)

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, self.kind) and agent.model is self.model and bool(np.any(self.rows == agent.row))

    def __getitem__(self, item: int | slice) -> Any:
        if isinstance(item, slice):
            return [self.kind(self.model, row) for row in self.rows[item]]
        return self.kind(self.model, self.rows[item])

    def to_list(self) -> list[Row]:
        """Views of all rows."""
        return list(self)

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> Any:
        """One attribute as an array of shape (rows,), or several as a list of lists as Mesa gives."""
        if isinstance(attr_names, str):
            try:
                return self.column(attr_names)
            except AttributeError:
                if handle_missing == "default":
                    return np.full(len(self), default_value)
                raise
        columns = [self.get(name, handle_missing, default_value) for name in attr_names]
        return [list(values) for values in zip(*columns, strict=True)]

    def set(self, attr_name: str, value: Any) -> Rows:
        """Write one value, or an array of shape (rows,), into a column."""
        column = getattr(self._table(), attr_name, None)
        if not isinstance(column, np.ndarray):
            raise AttributeError(f"{self.kind.__name__} has no column '{attr_name}'")
        column[self.rows] = value
        return self

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """One or several functions of a column."""
        values = self.column(attribute)
        return func(values) if callable(func) else [f(values) for f in func]

    def select(
        self,
        filter_func: Callable[[Any], Any] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type[mesa.Agent] | None = None,
    ) -> Rows:
        """Rows for which `filter_func` holds, at most so many, as Mesa has it."""
        rows = self.rows
        if agent_type is not None and not issubclass(self.kind, agent_type):
            rows = rows[:0]
        elif filter_func is not None:
            rows = rows[self._evaluate(filter_func).astype(bool)]
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        if at_most != float("inf"):
            rows = rows[: int(at_most)]
        if inplace:
            self.rows = rows
            return self
        return self._some(rows)

    def groupby(self, by: Callable[[Any], Any] | str, result_type: str = "agentset") -> Any:
        """Mesa's `GroupBy` over the values of a column or of a function of the rows."""
        values = self.column(by) if isinstance(by, str) else self._evaluate(by)
        groups: dict[Any, Any] = {}
        for value in np.unique(values):
            part = self._some(self.rows[values == value])
            groups[value.item()] = part.to_list() if result_type == "list" else part
        return GroupBy(groups)

    def sort(self, key: Callable[[Any], Any] | str, ascending: bool = False, inplace: bool = False) -> Rows:
        """Rows by a column or a function, falling unless `ascending`, as Mesa has it."""
        values = self.column(key) if isinstance(key, str) else self._evaluate(key)
        order = np.argsort(values if ascending else -values, kind="stable")
        return self._replace(self.rows[order], inplace)

    def shuffle(self, inplace: bool = False) -> Rows:
        """Rows in an order drawn from the model's own generator."""
        order = list(range(len(self)))
        self.random.shuffle(order)
        return self._replace(self.rows[order], inplace)

    def _replace(self, rows: np.ndarray, inplace: bool) -> Rows:
        if inplace:
            self.rows = rows
            return self
        return self._some(rows)

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Rows:
        """Call a method or a function on a view of every row."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Rows:
        """`do` in shuffled order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Results of a method or a function on a view of every row."""
        if isinstance(method, str):
            return [getattr(row, method)(*args, **kwargs) for row in self]
        return [method(row, *args, **kwargs) for row in self]

    def copy(self) -> Rows:
        """The same rows as another set."""
        return self._some(self.rows.copy())

    __copy__ = copy

    def _refuse(self, agent: object) -> None:
        raise TypeError(f"rows of '{self.kind.table}' cannot be added or removed")

    add = discard = remove = _refuse

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model, "kind": self.kind, "rows": self.rows, "random": self.random}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


class Counters(WeakKeyDictionary[Any, Any]):
    """Numbers for the agents of each world. Mesa 3.3 counts in a dictionary that keeps every world for good."""

    def __getitem__(self, world: Any) -> Any:
        return self.setdefault(world, count(1))


class Single(mesa.Agent):
    """An agent of which a world has one."""

    _ids = Counters()


class Government(Single):
    """The government: the programmes' books and what is in line for delivery."""

    model: World

    def __init__(self, model: World) -> None:
        super().__init__(model)
        self.restart()

    def restart(self) -> None:
        """Empty books and nothing pending."""
        self.books = Books(len(self.model.region.regencies))
        self.pending: dict[str, list[Any]] = {}


class Registry(Single):
    """The national registry (DTSEN): its errors against the truth that only the model knows."""

    model: World

    def refresh(self, *, everyone: bool = False) -> None:
        """Visit households and rank them anew."""
        register.refresh(self.model, everyone=everyone)

    def errors(self, deciles: tuple[int, int] = (1, 4)) -> dict[str, float]:
        """Exclusion error (truly within `deciles` but not registered so) and inclusion error (the reverse), shares."""
        h = self.model.households
        true = (h.national_decile >= deciles[0]) & (h.national_decile <= deciles[1])
        seen = (h.registered_decile >= deciles[0]) & (h.registered_decile <= deciles[1])
        weight = h.weight
        return {
            "exclusion": float(weight[true & ~seen].sum() / max(weight[true].sum(), 1e-300)),
            "inclusion": float(weight[seen & ~true].sum() / max(weight[seen].sum(), 1e-300)),
        }
