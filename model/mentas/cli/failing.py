"""What is said of runs that failed: each error once, how often, and a line that shows it alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.files import shorten

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
        print(f"failed: {len(group)} x {shorten(error, 200)}", file=sys.stderr)
        print(f"  such as {first.scenario}, point {first.point}, replicate {first.replicate}; alone:", file=sys.stderr)
        print(f"  {first.reproduce}", file=sys.stderr)
    if len(ranked) > MOST:
        print(f"  and {len(ranked) - MOST} other errors", file=sys.stderr)
    print(f"mentas: {len(failures)} of {runs} runs failed; all are in {where}", file=sys.stderr)
