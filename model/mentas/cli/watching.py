"""The commands around a study: what it will take, how far it is, and whether its folder holds what its runs give."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli import completing
from mentas.cli import options as opt
from mentas.cli.exits import guarded
from mentas.cli.settings import Planned, taking
from mentas.language import _

Folder = Annotated[
    Path,
    typer.Argument(
        metavar=_("DIR"), autocompletion=completing.study, help=_("Folder of a study, such as outputs/village.")
    ),
]


@guarded
@taking
def plan(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE"), autocompletion=completing.file, help=_("A study over scenarios, or a scenario.")
        ),
    ],
    settings: Planned,
    no_timing: Annotated[bool, typer.Option("--no-timing", help=_("Answer at once, without a run."))] = False,
) -> Any:
    """Say what a study takes."""
    from mentas.cli import planning
    from mentas.cli.shipped import find

    return planning.show(find(file), settings, timing=not no_timing)


@guarded
def status(folder: Folder, as_json: opt.Json = False) -> Any:
    """Say how far a study is."""
    from mentas.cli import standing

    return standing.show(folder, as_json=as_json)


@guarded
def verify(
    folder: Folder,
    runs: Annotated[
        int, typer.Option("--runs", metavar="N", min=0, max=100_000, help=_("How many runs are run again."))
    ] = 5,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help=_("Of the draw of these runs."))] = 1,
    other_version: Annotated[
        bool,
        typer.Option("--other-version", help=_("Run them again though another version of mentas made the study.")),
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=1024, help=_("Processes."))
    ] = 1,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
) -> Any:  # fmt: skip
    """Check a study's folder."""
    from mentas.cli import verifying

    return verifying.show(
        folder, runs=runs, seed=seed, other_version=other_version, workers=workers, as_json=as_json, quiet=quiet
    )
