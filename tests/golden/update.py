"""Put today's results on record: `python3 tests/golden/update.py --because "why they changed"`.

Without a reason nothing is written: results that changed are told to users, so the reason goes into the unreleased
section of CHANGELOG.md together with the parts that changed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "model")]

from golden.cases import RECORD, ROOT, Digests, changed, recorded, today
from mentas.cli.doctor import model as village

CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "## [Unreleased]"
SECTION = "### Changed results"


def with_line(changelog: str, line: str) -> str:
    """The changelog with a line more under the unreleased section's changed results."""
    if UNRELEASED not in changelog:
        first = re.search(r"^## \[", changelog, re.MULTILINE)
        place = first.start() if first else len(changelog)
        changelog = f"{changelog[:place]}{UNRELEASED}\n\n{changelog[place:]}"
    start = changelog.index(UNRELEASED) + len(UNRELEASED)
    following = re.search(r"^## \[", changelog[start:], re.MULTILINE)
    end = start + following.start() if following else len(changelog)
    section = changelog[start:end].rstrip("\n")
    if SECTION in section:
        head, _, tail = section.partition(f"{SECTION}\n\n")
        section = f"{head}{SECTION}\n\n{line}\n{tail}"
    else:
        section += f"\n\n{SECTION}\n\n{line}"
    return f"{changelog[:start]}{section}\n\n{changelog[end:]}".rstrip("\n") + "\n"


def update(new: Digests, *, because: str, record: Path = RECORD, changelog: Path = CHANGELOG) -> int:
    """Write the record and the line of the changelog; the exit code: 1 if results changed for no reason given."""
    found = changed(recorded(record), new)
    if not found:
        print("nothing has changed")
        return 0
    for case, parts in found.items():
        print(f"{case}: {', '.join(parts)}")
    because = " ".join(because.split())
    if not because:
        print('results have changed: say why with --because "…"', file=sys.stderr)
        return 1
    parts = sorted({part for each in found.values() for part in each})
    line = f"- {because.rstrip('.')} ({', '.join(parts)}; {len(found)} of {len(new)} worlds on record)."
    changelog.write_text(with_line(changelog.read_text(encoding="utf-8"), line), encoding="utf-8")
    record.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--because", default="", metavar="TEXT", help="why results changed, a line for CHANGELOG.md")
    code = update(today(), because=parser.parse_args(arguments).because)
    if code == 0:
        village.KNOWN.write_text(json.dumps({"digest": village.lived()}) + "\n", encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
