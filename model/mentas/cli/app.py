"""The commands. Each parses, calls one function, prints, and returns its exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli import engines, exporting, reporting, schemas, telling, watching
from mentas.cli import options as opt
from mentas.cli.exits import guarded

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="What the same rupiah does for the poor: monthly transfers, capital for families, capital for groups.",
    epilog="Exit codes: 0 ok, 1 unexpected or not verified, 2 usage, 3 invalid input, 4 some runs failed, 5 refused, "
    "130 interrupted.",
)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="A scenario, a study over scenarios, a trial, or a folder of trials.")
]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Scenarios.")]
Baseline = Annotated[
    str | None, typer.Option("--baseline", help="Scenario that differences are taken against; by default the first.")
]


def _version(wanted: bool) -> None:
    if wanted:
        import mentas

        typer.echo(f"mentas {mentas.__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Shown by --help; the commands do the work."""


@app.command(short_help="Run a scenario, a study or a trial.")
@guarded
def run(
    file: File,
    seed: opt.Seed = None,
    replicates: opt.Replicates = None,
    years: opt.Years = None,
    scale: opt.Scale = None,
    uncertainty: opt.Uncertainty = None,
    set_: opt.Set = None,
    workers: opt.Workers = None,
    engine: opt.Engine = None,
    scheduler: opt.Scheduler = None,
    insecure: opt.Insecure = False,
    tls_ca: opt.TlsCa = None,
    tls_cert: opt.TlsCert = None,
    tls_key: opt.TlsKey = None,
    max_time: opt.MaxTime = None,
    target_halfwidth: opt.HalfWidth = None,
    fail_fast: opt.FailFast = False,
    retry_failed: opt.RetryFailed = False,
    out: opt.Out = None,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
    strict: opt.Strict = False,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Run a scenario (one world, shown year by year), a study (compared and written to a folder), or trials (replayed
    and set against what they published)."""
    from mentas.cli import running
    from mentas.cli.shipped import find

    where = engines.Wanted(name=engine, workers=workers, scheduler=scheduler, insecure=insecure, ca=tls_ca,
                           cert=tls_cert, key=tls_key)  # fmt: skip
    settings = running.Settings(
        seed=seed, replicates=replicates, years=years, scale=scale, set=tuple(set_ or ()), workers=workers, out=out,
        json=as_json, quiet=quiet, strict=strict, uncertainty=uncertainty, lang=lang or opt.spoken(),
        max_time=max_time, target_halfwidth=target_halfwidth, fail_fast=fail_fast, retry_failed=retry_failed,
        engine=where,
    )  # fmt: skip
    return running.run_file(find(file), settings)


@app.command(short_help="Compare scenarios on the same luck.")
@guarded
def compare(
    files: Files,
    baseline: Baseline = None,
    seed: opt.Seed = None,
    replicates: opt.Replicates = None,
    years: opt.Years = None,
    scale: opt.Scale = None,
    uncertainty: opt.Uncertainty = None,
    set_: opt.Set = None,
    workers: opt.Workers = None,
    engine: opt.Engine = None,
    scheduler: opt.Scheduler = None,
    insecure: opt.Insecure = False,
    tls_ca: opt.TlsCa = None,
    tls_cert: opt.TlsCert = None,
    tls_key: opt.TlsKey = None,
    max_time: opt.MaxTime = None,
    target_halfwidth: opt.HalfWidth = None,
    fail_fast: opt.FailFast = False,
    retry_failed: opt.RetryFailed = False,
    out: opt.Out = None,
    as_json: opt.Json = False,
    quiet: opt.Quiet = False,
    strict: opt.Strict = False,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Compare scenarios on the same luck, without writing a study file."""
    from mentas.cli import running
    from mentas.cli.shipped import find

    where = engines.Wanted(name=engine, workers=workers, scheduler=scheduler, insecure=insecure, ca=tls_ca,
                           cert=tls_cert, key=tls_key)  # fmt: skip
    settings = running.Settings(
        seed=seed, replicates=replicates, years=years, scale=scale, set=tuple(set_ or ()), workers=workers, out=out,
        json=as_json, quiet=quiet, strict=strict, uncertainty=uncertainty, lang=lang or opt.spoken(),
        max_time=max_time, target_halfwidth=target_halfwidth, fail_fast=fail_fast, retry_failed=retry_failed,
        engine=where,
    )  # fmt: skip
    return running.compare_files([find(file) for file in files], baseline, settings)


app.command(short_help="Say what a study takes and gives, before it is run.")(watching.plan)
app.command(short_help="Say how far a study is.")(watching.status)
app.command(short_help="Write what a study says as one page for a browser.")(reporting.report)
app.command(short_help="Tell what happens to one simulated household under two policies.")(telling.story)
app.command(short_help="Write a report as workbook, Word file, pictures, card or tables.")(exporting.export)
app.command(short_help="Check that a folder holds what its runs give.")(watching.verify)


@app.command(short_help="Check files without running them.")
@guarded
def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Scenarios, studies, trials; or a folder of trials.")
    ],
    as_json: opt.Json = False,
    debug: opt.Debug = False,
) -> Any:
    """Check files without running them; every problem is named with its line, column and field."""
    from mentas.cli import checking

    return checking.validate(files, as_json=as_json)


@app.command(short_help="Print the JSON Schema of a kind of file.")
@guarded
def schema(
    kind: Annotated[
        schemas.Kind, typer.Argument(metavar="KIND", help="scenario, study, trial, patterns or microdata.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="File to write to; by default it is printed.")] = None,
    debug: opt.Debug = False,
) -> Any:
    """Print the JSON Schema of a kind of file, with which editors complete and check while you type: of scenarios,
    studies, trials or patterns, or of a row of microdata."""
    schemas.show(kind, out)


@app.command(short_help="Show the model's numbers and their sources.")
@guarded
def params(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A parameter, a file of them (enterprise), or a programme.")
    ] = None,
    grade: Annotated[
        bool, typer.Option("--grade", help="Count instead how the numbers are known: by file, by role, together.")
    ] = False,
    as_json: opt.Json = False,
    lang: opt.LangOption = None,
    debug: opt.Debug = False,
) -> Any:
    """Show the parameters with value, unit, plausible range, evidence and source; of one, what would settle it."""
    from mentas.cli import numbers

    show = numbers.show_grades if grade else numbers.show
    return show(name, as_json=as_json, lang=lang or opt.spoken())


@app.command(short_help="Copy the shipped scenarios into a folder.")
@guarded
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    debug: opt.Debug = False,
) -> Any:
    """Copy the shipped scenarios and experiments, commented, as a start for your own."""
    from mentas.cli import shipped

    for copy in shipped.copy_to(folder):
        typer.echo(copy)
    typer.echo(f"Next: cd {folder} && mentas run experiments/compare/village.yaml", err=True)
