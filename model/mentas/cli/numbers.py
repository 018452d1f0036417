"""`mentas params`: the model's numbers with what stands behind each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mentas.cli import screen
from mentas.cli.exits import Exit, UsageError
from mentas.cli.options import Lang
from mentas.studies import evidence
from mentas.studies.evidence import Evidence

WORDS = {
    "en": ("parameter", "value", "unit", "range", "evidence", "source"),
    "id": ("parameter", "nilai", "satuan", "kisaran", "bukti", "sumber"),
}

ASSUMED = {
    "en": "{count} parameters, {share:.0%} of them resting on assumption",
    "id": "{count} parameter, {share:.0%} di antaranya bersandar pada asumsi",
}


def show(name: str | None, *, as_json: bool, lang: Lang) -> Exit:
    """Print the parameters that `name` names, all without one."""
    found = chosen(everything(), name)
    if as_json:
        print(json.dumps({key: asdict(number) for key, number in found.items()}, ensure_ascii=False))
        return Exit.OK
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for title in WORDS[lang.value]:
        table.add_column(title, overflow="fold")
    for key, number in found.items():
        values = (number.value, number.unit, number.range, number.evidence, number.source)
        table.add_row(*(Text(cell) for cell in (key, *map(_cell, values))))
    screen.console().print(table)
    print(ASSUMED[lang.value].format(count=len(found), share=evidence.share_assumed(found.values())))
    return Exit.OK


def chosen(catalogue: Mapping[str, Evidence], name: str | None) -> dict[str, Evidence]:
    """The parameter of that dotted name, or all of a file or programme, or all whose name holds the word.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    if name is None:
        return dict(catalogue)
    for fits in (
        lambda key: key == name,
        lambda key: key.startswith(f"{name}."),
        lambda key: name.lower() in key.lower(),
    ):
        found = {key: parameter for key, parameter in catalogue.items() if fits(key)}
        if found:
            return found
    known = {*catalogue, *(key.split(".")[0] for key in catalogue), *(key.split(".")[-1] for key in catalogue)}
    near = difflib.get_close_matches(name, sorted(known), n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise UsageError(f"no parameter or programme is called '{name}'{hint}")


def everything() -> dict[str, Evidence]:
    """All numbers of the model and of its programmes, by dotted name."""
    return evidence.of_model() | evidence.of_programmes()


def _cell(value: Any) -> str:
    """A value as a cell of the table: thousands apart, ranges with a dash, words with commas."""
    if value is None:
        return ""
    if isinstance(value, list):
        both = len(value) == 2 and all(isinstance(end, int | float) for end in value)
        return (" - " if both else ", ").join(_cell(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(part)}" for name, part in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
