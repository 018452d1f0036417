"""Tables as CSV: with semicolons and comma decimals in Indonesian, as an Indonesian spreadsheet opens them.

Shares are written in per cent and differences of shares in points, so that both of a row have the same scale; a
spreadsheet reads `5.25%` as the number that it is.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from mentas.report.document import Document, Number, Table, Value
from mentas.report.export import cells
from mentas.studies import atomic
from mentas.studies.csv import safe

MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def write(document: Document, folder: Path) -> list[Path]:
    """Write every table of a report into `folder`, a file each.

    Raises:
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in document.tables():
        path = folder / f"{table.name}.csv"
        atomic.write_text(path, text(table, document.lang))
        written.append(path)
    return written


def text(table: Table, lang: str) -> str:
    """A table as CSV of the language: semicolons and comma decimals, or commas and points."""
    columns, rows = cells.spread(table, lang)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "id" else ",", lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    writer.writerows([[_cell(value, lang) for value in row] for row in rows])
    return MARK + out.getvalue()


def _cell(value: Value, lang: str) -> str:
    found = cells.scaled(value)
    if found is None:
        return ""
    if isinstance(value, Number) and not isinstance(found, str):
        of_all = value.unit == "share" and not value.signed
        places = cells.places(value) + 2
        plain = f"{round(100.0 * found if of_all else found, places) + 0.0:.{places}f}{'%' if of_all else ''}"
        return plain.replace(".", ",") if lang == "id" else plain
    return str(safe(found))
