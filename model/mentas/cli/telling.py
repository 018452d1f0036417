"""`mentas story`: a simulated household under two policies, with the same luck."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mentas.cli import cold, progress
from mentas.cli import options as opt
from mentas.cli.amounts import duration
from mentas.cli.exits import Exit, UsageError, guarded
from mentas.cli.watching import Folder
from mentas.language import _, current, into

if TYPE_CHECKING:
    from mentas.report.document import Document
    from mentas.studies.story.book import Stories

PATIENCE = 10.0
"""Seconds that a report may take longer for the sake of its stories."""

COMPILING = 30.0
"""Seconds, roughly, that the model's kernels take to compile."""


@guarded
def story(
    folder: Folder,
    household: Annotated[
        int | None,
        typer.Option("--household", metavar="ID", help=_("Number of a household; by default a few that tell most.")),
    ] = None,
    policies: Annotated[
        str | None,
        typer.Option("--policies", metavar="A,B", help=_("Two scenarios; by default the baseline and another.")),
    ] = None,
    replicate: Annotated[
        int | None,
        typer.Option("--replicate", metavar="N", min=0, help=_("Number of the world; by default one like the others.")),
    ] = None,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
) -> Any:
    """Tell what happens to one household under two policies."""
    from mentas.studies.story import book, making

    two = _two(policies)
    with _lived(quiet=quiet) as tell:
        if household is None:
            making.make(folder, policies=two, replicate=replicate, progress=tell)
            found = book.read(folder)
        else:
            found = making.follow(folder, household, policies=two, replicate=replicate, progress=tell)
    assert found is not None
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _show(folder, found)
    return Exit.OK


def for_report(folder: Path) -> None:
    """Make the stories of a comparison before its report is written, where that is quick; else say how to."""
    from mentas import kernels
    from mentas.files import Refusal
    from mentas.studies import manifest
    from mentas.studies.problems import RefusedError
    from mentas.studies.story import making

    told = manifest.read(folder)
    if told.get("kind") != "compare" or len(told.get("scenarios", ())) < 2:
        return
    try:
        seconds = making.seconds(folder)
        if seconds and not kernels.is_warm():
            seconds += COMPILING
        if seconds > PATIENCE:
            words = _("the report tells of no household: `mentas story {folder}` takes about {time}, and then it does",
                      folder=folder, time=duration(seconds))  # fmt: skip
            print(f"mentas: {words}", file=sys.stderr)
        elif seconds:
            with _lived(quiet=False) as tell:
                making.make(folder, progress=tell)
    except (RefusedError, Refusal, OSError) as error:  # a report without stories is a report
        why = into(error.args[0], current()) if isinstance(error, RefusedError) else str(error).splitlines()[0]
        print(f"mentas: {_('the report tells of no household: {why}', why=why)}", file=sys.stderr)


def without(document: Document) -> Document:
    """A report that tells of no single household."""
    from mentas.report.lives import SECTION

    return replace(document, sections=tuple(part for part in document.sections if part.name != SECTION))


@contextmanager
def _lived(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how many months are lived of how many."""
    with progress.shown(_("stories"), unit="months", quiet=quiet) as show:

        def tell(done: int, total: int) -> None:
            if not done:
                cold.tell(quiet=quiet)
            show(done, total, 0)

        yield tell


def _two(policies: str | None) -> list[str] | None:
    """The names in `A,B`."""
    if policies is None:
        return None
    names = [name.strip() for name in policies.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError(_("--policies takes two names with a comma between: consumptive,mixed"))
    return names


def _show(folder: Path, stories: Stories) -> None:
    """Print the stories, and where their pictures are."""
    from mentas.report.lives import saved
    from mentas.report.lives.words import Teller

    teller = Teller(stories, current())
    for each in stories.stories:
        typer.echo(f"{each.household}  {teller.title(each)}")
        for text in (teller.like_it(each), *teller.paragraph(each)):
            typer.echo(f"  {text}")
        for path in saved.save(folder, teller, each):
            typer.echo(f"  {path}")
        typer.echo()
    typer.echo(teller.promise())
    typer.echo(teller.source())
