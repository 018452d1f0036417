"""`mentas verify`: a line for each kind of check, and a table of what differs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.cli import cold
from mentas.cli.exits import Exit

if TYPE_CHECKING:
    from mentas.studies.verify import Check, Verified

WORDS = {
    "store": ("{n} runs read, as they were stored", "of {n} runs read, {d} not as they were stored"),
    "runs": ("{n} runs run again, the same", "of {n} runs run again, {d} not the same"),
    "tables": ("{n} tables made again, the same", "of {n} tables made again, {d} not the same"),
}
"""What is said of a check, well and not well."""

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
    said = [f"made by another version: {change}" for change in found.other_version]
    said += [f"{each.kind}: {_of(each)}" for each in found.checks]
    for each in found.checks:
        for one in each.differs[:MOST]:
            said.append(f"  {each.kind}: {one.what}: {one.expected}; {one.found}")
        if len(each.differs) > MOST:
            said.append(f"  {each.kind}: and {len(each.differs) - MOST} more")
    return said


def _of(check: Check) -> str:
    if check.skipped:
        return f"not looked at: {check.skipped}"
    return WORDS[check.kind][bool(check.differs)].format(n=check.looked, d=len(check.differs))
