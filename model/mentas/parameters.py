"""Parameters: every number of behaviour with its unit, plausible range, evidence, source and date.

They lie in YAML beside the code that uses them. A number with no source does not load, nor an assumption that does
not say what would settle it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mentas import files, units
from mentas.files import Node, Problem, Reader, Refusal
from mentas.language import N_, Said

ROOT = Path(__file__).parent
PLACES: tuple[str, ...] = (
    "behaviour/*.yaml",
    "markets/markets.yaml",
    "registry/registry.yaml",
    "population/population.yaml",
)
FIELDS: tuple[str, ...] = ("name", "unit", "value", "range", "evidence", "source", "as_of", "note", "settles")
OPTIONAL = frozenset({"note", "settles"})
EVIDENCE: tuple[str, ...] = (
    N_("law"), N_("survey"), N_("study"), N_("estimate"), N_("expert"), N_("assumption"), N_("calibrated"),
)  # fmt: skip
"""How a value is known, from firm to open."""
CHOICE = "Nothing to measure"
"""How `settles` begins where an assumption is a choice (of a sample, a guard, what a policy leaves out), not a fact."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number and where it comes from."""

    name: str
    """Dotted: file and key, such as enterprise.threshold."""
    title: str
    unit: str
    value: float
    range: tuple[float, float]
    evidence: str
    source: str
    as_of: str
    note: str
    settles: str
    """The survey, register, trial or measurement that would replace the value; empty only where it is no assumption."""
    file: str


@cache
def catalogue(root: Path = ROOT) -> dict[str, Parameter]:
    """All parameters by dotted name.

    Raises:
        Refusal: an entry lacks a source, unit or range, or its value lies outside the range.
    """
    reader = Reader()
    found: dict[str, Parameter] = {}
    for place in PLACES:
        for path in sorted(root.glob(place)):
            shown = str(path.relative_to(root.parent)) if path.is_relative_to(root.parent) else str(path)
            for key, node in reader.mapping(files.read(path, shown=shown), "").items():
                parameter = entry(reader, node, f"{path.stem}.{key}")
                if parameter is not None:
                    found[parameter.name] = parameter
    reader.finish()
    return found


def entry(reader: Reader, node: Node, name: str) -> Parameter | None:
    """Read one entry of a parameter file; problems go to the reader."""
    before = len(reader.problems)
    fields = reader.mapping(node, name, FIELDS)
    for needed in FIELDS:
        if needed not in OPTIONAL and needed not in fields and node.entries is not None:
            reader.wrong(node, name, f"no-{needed}", Said("has no {needed}", needed=needed))
    if len(reader.problems) > before or not fields:
        return None
    title = reader.text(fields["name"], f"{name}.name")
    unit = reader.word(fields["unit"], f"{name}.unit", units.UNITS)
    value = reader.number(fields["value"], f"{name}.value", -1e15, 1e15)
    limits = reader.listing(fields["range"], f"{name}.range", lambda n, f: reader.number(n, f, -1e15, 1e15))
    evidence = reader.word(fields["evidence"], f"{name}.evidence", EVIDENCE)
    source = reader.text(fields["source"], f"{name}.source")
    as_of = reader.text(fields["as_of"], f"{name}.as_of")
    note, settles = (
        (reader.text(fields[key], f"{name}.{key}") or "") if key in fields else "" for key in ("note", "settles")
    )
    if (
        title is None
        or unit is None
        or value is None
        or limits is None
        or evidence is None
        or source is None
        or as_of is None
    ):
        return None
    if len(limits) != 2 or not limits[0] <= value <= limits[1]:
        around = Said("must be [low, high] around {value:g}", value=value)
        reader.wrong(fields["range"], f"{name}.range", "value-outside-range", around)
        return None
    fault = unfounded(evidence, source=source, settles=settles)
    if fault is not None:
        reader.wrong(fields["evidence"], name, *fault)
        return None
    return Parameter(
        name, title, unit, value, (limits[0], limits[1]), evidence, source, as_of, note, settles, node.file
    )


def unfounded(evidence: str, *, source: str, settles: str) -> tuple[str, Said] | None:
    """What an entry lacks for its kind of evidence: (code, message), or None."""
    if evidence == "assumption" and not settles:
        return "no-settles", Said("has no settles: an assumption says which survey, register or trial would replace it")
    if evidence == "calibrated" and not source.startswith("Calibrat"):
        return "no-calibration", Said(
            "is calibrated, but its source does not begin with the calibration: Calibrated: ..."
        )
    return None


def values(overrides: Mapping[str, float] | None = None) -> dict[str, dict[str, float]]:
    """Values by file and key, with some of them changed.

    Raises:
        Refusal: a changed parameter is not known or leaves its range.
    """
    known = catalogue()
    result: dict[str, dict[str, float]] = {}
    for name, parameter in known.items():
        stem, _, key = name.partition(".")
        result.setdefault(stem, {})[key] = parameter.value
    problems = []
    for name, value in (overrides or {}).items():
        problem = check(name, value)
        if problem is not None:
            problems.append(Problem("parameters", 0, 0, name, *problem))
            continue
        stem, _, key = name.partition(".")
        result[stem][key] = float(value)
    if problems:
        raise Refusal(problems)
    return result


def check(name: str, value: float) -> tuple[str, Said, Said, str] | None:
    """What is wrong with giving a parameter a value: (code, message, allowed, nearest name), or None."""
    known = catalogue()
    if name not in known:
        return "unknown-parameter", Said("is not a parameter"), Said("see `mentas params`"), files.nearest(name, known)
    low, high = known[name].range
    if not low <= value <= high:
        allowed = Said("{low:g} to {high:g}", low=low, high=high)
        return "out-of-range", Said("{value:g} lies outside the plausible range", value=value), allowed, ""
    return None
