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
from mentas.files import Refusal, shorten
from mentas.files.problem import MOST_PATH
from mentas.studies import design


def validate(paths: Sequence[Path], *, as_json: bool) -> Exit:
    """Check each file; all are read, whatever the first ones hold."""
    found = [_check(path) for path in paths]
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    for path, problems in zip(paths, found, strict=True):
        if problems["problems"]:
            print(problems["text"], file=sys.stderr)
        elif not as_json:
            print(f"{shorten(str(path), MOST_PATH)}: ok, {problems['kind']}")
    return Exit.INVALID if any(entry["problems"] for entry in found) else Exit.OK


def _check(path: Path) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": shorten(str(path), MOST_PATH), "kind": None, "problems": [], "text": ""}
    try:
        path = find(path)
        entry["kind"] = "study" if design.is_study(path) else "scenario"
        if entry["kind"] == "study":
            design.load_study(path)
        else:
            from mentas.scenario import load_scenario

            load_scenario(path)
    except Refusal as refusal:
        problems = [replace(problem, file=shorten(problem.file, MOST_PATH)) for problem in refusal.problems]
        entry["problems"] = [asdict(problem) for problem in problems]
        entry["text"] = str(refusal)
    return entry
