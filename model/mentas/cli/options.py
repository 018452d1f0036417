"""Options that several commands share, and the language of what they say."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mentas.cli import engines


class Lang(StrEnum):
    """Languages of tables, figures and findings."""

    id = "id"
    en = "en"


class Doubt(StrEnum):
    """What varies between replicates of a study."""

    point = "point"
    ensemble = "ensemble"


def spoken(environ: Mapping[str, str] | None = None) -> Lang:
    """The reader's language by the locale; English if it is neither Indonesian nor English."""
    environ = os.environ if environ is None else environ
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return Lang.id if locale.lower().startswith(("id_", "id-", "id.")) or locale.lower() == "id" else Lang.en


LangOption = Annotated[
    Lang | None, typer.Option("--lang", help="Language of tables, figures and findings; by default the locale's.")
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of all luck; by default the study's, or 1.")
]
Replicates = Annotated[
    int | None,
    typer.Option("--replicates", min=1, max=100_000, help="Worlds for each scenario; by default the study's."),
]
Years = Annotated[int | None, typer.Option("--years", min=1, max=50, help="Years to run; by default the scenario's.")]


def _within(value: float | None) -> float | None:
    """A scale that can be; what is no number compares with nothing and would pass a plain range."""
    if value is not None and not 1e-4 <= value <= 1.0:
        raise typer.BadParameter(f"{value} is not in the range 0.0001<=x<=1.")
    return value


Scale = Annotated[
    float | None,
    typer.Option(
        "--scale", metavar="FLOAT", callback=_within,
        help="Share of the households to simulate, 0.0001 to 1, which is all; by default the scenario's.",
    ),
]  # fmt: skip
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE",
        help="Change a key of every scenario, as its file would: programmes.uep.grant=7_500_000. May be repeated.",
    ),
]  # fmt: skip
Uncertainty = Annotated[
    Doubt | None,
    typer.Option(
        "--uncertainty",
        help="What varies between replicates: luck (point), or structure and parameters too (ensemble).",
    ),
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, max=1024, help="Processes; by default one a core.")]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the results; by default outputs/<name>.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Strict = Annotated[bool, typer.Option("--strict", help="Check the ledger after every act, not once a year.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an unexpected error comes from.")]


def _time(value: str | None) -> str | None:
    """A time that can be read."""
    from mentas.studies import limits

    if value is not None:
        try:
            limits.duration(value)
        except ValueError as error:
            raise typer.BadParameter(f"{value!r}: {error}.") from None
    return value


def _width(value: float | None) -> float | None:
    """A half-width that can be reached."""
    if value is not None and not (math.isfinite(value) and value > 0.0):
        raise typer.BadParameter(f"{value} is not in the range x>0, in the unit of the outcome: 0.005 is half a point.")
    return value


MaxTime = Annotated[
    str | None,
    typer.Option(
        "--max-time", metavar="TIME", callback=_time,
        help="End with as many whole replicates as fit: 90s, 20m or 1.5h. The same command goes on from there.",
    ),
]  # fmt: skip
HalfWidth = Annotated[
    float | None,
    typer.Option(
        "--target-halfwidth", metavar="FLOAT", callback=_width,
        help="As many replicates as the first outcome needs for 95% intervals of +/- this (0.005: half a point).",
    ),
]  # fmt: skip
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first run that fails.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Run those again that failed before.")]
Engine = Annotated[
    engines.Name | None, typer.Option("--engine", help="Workers on this machine (local), or of a Dask cluster.")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask scheduler: tls://host:8786.")
]
Insecure = Annotated[bool, typer.Option("--insecure", help="Call a scheduler elsewhere without encryption.")]
TlsCa = Annotated[Path | None, typer.Option("--ca", help="Certificate of the scheduler's authority.")]
TlsCert = Annotated[Path | None, typer.Option("--cert", help="Certificate that is shown to the scheduler.")]
TlsKey = Annotated[Path | None, typer.Option("--key", help="Private key of --tls-cert.")]
