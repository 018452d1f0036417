"""`mentas export`: a report as a workbook, a Word file, pictures, a card, or tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli import completing
from mentas.cli import options as opt
from mentas.cli.exits import Exit, guarded
from mentas.language import _


class Form(StrEnum):
    """Forms that there are."""

    xlsx = "xlsx"
    docx = "docx"
    png = "png"
    card = "card"
    csv = "csv"


@guarded
def export(
    folder: Annotated[
        Path, typer.Argument(metavar=_("DIR"), autocompletion=completing.study, help=_("Folder of a finished study."))
    ],
    forms: Annotated[
        list[Form] | None,
        typer.Argument(metavar="[FORM...]", help=_("xlsx, docx, png, card or csv; by default all of them.")),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("Folder to write to; by default DIR/export."))] = None,
    boundaries: Annotated[
        Path | None, typer.Option("--boundaries", help=_("GeoJSON file of the regencies, for maps."))
    ] = None,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Write a study's report as a workbook, a Word file, pictures for print, a card for a phone, or tables for a
    spreadsheet."""
    from mentas.report import documents
    from mentas.report.export import forms as known

    said = documents.document(folder, lang or opt.spoken(), boundaries=boundaries)
    wanted = [form.value for form in forms] if forms else list(known.FORMS)
    for path in known.write(said, out or folder / known.FOLDER, list(dict.fromkeys(wanted))):
        typer.echo(path)
    return Exit.OK
