"""A report as a Word file, to be pasted into a planning document: headings, tables, pictures; no macros, no links."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from mentas.language import tell
from mentas.report.document import Block, Cards, Command, Document, Figure, Fold, Items, Section, Table, Words
from mentas.report.export import pictures
from mentas.studies import atomic

DPI = 200
MOST_ROWS = 40
"""Rows of a table that a page is worth; longer ones are in the workbook."""

ACCENT = "EAF1F7"


def write(document: Document, path: Path) -> Path:
    """Write the Word file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    made = _Writer(document).made
    atomic.write_with(path, lambda partial: made.save(str(partial)))
    return path


class _Writer:
    """Puts a report into a Word document, block by block."""

    def __init__(self, document: Document) -> None:
        import docx
        from docx.shared import Cm, Pt

        self.document, self.lang = document, document.lang
        self.made = docx.Document()
        page = self.made.sections[0]
        page.page_width, page.page_height = Cm(21.0), Cm(29.7)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.3)
        normal = self.made.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        self._properties()
        self._front()
        for section in document.sections:
            self._section(section)
        foot = page.footer.paragraphs[0]
        foot.text = _clean(document.source)
        foot.runs[0].font.size = Pt(8)

    def _properties(self) -> None:
        """Who and when, by the study rather than by the clock."""
        about = self.made.core_properties
        about.title, about.author, about.language = _clean(self.document.title)[:250], "mentas", self.lang
        finished = self.document.about.get("finished")
        about.created = about.modified = datetime.fromisoformat(finished) if finished else datetime(2000, 1, 1)

    def _front(self) -> None:
        front = self.document.front
        self._heading(self.document.title, 0)
        self._words(front.question, italic=True)
        for text in front.answer:
            self._words(text, bold=True)
        if front.figure is not None:
            self._block(front.figure)
        for block in front.cost:
            self._block(block)

    def _section(self, section: Section) -> None:
        self._heading(section.title, 1)
        for block in section.blocks:
            self._block(block)

    def _heading(self, text: str, level: int) -> None:
        self.made.add_heading(_clean(text), level)

    def _words(self, text: str, *, style: str | None = None, bold: bool = False, italic: bool = False) -> Any:
        run = self.made.add_paragraph(style=style).add_run(_clean(text))
        run.bold, run.italic = bold, italic
        return run

    def _block(self, block: Block) -> None:
        if isinstance(block, Words):
            self._words(block.text, bold=block.kind == "lead", italic=block.kind in ("note", "caution"))
        elif isinstance(block, Items):
            for text in block.texts:
                self._words(text, style="List Bullet")
        elif isinstance(block, Command):
            self._words(block.text).font.name = "Consolas"
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Fold):
            self._heading(block.title, 3)
            for inner in block.blocks:
                self._block(inner)
        elif isinstance(block, Cards):
            for card in block.cards:
                self._heading(card.title, 2)
                for inner in card.blocks:
                    self._block(inner)

    def _figure(self, figure: Figure) -> None:
        """Title, picture with its finding as alternative text, finding below."""
        from docx.shared import Cm

        title = self.made.add_paragraph()
        title.add_run(_clean(figure.title)).bold = True
        title.paragraph_format.keep_with_next = True
        file = io.BytesIO()
        pictures.picture(figure, dpi=DPI).save(file, format="PNG", optimize=True)
        file.seek(0)
        shape = self.made.add_picture(file, width=Cm(15.5))
        shape._inline.docPr.set("descr", _clean(figure.finding))
        shape._inline.docPr.set("title", _clean(figure.title))
        self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        self._words(figure.finding, italic=True)

    def _table(self, table: Table) -> None:
        """A caption, a head that is repeated on every page, rows that are not cut."""
        if len(table.rows) > MOST_ROWS:
            long = tell("{title}: {rows} rows; see the sheet {sheet} of the workbook.", self.lang, title=table.title,
                        rows=len(table.rows), sheet=table.name)  # fmt: skip
            self._words(long, italic=True)
            return
        caption = self.made.add_paragraph()
        caption.add_run(_clean(table.title)).bold = True
        caption.paragraph_format.keep_with_next = True
        grid = self.made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
            self._cell(cell, name, bold=True, right=False)
            _shade(cell)
        _mark(grid.rows[0], "w:tblHeader")
        for row in table.rows:
            line = grid.add_row()
            _mark(line, "w:cantSplit")
            for cell, value in zip(line.cells, row, strict=True):
                text = "" if value is None else value if isinstance(value, str) else _text(value, self.lang)
                self._cell(cell, text, bold=False, right=not isinstance(value, str))
        if table.note:
            self._words(table.note, italic=True)

    def _cell(self, cell: Any, text: str, *, bold: bool, right: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(9)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _text(value: Any, lang: str) -> str:
    return str(value) if isinstance(value, int) else str(value.text(lang))


def _mark(row: Any, name: str) -> None:
    """Say something about a row that Word knows under that name."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", ACCENT)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _clean(text: str) -> str:
    """Text without the control characters that no XML file can hold."""
    return "".join(c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff") else "?"
                   for c in text)  # fmt: skip
