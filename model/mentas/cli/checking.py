"""`mentas validate`: read files as a run would, and say what is wrong with each."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli.amounts import count, several
from mentas.cli.exits import Exit
from mentas.cli.shipped import find
from mentas.files import Refusal, shorten
from mentas.files.problem import MOST_PATH
from mentas.language import N_, _, current, into
from mentas.studies import design
from mentas.studies.calibrate import plan
from mentas.studies.kinds import kind_of
from mentas.studies.patterns import design as patterns
from mentas.studies.space import spaces

MOST_SHOWN = 8
"""Levers or uncertainties that are named."""

KINDS = {
    "scenario": N_("scenario"), "study": N_("study"), "trial": N_("trial"), "trials": N_("list of trials"),
    "folder of trials": N_("folder of trials"), "calibration": N_("calibration"), "patterns": N_("patterns"),
}  # fmt: skip
"""What a file can be, in words."""

VARIED = {
    "lever": (N_("{n} lever: {names}"), N_("{n} levers: {names}")),
    "uncertainty": (N_("{n} uncertainty: {names}"), N_("{n} uncertainties: {names}")),
}
"""What varies, one and many."""

if TYPE_CHECKING:
    from mentas.studies.trial.trial import Trial


def validate(paths: Sequence[Path], *, as_json: bool) -> Exit:
    """Check each file; all are read, whatever the first ones hold."""
    found = [check(path) for path in paths]
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    for entry in found:
        if entry["problems"]:
            print(entry["text"], file=sys.stderr)
        elif not as_json:
            print(_("{file}: ok, {kind}", file=entry["file"], kind=_(KINDS.get(entry["kind"], entry["kind"]))))
            for note in entry["notes"]:
                print(f"  {note}")
    return Exit.INVALID if any(entry["problems"] for entry in found) else Exit.OK


def check(path: Path) -> dict[str, Any]:
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
        entry["text"] = refusal.told(current())
    return entry


def space_notes(study: design.Study) -> list[str]:
    """What a study is going to do: how many runs, and what varies in which scenarios."""
    factors = [
        several(len(study.arms), N_("{n} scenario"), N_("{n} scenarios")),
        several(study.replicates, N_("{n} replicate"), N_("{n} replicates")),
    ]
    if study.design is None:
        total = len(study.arms) * study.replicates * (len(study.regions) or 1)
        if study.regions:
            factors.insert(0, several(len(study.regions), N_("{n} region"), N_("{n} regions")))
        return [_("{kind}: {runs} runs = {factors}", kind=study.kind, runs=count(total), factors=" x ".join(factors))]
    points = spaces.points(study.design, study.dimensions, study.kind)
    factors.insert(1, several(points, N_("{n} point"), N_("{n} points")))
    sentence = N_("{kind} ({method}): {runs} runs = {factors}")
    if study.design.batches:
        sentence = N_("{kind} ({method}): up to {runs} runs = {factors}")
    runs = count(len(study.arms) * points * study.replicates)
    notes = [_(sentence, kind=study.kind, method=study.design.method, runs=runs, factors=" x ".join(factors))]
    for role, (one, many) in VARIED.items():
        names = [each.name for each in study.dimensions if each.role == role]
        if names:
            shown = ", ".join(names[:MOST_SHOWN]) + (", …" if len(names) > MOST_SHOWN else "")
            notes.append(_(one if len(names) == 1 else many, n=count(len(names)), names=shown))
    touched = {name for each in study.dimensions for name in each.arms}
    same = [arm.name for arm in study.arms if arm.name not in touched]
    if same:
        notes.append(_("the same at every point: {names}", names=", ".join(same)))
    return notes


def _effects(trial: Trial) -> str:
    """How many effects a trial is set against, and what for."""
    scored = [effect for effect in trial.published if effect.scored]
    targets = sum(effect.role == "calibrate" for effect in scored)
    return _(
        "{trial}: {effects} effects, {scored} of them scored, {targets} for calibration", trial=trial.name,
        effects=count(len(trial.published)), scored=count(len(scored)), targets=count(targets),
    )  # fmt: skip


def _notes(scenario: Any) -> list[str]:
    """What a reader should know of a scenario's own data: how many rows, and what is not in them."""
    own = scenario.population.microdata
    if own is None:
        return []
    sentence = N_("{file}: {rows} rows for {households} households, sha256 {digest}")
    found = [
        _(sentence, file=own.shown, rows=count(own.rows), households=count(own.households), digest=own.sha256[:12])
    ]
    drawn = [
        name if cells == own.rows else _("{name} ({n} cells)", name=name, n=count(cells))
        for name, cells in own.imputed.items()
    ]
    if drawn:
        found.append(_("{file}: drawn by the model, not in the file: {names}", file=own.shown, names=", ".join(drawn)))
    return found + [f"{own.shown}: {into(note, current())}" for note in own.notes]
