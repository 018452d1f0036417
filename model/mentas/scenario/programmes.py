"""Programmes of a scenario: the shipped definition, the mechanism's defaults, and what the scenario changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from mentas import files
from mentas.files import Node, Reader
from mentas.population.region import Region
from mentas.programmes.programme import ALLOCATIONS, COMPONENTS, CONDITIONS, RANKS, Programme
from mentas.state import MEMBERS, SECTORS

FOLDER = Path(files.__file__).parent / "programmes"
MECHANISMS: tuple[str, ...] = ("cash_transfer", "capital_grant", "group_grant")
PLAIN: tuple[str, ...] = ("mechanism", "title", "active")

Read = Callable[[Reader, Node, str, "Place"], Any]


class Place:
    """What a programme's fields are checked against: the region and the months of the scenario."""

    def __init__(self, region: Region, start: tuple[int, int]) -> None:
        self.region = region
        self.start = start

    def offset(self, month: tuple[int, int]) -> int:
        """Months from the start of the scenario."""
        return (month[0] - self.start[0]) * 12 + month[1] - self.start[1]


def _count(low: int, high: int) -> Read:
    return lambda reader, node, name, _: reader.integer(node, name, low, high)


def _share(high: float = 1.0) -> Read:
    return lambda reader, node, name, _: reader.number(node, name, 0.0, high)


def _flag(reader: Reader, node: Node, name: str, _: Place) -> Any:
    return reader.flag(node, name)


def _word(*allowed: str) -> Read:
    return lambda reader, node, name, _: reader.word(node, name, allowed)


def _words(*allowed: str) -> Read:
    def read(reader: Reader, node: Node, name: str, _: Place) -> Any:
        found = reader.listing(node, name, lambda n, f: reader.word(n, f, allowed))
        return None if found is None else tuple(found)

    return read


def _deciles(reader: Reader, node: Node, name: str, _: Place) -> Any:
    found = reader.listing(node, name, lambda n, f: reader.integer(n, f, 1, 10))
    if found is not None and (len(found) != 2 or found[0] > found[1]):
        reader.wrong(node, name, "bad-deciles", "must be [lowest, highest]", allowed="1 <= lowest <= highest <= 10")
        return None
    return None if found is None else tuple(found)


def _months(reader: Reader, node: Node, name: str, _: Place) -> Any:
    found = reader.listing(node, name, lambda n, f: reader.integer(n, f, 1, 12), most=12)
    if found is not None and (not found or len(set(found)) != len(found)):
        reader.wrong(node, name, "bad-months", "must name at least one month, none twice", allowed="1 to 12")
        return None
    return None if found is None else tuple(sorted(found))


def _month(reader: Reader, node: Node, name: str, place: Place) -> Any:
    found = reader.month(node, name)
    return None if found is None else place.offset(found)


def _amounts(reader: Reader, node: Node, name: str, _: Place) -> Any:
    entries = reader.mapping(node, name, COMPONENTS)
    found = {key: reader.integer(value, f"{name}.{key}") for key, value in entries.items()}
    return {key: value for key, value in found.items() if value is not None}


def _parts(reader: Reader, node: Node, name: str, allowed: tuple[str, ...]) -> Any:
    entries = reader.mapping(node, name, allowed)
    found = {key: reader.number(value, f"{name}.{key}", 0.0, 1.0) for key, value in entries.items()}
    if None in found.values() or node.entries is None:
        return None
    if abs(sum(v for v in found.values() if v is not None) - 1.0) > 1e-9:
        reader.wrong(
            node,
            name,
            "shares",
            f"shares sum to {sum(v for v in found.values() if v is not None):g}",
            allowed="a sum of 1",
        )
        return None
    return found


def _sectors(reader: Reader, node: Node, name: str, _: Place) -> Any:
    return _parts(reader, node, name, SECTORS)


def _allocate(reader: Reader, node: Node, name: str, place: Place) -> Any:
    if node.entries is not None:
        return _parts(reader, node, name, place.region.regencies)
    return reader.word(node, name, ALLOCATIONS)


_ANY: dict[str, Read] = {
    "deciles": _deciles,
    "conditions": _words(*CONDITIONS),
    "rank_by": _word(*RANKS),
    "quota": _count(0, 10**7),
    "budget_per_year": _count(0, 10**15),
    "allocate": _allocate,
    "start": _month,
    "end": _month,
    "delay_months": _count(0, 120),
    "pay_months": _months,
    "delivery_failure": _share(),
    "leakage": _share(),
    "admin_share": _share(2.0),
    "indexed": _flag,
}
_CAPITAL: dict[str, Read] = _ANY | {
    "grant": _count(0, 10**10),
    "mentoring_months": _count(0, 600),
    "mentoring_cost": _count(0, 10**8),
    "repeat_after_months": _count(1, 1200),
    "sectors": _sectors,
}
FIELDS: dict[str, dict[str, Read]] = {
    "cash_transfer": _ANY
    | {
        "benefit_per_month": _count(0, 10**8),
        "components_per_year": _amounts,
        "component_verified": _share(),
        "max_components": _count(0, 100),
        "max_months": _count(1, 1200),
        "exit_above_decile": _flag,
    },
    "capital_grant": _CAPITAL | {"form": _word("in_kind", "cash"), "lock_months": _count(0, 600)},
    "group_grant": _CAPITAL | {"members": _count(2, MEMBERS)},
}
"""How each field of each mechanism is read."""

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
        reader.wrong(given, files.shorten(field), "bad-name", "must be a name of letters, digits and _, at most 40")
        return None
    own = definition(name) if name in shipped() else None
    entries = given.entries or {}
    mechanism = _mechanism(reader, field, given, all_, own)
    if mechanism is None:
        return None
    reading = FIELDS[mechanism]
    given_entries = reader.mapping(given, field, (*PLAIN, *reading))
    values: dict[str, Any] = {}
    for key, read in reading.items():
        source, label = _source(key, given_entries, own, mechanism, field)
        if source is None:
            reader.wrong(given, field, "missing", f"has no {key}, and the mechanism has no default")
        elif source.is_null and key in OPTIONAL:
            values[key] = None
        else:
            values[key] = read(reader, source, label, place)
    title = _title(reader, field, given_entries, own, given)
    active = reader.flag(entries["active"], f"{field}.active") if "active" in entries else True
    if title is None or active is None or any(values.get(k) is None for k in reading if k not in OPTIONAL):
        return None
    values["start"] = values["start"] or 0
    if values["start"] < 0:
        reader.wrong(
            given_entries["start"], f"{field}.start", "start-too-early", "lies before the scenario's own start"
        )
        return None
    if values["end"] is not None and values["end"] <= values["start"]:
        reader.wrong(entries.get("end", given), f"{field}.end", "end-before-start", "lies before the programme's start")
        return None
    return Programme(name=name, mechanism=mechanism, title=title, active=active, **values)  # type: ignore[arg-type]


def _mechanism(reader: Reader, field: str, given: Node, all_: Node, own: Node | None) -> str | None:
    entries = given.entries or {}
    if own is not None:
        assert own.entries is not None
        if "mechanism" in entries and entries["mechanism"].text != own.entries["mechanism"].text:
            reader.wrong(
                entries["mechanism"], f"{field}.mechanism", "mechanism",
                f"of {field.rpartition('.')[2]} is {own.entries['mechanism'].text}; a new mechanism needs a new name",
            )  # fmt: skip
            return None
        return own.entries["mechanism"].text
    if "mechanism" not in entries:
        name = field.rpartition(".")[2]
        line, column = all_.keys.get(name, (given.line, given.column))
        reader.problems.append(
            files.Problem(
                given.file,
                line,
                column,
                field,
                "unknown-programme",
                "is not a programme that comes with mentas, and names no mechanism",
                ", ".join(shipped()),
                files.nearest(name, shipped()),
            )  # fmt: skip
        )
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
        reader.wrong(node, field, "no-title", "is new and needs a title {id: …, en: …}")
        return None
    return reader.bilingual(source, f"{field}.title")
