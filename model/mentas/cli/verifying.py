"""`mentas verify`: a line for each kind of check, and a table of what differs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.cli import cold
from mentas.cli.amounts import count
from mentas.cli.exits import Exit
from mentas.language import N_, _, current, into
from mentas.report.grounds.reproduce import DIGEST

if TYPE_CHECKING:
    from mentas.studies.verify import Check, Verified

WORDS = {
    "store": (
        N_("store: {n} runs read, as they were stored"),
        N_("store: of {n} runs read, {d} not as they were stored"),
        N_("store: not looked at: {why}"),
    ),
    "runs": (
        N_("runs: {n} runs run again, the same"),
        N_("runs: of {n} runs run again, {d} not the same"),
        N_("runs: not looked at: {why}"),
    ),
    "tables": (
        N_("tables: {n} tables made again, the same"),
        N_("tables: of {n} tables made again, {d} not the same"),
        N_("tables: not looked at: {why}"),
    ),
}
"""What is said of a check: well, not well, not looked at."""

MOST = 20
"""Differences of a kind that are shown."""


def show(
    folder: Path, *, runs: int, seed: int, other_version: bool, workers: int | None, as_json: bool, quiet: bool
) -> Exit:
    """Verify and print."""
    cold.tell(quiet=quiet)
    from mentas.cli.engines import Wanted
    from mentas.studies.verify import verify

    found = verify(folder, runs=runs, seed=seed, other_version=other_version, engine=Wanted(workers=workers).engine())
    if as_json:
        print(json.dumps(asdict(found) | {"agrees": found.agrees}, ensure_ascii=False, default=str))
    else:
        for line in lines(found):
            print(line)
    return Exit.OK if found.agrees else Exit.UNEXPECTED


def lines(found: Verified) -> list[str]:
    """What is said."""
    said = [_("made by another version: {change}", change=change.said()) for change in found.other_version]
    said += [_of(each) for each in found.checks]
    for each in found.checks:
        for one in each.differs[:MOST]:
            what, expected, seen = (into(text, current()) for text in (one.what, one.expected, one.found))
            said.append(f"  {each.kind}: {what}: {expected}; {seen}")
        if len(each.differs) > MOST:
            said.append(f"  {each.kind}: {_('and {n} more', n=count(len(each.differs) - MOST))}")
    if found.digest is not None:
        said.append(f"{_(DIGEST)}: {found.digest}")
    return said


def _of(check: Check) -> str:
    well, differs, skipped = WORDS[check.kind]
    if check.skipped:
        return _(skipped, why=check.skipped)
    return _(differs if check.differs else well, n=count(check.looked), d=count(len(check.differs)))
