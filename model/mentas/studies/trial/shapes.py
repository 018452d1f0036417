"""Kinds of value that a trial adds to a scenario's: records, records by name, spreads, pairs. As those, each reads a
node and describes itself as JSON Schema."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mentas.files import Node, Reader, shorten
from mentas.language import N_, Said
from mentas.scenario.kinds import Kind, Number, Place, Schema
from mentas.scenario.schema import Key, values_of
from mentas.studies.trial.trial import Spread

NAME = re.compile(r"[A-Za-z0-9_]*[A-Za-z0-9][A-Za-z0-9_]*")
"""What a class, an arm or a published effect may be called."""

MOST_NAME = 60

RANK = re.compile(r"0(\.[0-9]{1,9})?|1(\.0{1,9})?")
"""A share of households below a quantile."""

TINY = 0.0001
"""Least value of what must be more than nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping of declared keys that makes one thing."""

    keys: tuple[Key, ...]
    make: Callable[..., Any]
    """Takes the keys' values, and the defaults of those left out; its own defaults fill the rest."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Reader, Node, str, Any], None] | None = None
    """What no key can see alone."""

    def read(self, reader: Reader, node: Node, field_: str, place: Place | None = None) -> Any:
        return self.named(reader, node, field_)

    def named(self, reader: Reader, node: Node, field_: str, **given: Any) -> Any:
        """The thing that the node makes with what is `given` beside it; None if a key is wrong."""
        before = len(reader.problems)
        names = [key.name for key in self.keys]
        entries = reader.mapping(node, field_, names)
        if node.entries is not None or node.is_null:
            needed = {key.name: key.takes for key in self.keys if key.required}
            reader.require(node, needed, names, under=field_)
        read = values_of(reader, entries, f"{field_}.", self.keys)
        if len(reader.problems) > before:
            return None
        made = self.make(**{**self.defaults, **read, **given})
        if self.check is not None:
            self.check(reader, node, field_, made)
        return made

    def schema(self) -> Schema:
        from mentas.scenario.editor import closed, of_keys

        return closed(self.keys, of_keys(self.keys))


@dataclass(frozen=True, slots=True)
class Named:
    """Records by name."""

    of: Record
    most: int
    reserved: tuple[str, ...] = ()
    """Names that mean something else."""

    def read(self, reader: Reader, node: Node, field_: str, place: Place | None = None) -> tuple[Any, ...] | None:
        """Those that are right, in the file's order; None if it is no mapping of some."""
        entries = reader.mapping(node, field_)
        if not entries:
            if node.entries is not None or node.is_null:
                allowed = Said("1 to {most}", most=self.most)
                reader.wrong(node, field_, "short-list", Said("names none"), allowed=allowed)
            return None
        if len(entries) > self.most:
            reader.wrong(node, field_, "long-list", Said("names more than {most:,}", most=self.most))
            return None
        found = []
        for name, value in entries.items():
            label = f"{field_}.{shorten(name)}"
            if not NAME.fullmatch(name) or len(name) > MOST_NAME:
                text = Said("must be a name of letters, digits and _, at most {most}", most=MOST_NAME)
                reader.wrong_key(node, name, label, "bad-name", text)
            elif name in self.reserved:
                reader.wrong_key(node, name, label, "bad-name", Said("is a name that the program keeps for itself"))
            else:
                found.append(self.of.named(reader, value, label, name=name))
        return tuple(one for one in found if one is not None)

    def schema(self) -> Schema:
        names: Schema = {"pattern": f"^{NAME.pattern}$", "maxLength": MOST_NAME}
        names |= {"not": {"enum": list(self.reserved)}} if self.reserved else {}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.of.schema(),
            "minProperties": 1,
            "maxProperties": self.most,
        }


@dataclass(frozen=True, slots=True)
class Spreading:
    """How a quantity differs between households: a number, {median, sd}, {low, high} or {quantiles}."""

    high: float
    """Largest value; the least is 0."""

    def read(self, reader: Reader, node: Node, field_: str, place: Place | None = None) -> Spread | None:
        before = len(reader.problems)
        if node.entries is None:
            value = reader.number(node, field_, 0.0, self.high)
            return None if value is None else Spread(median=value, low=value, high=value)
        shape = next((shape for shape in self._shapes() if set(shape) & set(node.entries)), None)
        if shape is None:
            known = ", ".join("{" + ", ".join(shape) + "}" for shape in self._shapes())
            allowed = Said("a number, {names}", names=known)
            reader.wrong(node, field_, "no-spread", Said("does not say how it differs"), allowed=allowed)
            return None
        entries = reader.mapping(node, field_, shape)
        taken = "a number" if len(shape) > 1 else N_("{rank: value}")
        reader.require(node, dict.fromkeys(shape, taken), shape, under=field_)
        if len(shape) == 1:
            return self._quantiles(reader, entries["quantiles"], f"{field_}.quantiles")
        read = {name: shape[name].read(reader, value, f"{field_}.{name}") for name, value in entries.items()}
        if len(reader.problems) > before:
            return None
        if read.get("low", 0.0) > read.get("high", 0.0):
            reader.wrong(node, field_, "low-above-high", Said("has a low above its high"))
            return None
        return Spread(**read)

    def _shapes(self) -> tuple[dict[str, Kind], ...]:
        number = Number(0.0, self.high)
        return (
            {"median": Number(TINY, self.high), "sd": Number(0.0, 5.0)},
            {"low": number, "high": number},
            {"quantiles": number},
        )

    def _quantiles(self, reader: Reader, node: Node, field_: str) -> Spread | None:
        before = len(reader.problems)
        entries = reader.mapping(node, field_)
        values = [reader.number(value, f"{field_}.{shorten(key)}", 0.0, self.high) for key, value in entries.items()]
        for key in entries:
            if not RANK.fullmatch(key):
                text = Said("must be a rank, such as 0.75")
                reader.wrong_key(node, key, f"{field_}.{shorten(key)}", "bad-quantiles", text, allowed=Said("0 to 1"))
        if len(reader.problems) > before:
            return None
        ranks, known = [float(key) for key in entries], [value for value in values if value is not None]
        if len(ranks) < 2 or ranks[0] != 0.0 or ranks[-1] != 1.0:
            text = Said("must go from rank 0 to rank 1, such as {example}", example="{0: 0, 0.5: 15, 1: 90}")
            reader.wrong(node, field_, "bad-quantiles", text)
        elif any(a >= b for a, b in itertools.pairwise(ranks)):
            reader.wrong(node, field_, "bad-quantiles", Said("must have ranks that rise"))
        elif any(a > b for a, b in itertools.pairwise(known)):
            reader.wrong(node, field_, "bad-quantiles", Said("must have values that do not fall as ranks rise"))
        else:
            return Spread(ranks=tuple(ranks), values=tuple(known))
        return None

    def schema(self) -> Schema:
        number = Number(0.0, self.high).schema()
        shapes: list[Schema] = [number]
        for shape in self._shapes():
            properties = {name: kind.schema() for name, kind in shape.items()}
            if "quantiles" in shape:
                ranks: Schema = {
                    "type": "object",
                    "minProperties": 2,
                    "propertyNames": {"pattern": f"^({RANK.pattern})$"},
                }
                properties = {"quantiles": {**ranks, "additionalProperties": number}}
            shapes.append(
                {"type": "object", "properties": properties, "required": [*shape], "additionalProperties": False}
            )
        return {"anyOf": shapes}


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """A value, or a list of them that differ."""

    listing: Any
    """A `Listing`."""

    def read(self, reader: Reader, node: Node, field_: str, place: Place | None = None) -> tuple[Any, ...] | None:
        if node.items is not None:
            found: tuple[Any, ...] | None = self.listing.read(reader, node, field_, place)
            return found
        one = self.listing.of.read(reader, node, field_, place)
        return None if one is None else (one,)

    def schema(self) -> Schema:
        return {"anyOf": [self.listing.of.schema(), self.listing.schema()]}
