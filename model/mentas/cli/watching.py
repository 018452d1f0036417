"""The commands around a study: what it will take, how far it is, and whether its folder holds what its runs give."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli import engines
from mentas.cli import options as opt
from mentas.cli.exits import guarded

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a study, such as outputs/village.")]


@guarded
def plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A study over scenarios, or a scenario.")],
    seed: opt.Seed = None,
    replicates: opt.Replicates = None,
    years: opt.Years = None,
    scale: opt.Scale = None,
    uncertainty: opt.Uncertainty = None,
    set_: opt.Set = None,
    workers: opt.Workers = None,
    max_time: opt.MaxTime = None,
    target_halfwidth: opt.HalfWidth = None,
    no_timing: Annotated[bool, typer.Option("--no-timing", help="Answer at once, without a run.")] = False,
    out: opt.Out = None,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Say how many runs a study has, how many are done and why the others are not, and what time, memory and disk they
    take. A few runs are done to know it, half a minute or so; they are kept, as the first of the study."""
    from mentas.cli import planning, running
    from mentas.cli.shipped import find

    settings = running.Settings(
        seed=seed, replicates=replicates, years=years, scale=scale, set=tuple(set_ or ()), workers=workers, out=out,
        json=as_json, quiet=quiet, uncertainty=uncertainty, lang=lang or opt.spoken(), max_time=max_time,
        target_halfwidth=target_halfwidth, engine=engines.Wanted(workers=workers),
    )  # fmt: skip
    return planning.show(find(file), settings, timing=not no_timing)


@guarded
def status(folder: Folder, as_json: opt.Json = False, debug: opt.Debug = False) -> Any:
    """Say at once how far a study is, whatever its size, and how to go on with it."""
    from mentas.cli import standing

    return standing.show(folder, as_json=as_json)


@guarded
def verify(
    folder: Folder,
    runs: Annotated[int, typer.Option("--runs", min=0, max=100_000, help="How many runs are run again.")] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the draw of these runs.")] = 1,
    other_version: Annotated[
        bool, typer.Option("--other-version", help="Run them again though another version of mentas made the study.")
    ] = False,
    workers: opt.Workers = 1,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
    debug: opt.Debug = False,
) -> Any:
    """Check a study's folder: that its runs are as they were stored, that some of them give the same again, and that
    its tables are those of its runs. Exit code 1 if anything differs."""
    from mentas.cli import verifying

    return verifying.show(
        folder, runs=runs, seed=seed, other_version=other_version, workers=workers, as_json=as_json, quiet=quiet
    )
