"""Every form that a report is exported in, and where its files go."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentas.report.document import Document

FOLDER = "export"
"""Where exports lie in a study's folder, by language."""

Write = Callable[["Document", Path], list[Path]]


def _workbook(document: Document, place: Path) -> list[Path]:
    from mentas.report.export import workbook

    return [workbook.write(document, place / f"{stem(document)}.xlsx")]


def _tables(document: Document, place: Path) -> list[Path]:
    from mentas.report.export import tables

    return tables.write(document, place / "csv")


def _pictures(document: Document, place: Path) -> list[Path]:
    from mentas.report.export import pictures

    return pictures.write(document, place / "png")


def _card(document: Document, place: Path) -> list[Path]:
    from mentas.report.export import card

    return [card.write(document, place / f"{stem(document)}_card.png")]


def _word(document: Document, place: Path) -> list[Path]:
    from mentas.report.export import word

    return [word.write(document, place / f"{stem(document)}.docx")]


FORMS: dict[str, Write] = {"xlsx": _workbook, "docx": _word, "png": _pictures, "card": _card, "csv": _tables}


def write(document: Document, folder: Path, forms: Sequence[str] = tuple(FORMS)) -> list[Path]:
    """Write a report in some forms below `folder`, in a folder named after its language.

    Returns:
        The files written.

    Raises:
        KeyError: a form that is none of `FORMS`.
        OSError: a file cannot be written.
    """
    place = folder / document.lang
    place.mkdir(parents=True, exist_ok=True)
    return [path for form in forms for path in FORMS[form](document, place)]


def stem(document: Document) -> str:
    """Begin of the files' names: the study's name, whatever it holds, as letters, digits, - and _."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", document.study).strip("_")[:60] or "study"
