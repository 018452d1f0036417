"""What a key can take. Each kind both reads a node and describes itself as JSON Schema, so that editors and the
validator go by one declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mentas.files import MOST_NUMBER, MOST_TEXT, Node, Reader
from mentas.language import N_, Said
from mentas.population.region import Region

Schema = dict[str, Any]

UNDERSCORED = r"^[-+]?[1-9][0-9]{0,2}(_[0-9]{3})+$"
UNDERSCORED_DECIMAL = r"^[-+]?[1-9][0-9]{0,2}(_[0-9]{3})+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$"
"""Numbers with marked thousands: YAML 1.2, which editors follow, takes them for text."""


class Place:
    """What a value is checked against: the region and the months of the scenario."""

    def __init__(self, region: Region, start: tuple[int, int]) -> None:
        self.region = region
        self.start = start

    def offset(self, month: tuple[int, int]) -> int:
        """Months from the start of the scenario."""
        return (month[0] - self.start[0]) * 12 + month[1] - self.start[1]


class Kind(Protocol):
    """One kind of value."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> Any:
        """The value of a node; None, and a problem in the reader, if it has none of this kind."""
        ...

    def schema(self) -> Schema:
        """The same as JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    low: int = 0
    high: int = MOST_NUMBER

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> int | None:
        return reader.integer(node, field, self.low, self.high)

    def schema(self) -> Schema:
        plain = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [plain, {"type": "string", "pattern": UNDERSCORED}]} if self.high > 999 else plain


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number."""

    low: float = 0.0
    high: float = 1.0

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> float | None:
        return reader.number(node, field, self.low, self.high)

    def schema(self) -> Schema:
        plain = {"type": "number", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [plain, {"type": "string", "pattern": UNDERSCORED_DECIMAL}]} if self.high >= 1000 else plain


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> bool | None:
        return reader.flag(node, field)

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a file that may also look like a number or a flag."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> str | None:
        return reader.text(node, field)

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": MOST_TEXT}


@dataclass(frozen=True, slots=True)
class Word:
    """One of some words."""

    words: tuple[str, ...]

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> str | None:
        return reader.word(node, field, self.words)

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Month:
    """A month, YYYY-MM."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> tuple[int, int] | None:
        return reader.month(node, field)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Text in Indonesian and English."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> dict[str, str] | None:
        return reader.bilingual(node, field)

    def schema(self) -> Schema:
        text = Text().schema()
        return {"type": "object", "properties": {"id": text, "en": text}, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    of: Kind
    most: int = 1000
    least: int = 0
    once: bool = False
    """Whether no item may come twice."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> tuple[Any, ...] | None:
        found = reader.listing(node, field, lambda item, name: self.of.read(reader, item, name, place), self.most)
        if found is None:
            return None
        if len(found) < self.least:
            least = N_("must have at least {least} items") if self.least > 1 else N_("must have at least {least} item")
            reader.wrong(node, field, "short-list", Said(least, least=self.least))
            return None
        if self.once and len(set(found)) < len(found):
            twice = next(item for item in found if found.count(item) > 1)
            reader.wrong(node, field, "twice", Said("names {name} twice", name=twice))
            return None
        return tuple(found)

    def schema(self) -> Schema:
        found: Schema = {"type": "array", "items": self.of.schema(), "maxItems": self.most}
        if self.least:
            found["minItems"] = self.least
        return found | ({"uniqueItems": True} if self.once else {})


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares by name that sum to one."""

    names: tuple[str, ...] | None = None
    """Names that are allowed; None leaves them to `read`'s caller."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> dict[str, float] | None:
        before = len(reader.problems)
        entries = reader.mapping(node, field, self.names)
        found = {key: reader.number(value, f"{field}.{key}", 0.0, 1.0) for key, value in entries.items()}
        if len(reader.problems) > before:
            return None
        shares = {key: value for key, value in found.items() if value is not None}
        if not shares or abs(sum(shares.values()) - 1.0) > 1e-9:
            total = sum(shares.values())
            text = Said("shares sum to {total:.10g}", total=total) if shares else Said("names no share")
            reader.wrong(node, field, "shares", text, allowed=Said("a sum of 1"))
            return None
        return shares

    def schema(self) -> Schema:
        share = Number().schema()
        if self.names is None:
            return {"type": "object", "additionalProperties": share}
        return mapping_schema(dict.fromkeys(self.names, share), null=False)


@dataclass(frozen=True, slots=True)
class Special:
    """A kind of its own."""

    reading: Callable[[Reader, Node, str, Any], Any]
    described: Mapping[str, Any]

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> Any:
        return self.reading(reader, node, field, place)

    def schema(self) -> Schema:
        return dict(self.described)


def mapping_schema(properties: Mapping[str, Schema], *, null: bool = True, **more: Any) -> Schema:
    """A mapping of these keys and no others; nothing at all is an empty one, unless `null` is False."""
    kind = ["object", "null"] if null else "object"
    return {"type": kind, "properties": dict(properties), "additionalProperties": False, **more}


def or_null(schema: Schema) -> Schema:
    """What may also be null."""
    return {"anyOf": [schema, {"type": "null"}]}
