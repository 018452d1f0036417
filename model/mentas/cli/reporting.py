"""`mentas report`: what a study says, as one page for any browser."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli.exits import Exit, guarded
from mentas.cli.watching import Folder
from mentas.language import LANGUAGES, Said, _, current

FILE = "report.html"
"""In the study's folder, unless another is asked for."""


class Tongues(StrEnum):
    """Languages of a page."""

    id = "id"
    en = "en"
    both = "both"


@guarded
def report(
    folder: Folder,
    lang: Annotated[
        Tongues, typer.Option("--lang", help=_("Language of the page; both has a switch between them."))
    ] = Tongues.both,
    out: Annotated[Path | None, typer.Option("--out", help=_("File to write; by default DIR/report.html."))] = None,
    boundaries: Annotated[
        Path | None, typer.Option("--boundaries", help=_("GeoJSON file of the regencies, for maps."))
    ] = None,
    no_stories: Annotated[bool, typer.Option("--no-stories", help=_("Tell of no single household."))] = False,
) -> Any:
    """Write a report as a page."""
    from mentas.cli import telling
    from mentas.report import documents, page
    from mentas.studies import atomic, manifest
    from mentas.studies.problems import RefusedError

    if not manifest.read(folder).get("finished"):
        raise RefusedError(
            Said("the study in {folder} has not ended: `mentas status {folder}` says how far it is", folder=folder)
        )
    if not no_stories:
        telling.for_report(folder)
    made = [documents.document(folder, each, boundaries=boundaries) for each in languages(lang)]
    if no_stories:
        made = [telling.without(each) for each in made]
    path = out or folder / FILE
    atomic.write_text(path, page.render(made))
    typer.echo(path)
    return Exit.OK


def languages(wanted: Tongues) -> list[str]:
    """Languages of a page, in the order in which it holds them: the reader's own first."""
    if wanted is not Tongues.both:
        return [wanted.value]
    return sorted(LANGUAGES, key=lambda each: each != current())
