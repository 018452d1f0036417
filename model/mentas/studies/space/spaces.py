"""Reading the space of a study: its dimensions, its design, what it looks for, and whether these go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Problem, Reader, Refusal
from mentas.language import Said
from mentas.measures.names import MEASURES
from mentas.studies.space import interest, plan, reading, sizes
from mentas.studies.space.dimension import Dimension
from mentas.studies.space.keys import FIELDS

if TYPE_CHECKING:
    from mentas.studies.arms import Arm
    from mentas.studies.design import Study
    from mentas.studies.space.outcome import Outcome
    from mentas.studies.space.plan import Design

SPACED: tuple[str, ...] = (*FIELDS.values(), "design", "interest")
"""Keys that a plain comparison does not take."""

STRUCTURE = ("markets", "population.distribution")
"""Keys that `uncertainty: ensemble` varies, besides the parameters of its sets."""

MOST_RUNS = 2_000_000
"""Runs of a study; their keys are held in memory."""


def read(
    reader: Reader, root: Node, fields: Mapping[str, Node], arms: Sequence[Arm], said: Mapping[str, Any],
    baseline: str | None, folder: Path,
) -> dict[str, Any]:  # fmt: skip
    """Dimensions, design and interest, as fields of a study; none where it is a plain comparison.

    Args:
        reader: takes the problems.
        root: the study's file.
        fields: its keys, with a kind that is known.
        arms: its scenarios.
        said: values of the keys that can be read alone.
        baseline: name of the scenario that differences are taken against.
        folder: from which paths start.
    """
    kind = fields["kind"].text or ""
    if kind == "compare":
        for name in SPACED:
            if name in fields:
                text = Said("belongs to a sweep, an analysis of sensitivity or a frontier, not to a plain comparison")
                reader.wrong_key(root, name, name, "no-space", text)
        _check_size(reader, fields, len(arms) * (said.get("replicates") or 1))
        return {}
    if "interest" in fields and kind != "sweep":
        reader.wrong_key(root, "interest", "interest", "no-sweep", Said("belongs to a sweep"))
    design = None
    if "design" in fields:
        design = plan.read(reader, fields["design"], kind, folder)
    else:
        reader.wrong(root, "design", "missing", Said("is missing"), allowed=Said("mapping: method and what it needs"))
    before = len(reader.problems)
    varied = _of_ensemble() if said.get("uncertainty") == "ensemble" else frozenset()
    found = reading.dimensions(reader, fields, arms, varied=varied)
    if not any(name in fields for name in FIELDS.values()):
        reader.wrong(root, "levers", "missing", Said("is missing: a study of this kind needs levers or uncertainties"))
    elif not found and len(reader.problems) == before:
        text = Said("names none: a study of this kind needs levers or uncertainties")
        reader.wrong(root, "levers", "changes-nothing", text)
    if kind == "frontier" and "uncertainties" in fields:
        text = Said("a frontier chooses levers; say `uncertainty: ensemble` for what nobody knows")
        reader.wrong_key(root, "uncertainties", "uncertainties", "no-lever", text)
    if kind == "sensitivity" and len([column for each in found for column in each.columns]) == 1:
        text = Said("names one number: there is nothing to weigh it against; use kind: sweep")
        reader.wrong(fields.get("uncertainties", fields.get("levers", root)), found[0].name, "one-number", text)
    if kind == "frontier":
        _check_frontier(reader, root, found, len(arms), said.get("outcomes") or ())
    for each in found:
        if each.name in varied:
            text = Said("varies with `uncertainty: ensemble` already: leave one of the two out")
            reader.wrong(fields["uncertainty"], each.name, "in-ensemble", text)
    if design is not None and not reader.problems:
        _check_points(reader, fields, design, found, len(arms) * (said.get("replicates") or 1))
    looked = None
    if "interest" in fields and not reader.problems:
        looked = interest.read(reader, fields["interest"], arms, baseline, said.get("outcomes") or ())
    return {"dimensions": found, "design": design, "interest": looked}


def _check_frontier(
    reader: Reader, root: Node, found: Sequence[Dimension], arms: int, outcomes: Sequence[Outcome]
) -> None:
    """What a frontier needs besides: one scenario whose levers move, another to be better than, and outcomes that have
    a better side."""
    entries = root.entries or {}
    moved = {name for each in found for name in each.arms}
    if len(moved) > 1:
        text = Said("change {count} scenarios, and a frontier's candidates are one: say `only`", count=len(moved))
        reader.wrong(entries.get("levers", root), "levers", "two-scenarios", text)
    listed = entries["scenarios"].items if "scenarios" in entries else None
    if arms == 1 and len(listed or ()) < 2:  # one of two that is wrong was told of already
        text = Said("of a frontier name a scenario to be better than, and another")
        reader.wrong(root, "scenarios", "short-list", text)
    if not outcomes and "outcomes" not in entries:
        text = Said("is missing: candidates are judged by them")
        reader.wrong(root, "outcomes", "missing", text, allowed=Said("list of measures"))
    elif "outcomes" in entries and entries["outcomes"].items == ():
        text = Said("names no measure for candidates to be judged by")
        reader.wrong(entries["outcomes"], "outcomes", "short-list", text)
    for each in outcomes:
        if MEASURES[each.measure].better == "none":
            text = Said("{measure} has no better side to be judged by", measure=each.measure)
            reader.wrong(entries["outcomes"], "outcomes", "no-better", text)


def points(design: Design, dimensions: Sequence[Dimension], kind: str) -> int:
    """How many points a study of a kind has; of a frontier at most.

    Raises:
        Refusal: a file of points is wrong.
    """
    if design.method != "csv":
        return sizes.size(design, dimensions, kind)
    from mentas.studies.space.listed import rows

    assert design.file is not None
    return len(rows(design.file, dimensions))


def constants(reader: Reader, node: Node | None, settled: Mapping[str, Any]) -> dict[str, tuple[Any, Node]]:
    """Changes to every scenario by dotted name, each with its place; scenarios judge the values.

    `settled` are those that the study has keys of its own for.
    """
    if node is None:
        return {}
    found = {}
    for name, entry in reader.mapping(node, "constants").items():
        if name in settled:
            text = Said("is said by the study's own key {name} too", name=name)
            reader.wrong_key(node, name, f"constants.{files.shorten(name)}", "named-twice", text)
        else:
            found[name] = (files.plain(entry), entry)
    return found


def check_changes(
    reader: Reader, node: Node | None, changes: Mapping[str, Any], dimensions: Sequence[Dimension]
) -> None:
    """What varies cannot be held at a value as well, by a constant or from the command line."""
    paths = {path: each for each in dimensions for path in each.changes(next(each.form.tried()))}
    held = dict.fromkeys(node.entries or {}, node) if node is not None else {}
    for path, each in paths.items():
        text = Said("is varied by {field}.{name}: leave one of the two out", field=FIELDS[each.role], name=each.name)
        for name, where in held.items():
            if _overlap(name, path):
                reader.wrong_key(where, name, f"constants.{files.shorten(name)}", "varied", text)
        for name in changes:
            if _overlap(name, path):
                reader.note(Problem(f"with_changes({name!r})", 0, 0, files.shorten(name), "varied", text))


def check_settings(study: Study) -> None:
    """Look again at a study some of whose settings were changed on the command line.

    Raises:
        Refusal: a dimension is what the ensemble varies, or there are too many runs.
    """
    problems = []
    varied = _of_ensemble(study.ensemble) if study.dimensions and study.uncertainty == "ensemble" else frozenset()
    for each in study.dimensions:
        if each.name in varied:
            text = Said("varies with the ensemble already")
            problems.append(Problem("--uncertainty", 0, 0, each.name, "in-ensemble", text))
    count = 1 if study.design is None else points(study.design, study.dimensions, study.kind)
    runs = len(study.arms) * count * study.replicates
    if runs > MOST_RUNS:
        text, most = Said("makes {runs:_} runs of all scenarios and points", runs=runs), _most_runs()
        problems.append(Problem("--replicates", 0, 0, "", "too-many-runs", text, most))
    if problems:
        raise Refusal(problems)


def _of_ensemble(file: Path | None = None) -> frozenset[str]:
    """What `uncertainty: ensemble` varies."""
    from mentas.studies.ensemble.sets import load

    return frozenset({*STRUCTURE, *(f"parameters.{name}" for name in load(file).names)})


def _overlap(one: str, other: str) -> bool:
    """Whether two dotted paths change the same, or one what lies within the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _check_points(
    reader: Reader, fields: Mapping[str, Node], design: Design, found: Sequence[Dimension], worlds: int
) -> None:
    """Look at the points that a design makes: whether there are too many, and whether their file is right."""
    node = fields["design"]
    try:
        count = points(design, found, fields["kind"].text or "")
    except Refusal as refusal:
        reader.note(*refusal.problems)
        return
    if count > plan.MOST_POINTS and design.method == "grid":
        text, most = Said("makes {count:_} points", count=count), Said("up to {most:_}", most=plan.MOST_POINTS)
        reader.wrong((node.entries or {}).get("levels", node), "design.levels", "large-grid", text, allowed=most)
        return
    _check_size(reader, fields, count * worlds)


def _most_runs() -> Said:
    return Said("up to {most:_} runs", most=MOST_RUNS)


def _check_size(reader: Reader, fields: Mapping[str, Node], runs: int) -> None:
    if runs > MOST_RUNS and "replicates" in fields:
        text = Said("make {runs:_} runs of all scenarios and points", runs=runs)
        reader.wrong(fields["replicates"], "replicates", "too-many-runs", text, allowed=_most_runs())
