"""`mentas params`: the model's numbers with what stands behind each."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from mentas.cli import screen
from mentas.cli.amounts import count
from mentas.cli.exits import Exit, UsageError
from mentas.language import N_, _, current
from mentas.parameters import EVIDENCE
from mentas.studies import evidence, grades
from mentas.studies.evidence import Evidence
from mentas.units import UNITS

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = (N_("parameter"), N_("value"), N_("unit"), N_("range"), N_("evidence"), N_("source"))


def show(name: str | None, *, as_json: bool) -> Exit:
    """Print the parameters that `name` names, all without one; of a single one all that is known."""
    found = chosen(everything(), name)
    if as_json:
        print(json.dumps({key: asdict(number) for key, number in found.items()}, ensure_ascii=False))
        return Exit.OK
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for title in COLUMNS:
        table.add_column(_(title), overflow="fold")
    for key, number in found.items():
        said = (_(UNITS[number.unit]), _cell(number.range), _(number.evidence), number.source)
        table.add_row(*(Text(cell) for cell in (f"{key}\n{_(number.title)}", _cell(number.value), *said)))
    screen.console().print(table)
    if len(found) == 1:
        for key, number in found.items():
            if number.note:
                print(number.note)
            if number.settles:
                print(_("What would settle {name}: {settles}", name=key, settles=number.settles))
        return Exit.OK
    print(_assumed(found))
    return Exit.OK


def show_grades(name: str | None, *, as_json: bool) -> Exit:
    """Print how many of the numbers that `name` names are known how: by file, by role and together."""
    found = chosen(everything(), name)
    parts = {"files": grades.by_file(found), "roles": grades.by_role(found)}
    whole = grades.grade(N_("all"), found.values())
    if as_json:
        told = {part: [asdict(each) for each in listed] for part, listed in parts.items()}
        print(json.dumps(told | {"all": asdict(whole)}, ensure_ascii=False))
        return Exit.OK
    screen.console().print(_graded(_("by file"), parts["files"]))
    screen.console().print(_graded(_("by role"), _named([*parts["roles"], whole])))
    print(_assumed(found))
    return Exit.OK


def _assumed(found: Mapping[str, Evidence]) -> str:
    """How much rests on assumption."""
    share = f"{100.0 * evidence.share_assumed(found.values()):.0f}%"
    return _("{count} parameters, {share} of them resting on assumption", count=count(len(found)), share=share)


def _named(roles: Sequence[grades.Grade]) -> list[grades.Grade]:
    """Grades of roles, called as the reader calls them."""
    return [replace(each, of=_(each.of)) for each in roles]


def _graded(of: str, listed: Sequence[grades.Grade]) -> Table:
    """Grades as a table: numbers, the share of each kind of evidence, ranges and settles."""
    from rich.table import Table

    table = Table()
    table.add_column(of)
    words = (_(kind) for kind in EVIDENCE)
    for title in (_("numbers"), *words, _("with a range"), _("with what settles it")):
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
    if near:
        sentence = N_("no parameter or programme is called '{name}'; did you mean {near}?")
        raise UsageError(_(sentence, name=name, near=", ".join(near)))
    raise UsageError(_("no parameter or programme is called '{name}'", name=name))


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
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        text = f"{value:,}"
        return text.translate(str.maketrans(",.", ".,")) if current() == "id" else text
    return str(value)
