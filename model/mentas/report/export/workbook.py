"""A report as a workbook: a sheet of notes, then a sheet for each table, its numbers with formats that Excel knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mentas.language import tell
from mentas.report.document import Command, Document, Fold, Items, Number, Table, Value, Words
from mentas.report.export import cells
from mentas.studies import atomic

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""No text is taken for anything else."""

MOST_NAME = 31
"""Letters that the name of a sheet can have."""

MOST_TEXT = 32_767
"""Letters that a cell can have."""

MOST_WIDTH = 60


def write(document: Document, path: Path) -> Path:
    """Write the workbook, whole or not at all; the same report gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    atomic.write_with(path, lambda partial: _fill(document, partial))
    return path


def _fill(document: Document, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": document.title, "author": "mentas", "created": _made(document)})
        styles = Styles(book)
        names = {table.name: name for table, name in zip(document.tables(), _names(document), strict=True)}
        _notes(book, document, styles, names)
        for table in document.tables():
            _sheet(book.add_worksheet(names[table.name]), table, document.lang, styles)


def _made(document: Document) -> datetime:
    """When the study ended, so that the file does not depend on when it was written."""
    text = document.about.get("finished")
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else datetime(2000, 1, 1, tzinfo=UTC)


class Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EAF1F7"}
        )
        self.title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
        self.part = book.add_format({"bold": True, "top": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"})
        self.code = book.add_format({"font_name": "Consolas", "text_wrap": True, "valign": "top"})

    def number(self, value: Number) -> Any:
        """The format of a number by its unit and whether it is a difference."""
        code = number_format(value)
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers[code]


def number_format(value: Number) -> str:
    """The format code of a number, which every language of Excel shows in its own signs."""
    decimals = cells.places(value)
    plain = "#,##0" + ("." + "0" * decimals if decimals else "")
    if value.unit == "share" and not value.signed:
        return "0." + "0" * decimals + "%"
    if value.unit.startswith("Rp") and value.unit != "Rp/Rp":
        plain = f'"Rp"{plain}'
    return f"+{plain};-{plain};{plain}" if value.signed else plain


def _sheet(sheet: Any, table: Table, lang: str, styles: Styles) -> None:
    columns, rows = cells.spread(table, lang)
    widths = [len(name) // 2 for name in columns]
    for place, name in enumerate(columns):
        sheet.write_string(0, place, _fitting(name), styles.head)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _cell(sheet, line, place, value, lang, styles))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width + 2, 10), MOST_WIDTH))
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(sheet: Any, line: int, place: int, value: Value, lang: str, styles: Styles) -> int:
    """Write a cell; returns how many letters it shows."""
    found = cells.scaled(value)
    if found is None:
        return 0
    if isinstance(value, Number) and not isinstance(found, str):
        # Excel gives what it shows as nothing a sign, if it has a format for numbers below and above.
        shown = 0.0 if value.signed and round(found, cells.places(value)) == 0.0 else found
        sheet.write_number(line, place, shown, styles.number(value))
        return len(value.text(lang))
    if isinstance(found, str):
        sheet.write_string(line, place, _fitting(found), styles.text)
        return min(len(found), MOST_WIDTH)
    sheet.write_number(line, place, found)
    return len(str(found))


def _fitting(text: str) -> str:
    """A text that a cell has room for; Excel would leave out a longer one without a word."""
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def _notes(book: Any, document: Document, styles: Styles, names: dict[str, str]) -> None:
    """What was asked and found, what is on which sheet, where the numbers come from and what they cannot say."""
    lang = document.lang
    sheet = book.add_worksheet(tell("Notes", lang))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    line = 0

    def put(left: str, right: str, style: Any) -> None:
        nonlocal line
        sheet.write_string(line, 0, left, style if style is styles.title else styles.part if left else styles.text)
        sheet.write_string(line, 1, _fitting(right), style)
        line += 1

    put("mentas", document.title, styles.title)
    put(tell("Question", lang), document.front.question, styles.text)
    for place, text in enumerate(document.front.answer):
        put("" if place else tell("Answer", lang), text, styles.text)
    put(tell("Source", lang), document.source, styles.text)
    put(tell("Differences of shares", lang), tell("in percentage points", lang), styles.text)
    line += 1
    put(tell("Sheet", lang), tell("What it holds", lang), styles.part)
    for table in document.tables():
        sheet.write_url(line, 0, f"internal:'{names[table.name]}'!A1", styles.link, names[table.name])
        note = f"{table.title}. {table.note}" if table.note else table.title
        sheet.write_string(line, 1, _fitting(note), styles.text)
        line += 1
    for section in document.sections:
        texts = list(_texts(section.blocks))
        if section.name in KEPT and texts:
            line += 1
            for place, (text, code) in enumerate(texts):
                put("" if place else section.title, text, styles.code if code else styles.text)


KEPT = ("limits", "sureness", "rests_on", "reproduce")
"""Sections whose words are on the sheet of notes."""


def _texts(blocks: Iterable[Any]) -> Iterable[tuple[str, bool]]:
    """Sentences of blocks, and whether each is a command."""
    for block in blocks:
        if isinstance(block, Words):
            yield block.text, False
        elif isinstance(block, Items):
            for text in block.texts:
                yield text, False
        elif isinstance(block, Command):
            yield block.text, True
        elif isinstance(block, Fold):
            yield from _texts(block.blocks)


def _names(document: Document) -> list[str]:
    """Names of sheets: those of the tables, cut to what Excel takes, each once."""
    taken: set[str] = {tell("Notes", document.lang).casefold()}
    found = []
    for table in document.tables():
        name, number = table.name[:MOST_NAME], 2
        while name.casefold() in taken:
            name = f"{table.name[: MOST_NAME - 1 - len(str(number))]}_{number}"
            number += 1
        taken.add(name.casefold())
        found.append(name)
    return found
