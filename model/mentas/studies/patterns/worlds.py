"""The worlds that patterns are looked for in: a scenario and what a pattern changes in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import Said
from mentas.scenario import Scenario
from mentas.studies.design import Arm


class Worlds:
    """The worlds that patterns ask for; those with the same scenario and changes are one."""

    def __init__(self, reader: Reader, folder: Path, overall: dict[str, Any]) -> None:
        self.reader, self.folder, self.overall = reader, folder, overall
        self._found: dict[str, tuple[str, str, Scenario] | None] = {}

    def named(self, node: Node, changes: Node | None, field: str) -> str | None:
        """Name of the world; None, and a problem, if there is no such scenario or change."""
        text = self.reader.text(node, f"{field}.scenario")
        if text is None:
            return None
        given = {} if changes is None else self.reader.mapping(changes, f"{field}.changes")
        asked = {name: files.plain(value) for name, value in given.items()}
        path = self.folder / text
        key = json.dumps([os.path.realpath(path), asked], sort_keys=True)
        if key not in self._found:
            scenario = self._scenario(node, path, given, asked, field)
            taken = {world[0] for world in self._found.values() if world}
            stem = path.stem
            name = next(n for k in range(1, 1000) if (n := stem if k == 1 else f"{stem}_{k}") not in taken)
            self._found[key] = (name, str(path), scenario) if scenario is not None else None
        world = self._found[key]
        return None if world is None else world[0]

    def _scenario(
        self, node: Node, path: Path, given: Mapping[str, Node], asked: dict[str, Any], field: str
    ) -> Scenario | None:
        from mentas.scenario import load_scenario

        if not files.is_file(path):
            near = files.near_path(path)
            near = os.path.relpath(near, path.parent) if near else near
            shown = files.shorten(node.text or "", 200)
            text = Said("there is no file {path}", path=shown)
            self.reader.wrong(node, f"{field}.scenario", "no-file", text, nearest=near)
            return None
        try:
            scenario = load_scenario(path)
        except Refusal as refusal:
            self.reader.note(*refusal.problems)
            return None
        places = {f"with_changes({name!r})": value for name, value in given.items()}
        try:
            return scenario.with_changes(asked | self.overall) if asked or self.overall else scenario
        except Refusal as refusal:  # told of where the study says it
            for problem in refusal.problems:
                at = places.get(problem.file)
                here = problem if at is None else replace(problem, file=at.file, line=at.line, column=at.column)
                self.reader.note(here)
            return None

    def arms(self, last: Mapping[str, int]) -> tuple[Arm, ...]:
        """The worlds, each as many whole years long as its last month asks."""
        arms = []
        for world in self._found.values():
            if world is not None:
                name, file, scenario = world
                years = max(-(-last.get(name, 0) // 12), 1)
                arms.append(Arm(name=name, file=file, scenario=scenario.with_changes({"years": years})))
        return tuple(arms)
