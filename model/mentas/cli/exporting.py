"""`mentas export`: a report as a workbook, a Word file, pictures, a card, or tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli.exits import Exit, guarded
from mentas.cli.watching import Folder
from mentas.language import _, current


class Form(StrEnum):
    """Forms that there are."""

    xlsx = "xlsx"
    docx = "docx"
    png = "png"
    card = "card"
    csv = "csv"


@guarded
def export(
    folder: Folder,
    forms: Annotated[
        list[Form] | None,
        typer.Argument(metavar=_("[FORM...]"), help=_("xlsx, docx, png, card or csv; by default all of them.")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("DIR"), help=_("Folder to write to; by default DIR/export.")),
    ] = None,
    boundaries: Annotated[
        Path | None,
        typer.Option("--boundaries", metavar=_("FILE"), help=_("GeoJSON file of the regencies, for maps.")),
    ] = None,
) -> Any:
    """Write a report in other forms."""
    from mentas.report import documents
    from mentas.report.export import forms as known

    said = documents.document(folder, current(), boundaries=boundaries)
    wanted = [form.value for form in forms] if forms else list(known.FORMS)
    for path in known.write(said, out or folder / known.FOLDER, list(dict.fromkeys(wanted))):
        typer.echo(path)
    return Exit.OK
