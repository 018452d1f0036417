"""A study of patterns, read from YAML: worlds, statistics of them, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mentas import files
from mentas.files import Node, Reader
from mentas.language import N_, Said
from mentas.scenario.kinds import Bilingual, Flag, Number, Text, Whole, Word
from mentas.scenario.schema import Key, values_of
from mentas.studies import design
from mentas.studies.patterns.statistics import STATISTICS
from mentas.studies.patterns.worlds import Worlds

KIND = "patterns"
ROLES: tuple[str, ...] = ("calibrate", "check", "fitted")
"""Whether calibration aims at it, nothing does, or the population was set onto it."""

MOST_PATTERNS = 200
MOST_MONTH = 600
FAR = 1e9

KEYS: tuple[Key, ...] = (
    Key("kind", KIND, "What is done with the scenarios.", True, Word((KIND,))),
    Key("title", N_("{id: text, en: text}"), "Name of the study in Indonesian and English.", True, Bilingual()),
    Key("question", N_("{id: text, en: text}"), "What the study asks.", True, Bilingual()),
    Key("replicates", "1 to 100000", "Worlds for each scenario.", True, Whole(1, design.MOST_REPLICATES)),
    Key("seed", N_("0 to 2^63 - 1"), "Seed of all luck.", True, Whole(0, design.MOST_SEED)),
    Key("scale", "0.0001 to 1", "Share of the households to simulate, in every world.", kind=Number(1e-4, 1.0)),
    Key("patterns", N_("list"), "What was observed, and the statistic and world that it is compared with.", True),
)
"""The keys of a study of patterns."""

PATTERN: tuple[Key, ...] = (
    Key("name", N_("a name"), "What tables call it; letters, digits, '_', '-' and '.'.", True, Text()),
    Key("title", N_("{id: text, en: text}"), "What is observed, in Indonesian and English.", True, Bilingual()),
    Key("scenario", N_("path"), "Scenario of the world; the path starts from the study's own folder.", True),
    Key("changes", "mapping by dotted name", "Changes to that scenario, such as markets: fixed."),
    Key("statistic", N_("name of a statistic"), "What is measured.", True, Word(tuple(STATISTICS))),
    Key("month", "0 to 600", "Months after the start at which it is measured.", True, Whole(0, MOST_MONTH)),
    Key("observed", N_("mapping"), "low and high; or value with within, or with se.", True),
    Key("source", N_("text"), "Where the observation comes from.", True, Text()),
    Key("role", ", ".join(ROLES), "What the pattern is for.", True, Word(ROLES)),
    Key("from_memory", "true or false", "Whether the figure was not looked up; such a pattern is shown, not judged.",
        kind=Flag()),
    Key("note", "text", "What a reader should know.", kind=Text()),
)  # fmt: skip
"""The keys of one pattern."""

OBSERVED: tuple[Key, ...] = (
    Key("low", "number", "Lower end of what was observed, in the statistic's unit.", kind=Number(-FAR, FAR)),
    Key("high", "number", "Upper end of what was observed.", kind=Number(-FAR, FAR)),
    Key("value", "number", "What was observed.", kind=Number(-FAR, FAR)),
    Key("within", "number above 0", "How far a simulation may lie from the value.", kind=Number(0.0, FAR)),
    Key("se", "number above 0", "Standard error of the value; the range is 1.96 of them either way.",
        kind=Number(0.0, FAR)),
)  # fmt: skip
"""The keys of an observation."""

SETS: tuple[frozenset[str], ...] = (
    frozenset({"low", "high"}), frozenset({"value", "within"}), frozenset({"value", "se"}),
    frozenset({"value", "low", "high"}),
)  # fmt: skip
"""Keys that an observation can have together."""

NORMAL = 1.96
"""Standard errors to either side that hold 95 per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was observed, as the range within which a simulation agrees with it."""

    low: float
    high: float
    value: float | None = None
    """The single figure, where there is one."""
    se: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One thing that a region's worlds must show."""

    name: str
    title: dict[str, str]
    world: str
    """Name of the world, among the study's arms."""
    statistic: str
    month: int
    observed: Observed
    source: str
    role: str
    from_memory: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patterns, and the worlds in which they are looked for."""

    study: design.Study
    """Name, seed, replicates, and the worlds as arms."""
    patterns: tuple[Pattern, ...]

    def asked(self, world: str) -> tuple[tuple[int, str], ...]:
        """Month and statistic of all that is measured in a world, month by month."""
        return tuple(sorted({(p.month, p.statistic) for p in self.patterns if p.world == world}))

    def with_settings(self, *, seed: int | None = None, replicates: int | None = None) -> Patterns:
        """The same on other luck, or more often; None leaves one as it is."""
        return replace(self, study=design.with_settings(self.study, seed=seed, replicates=replicates))


def is_patterns(path: Path) -> bool:
    """Whether a file says `kind: patterns`.

    Raises:
        Refusal: it cannot be read at all.
    """
    kind = (files.read(path).entries or {}).get("kind")
    return kind is not None and kind.text == KIND


def load_patterns(path: Path | str, *, changes: Mapping[str, Any] | None = None) -> Patterns:
    """Read a study of patterns and its scenarios.

    Args:
        path: the YAML file.
        changes: dotted changes to every world, on top of those that the study makes.

    Raises:
        Refusal: something is wrong in the study or in one of its scenarios; all of it is named.
    """
    path = Path(path)
    root = files.read(path)
    reader = Reader()
    names = [key.name for key in KEYS]
    entries = reader.mapping(root, "", names)
    if root.entries is not None:
        reader.require(root, {key.name: key.takes for key in KEYS if key.required}, names)
    read = values_of(reader, entries, "", KEYS)
    overall = {"scale": read["scale"]} if read.get("scale") is not None else {}
    worlds = Worlds(reader, path.parent, overall | dict(changes or {}))
    found: list[Pattern | None] = []
    if "patterns" in entries:
        listed = reader.listing(entries["patterns"], "patterns", lambda node, field: (node, field), MOST_PATTERNS)
        if listed == []:
            reader.wrong(entries["patterns"], "patterns", "short-list", Said("names no pattern"))
        found = [_pattern(reader, node, field, worlds) for node, field in listed or ()]
    patterns = tuple(pattern for pattern in found if pattern is not None)
    _named_once(reader, entries.get("patterns"), patterns)
    if not design.NAME.fullmatch(path.stem) or len(path.stem) > design.MOST_NAME:
        reader.wrong(root, "", "bad-name", Said("its name must be letters, digits, '_', '-' and '.'"))
    reader.finish()
    last = {world: max(p.month for p in patterns if p.world == world) for world in {p.world for p in patterns}}
    return Patterns(
        study=design.Study(
            name=path.stem, kind=KIND, title=read["title"], question=read["question"],
            arms=worlds.arms(last), baseline=None, replicates=read["replicates"], seed=read["seed"],
            changes=worlds.overall,
        ),
        patterns=patterns,
    )  # fmt: skip


def _named_once(reader: Reader, node: Node | None, patterns: tuple[Pattern, ...]) -> None:
    names = [pattern.name for pattern in patterns]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        assert node is not None
        text = Said("names the pattern '{name}' twice", name=files.shorten(name))
        reader.wrong(node, "patterns", "named-twice", text)


def _pattern(reader: Reader, node: Node, field: str, worlds: Worlds) -> Pattern | None:
    before = len(reader.problems)
    if node.is_null:
        reader.wrong(node, field, "not-a-mapping", Said("must be a mapping, not nothing"))
    entries = reader.mapping(node, field, [key.name for key in PATTERN])
    for key in PATTERN:
        if key.required and key.name not in entries and node.entries is not None:
            reader.wrong(node, f"{field}.{key.name}", "missing", Said("is missing"), allowed=files.takes(key.takes))
    read = values_of(reader, entries, f"{field}.", PATTERN)
    if read.get("name") is not None and not design.NAME.fullmatch(read["name"]):
        text = Said("must be letters, digits, '_', '-' and '.'")
        reader.wrong(entries["name"], f"{field}.name", "bad-name", text)
    observed = _observed(reader, entries["observed"], f"{field}.observed") if "observed" in entries else None
    world = worlds.named(entries["scenario"], entries.get("changes"), field) if "scenario" in entries else None
    if len(reader.problems) > before or observed is None or world is None or node.entries is None:
        return None
    return Pattern(observed=observed, world=world, **read)


def _observed(reader: Reader, node: Node, field: str) -> Observed | None:
    before = len(reader.problems)
    entries = reader.mapping(node, field, [key.name for key in OBSERVED])
    read = values_of(reader, entries, f"{field}.", OBSERVED)
    if len(reader.problems) > before or node.entries is None:
        if node.entries is None and len(reader.problems) == before:
            allowed = Said("low and high, or value and within or se")
            reader.wrong(node, field, "observation", Said("says nothing"), allowed=allowed)
        return None
    if frozenset(read) not in SETS:
        allowed = Said("low and high; value and within; value and se; value, low and high")
        reader.wrong(node, field, "observation", Said("cannot have just these keys"), allowed=allowed)
        return None
    value, se = read.get("value"), read.get("se")
    half = read["within"] if "within" in read else NORMAL * se if se is not None else 0.0
    low, high = read.get("low", (value or 0.0) - half), read.get("high", (value or 0.0) + half)
    if not low < high or (value is not None and not low <= value <= high):
        text = Said("is no range: low must lie below high, and the value between them")
        reader.wrong(node, field, "observation", text)
        return None
    return Observed(low=low, high=high, value=value, se=se)
