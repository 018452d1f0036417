"""Write what `model/ODD.md` takes from the code: `python3 docs/make_odd.py`, or `--check` to compare only."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import mentas
from mentas import columns, ledger, parameters, world
from mentas.programmes.programme import Programme
from mentas.state import Households, KubeGroups, Markets

PACKAGE = Path(mentas.__file__).parent
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


def streams() -> str:
    """Every named stream of luck, with the module that draws from it."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("luck.stream"):
                name = ast.unparse(call.args[0]).strip("'").removeprefix("f'")
                found.append(f"| `{name}` | `{path.relative_to(PACKAGE).as_posix()}` |")
    return "\n".join(["| stream | drawn in |", "| --- | --- |", *dict.fromkeys(found)])


def programme_fields() -> str:
    """What a programme is made of, as its class says."""
    hints = inspect.get_annotations(Programme)
    told = columns.sentences(Programme)
    lines = ["| field | type | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {str(hint).replace('|', 'or')} | {told.get(name, '')} |" for name, hint in hints.items()]
    return "\n".join(lines)


def rules(module: str) -> str:
    """The rules of a module: what each calculates, from what, and its unit."""
    lines = ["| rule | of | gives |", "| --- | --- | --- |"]
    for function in _functions(PACKAGE / f"{module}.py"):
        if any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in function.decorator_list):
            sentence = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
            inputs = ", ".join(argument.arg for argument in function.args.args)
            lines.append(f"| `{function.name}` | {inputs} | {sentence.replace('|', chr(92) + '|')} |")
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


MADE: dict[str, Callable[[], str]] = {
    "state": state,
    "month": month,
    "flows": flows,
    "streams": streams,
    "programme": programme_fields,
    "parameters": parameter_table,
}
"""What stands between the markers of each name; `rules MODULE` stands for the rules of a module."""


def page(text: str) -> str:
    """The page with fresh tables.

    Raises:
        KeyError: a marker names nothing that can be made.
    """

    def fresh(match: re.Match[str]) -> str:
        name = match["name"]
        made = rules(name.removeprefix("rules ")) if name.startswith("rules ") else MADE[name]()
        return f"<!-- begin {name} -->\n{made}\n<!-- end {name} -->"

    return re.sub(r"<!-- begin (?P<name>.+?) -->.*?<!-- end (?P=name) -->", fresh, text, flags=re.DOTALL)


def missing(text: str) -> list[str]:
    """Generated parts that the page lacks: a table of `MADE`, or the rules of a module that has any."""
    with_rules = [
        f"rules {path.relative_to(PACKAGE).with_suffix('').as_posix()}"
        for folder in ("behaviour", "markets", "registry", "programmes")
        for path in sorted((PACKAGE / folder).glob("*.py"))
        if "@rule" in path.read_text(encoding="utf-8")
    ]
    return [name for name in (*MADE, *with_rules) if f"<!-- begin {name} -->" not in text]


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def main() -> int:
    """Write the page, or with `--check` say whether it is stale or lacks a part."""
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    lacking = missing(old)
    for name in lacking:
        print(f"model/ODD.md has no part '{name}'", file=sys.stderr)
    if "--check" in sys.argv:
        if old != new:
            print("model/ODD.md is stale: run python3 docs/make_odd.py", file=sys.stderr)
        return int(old != new or bool(lacking))
    PAGE.write_text(new, encoding="utf-8")
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
