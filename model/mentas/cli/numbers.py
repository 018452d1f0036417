"""`mentas params`: the model's numbers with what stands behind each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from typing import Any

from mentas.cli import screen
from mentas.cli.exits import Exit, UsageError
from mentas.cli.options import Lang

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
        print(json.dumps({key: _plain(parameter) for key, parameter in found.items()}, ensure_ascii=False))
        return Exit.OK
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for title in WORDS[lang.value]:
        table.add_column(title, justify="right" if title in WORDS[lang.value][1:2] else "left")
    for key, parameter in found.items():
        fields = _plain(parameter)
        cells = [key, *(_cell(fields[field]) for field in ("value", "unit", "range", "evidence", "source"))]
        table.add_row(*(Text(cell) for cell in cells))
    screen.console().print(table)
    assumed = sum(parameter.evidence == "assumption" for parameter in found.values())
    print(ASSUMED[lang.value].format(count=len(found), share=assumed / len(found)))
    return Exit.OK


def chosen(catalogue: Mapping[str, Any], name: str | None) -> dict[str, Any]:
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


def everything() -> dict[str, Any]:
    """All parameters of the model and of its programmes, by dotted name."""
    from mentas import parameters

    return dict(parameters.catalogue())


def _plain(parameter: Any) -> dict[str, Any]:
    """A parameter as JSON types."""
    from mentas.studies.key import plain

    names = ("title", "unit", "value", "range", "evidence", "source", "as_of", "note")
    return {name: plain(getattr(parameter, name)) for name in names}


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
