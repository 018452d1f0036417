"""Write the tables of `model/ODD.md` from the code: `python3 docs/make_odd.py`, or `--check` to compare only."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from mentas import columns, ledger, parameters, world
from mentas.state import Households, KubeGroups, Markets

PAGE = Path(__file__).parent.parent / "model" / "ODD.md"


def state() -> str:
    """The columns of every table."""
    parts = []
    for table in (Households, KubeGroups, Markets):
        parts.append(f"**{table.__name__}**\n\n| column | unit | type | meaning |\n| --- | --- | --- | --- |")
        parts += [f"| `{f.name}` | {f.unit} | {f.dtype} | {f.sentence} |" for f in columns.describe(table)]
        parts.append("")
    return "\n".join(parts).rstrip()


def month() -> str:
    """The acts in order, with the first line of each."""
    lines = []
    for place, act in enumerate(world.MONTH, start=1):
        name = f"{act.__module__.rpartition('.')[2]}.{act.__name__}"
        lines.append(f"{place}. `{name}`: {(inspect.getdoc(act) or '').splitlines()[0]}")
    return "\n".join(lines)


def flows() -> str:
    """Every flow of money with who pays whom, and when."""
    lines = ["| flow | act | from | to | meaning |", "| --- | --- | --- | --- | --- |"]
    for name, flow in ledger.FLOWS.items():
        acts = ", ".join(f"`{act}`" for act in flow.acts)
        lines.append(f"| {name} | {acts} | {flow.payer} | {flow.payee} | {flow.sentence} |")
    return "\n".join(lines)


def parameter_table() -> str:
    """All parameters with unit, value, range, evidence and source."""
    lines = [
        "| parameter | meaning | value | range | unit | evidence | source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, p in sorted(parameters.catalogue().items()):
        low, high = p.range
        lines.append(
            f"| `{name}` | {p.title} | {p.value:g} | {low:g} to {high:g} | {p.unit} | {p.evidence} | {p.source} |"
        )
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with fresh tables."""
    tables = {"state": state(), "month": month(), "flows": flows(), "parameters": parameter_table()}
    for name, made in tables.items():
        block = f"<!-- begin {name} -->\n{made}\n<!-- end {name} -->"
        text = re.sub(f"<!-- begin {name} -->.*?<!-- end {name} -->", lambda _, b=block: b, text, flags=re.DOTALL)
    return text


def main() -> int:
    """Write the page, or with `--check` say whether it is stale."""
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    if "--check" in sys.argv:
        if old != new:
            print("model/ODD.md is stale: run python3 docs/make_odd.py", file=sys.stderr)
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
