"""A report before it has a form: sections of sentences, figures and tables, all numbers still numbers.

What a study says is put together once, as a `Document` in one language; the page, the Word file, the workbook, the card
and the pictures are made of it. Texts here are plain: whatever writes them into a form escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mentas.report import numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, which every form writes in its own way."""

    value: float
    """NaN where it is not known."""
    unit: str
    """One of `units.UNITS`."""
    signed: bool = False
    """Whether it is a difference, written with its sign."""
    places: int | None = None
    """Decimal places; by default the unit's."""

    def text(self, lang: str) -> str:
        """As a reader of that language writes it."""
        if self.signed:
            return numbers.signed(self.value, self.unit, lang, self.places or 0)
        if self.places is not None and self.unit == "share":
            return numbers.percent(self.value, lang, self.places)
        if self.places is not None and not self.unit.startswith("Rp"):
            return numbers.number(self.value, self.places, lang)
        return numbers.level(self.value, self.unit, lang)


@dataclass(frozen=True, slots=True)
class Range:
    """The two ends of an interval."""

    low: float
    high: float
    unit: str
    signed: bool = False
    places: int | None = None
    """Decimal places of both ends; by default the unit's."""

    def text(self, lang: str) -> str:
        """As a reader of that language writes it: lower end to upper end."""
        ends = [Number(end, self.unit, self.signed, self.places).text(lang) for end in (self.low, self.high)]
        return numbers.DASH if ends == [numbers.DASH] * 2 else f"{ends[0]} … {ends[1]}"


Value: TypeAlias = "str | int | Number | Range | None"
"""What a cell holds; None is an empty one, and an `int` a year or a decile, written without thousands."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. The first column names the row."""

    name: str
    """Of its sheet and its file: lower-case letters, digits and underscores."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what no form could write.

        Raises:
            ValueError: a name that is no name, or a row of another length than the columns.
        """
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name of a table")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.name} has rows of another length than its columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its finding in words and the numbers behind it."""

    name: str
    """Of its file."""
    title: str
    """What is shown, of whom, in which unit."""
    finding: str
    """What is to be seen in it, in a sentence or two: also its alternative text."""
    draw: Callable[[], Picture]
    """Draws it, without title; see `report.style.Sheet`."""
    table: Table
    """The numbers that are drawn."""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure that cannot be read without being seen.

        Raises:
            ValueError: no name, title or finding.
        """
        if not (NAME.fullmatch(self.name) and self.title and self.finding):
            raise ValueError(f"figure {self.name!r} needs a name, a title and a finding")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: plain, or one that leads, notes or warns."""

    text: str
    kind: Literal["plain", "lead", "note", "caution"] = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    texts: tuple[str, ...]
    kind: Literal["plain", "caution"] = "plain"


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed, as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that a reader opens when they are wanted; forms without folds show them."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Blocks side by side where there is room, below each other where not."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A few blocks under a small title."""

    title: str
    blocks: tuple[Block, ...]


Block: TypeAlias = "Words | Items | Table | Figure | Command | Fold | Cards"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    name: str
    """Where links lead to."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The first screen: what was asked, what came out, how much it costs."""

    question: str
    answer: tuple[str, ...]
    """Three sentences at most, each with how sure it is."""
    figure: Figure | None
    """The one chart."""
    cost: tuple[Block, ...]
    """What it costs, short: a sentence or a small table."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language."""

    lang: str
    kind: str
    """Of the study: compare, sweep, …"""
    study: str
    """The study's name."""
    title: str
    front: Front
    sections: tuple[Section, ...]
    source: str
    """One line for the foot of everything that leaves the report: version, study, region, seed, replicates."""
    about: dict[str, Any] = field(default_factory=dict)
    """Facts for forms: `digest` of the results, `finished`, …"""

    def blocks(self) -> Iterator[Block]:
        """Every block in order, those inside others too."""
        front = () if self.front.figure is None else (self.front.figure,)
        yield from _inside((*front, *self.front.cost))
        for section in self.sections:
            yield from _inside(section.blocks)

    def figures(self) -> list[Figure]:
        """Every figure in order."""
        return [block for block in self.blocks() if isinstance(block, Figure)]

    def tables(self) -> list[Table]:
        """Every table in order, those behind figures too."""
        found = [b if isinstance(b, Table) else b.table for b in self.blocks() if isinstance(b, Table | Figure)]
        return list({table.name: table for table in found}.values())


def _inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from _inside(block.blocks)
        elif isinstance(block, Cards):
            for card in block.cards:
                yield from _inside(card.blocks)
