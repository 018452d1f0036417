"""The scenarios of a study: loaded, changed as the study says, and named so that tables can call them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import N_, Said
from mentas.studies import kinds

if TYPE_CHECKING:
    from mentas.scenario import Scenario

MOST_SCENARIOS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One scenario of a study under the name by which the study's tables call it."""

    name: str
    file: str
    scenario: Scenario
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What of it was changed for this arm alone, for `Scenario.with_changes`."""


Constants = Mapping[str, tuple[Any, Node]]
"""Changes that a study makes to every scenario, each with its place in the file."""


def arms_of(
    reader: Reader, node: Node, folder: Path, changes: Mapping[str, Any], constants: Constants | None = None
) -> tuple[Arm, ...]:
    """The scenarios that a study lists, changed as it says; what is wrong goes to the reader."""
    listed = reader.listing(node, "scenarios", lambda item, place: item, MOST_SCENARIOS)
    if listed is None:
        return ()
    if not listed:
        reader.wrong(node, "scenarios", "short-list", Said("names no scenario"))
    loaded = []
    known: dict[str, int] = {}
    for place, item in enumerate(listed):
        text = reader.text(item, f"scenarios[{place}]")
        if text is not None:
            path = folder / text
            whole = os.path.realpath(path) if files.is_file(path) else text
            if whole in known:
                twice = Said(
                    "names the scenario '{name}' twice, first on line {line}",
                    name=files.shorten(path.name), line=known[whole],
                )  # fmt: skip
                reader.wrong(item, f"scenarios[{place}]", "named-twice", twice)
                continue
            known[whole] = item.line
            scenario = load(reader, item, path, changes, f"scenarios[{place}]", constants)
            loaded.append((item, path, scenario))
    return named(reader, loaded)


def load(
    reader: Reader,
    node: Node,
    path: Path,
    changes: Mapping[str, Any],
    place: str = "",
    constants: Constants | None = None,
) -> Scenario | None:
    """One scenario with its changes: constants of the study, each told of at its own place, then all others."""
    from mentas.scenario import load_scenario

    if not files.is_file(path):
        shown = files.shorten(node.text or "", 200)
        near = files.near_path(path)
        near = os.path.relpath(near, path.parent) if near and place else near
        text = Said("there is no file {path}", path=shown)
        reader.wrong(node, place, "no-file", text, nearest=files.shorten(near, 200))
        return None
    try:
        kind = kinds.kind_of(path)
        if kind in kinds.KINDS or kinds.is_study(path):
            kept = N_("{name} is of kind {kind}, and a study compares scenarios")
            if kind in kinds.STUDIES or kind not in kinds.KINDS:
                kept = N_("{name} is a study, and a study compares scenarios")
            reader.wrong(node, place, "study", Said(kept, name=files.shorten(path.name), kind=kind))
            return None
        scenario: Scenario | None = load_scenario(path)
        assert scenario is not None
        if constants:
            scenario = _with_constants(reader, scenario, constants)
            if scenario is None:
                return None
        return scenario.with_changes(dict(changes)) if changes else scenario
    except Refusal as refusal:
        reader.note(*refusal.problems)
        return None


def _with_constants(reader: Reader, scenario: Scenario, constants: Constants) -> Scenario | None:
    """A scenario with all constants at once, for one may be right only beside another; None, and problems at the
    places of the constants, if it refuses them."""
    try:
        return scenario.with_changes({name: value for name, (value, _) in constants.items()})
    except Refusal as refusal:
        places = {f"with_changes({name!r})": (name, where) for name, (_, where) in constants.items()}
        for problem in refusal.problems:
            if problem.file in places:
                name, where = places[problem.file]
                reader.wrong(
                    where, f"constants.{files.shorten(name)}", problem.code, problem.message,
                    allowed=problem.allowed, nearest=problem.nearest,
                )  # fmt: skip
            else:
                reader.note(problem)
        return None


def named(reader: Reader, loaded: Sequence[tuple[Node, Path, Scenario | None]]) -> tuple[Arm, ...]:
    """Arms with names that differ: a scenario's own, or with its folder's before it where two are alike."""
    known = [(node, path, scenario) for node, path, scenario in loaded if scenario is not None]
    stems = [scenario.name for _, _, scenario in known]
    arms: dict[str, Arm] = {}
    for node, path, scenario in known:
        stem = scenario.name
        name = stem if stems.count(stem) == 1 else f"{path.resolve().parent.name}_{stem}"
        if name in arms:
            text = Said("names the scenario '{name}' twice", name=files.shorten(name))
            reader.wrong(node, "scenarios", "named-twice", text)
        arms[name] = Arm(name=name, file=str(path), scenario=scenario)
        first = known[0][2]
        if (scenario.region, scenario.start) != (first.region, first.start):
            place = N_(
                "'{name}' is of another region or start month than '{first}': their difference would not be policy's"
            )
            alike = Said(place, name=files.shorten(name), first=files.shorten(first.name))
            reader.wrong(node, "scenarios", "another-place", alike)
        if scenario.population.microdata != first.population.microdata:
            data = N_(
                "'{name}' has other households (population.microdata) than '{first}': their difference would not be "
                "policy's"
            )
            alike = Said(data, name=files.shorten(name), first=files.shorten(first.name))
            reader.wrong(node, "scenarios", "other-data", alike)
    return tuple(arms.values())


def baseline_of(reader: Reader, node: Node | None, arms: tuple[Arm, ...]) -> str | None:
    """The scenario that differences are taken against: the one that a study names, or its first."""
    names = [arm.name for arm in arms]
    if node is None or not names:
        return names[0] if len(names) > 1 else None
    found = reader.word(node, "baseline", names)
    return found if len(names) > 1 else None
