"""`mentas params`: the model's numbers with what stands behind each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mentas.cli import screen
from mentas.cli.exits import Exit, UsageError
from mentas.cli.options import Lang
from mentas.parameters import EVIDENCE
from mentas.studies import evidence, grades
from mentas.studies.evidence import Evidence

if TYPE_CHECKING:
    from rich.table import Table

WORDS = {
    "en": ("parameter", "value", "unit", "range", "evidence", "source"),
    "id": ("parameter", "nilai", "satuan", "kisaran", "bukti", "sumber"),
}

GRADED = {
    "en": ("by file", "by role", "numbers", *EVIDENCE, "with a range", "with what settles it"),
    "id": ("menurut berkas", "menurut peran", "angka", "hukum", "survei", "studi", "taksiran", "pakar", "asumsi",
           "terkalibrasi", "dengan kisaran", "dengan cara memastikan"),
}  # fmt: skip

ASSUMED = {
    "en": "{count} parameters, {share:.0%} of them resting on assumption",
    "id": "{count} parameter, {share:.0%} di antaranya bersandar pada asumsi",
}


SETTLES = {
    "en": "What would settle {name}: {settles}",
    "id": "Yang akan memastikan {name}: {settles}",
}


def show(name: str | None, *, as_json: bool, lang: Lang) -> Exit:
    """Print the parameters that `name` names, all without one; of a single one all that is known."""
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
    if len(found) == 1:
        for key, number in found.items():
            if number.note:
                print(number.note)
            if number.settles:
                print(SETTLES[lang.value].format(name=key, settles=number.settles))
        return Exit.OK
    print(ASSUMED[lang.value].format(count=len(found), share=evidence.share_assumed(found.values())))
    return Exit.OK


def show_grades(name: str | None, *, as_json: bool, lang: Lang) -> Exit:
    """Print how many of the numbers that `name` names are known how: by file, by role and together."""
    found = chosen(everything(), name)
    parts = {"files": grades.by_file(found), "roles": grades.by_role(found)}
    whole = grades.grade("all", found.values())
    if as_json:
        told = {part: [asdict(each) for each in listed] for part, listed in parts.items()}
        print(json.dumps(told | {"all": asdict(whole)}, ensure_ascii=False))
        return Exit.OK
    by_file, by_role, *counts = GRADED[lang.value]
    screen.console().print(_graded(by_file, counts, parts["files"]))
    screen.console().print(_graded(by_role, counts, [*parts["roles"], whole]))
    print(ASSUMED[lang.value].format(count=len(found), share=evidence.share_assumed(found.values())))
    return Exit.OK


def _graded(of: str, counts: Sequence[str], listed: Sequence[grades.Grade]) -> Table:
    """Grades as a table: numbers, the share of each kind of evidence, ranges and settles."""
    from rich.table import Table

    table = Table()
    table.add_column(of)
    for title in counts:
        table.add_column(title, justify="right")
    for each in listed:
        shares = (f"{each.share(kind):.0%}" if each.kinds[kind] else "" for kind in EVIDENCE)
        table.add_row(each.of, str(each.numbers), *shares, str(each.ranged), str(each.settled))
    return table


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
