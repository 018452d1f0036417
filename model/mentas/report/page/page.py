"""From documents to one file of HTML, in one language or with a switch between two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.language import tell
from mentas.report.document import Cards, Document, Figure, Number, Range, Table
from mentas.report.page import plain, svg
from mentas.report.page.words import WORDS
from mentas.report.words import month

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent

LONG = 20
"""Rows of a table behind a figure from which on it is left out of print, with a line that says so."""

LONG_WORD = re.compile(r"\S{19,}")
PIECE = re.compile(r"[^\s._/:-]{1,15}[._/:-]?|[._/:-]")

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
"""As each language calls itself."""


def render(documents: Sequence[Document]) -> str:
    """One self-contained page of a report.

    Args:
        documents: the report in one language or in several; the first is shown first.

    Raises:
        ValueError: no document, or two in one language.
    """
    languages = [document.lang for document in documents]
    if not languages or len(set(languages)) < len(languages):
        raise ValueError(f"a page takes one document for each language, not {languages}")
    page = _environment().get_template("page.html.jinja")
    told = [Told(document) for document in documents]
    return page.render(told=told, names=LANGUAGES, style=(FOLDER / "page.css").read_text(encoding="utf-8"), long=LONG)


class Told:
    """What the template asks about one document.

    Args:
        document: in one language.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lang = document.lang
        self._taken: Counter[str] = Counter()

    def say(self, name: str, **filled: Any) -> str:
        """A text of the page itself."""
        return tell(WORDS[name], self.lang, **filled)

    def place(self, sort: str, name: str) -> str:
        """An id that nothing else in the file has."""
        wanted = f"{self.lang}-{sort}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"
        self._taken[wanted] += 1
        return wanted if self._taken[wanted] == 1 else f"{wanted}-{self._taken[wanted]}"

    def picture(self, figure: Figure, place: str) -> str:
        """The chart of a figure, as markup."""
        return svg.inline(figure.draw, prefix=place, title=figure.title, finding=figure.finding)

    def cell(self, value: Any) -> str:
        """What a cell shows."""
        if isinstance(value, Number | Range):
            return value.text(self.lang)
        return "" if value is None else str(value)

    def day(self, moment: str) -> str:
        """The day of a time written as ISO 8601, in words."""
        return f"{int(moment[8:10])} {month(moment[:7], self.lang)}"


def sort(block: Any) -> str:
    """The sort of a block, as the template names it."""
    return type(block).__name__.lower()


def counted(table: Table) -> list[bool]:
    """Which columns hold numbers."""
    columns = [[row[k] for row in table.rows if row[k] is not None] for k in range(len(table.columns))]
    return [bool(held) and all(isinstance(v, Number | Range | int) for v in held) for held in columns]


def drawn(cards: Cards) -> bool:
    """Whether a card holds a chart, which needs the width of the page for its letters."""
    return any(isinstance(block, Figure) for card in cards.cards for block in card.blocks)


def pieces(text: str) -> list[str]:
    """A text in pieces between which a line may break within a long word: a column is as wide as its widest piece."""
    return LONG_WORD.sub(lambda word: "\0".join(PIECE.findall(word[0])), plain.seen(text)).split("\0")


def _environment() -> Environment:
    import jinja2

    def shown(value: Any) -> Any:
        return plain.seen(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, undefined=jinja2.StrictUndefined, finalize=shown,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals |= {"sort": sort, "counted": counted, "drawn": drawn, "pieces": pieces}
    return made
