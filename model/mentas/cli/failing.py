"""What is said of runs that failed: each error once, how often, and a line that shows it alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli.amounts import count
from mentas.files import shorten
from mentas.language import _

if TYPE_CHECKING:
    from mentas.studies.failures import Failure

MOST = 5
"""Errors that are shown."""


def tell(failures: Sequence[Failure], runs: int, where: Path) -> None:
    """Say on stderr what failed, the most frequent error first, and where all of it is."""
    if not failures:
        return
    by_error: dict[str, list[Failure]] = {}
    for failure in failures:
        by_error.setdefault(failure.error, []).append(failure)
    ranked = sorted(by_error.items(), key=lambda each: -len(each[1]))
    for error, group in ranked[:MOST]:
        first = group[0]
        _say(_("failed: {n} x {error}", n=count(len(group)), error=shorten(error, 200)))
        _say(_("  such as {scenario}, point {point}, replicate {replicate}; alone:",
               scenario=first.scenario, point=first.point, replicate=first.replicate))  # fmt: skip
        _say(f"  {first.reproduce}")
    if len(ranked) > MOST:
        _say(_("  and {n} other errors", n=count(len(ranked) - MOST)))
    failed = _("{failed} of {runs} runs failed; all are in {where}", failed=count(len(failures)), runs=count(runs),
               where=where)  # fmt: skip
    _say(f"mentas: {failed}")


def each_of(failures: Sequence[Any]) -> None:
    """Say on stderr what failed of a study in which few things can."""
    for failure in failures[:MOST]:
        name = getattr(failure, "trial", None) or failure.scenario
        _say(_("failed: {name}, replicate {replicate}: {error}", name=name, replicate=failure.replicate,
               error=failure.error))  # fmt: skip


def _say(line: str) -> None:
    print(line, file=sys.stderr)
