"""Programmes of a scenario: the shipped definition, the mechanism's defaults, and what the scenario changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from mentas import files
from mentas.files import Node, Reader
from mentas.language import Said
from mentas.programmes.programme import ALLOCATIONS, COMPONENTS, CONDITIONS, RANKS, Programme
from mentas.scenario.kinds import (
    Flag,
    Kind,
    Listing,
    Month,
    Number,
    Place,
    Shares,
    Special,
    Whole,
    Word,
    mapping_schema,
)
from mentas.state import MEMBERS, SECTORS

FOLDER = Path(files.__file__).parents[1] / "programmes"
MECHANISMS: tuple[str, ...] = ("cash_transfer", "capital_grant", "group_grant")
PLAIN: tuple[str, ...] = ("mechanism", "title", "active")


def _deciles(reader: Reader, node: Node, name: str, _: Place) -> tuple[int, ...] | None:
    found = reader.listing(node, name, lambda n, f: reader.integer(n, f, 1, 10))
    if found is not None and (len(found) != 2 or found[0] > found[1]):
        reader.wrong(
            node, name, "bad-deciles", Said("must be [lowest, highest]"), allowed=Said("1 <= lowest <= highest <= 10")
        )
        return None
    return None if found is None else tuple(found)


def _pay_months(reader: Reader, node: Node, name: str, place: Place) -> tuple[int, ...] | None:
    found = Listing(Whole(1, 12), most=12, least=1, once=True).read(reader, node, name, place)
    return None if found is None else tuple(sorted(found))


def _month(reader: Reader, node: Node, name: str, place: Place) -> int | None:
    found = reader.month(node, name)
    return None if found is None else place.offset(found)


def _amounts(reader: Reader, node: Node, name: str, _: Place) -> dict[str, int]:
    entries = reader.mapping(node, name, COMPONENTS)
    found = {key: reader.integer(value, f"{name}.{key}") for key, value in entries.items()}
    return {key: value for key, value in found.items() if value is not None}


def _allocate(reader: Reader, node: Node, name: str, place: Place) -> Any:
    if node.entries is not None:
        return Shares(place.region.regencies).read(reader, node, name, place)
    return reader.word(node, name, ALLOCATIONS)


_ANY: dict[str, Kind] = {
    "deciles": Special(_deciles, {"type": "array", "items": Whole(1, 10).schema(), "minItems": 2, "maxItems": 2}),
    "conditions": Listing(Word(CONDITIONS)),
    "rank_by": Word(RANKS),
    "quota": Whole(0, 10**7),
    "budget_per_year": Whole(0, 10**15),
    "allocate": Special(_allocate, {"anyOf": [Word(ALLOCATIONS).schema(), Shares().schema()]}),
    "start": Special(_month, Month().schema()),
    "end": Special(_month, Month().schema()),
    "delay_months": Whole(0, 120),
    "pay_months": Special(_pay_months, Listing(Whole(1, 12), most=12, least=1, once=True).schema()),
    "delivery_failure": Number(),
    "leakage": Number(),
    "admin_share": Number(0.0, 2.0),
    "indexed": Flag(),
}
_CAPITAL: dict[str, Kind] = _ANY | {
    "grant": Whole(0, 10**10),
    "mentoring_months": Whole(0, 600),
    "mentoring_cost": Whole(0, 10**8),
    "repeat_after_months": Whole(1, 1200),
    "sectors": Shares(SECTORS),
}
FIELDS: dict[str, dict[str, Kind]] = {
    "cash_transfer": _ANY
    | {
        "benefit_per_month": Whole(0, 10**8),
        "components_per_year": Special(_amounts, mapping_schema(dict.fromkeys(COMPONENTS, Whole().schema()))),
        "component_verified": Number(),
        "max_components": Whole(0, 100),
        "max_months": Whole(1, 1200),
        "exit_above_decile": Flag(),
    },
    "capital_grant": _CAPITAL | {"form": Word(("in_kind", "cash")), "lock_months": Whole(0, 600)},
    "group_grant": _CAPITAL | {"members": Whole(2, MEMBERS)},
}
"""What each field of each mechanism takes."""

OPTIONAL = frozenset(
    {"quota", "budget_per_year", "start", "end", "components_per_year", "max_months", "repeat_after_months", "sectors"}
)
"""Fields that may be null."""


@cache
def shipped() -> tuple[str, ...]:
    """Programmes that come with the package."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.yaml") if p.stem not in MECHANISMS))


@cache
def definition(name: str) -> Node:
    """The YAML of a shipped programme or mechanism."""
    path = FOLDER / f"{name}.yaml"
    return files.read(path, shown=f"mentas/programmes/{name}.yaml")


def resolve(reader: Reader, node: Node, place: Place) -> dict[str, Programme]:
    """All programmes of a scenario by name, in its order; problems go to the reader."""
    found: dict[str, Programme] = {}
    for name, given in reader.mapping(node, "programmes").items():
        programme = _programme(reader, name, given, node, place)
        if programme is not None:
            found[name] = programme
    return found


def _programme(reader: Reader, name: str, given: Node, all_: Node, place: Place) -> Programme | None:
    field = f"programmes.{name}"
    if not name.replace("_", "").isalnum() or not name.isascii() or len(name) > 40:
        reader.wrong_key(all_, name, field, "bad-name", Said("must be a name of letters, digits and _, at most 40"))
        return None
    own = definition(name) if name in shipped() else None
    entries = given.entries or {}
    mechanism = _mechanism(reader, field, given, all_, own)
    if mechanism is None:
        return None
    reading = FIELDS[mechanism]
    given_entries = reader.mapping(given, field, (*PLAIN, *reading))
    values: dict[str, Any] = {}
    for key, kind in reading.items():
        source, label = _source(key, given_entries, own, mechanism, field)
        if source is None:
            reader.wrong(given, field, "missing", Said("has no {key}, and the mechanism has no default", key=key))
        elif source.is_null and key in OPTIONAL:
            values[key] = None
        else:
            values[key] = kind.read(reader, source, label, place)
    title = _title(reader, field, given_entries, own, given)
    active = reader.flag(entries["active"], f"{field}.active") if "active" in entries else True
    if title is None or active is None or any(values.get(k) is None for k in reading if k not in OPTIONAL):
        return None
    values["start"] = values["start"] or 0
    if values["start"] < 0:
        reader.wrong(
            given_entries["start"], f"{field}.start", "start-too-early", Said("lies before the scenario's own start")
        )
        return None
    if values["end"] is not None and values["end"] <= values["start"]:
        reader.wrong(
            entries.get("end", given), f"{field}.end", "end-before-start", Said("lies before the programme's start")
        )
        return None
    return Programme(name=name, mechanism=mechanism, title=title, active=active, **values)  # type: ignore[arg-type]


def _mechanism(reader: Reader, field: str, given: Node, all_: Node, own: Node | None) -> str | None:
    entries = given.entries or {}
    if own is not None:
        assert own.entries is not None
        if "mechanism" in entries and entries["mechanism"].text != own.entries["mechanism"].text:
            reader.wrong(
                entries["mechanism"], f"{field}.mechanism", "mechanism",
                Said(
                    "of {programme} is {mechanism}; a new mechanism needs a new name",
                    programme=field.rpartition(".")[2], mechanism=own.entries["mechanism"].text,
                ),
            )  # fmt: skip
            return None
        return own.entries["mechanism"].text
    if "mechanism" not in entries:
        name = field.rpartition(".")[2]
        reader.wrong_key(
            all_, name, field, "unknown-programme",
            Said("is not a programme that comes with mentas, and names no mechanism"),
            allowed=files.listed(shipped()), nearest=files.nearest(name, shipped()),
        )  # fmt: skip
        return None
    return reader.word(entries["mechanism"], f"{field}.mechanism", MECHANISMS)


def _source(key: str, given: dict[str, Node], own: Node | None, mechanism: str, field: str) -> tuple[Node | None, str]:
    """Where a field's value stands: the scenario, the programme's file, or the mechanism's."""
    if key in given:
        return given[key], f"{field}.{key}"
    for node in (own, definition(mechanism)):
        if node is not None and node.entries is not None and key in node.entries:
            entry = node.entries[key]
            return (entry.entries or {}).get("value"), f"{key}.value"
    return None, key


def _title(reader: Reader, field: str, given: dict[str, Node], own: Node | None, node: Node) -> dict[str, str] | None:
    source = given.get("title") or ((own.entries or {}).get("title") if own else None)
    if source is None:
        reader.wrong(node, field, "no-title", Said("is new and needs a title {id: …, en: …}"))
        return None
    return reader.bilingual(source, f"{field}.title")
