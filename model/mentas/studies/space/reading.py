"""Reading the dimensions of a study: `levers` and `uncertainties`, each tried on the scenarios that it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from mentas import files, parameters
from mentas.files import Node, Reader
from mentas.language import Said
from mentas.parameters import EVIDENCE
from mentas.scenario.kinds import Listing, Word
from mentas.scenario.schema import values_of
from mentas.studies.space import forms, names
from mentas.studies.space.dimension import SHARES, Dimension, Mix, Role, Simplex
from mentas.studies.space.groups import group_of
from mentas.studies.space.keys import FIELDS, KEYS
from mentas.studies.space.touched import Touched
from mentas.studies.space.trying import Trying

if TYPE_CHECKING:
    from mentas.studies.arms import Arm

MOST_DIMENSIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A dimension as a study has it, before it is known which scenarios it changes."""

    name: str
    role: Role
    form: Any
    group: str
    title: Mapping[str, str]
    only: tuple[Arm, ...]
    pattern: bool
    """Whether it comes of a name with *."""
    mapping: Node
    """All levers, or all uncertainties."""
    key: str
    """Its name in the mapping."""
    place: str
    """Field, for problems."""

    @property
    def node(self) -> Node:
        """Where it stands, or its values."""
        entry = (self.mapping.entries or {})[self.key]
        said = entry.entries or {}
        return next((said[key] for key in ("range", "values", "mix", "simplex") if key in said), entry)


def dimensions(
    reader: Reader, fields: Mapping[str, Node], arms: Sequence[Arm], *, varied: Collection[str] = ()
) -> tuple[Dimension, ...]:
    """The dimensions of a study, levers first, in its order; what is wrong goes to the reader.

    Args:
        reader: takes the problems.
        fields: keys of the study, `levers` and `uncertainties` among them if there are any.
        arms: scenarios of the study.
        varied: keys that vary anyway, which no pattern takes in.
    """
    named = {*varied} | {name for key in FIELDS.values() if key in fields for name in fields[key].entries or {}}
    written: list[Written] = []
    for role, key in FIELDS.items():
        if key in fields:
            written += _written(reader, fields[key], role, arms, named)
    if len(written) > MOST_DIMENSIONS:
        last = written[MOST_DIMENSIONS]
        text = Said("is beyond {most} dimensions", most=MOST_DIMENSIONS)
        reader.wrong_key(last.mapping, last.key, last.place, "long-list", text)
        return ()
    touched, trying = Touched(written, arms), Trying(reader)
    found: list[Dimension] = []
    columns: dict[str, Written] = {}
    budgets: dict[str, Written] = {}
    for each in written:
        changed = touched.of(each)
        if not changed or (each.only and len(changed) < len(each.only)):
            if changed or not each.pattern:
                why, near = touched.why(each)
                reader.wrong_key(each.mapping, each.key, each.place, "changes-nothing", why, nearest=near)
            continue
        made = Dimension(
            name=each.name,
            role=each.role,
            group=each.group,
            form=each.form,
            title=each.title,
            arms=tuple(arm.name for arm in changed),
        )
        if _once(reader, each, made, columns, budgets) and trying.bears(made, each.node, each.place, changed):
            found.append(made)
    return tuple(found)


def _once(
    reader: Reader, each: Written, made: Dimension, columns: dict[str, Written], budgets: dict[str, Written]
) -> bool:
    """Whether nothing else of the study has a dimension's columns, or divides the same budget; noted if so."""
    for column in made.columns:
        if column in columns:
            text = Said("is named by {place} too", place=columns[column].place)
            reader.wrong_key(each.mapping, each.key, each.place, "named-twice", text)
            return False
        columns[column] = each
    if isinstance(each.form, Mix | Simplex):
        for arm in made.arms:
            if arm in budgets:
                text = Said(
                    "divides the budget of scenario {scenario}, as {place} does; say `only`",
                    scenario=arm, place=budgets[arm].place,
                )  # fmt: skip
                reader.wrong_key(each.mapping, each.key, each.place, "two-budgets", text)
                return False
            budgets[arm] = each
    return True


def _written(reader: Reader, node: Node, role: Role, arms: Sequence[Arm], named: Collection[str]) -> Iterator[Written]:
    """The dimensions of a role as they are written; `named` is what no pattern takes in."""
    field = FIELDS[role]
    for name, entry in reader.mapping(node, field).items():
        place = f"{field}.{files.shorten(name)}"
        before = len(reader.problems)
        fields = reader.mapping(entry, place, [key.name for key in KEYS[role]])
        read = values_of(reader, fields, f"{place}.", KEYS[role])
        only = _only(reader, fields.get("only"), f"{place}.only", arms)
        if len(reader.problems) > before:
            continue
        divides = "mix" in fields or "simplex" in fields
        wrong = names.wrong(name, divides=divides)
        if wrong is not None:
            reader.wrong_key(node, name, place, *wrong)
            continue
        for each in _names(reader, node, name, place, role, read, named):
            made = forms.form(reader, entry, each, f"{field}.{files.shorten(each)}", fields, read, arms)
            if made is not None:
                yield Written(
                    name=each, role=role, form=made, group=read.get("group") or group_of(SHARES if divides else each),
                    title=read.get("title") or {},
                    only=only, pattern="*" in name, mapping=node, key=name, place=f"{field}.{files.shorten(each)}",
                )  # fmt: skip


def _only(reader: Reader, node: Node | None, field: str, arms: Sequence[Arm]) -> tuple[Arm, ...]:
    if node is None:
        return ()
    chosen = Listing(Word(tuple(arm.name for arm in arms)), least=1, once=True).read(reader, node, field) or ()
    return tuple(arm for arm in arms if arm.name in chosen)


def _names(
    reader: Reader, node: Node, name: str, place: str, role: Role, read: Mapping[str, Any], named: Collection[str]
) -> tuple[str, ...]:
    """The dotted paths that a name stands for: itself, or the parameters that match its pattern and are not named."""
    if "*" not in name:
        if "evidence" in read:
            text = Said("names one parameter, which `evidence` cannot choose from")
            reader.wrong_key(node, name, place, "no-pattern", text)
            return ()
        return (name,)
    if role == "lever" or not name.startswith("parameters."):
        text = Said("only uncertainties of parameters take a pattern with *")
        reader.wrong_key(node, name, place, "no-pattern", text)
        return ()
    known = parameters.catalogue()
    wanted = read.get("evidence") or tuple(kind for kind in EVIDENCE if kind != "law")
    pattern = name.removeprefix("parameters.")
    fitting = [each for each in known if fnmatchcase(each, pattern)]
    if not fitting:
        near = files.nearest(pattern.rstrip("*."), sorted({each.partition(".")[0] for each in known}))
        near = f"parameters.{near}.*" if near else ""
        reader.wrong_key(node, name, place, "unknown-parameter", Said("matches no parameter"), nearest=near)
        return ()
    matching = tuple(
        f"parameters.{each}"
        for each in fitting
        if known[each].evidence in wanted
        and known[each].range[0] < known[each].range[1]
        and f"parameters.{each}" not in named
    )
    if not matching:
        text = Said(
            "matches no parameter that is known by {names}, has a range and no line of its own", names=", ".join(wanted)
        )
        reader.wrong_key(node, name, place, "unknown-parameter", text)
    return matching
