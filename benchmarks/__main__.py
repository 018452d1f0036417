"""`python -m benchmarks`: measure, print, and write outputs/benchmarks/."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import acts, cores, machine, nation, runs, sizes, studies, whole
from benchmarks.lines import Line, markdown, row, write_between_markers
from benchmarks.plan import FULL, QUICK, TINY, Plan

ROOT = Path(__file__).parent.parent

SECTIONS: dict[str, Callable[[Plan], Iterator[Line]]] = {
    "sizes": sizes.household_months,
    "memory": sizes.memory,
    "passes": sizes.passes,
    "acts": acts.lines,
    "province": whole.province,
    "starts": whole.starts,
    "cores": cores.lines,
    "runs": runs.lines,
    "studies": studies.lines,
    "drivers": studies.drivers,
    "nation": nation.lines,
}

PLANS = {"full": FULL, "quick": QUICK, "tiny": TINY}

REMARKS = (
    "Figures are medians, in brackets the least, of n repeats; a ratio is that of medians, both sides measured in turn "
    "in the same run. Machines differ and are noisy: read ratios first.",
    "Times are processor time of one core unless a heading says otherwise; a repeat is a year, with all that happens "
    "once a year.",
    "NumPy columns tell households' acts, goods market, ageing, registry, ranks and pulse in float64 on whole arrays; "
    "KUBE groups and delivery of programmes are mentas' own there. `in blocks` is the same code on 16,384 rows at a "
    "time. Both have the same luck and end with the same results.",
)


def measure(plan: Plan, names: Sequence[str], *, tell: Callable[[Line], None]) -> list[Line]:
    """The lines of the named sections, each told as soon as it is there."""
    found = []
    for name in names:
        for line in SECTIONS[name](plan):
            tell(line)
            found.append(line)
    return found


def show(line: Line) -> None:
    """Print a line."""
    print(" | ".join(cell for cell in row(line) if cell), f"[{line.section}]", flush=True)


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small worlds, few repeats, no cold start")
    parser.add_argument("--tiny", action="store_true", help="a test of the harness; its figures mean nothing")
    parser.add_argument("--only", metavar="NAMES", help=f"some of {','.join(SECTIONS)}")
    parser.add_argument("--out", type=Path, default=ROOT / "outputs" / "benchmarks", help="folder for JSON and table")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table between the markers of this page")
    options = parser.parse_args(arguments)
    options.names = options.only.split(",") if options.only else list(SECTIONS)
    unknown = sorted(set(options.names) - set(SECTIONS))
    if unknown:
        parser.error(f"unknown section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    options.kind = "tiny" if options.tiny else "quick" if options.quick else "full"
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks that the command line asks for."""
    options = parsed(arguments)
    print(machine.described(), flush=True)
    lines = measure(PLANS[options.kind], options.names, tell=show)
    today = datetime.date.today().isoformat()
    asked = "" if options.kind == "full" else f" --{options.kind}"
    asked += f" --only {options.only}" if options.only else ""
    title = f"Measured on {today} by `python3 -m benchmarks{asked}`."
    table = markdown(lines, title=title, machine=machine.described(), remarks=REMARKS)
    options.out.mkdir(parents=True, exist_ok=True)
    about = {"date": today, "plan": options.kind, "sections": options.names, "machine": machine.facts()}
    record = about | {"lines": [line.record() for line in lines]}
    (options.out / f"{options.kind}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    (options.out / f"{options.kind}.md").write_text(table, encoding="utf-8")
    if options.write:
        write_between_markers(options.write, table)
    print(f"\n{table}\nwritten to {options.out}/{options.kind}.json and .md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
