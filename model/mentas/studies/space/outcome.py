"""What a study looks at: a measure, of whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Reader
from mentas.language import Said
from mentas.measures.catalogue import ALL, DECILE, DECILES, EVERY, HEAD, HEADS, NATIONAL, PROGRAMME, REGENCY
from mentas.measures.names import MEASURES, NAMES
from mentas.scenario.kinds import Kind, Listing, Schema, Special, Text, Whole, Word, mapping_schema
from mentas.studies.space.dimension import started

if TYPE_CHECKING:
    from mentas.studies.arms import Arm
    from mentas.studies.space.dimension import Dimension

NAMED: dict[str, tuple[str, ...]] = {ALL: (ALL,), DECILE: DECILES, NATIONAL: DECILES, HEAD: HEADS}
"""Groups by kind, where these are the same in every study; regencies and programmes are those of its scenarios."""

FIELDS = ("measure", "group_kind", "group", "year")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of a run."""

    measure: str
    group_kind: str = ALL
    group: str = ALL
    year: int | None = None
    """None is the last year of the run."""

    @property
    def name(self) -> str:
        """How tables call it: the measure, and what else was chosen."""
        parts = [] if self.group_kind == ALL else [f"{self.group_kind} {self.group}"]
        parts += [] if self.year is None else [f"year {self.year}"]
        return f"{self.measure} ({', '.join(parts)})" if parts else self.measure

    def __str__(self) -> str:
        return self.name


def _read(reader: Reader, node: Node, field: str, _: object) -> Outcome | None:
    if node.entries is None:
        word = reader.word(node, field, NAMES)
        return None if word is None else Outcome(word)
    before = len(reader.problems)
    entries = reader.mapping(node, field, FIELDS)
    reader.require(node, {"measure": "a measure"}, FIELDS, under=field)
    kinds: dict[str, Kind] = {
        "measure": Word(NAMES), "group_kind": Word(EVERY), "group": Text(), "year": Whole(0, 50),
    }  # fmt: skip
    read: dict[str, Any] = {key: kinds[key].read(reader, entries[key], f"{field}.{key}") for key in entries}
    if len(reader.problems) > before:
        return None
    if ("group" in read) != ("group_kind" in read):
        reader.wrong(node, field, "half-a-group", Said("names a group by both group_kind and group, or by neither"))
        return None
    kind = read.get("group_kind", ALL)
    if kind not in MEASURES[read["measure"]].kinds:
        allowed = files.listed(MEASURES[read["measure"]].kinds)
        text = Said("is not known for {measure}", measure=read["measure"])
        reader.wrong(entries["group_kind"], f"{field}.group_kind", "not-by-group", text, allowed=allowed)
        return None
    if kind in NAMED and "group" in entries and reader.word(entries["group"], f"{field}.group", NAMED[kind]) is None:
        return None
    return Outcome(read["measure"], kind, read.get("group", ALL), read.get("year"))


def check(reader: Reader, node: Node, arms: Sequence[Arm], dimensions: Sequence[Dimension]) -> None:
    """Look at what only the scenarios can tell of outcomes that are right in themselves: whether there is such a year,
    regency or programme in them."""
    if not arms:
        return
    shortest = min(arms, key=lambda arm: arm.scenario.years)
    last, whose = shortest.scenario.years, files.shorten(shortest.name)
    known = {REGENCY: arms[0].scenario.region.regencies, PROGRAMME: tuple(sorted(_programmes(arms, dimensions)))}
    for place, item in enumerate(node.items or ()):
        entries = item.entries or {}
        year = entries.get("year")
        if year is not None and int(year.text or 0) > last:
            text = Said("lies after the last year of scenario {scenario}", scenario=whose)
            reader.wrong(year, f"outcomes[{place}].year", "after-the-end", text, allowed=Said("0 to {last}", last=last))
        kind = entries.get("group_kind")
        if kind is not None and kind.text in known:
            reader.word(entries["group"], f"outcomes[{place}].group", known[kind.text])


def _programmes(arms: Sequence[Arm], dimensions: Sequence[Dimension]) -> set[str]:
    """Programmes that run in some scenario, or that a division of the budget can start."""
    found = {own.name for arm in arms for own in arm.scenario.programmes if own.active}
    for each in dimensions:
        found |= started(each.name, each.form)
    return found


def _schema() -> Schema:
    whole = mapping_schema(
        {"measure": Word(NAMES).schema(), "group_kind": Word(EVERY).schema(), "group": Text().schema(),
         "year": Whole(0, 50).schema()},
        null=False, required=["measure"], dependentRequired={"group": ["group_kind"], "group_kind": ["group"]},
    )  # fmt: skip
    return {"anyOf": [Word(NAMES).schema(), whole]}


OUTCOMES = Listing(Special(_read, _schema()), once=True)
"""How `outcomes` of a study is read."""
