"""What every report must be: drawn whole, told in both languages with the same numbers, nothing glued."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from mentas.report import document as d
from mentas.report import documents, style
from report import pseudo
from report.same_numbers import differences, texts, values

COMMON = frozenset({"rests_on", "limits", "reproduce", "parameters"})
"""Sections of every report, whose texts have tests of their own."""

AMOUNTS = ("Rp", "ribu", "juta", "miliar", "triliun")
"""Words of amounts of money, which stand at their numbers."""

SMALLEST = 9.5
"""Letters on the narrow picture, points."""


def both(folder: Path) -> tuple[d.Document, d.Document]:
    """The report in English and in Indonesian, each whole, with the same numbers."""
    english, indonesian = (whole(documents.document(folder, lang)) for lang in ("en", "id"))
    assert values(english) == values(indonesian)
    # Times of day are written 18:20 and 18.20.
    assert [pair for pair in differences(english, indonesian) if not pair[0].endswith(" UTC")] == []
    return english, indonesian


def whole(made: d.Document) -> d.Document:
    """The report, each of whose figures is narrow, drawn with letters that a phone shows, and has another name."""
    assert len({figure.name for figure in made.figures()}) == len(made.figures())
    shown = [block if isinstance(block, d.Table) else block.table for block in made.blocks()
             if isinstance(block, d.Table | d.Figure)]  # fmt: skip
    names = {table.name: table for table in shown}
    assert all(names[table.name] == table for table in shown), "one name, one table"
    assert 1 <= len(made.front.answer) <= 3 and made.front.question and made.title and made.source
    assert len({section.name for section in made.sections}) == len(made.sections)
    for figure in made.figures():
        drawn(figure)
    return made


def drawn(figure: d.Figure) -> None:
    """Draw a figure, and see that it is as wide as a report and its letters are not too small."""
    with style.styled():
        picture = figure.draw()
        picture.draw_without_rendering()
    assert picture.get_figwidth() == style.Sheet.WIDTH, figure.name
    shown = [text for text in picture.findobj(lambda each: hasattr(each, "get_fontsize")) if text.get_text().strip()]
    small = [text.get_text() for text in shown if text.get_visible() and text.get_fontsize() < SMALLEST]
    assert not small, f"{figure.name}: {small[:3]}"


def untold(folder: Path, *data: str) -> list[str]:
    """Texts of a report that stand in no catalogue, its common ends aside.

    Args:
        folder: of the study.
        data: titles and names that are nobody's to translate, besides those in JSON files of the folder.
    """
    named = [text for path in folder.glob("*.json") for text in pseudo.strings(json.loads(path.read_text("utf-8")))]
    with pseudo.spoken():
        made = documents.document(folder, "id")
        own = replace(made, sections=tuple(each for each in made.sections if each.name not in COMMON))
        return pseudo.outside(texts(own), [*AMOUNTS, *data, *(text for text in named if len(text) > 2)])
