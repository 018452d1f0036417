"""The commands. Each parses, calls one function, prints, and returns its exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mentas.cli import completing, completion, doctor, exporting, pages, reporting, schemas, telling, watching
from mentas.cli import options as opt
from mentas.cli.exits import guarded
from mentas.cli.settings import Settings, taking
from mentas.language import _, using

app = pages.App(
    cls=pages.Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]..."),
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("What the same rupiah does for the poor: monthly transfers, capital for families, capital for groups."),
    epilog=_(
        "Exit codes: 0 ok, 1 unexpected or not verified, 2 usage, 3 invalid input, 4 some runs failed, 5 refused, "
        "130 interrupted."
    ),
)

File = Annotated[
    Path,
    typer.Argument(
        metavar=_("FILE"), autocompletion=completing.file,
        help=_("A scenario, a study over scenarios, a trial, or a folder of trials."),
    ),
]  # fmt: skip
Files = Annotated[
    list[Path], typer.Argument(metavar=_("FILE..."), autocompletion=completing.file, help=_("Scenarios."))
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar=_("NAME"), rich_help_panel=opt.WHAT,
        help=_("Scenario that differences are taken against; by default the first."),
    ),
]  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        import mentas

        typer.echo(f"mentas {mentas.__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Show the version and exit."))
    ] = False,
    lang: opt.LangOption = None,
) -> None:
    """Shown by --help; the commands do the work."""
    if lang is not None:
        context.with_resource(using(lang.value))


@app.command(
    short_help=_("Run a scenario, a study or a trial."),
    help=_(
        "Run a scenario (one world, shown year by year), a study (compared and written to a folder), or trials "
        "(replayed and set against what they published)."
    ),
)
@guarded
@taking
def run(file: File, settings: Settings) -> Any:
    """Run whatever a file is."""
    from mentas.cli import running
    from mentas.cli.shipped import find

    return running.run_file(find(file), settings)


@app.command(
    short_help=_("Compare scenarios on the same luck."),
    help=_("Compare scenarios on the same luck, without writing a study file."),
)
@guarded
@taking
def compare(files: Files, settings: Settings, baseline: Baseline = None) -> Any:
    """Compare scenarios."""
    from mentas.cli import running
    from mentas.cli.shipped import find

    return running.compare_files([find(file) for file in files], baseline, settings)


app.command(
    short_help=_("Say what a study takes and gives, before it is run."),
    help=_(
        "Say how many runs a study has, how many are done and why the others are not, and what time, memory and disk "
        "they take. A few runs are done to know it, half a minute or so; they are kept, as the first of the study."
    ),
)(watching.plan)
app.command(
    short_help=_("Say how far a study is."),
    help=_("Say at once how far a study is, whatever its size, and how to go on with it."),
)(watching.status)
app.command(
    short_help=_("Write what a study says as one page for a browser."),
    help=_("Write a study's report as one page of HTML, which opens in any browser without a network, and prints."),
)(reporting.report)
app.command(
    short_help=_("Tell what happens to one household under two policies."),
    help=_(
        "Tell what happens to one simulated household under two policies with the same luck: who it is, its months, "
        "and where it ends, with a picture of each in DIR/figures. Without --household it picks a few that tell most."
    ),
)(telling.story)
app.command(
    short_help=_("Write a report as workbook, Word file, pictures, card or tables."),
    help=_(
        "Write a study's report as a workbook, a Word file, pictures for print, a card for a phone, or tables for a "
        "spreadsheet."
    ),
)(exporting.export)
app.command(
    short_help=_("Check that a folder holds what its runs give."),
    help=_(
        "Check a study's folder: that its runs are as they were stored, that some of them give the same again, and "
        "that its tables are those of its runs. Exit code 1 if anything differs."
    ),
)(watching.verify)


@app.command(
    short_help=_("Check files without running them."),
    help=_("Check files without running them; every problem is named with its line, column and field."),
)
@guarded
def validate(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=_("FILE..."), autocompletion=completing.file,
            help=_("Scenarios, studies, trials; or a folder of trials."),
        ),
    ],
    as_json: opt.Json = False,
) -> Any:  # fmt: skip
    """Check files."""
    from mentas.cli import checking

    return checking.validate(files, as_json=as_json)


@app.command(
    short_help=_("Print the JSON Schema of a kind of file."),
    help=_(
        "Print the JSON Schema of a kind of file, with which editors complete and check while you type: of scenarios, "
        "studies, trials or patterns, or of a row of microdata."
    ),
)
@guarded
def schema(
    kind: Annotated[schemas.Kind, typer.Argument(metavar=_("KIND"), help=_("One of {kinds}.", kinds=schemas.KINDS))],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FILE"), help=_("File to write to; by default it is printed.")),
    ] = None,
) -> Any:
    """Print a schema."""
    schemas.show(kind, out)


@app.command(
    short_help=_("Show the model's numbers and their sources."),
    help=_("Show the parameters with value, unit, plausible range, evidence and source; of one, what would settle it."),
)
@guarded
def params(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[NAME]"), autocompletion=completing.parameter,
            help=_("A parameter, a file of them (enterprise), or a programme."),
        ),
    ] = None,
    grade: Annotated[
        bool,
        typer.Option("--grade", help=_("Count instead how the numbers are known: by file, by role, together.")),
    ] = False,
    as_json: opt.Json = False,
) -> Any:  # fmt: skip
    """Show parameters."""
    from mentas.cli import numbers

    return (numbers.show_grades if grade else numbers.show)(name, as_json=as_json)


@app.command(
    short_help=_("Copy the shipped scenarios into a folder."),
    help=_("Copy the shipped scenarios and experiments, commented, as a start for your own."),
)
@guarded
def init(folder: Annotated[Path, typer.Argument(metavar=_("DIR"), help=_("A new or empty folder."))]) -> Any:
    """Copy what is shipped."""
    from mentas.cli import shipped

    for copy in shipped.copy_to(folder):
        typer.echo(copy)
    following = f"cd {folder} && mentas run experiments/compare/village.yaml"
    typer.echo(_("Next: {command}", command=following), err=True)


app.command(
    "doctor",
    short_help=_("Say whether all is well with mentas on this machine."),
    help=_(
        "Look at this machine and say what is well, what is not, and what to do: versions, memory and disk, the "
        "compiled model, the terminal, shipped files, and a short run whose result is known. Exit code 1 if there is "
        "a problem."
    ),
)(doctor.command)
app.command(
    "completion",
    short_help=_("Let a shell complete what you type."),
    help=_(
        "Print what a shell needs to complete commands, options, files, parameters and folders of studies while you "
        "type."
    ),
)(completion.command)
