"""`mentas validate`: read files as a run would, and say what is wrong with each."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli.exits import Exit
from mentas.cli.shipped import find
from mentas.files import Refusal, shorten
from mentas.files.problem import MOST_PATH
from mentas.studies import design
from mentas.studies.calibrate import plan
from mentas.studies.kinds import kind_of
from mentas.studies.patterns import design as patterns
from mentas.studies.space import spaces

MOST_SHOWN = 8
"""Levers or uncertainties that are named."""

if TYPE_CHECKING:
    from mentas.studies.trial.trial import Trial


def validate(paths: Sequence[Path], *, as_json: bool) -> Exit:
    """Check each file; all are read, whatever the first ones hold."""
    found = [_check(path) for path in paths]
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    for entry in found:
        if entry["problems"]:
            print(entry["text"], file=sys.stderr)
        elif not as_json:
            print(f"{entry['file']}: ok, {entry['kind']}")
            for note in entry["notes"]:
                print(f"  {note}")
    return Exit.INVALID if any(entry["problems"] for entry in found) else Exit.OK


def _check(path: Path) -> dict[str, Any]:
    shown = shorten(str(path), MOST_PATH)
    entry: dict[str, Any] = {"file": shown, "kind": None, "notes": [], "problems": [], "text": ""}
    try:
        from mentas.studies.trial.design import is_trials, load_trials

        path = find(path)
        if is_trials(path):
            entry["kind"] = "folder of trials" if path.is_dir() else kind_of(path)
            entry["notes"] = [_effects(trial) for trial in load_trials(path)]
            return entry
        if plan.is_calibration(path):
            entry["kind"] = "calibration"
            plan.load(path)
            return entry
        entry["kind"] = "study" if design.is_study(path) else "scenario"
        if patterns.is_patterns(path):
            entry["kind"] = "patterns"
            scenarios = [arm.scenario for arm in patterns.load_patterns(path).study.arms]
        elif entry["kind"] == "study":
            study = design.load_study(path)
            scenarios = [arm.scenario for arm in study.arms]
            entry["notes"] = space_notes(study)
        else:
            from mentas.scenario import load_scenario

            scenarios = [load_scenario(path)]
        entry["notes"] += list(dict.fromkeys(note for scenario in scenarios for note in _notes(scenario)))
    except Refusal as refusal:
        problems = [replace(problem, file=shorten(problem.file, MOST_PATH)) for problem in refusal.problems]
        entry["problems"] = [asdict(problem) for problem in problems]
        entry["text"] = str(refusal)
    return entry


def space_notes(study: design.Study) -> list[str]:
    """What a study is going to do: how many runs, and what varies in which scenarios."""
    scenarios = f"{len(study.arms)} scenario{'s'[: len(study.arms) > 1]}"
    worlds = f"{study.replicates:,} replicate{'s'[: study.replicates > 1]}"
    if study.design is None:
        regions = f"{len(study.regions)} regions x " if study.regions else ""
        total = len(study.arms) * study.replicates * (len(study.regions) or 1)
        return [f"{study.kind}: {total:,} runs = {regions}{scenarios} x {worlds}"]
    points = spaces.points(study.design, study.dimensions, study.kind)
    most = "up to " if study.design.batches else ""
    runs = f"{most}{len(study.arms) * points * study.replicates:,} runs"
    notes = [f"{study.kind} ({study.design.method}): {runs} = {scenarios} x {points:,} points x {worlds}"]
    for role, title in (("lever", "levers"), ("uncertainty", "uncertainties")):
        names = [each.name for each in study.dimensions if each.role == role]
        if names:
            shown = ", ".join(names[:MOST_SHOWN]) + (", …" if len(names) > MOST_SHOWN else "")
            notes.append(f"{len(names)} {title if len(names) > 1 else role}: {shown}")
    touched = {name for each in study.dimensions for name in each.arms}
    same = [arm.name for arm in study.arms if arm.name not in touched]
    if same:
        notes.append(f"the same at every point: {', '.join(same)}")
    return notes


def _effects(trial: Trial) -> str:
    """How many effects a trial is set against, and what for."""
    scored = [effect for effect in trial.published if effect.scored]
    targets = sum(effect.role == "calibrate" for effect in scored)
    return f"{trial.name}: {len(trial.published)} effects, {len(scored)} of them scored, {targets} for calibration"


def _notes(scenario: Any) -> list[str]:
    """What a reader should know of a scenario's own data: how many rows, and what is not in them."""
    own = scenario.population.microdata
    if own is None:
        return []
    found = [f"{own.shown}: {own.rows:,} rows for {own.households:,.0f} households, sha256 {own.sha256[:12]}"]
    drawn = [name if count == own.rows else f"{name} ({count:,} cells)" for name, count in own.imputed.items()]
    if drawn:
        found.append(f"{own.shown}: drawn by the model, not in the file: {', '.join(drawn)}")
    return found + [f"{own.shown}: {note}" for note in own.notes]
