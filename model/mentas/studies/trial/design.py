"""From YAML to a trial: every key known, every number within its limits, every name there. All problems are told at
once."""

from __future__ import annotations

import os
from pathlib import Path

from mentas import files
from mentas.files import Node, Problem, Reader, Refusal, shorten
from mentas.language import N_, Said
from mentas.scenario.kinds import Bilingual, Listing, Text, Word
from mentas.scenario.reading import changed_parameters
from mentas.scenario.schema import Key, values_of
from mentas.studies.design import name_of
from mentas.studies.kinds import kind_of
from mentas.studies.trial import checks
from mentas.studies.trial.keys import TRIAL, TRIAL_DEFAULTS
from mentas.studies.trial.trial import Trial

MOST_TRIALS = 200

LIST: tuple[Key, ...] = (
    Key("kind", "trials", "What the file is.", True, Word(("trials",))),
    Key("title", N_("{id: text, en: text}"), "Name of the list in Indonesian and English.", True, Bilingual()),
    Key(
        "trials", N_("list of paths"), "Trials; paths start from the list's own folder.", True,
        Listing(Text(), MOST_TRIALS, least=1),
    ),
    Key("patterns", "list of paths", "Studies of patterns that are run after the trials.", kind=Listing(Text(), 20)),
)  # fmt: skip
"""The keys of a list of trials."""


def is_trial(path: Path) -> bool:
    """Whether a file is one trial; a list or a folder of them is not.

    Raises:
        Refusal: it cannot be read at all.
    """
    return kind_of(path) == "trial"


def is_trials(path: Path) -> bool:
    """Whether `load_trials` is who reads it: a trial, a list of trials, or a folder.

    Raises:
        Refusal: it cannot be read at all.
    """
    return os.path.isdir(path) or kind_of(path) in ("trial", "trials")


def load_trial(path: Path) -> Trial:
    """Read one trial.

    Raises:
        Refusal: something in it is wrong; the message has a line for each problem.
    """
    return trial_of(files.read(path), name=path.stem)


def trial_of(root: Node, *, name: str) -> Trial:
    """The trial that a document describes.

    Raises:
        Refusal: as `load_trial`.
    """
    reader = Reader()
    names = [key.name for key in TRIAL]
    entries = reader.mapping(root, "", names)
    if root.entries is not None:
        reader.require(root, {key.name: key.takes for key in TRIAL if key.required}, names)
    read = values_of(reader, entries, "", TRIAL)
    changed = changed_parameters(reader, entries.get("parameters"))
    checks.of_trial(reader, root, read)
    name_of(reader, root, name)
    reader.finish()
    del read["kind"]
    return Trial(name=name, parameters=changed, **{**TRIAL_DEFAULTS, **read})


def load_trials(path: Path) -> tuple[Trial, ...]:
    """Read a trial, the trials of a list, or those of a folder: its files of `kind: trial`, by name.

    Raises:
        Refusal: something is wrong in one of them; all of it is named.
    """
    if not os.path.isdir(path):
        return (load_trial(path),) if kind_of(path) != "trials" else _listed(path)
    reader = Reader()
    found = [one for one in sorted(path.glob("*.yaml")) if _is_one(reader, one)]
    if not found and not reader.problems:
        reader.note(Problem(str(path), 0, 0, "", "no-file", Said("is a folder without a file of kind: trial")))
    if len(found) > MOST_TRIALS:
        reader.note(Problem(str(path), 0, 0, "", "long-list", Said("has more than {most} trials", most=MOST_TRIALS)))
        found = []
    trials = [_load(reader, one) for one in found]
    reader.finish()
    return tuple(one for one in trials if one is not None)


def patterns_beside(path: Path) -> tuple[Path, ...]:
    """Studies of patterns that are run with trials: those that a list names, or those of a folder, by name.

    Raises:
        Refusal: the list names a file that is none.
    """
    if path.is_dir():
        return tuple(one for one in sorted(path.glob("*.yaml")) if kind_of(one) == "patterns")
    listed = (files.read(path).entries or {}).get("patterns") if kind_of(path) == "trials" else None
    reader = Reader()
    found = []
    for place, node in enumerate((listed.items or ()) if listed is not None else ()):
        one = path.parent / (node.text or "")
        if not files.is_file(one) or kind_of(one) != "patterns":
            reader.wrong(node, f"patterns[{place}]", "no-file", Said("there is no study of patterns of that name"))
        found.append(one)
    reader.finish()
    return tuple(found)


def _is_one(reader: Reader, path: Path) -> bool:
    try:
        return is_trial(path)
    except Refusal as refusal:
        reader.note(*refusal.problems)
        return False


def _load(reader: Reader, path: Path) -> Trial | None:
    try:
        return load_trial(path)
    except Refusal as refusal:
        reader.note(*refusal.problems)
        return None


def _listed(path: Path) -> tuple[Trial, ...]:
    root = files.read(path)
    reader = Reader()
    names = [key.name for key in LIST]
    entries = reader.mapping(root, "", names)
    reader.require(root, {key.name: key.takes for key in LIST if key.required}, names)
    read = values_of(reader, entries, "", LIST)
    known: dict[str, int] = {}
    trials = []
    for place, text in enumerate(read.get("trials") or ()):
        node, field = checks.entry(root, "trials", place), f"trials[{place}]"
        one = path.parent / text
        if not files.is_file(one):
            near = files.near_path(one)
            near = os.path.relpath(near, path.parent) if near else ""
            absent = Said("there is no file {path}", path=shorten(text, 200))
            reader.wrong(node, field, "no-file", absent, nearest=shorten(near, 200))
        elif one.stem in known:
            text = Said(
                "names the trial '{name}' twice, first on line {line}", name=shorten(one.stem), line=known[one.stem]
            )
            reader.wrong(node, field, "named-twice", text)
        else:
            known[one.stem] = node.line
            trials.append(_load(reader, one))
    reader.finish()
    return tuple(one for one in trials if one is not None)
