"""`mentas story`: a simulated household under two policies, with the same luck."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mentas.cli import cold, progress
from mentas.cli import options as opt
from mentas.cli.exits import Exit, UsageError, guarded
from mentas.language import _

if TYPE_CHECKING:
    from mentas.studies.story.book import Stories, Story


@guarded
def story(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Folder of a finished comparison."))],
    household: Annotated[
        int | None,
        typer.Option("--household", metavar="ID", help=_("Number of a household; by default a telling one of a kind.")),
    ] = None,
    policies: Annotated[
        str | None,
        typer.Option(
            "--policies", metavar="A,B", help=_("Two scenarios; by default the baseline and the first other.")
        ),
    ] = None,
    replicate: Annotated[
        int | None, typer.Option("--replicate", min=0, help=_("Number of the world; by default one like the others."))
    ] = None,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Tell what happens to one simulated household under two policies with the same luck: who it is, its months, and
    where it ends, with a picture of each in DIR/figures."""
    from mentas.studies.story import book, making

    how: dict[str, Any] = {"policies": _two(policies), "replicate": replicate}
    with progress.shown(_("stories"), unit=_("months"), quiet=quiet) as show:

        def lived(done: int, total: int) -> None:
            if not done:
                cold.tell(quiet=quiet)
            show(done, total, 0)

        how["progress"] = lived
        if household is None:
            making.make(folder, **how)
            found = book.read(folder)
        else:
            found = making.follow(folder, household, **how)
    assert found is not None
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _tell(folder, found, str(lang or opt.spoken()))
    return Exit.OK


def _two(policies: str | None) -> list[str] | None:
    """The names in `A,B`."""
    if policies is None:
        return None
    names = [name.strip() for name in policies.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError(_("--policies takes two names with a comma between: consumptive,mixed"))
    return names


def _tell(folder: Path, stories: Stories, lang: str) -> None:
    """Print the stories, and where their pictures are."""
    from mentas.language import tell
    from mentas.report.lives.words import PROMISE, Teller

    teller = Teller(stories, lang)
    for each in stories.stories:
        typer.echo(f"{each.household}  {teller.title(each)}")
        for text in (teller.like_it(each), *teller.paragraph(each)):
            typer.echo(f"  {text}")
        for path in _draw(folder, teller, each):
            typer.echo(f"  {path}")
        typer.echo()
    typer.echo(tell(PROMISE, lang))
    typer.echo(teller.source())


def _draw(folder: Path, teller: Any, each: Story) -> list[Path]:
    from mentas.report.lives import saved

    return saved.save(folder, teller, each)
