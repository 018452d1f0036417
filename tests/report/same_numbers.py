"""Whether two documents say the same numbers: their values, and the digits of their sentences."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mentas.report import document as d

TOKEN = re.compile(r"\d(?:[\d.,]*\d)?")
CLOCK = re.compile(r"\b(\d{2})[.:](\d{2})(?= UTC)")
"""A time of day, which Indonesian writes with a point."""
TURN = str.maketrans(".,", ",.")
DECIMAL = re.compile(r"\d{1,15}(\.\d{1,15})?")
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


def numbers(text: str, lang: str) -> Counter[str]:
    """The numbers of a text, written the same way in every language, and how often each stands there."""
    return Counter(_plain(found.translate(TURN) if lang == "id" else found) for found in tokens(text))


def tokens(text: str) -> list[str]:
    """Whatever in a text may be a number, as it stands there; hours and minutes apart."""
    return TOKEN.findall(CLOCK.sub(r"\1 \2", text))


def _plain(found: str) -> str:
    """A number as English has it, without thousands and without zeros at its end; others as they are."""
    if THOUSANDS.fullmatch(found):
        found = found.replace(",", "")
    return f"{float(found):.12g}" if DECIMAL.fullmatch(found) else found


def texts(document: d.Document) -> list[str]:
    """Every text of a document in order, tables and captions too."""
    front = document.front
    found = [document.title, front.question, *front.answer, document.source]
    for section in document.sections:
        found.append(section.title)
    for block in document.blocks():
        found += list(_of_block(block))
    return found


def _of_block(block: Any) -> Iterator[str]:
    if isinstance(block, d.Words | d.Command):
        yield block.text
    elif isinstance(block, d.Items):
        yield from block.texts
    elif isinstance(block, d.Figure):
        yield from (block.title, block.finding, block.note)
        yield from _of_block(block.table)
    elif isinstance(block, d.Table):
        yield from (block.title, *block.columns, block.note)
        yield from (cell for row in block.rows for cell in row if isinstance(cell, str))
    elif isinstance(block, d.Fold):
        yield block.title
    elif isinstance(block, d.Cards):
        yield from (card.title for card in block.cards)


def values(document: d.Document) -> list[Any]:
    """Every value of every table, in order; NaN as a word, because it equals nothing."""
    found: list[Any] = []
    for table in document.tables():
        found.append(table.name)
        for row in table.rows:
            found += [_told(cell) for cell in row]
    return found


def _told(cell: Any) -> Any:
    if isinstance(cell, d.Number):
        return ("NaN" if math.isnan(cell.value) else cell.value, cell.unit, cell.signed, cell.places)
    if isinstance(cell, d.Range):
        return (*("NaN" if math.isnan(end) else end for end in (cell.low, cell.high)), cell.unit, cell.signed)
    return "text" if isinstance(cell, str) else cell


def differences(one: d.Document, other: d.Document) -> list[tuple[str, str]]:
    """Pairs of texts at the same place of two documents that do not say the same numbers.

    A number that both write alike, such as a version or a date, is the same whatever its signs would mean.
    """
    left, right = texts(one), texts(other)
    assert len(left) == len(right)
    return [pair for pair in zip(left, right, strict=True) if differ(*pair, one.lang, other.lang)]


def differ(one: str, other: str, lang: str, other_lang: str) -> bool:
    """Whether two texts say other numbers than each other."""
    left, right = Counter(tokens(one)), Counter(tokens(other))
    alike = left & right
    return _all(left - alike, lang) != _all(right - alike, other_lang)


def _all(found: Counter[str], lang: str) -> Counter[str]:
    return numbers(" ".join(found.elements()), lang)
