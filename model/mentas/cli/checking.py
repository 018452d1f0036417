"""`mentas validate`: read files as a run would, and say what is wrong with each."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mentas.cli.exits import Exit
from mentas.cli.shipped import find
from mentas.files import Problem, Refusal, shorten
from mentas.files.problem import MOST_PATH
from mentas.language import N_, SOURCE, _, current, into
from mentas.studies import design, outline
from mentas.studies.calibrate import plan
from mentas.studies.kinds import kind_of
from mentas.studies.patterns import design as patterns

KINDS: dict[str, str] = {
    "scenario": N_("scenario"),
    "study": N_("study"),
    "patterns": N_("patterns"),
    "calibration": N_("calibration"),
    "trial": N_("trial"),
    "trials": N_("trials"),
    "folder of trials": N_("folder of trials"),
}
"""What a file can be."""


def validate(paths: Sequence[Path], *, as_json: bool) -> Exit:
    """Check each file; all are read, whatever the first ones hold."""
    found = [check(path) for path in paths]
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    for entry in found:
        if entry["problems"]:
            print(entry.get("told", entry["text"]), file=sys.stderr)
        elif not as_json:
            print(_("{file}: ok, {kind}", file=entry["file"], kind=_(KINDS[entry["kind"]])))
            for note in entry["notes"]:
                print(f"  {into(note, current())}")
    return Exit.INVALID if any(entry["problems"] for entry in found) else Exit.OK


def check(path: Path) -> dict[str, Any]:
    """What a file is, and what is wrong in it: in English, and `told` in the reader's language if it is another."""
    shown = shorten(str(path), MOST_PATH)
    entry: dict[str, Any] = {"file": shown, "kind": None, "notes": [], "problems": [], "text": ""}
    try:
        _read(find(path), entry)
    except Refusal as refusal:
        entry["problems"] = [_plain(problem) for problem in refusal.problems]
        entry["text"] = str(refusal)
        if current() != SOURCE:
            entry["told"] = refusal.told(current())
    return entry


def _read(path: Path, entry: dict[str, Any]) -> None:
    """Fill in the kind of a file, as soon as it is known, and what it is going to do.

    Raises:
        Refusal: something in it is wrong.
    """
    from mentas.studies.trial.design import is_trials, load_trials

    if is_trials(path):
        entry["kind"] = "folder of trials" if path.is_dir() else kind_of(path)
        entry["notes"] = [note for trial in load_trials(path) for note in outline.of_trial(trial)]
        return
    if plan.is_calibration(path):
        entry["kind"] = "calibration"
        plan.load(path)
        return
    entry["kind"] = "study" if design.is_study(path) else "scenario"
    if patterns.is_patterns(path):
        entry["kind"] = "patterns"
        scenarios = [arm.scenario for arm in patterns.load_patterns(path).study.arms]
    elif entry["kind"] == "study":
        study = design.load_study(path)
        scenarios = [arm.scenario for arm in study.arms]
        entry["notes"] = outline.of_study(study)
    else:
        from mentas.scenario import load_scenario

        scenarios = [load_scenario(path)]
    entry["notes"] += outline.of_scenarios(scenarios)


def _plain(problem: Problem) -> dict[str, Any]:
    """A problem for a program, by its parts; `told` is the whole of it in the reader's language, if not English."""
    plain = asdict(replace(problem, file=shorten(problem.file, MOST_PATH)))
    return plain if current() == SOURCE else plain | {"told": problem.told(current())}
