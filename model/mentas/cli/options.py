"""Options that several commands share, and under which heading a help page shows them."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mentas.cli import completing, engines
from mentas.language import _, current

WHAT = _("What is run")
WORKERS = _("How it is run")
SAID = _("What is said")
"""Headings of options on a help page."""


class Lang(StrEnum):
    """Languages of all that is said."""

    id = "id"
    en = "en"


class Doubt(StrEnum):
    """What varies between replicates of a study."""

    point = "point"
    ensemble = "ensemble"


LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang", rich_help_panel=SAID,
        help=_("Language of what is said: Indonesian (id) or English (en); by default MENTAS_LANG, or the locale's."),
    ),
]  # fmt: skip
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", min=0, max=2**63 - 1, metavar="N", rich_help_panel=WHAT,
        help=_("Seed of all luck; by default the study's, or 1."),
    ),
]  # fmt: skip
Replicates = Annotated[
    int | None,
    typer.Option(
        "--replicates", min=1, max=100_000, metavar="N", rich_help_panel=WHAT,
        help=_("Worlds for each scenario; by default the study's."),
    ),
]  # fmt: skip
Years = Annotated[
    int | None,
    typer.Option(
        "--years", min=1, max=50, metavar="N", rich_help_panel=WHAT,
        help=_("Years to run; by default the scenario's."),
    ),
]  # fmt: skip


def _within(value: float | None) -> float | None:
    """A scale that can be; what is no number compares with nothing and would pass a plain range."""
    if value is not None and not 1e-4 <= value <= 1.0:
        raise typer.BadParameter(_("{value} is not in the range {range}.", value=value, range="0.0001<=x<=1"))
    return value


Scale = Annotated[
    float | None,
    typer.Option(
        "--scale", metavar="X", callback=_within, rich_help_panel=WHAT,
        help=_("Share of the households to simulate, 0.0001 to 1, which is all; by default the scenario's."),
    ),
]  # fmt: skip
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar=_("KEY=VALUE"), rich_help_panel=WHAT, autocompletion=completing.change,
        help=_("Change a key of every scenario, as its file would: programmes.uep.grant=7_500_000. May be repeated."),
    ),
]  # fmt: skip
Uncertainty = Annotated[
    Doubt | None,
    typer.Option(
        "--uncertainty", rich_help_panel=WHAT,
        help=_("What varies between replicates: luck (point), or structure and parameters too (ensemble)."),
    ),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=1024, metavar="N", rich_help_panel=WORKERS, show_default=False,
        help=_("Processes; by default one a core."),
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar=_("DIR"), rich_help_panel=SAID, autocompletion=completing.folder,
        help=_("Folder for the results; by default outputs/<name>."),
    ),
]  # fmt: skip
Json = Annotated[
    bool, typer.Option("--json", rich_help_panel=SAID, help=_("Print JSON instead of a table."))
]  # fmt: skip
Quiet = Annotated[bool, typer.Option("--quiet", "-q", rich_help_panel=SAID, help=_("No progress on stderr."))]
Strict = Annotated[
    bool,
    typer.Option("--strict", rich_help_panel=WORKERS, help=_("Check the ledger after every act, not once a year.")),
]
Debug = Annotated[
    bool, typer.Option("--debug", rich_help_panel=SAID, help=_("Show where an unexpected error comes from."))
]


def _time(value: str | None) -> str | None:
    """A time that can be read."""
    from mentas.language import into
    from mentas.studies import limits

    if value is not None:
        try:
            limits.duration(value)
        except ValueError as error:
            raise typer.BadParameter(f"{value!r}: {into(error.args[0], current())}.") from None
    return value


def _width(value: float | None) -> float | None:
    """A half-width that can be reached."""
    if value is not None and not (math.isfinite(value) and value > 0.0):
        raise typer.BadParameter(
            _("{value} is not in the range x>0, in the unit of the outcome: 0.005 is half a point.", value=value)
        )
    return value


MaxTime = Annotated[
    str | None,
    typer.Option(
        "--max-time", metavar=_("TIME"), callback=_time, rich_help_panel=WHAT,
        help=_("End with as many whole replicates as fit: 90s, 20m or 1.5h. The same command goes on from there."),
    ),
]  # fmt: skip
HalfWidth = Annotated[
    float | None,
    typer.Option(
        "--target-halfwidth", metavar="X", callback=_width, rich_help_panel=WHAT,
        help=_("As many replicates as the first outcome needs for 95% intervals of +/- this (0.005: half a point)."),
    ),
]  # fmt: skip
FailFast = Annotated[
    bool, typer.Option("--fail-fast", rich_help_panel=WORKERS, help=_("Stop at the first run that fails."))
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", rich_help_panel=WORKERS, help=_("Run those again that failed before."))
]
Engine = Annotated[
    engines.Name | None,
    typer.Option("--engine", rich_help_panel=WORKERS, help=_("Workers on this machine (local), or of a Dask cluster.")),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar=_("ADDRESS"), rich_help_panel=WORKERS, help=_("Of a Dask scheduler: tls://host:8786.")
    ),
]
Insecure = Annotated[
    bool,
    typer.Option("--insecure", rich_help_panel=WORKERS, help=_("Call a scheduler elsewhere without encryption.")),
]
TlsCa = Annotated[
    Path | None,
    typer.Option(
        "--ca", metavar=_("FILE"), rich_help_panel=WORKERS, help=_("Certificate of the scheduler's authority.")
    ),
]
TlsCert = Annotated[
    Path | None,
    typer.Option(
        "--cert", metavar=_("FILE"), rich_help_panel=WORKERS, help=_("Certificate that is shown to the scheduler.")
    ),
]
TlsKey = Annotated[
    Path | None,
    typer.Option("--key", metavar=_("FILE"), rich_help_panel=WORKERS, help=_("Private key of --cert.")),
]
