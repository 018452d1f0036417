"""What a file of `experiments/` can be: its `kind`."""

from __future__ import annotations

from pathlib import Path

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import Said

STUDIES: tuple[str, ...] = ("compare", "sweep", "sensitivity", "frontier")
"""Kinds that are studies: scenarios, as they are or over a space of levers and uncertainties."""

KINDS: tuple[str, ...] = (*STUDIES, "trial", "trials", "patterns", "calibrate")
"""What a file may name as its `kind`."""


def kind_of(path: Path) -> str:
    """The `kind` that a file names, or nothing.

    Raises:
        Refusal: it cannot be read at all.
    """
    node = (files.read(path).entries or {}).get("kind")
    return (node.text or "") if node is not None else ""


def is_study(path: Path) -> bool:
    """Whether a file names a `kind` or `scenarios`, as studies do and scenarios do not; trials name theirs.

    Raises:
        Refusal: it cannot be read at all.
    """
    entries = files.read(path).entries or {}
    if "kind" in entries and entries["kind"].text in KINDS:
        return entries["kind"].text in STUDIES
    return "kind" in entries or ("scenarios" in entries and "region" not in entries and "extends" not in entries)


def judge(reader: Reader, root: Node) -> None:
    """Look at the kind of a file that is read as a study; where it is another, what else it holds is not judged.

    Raises:
        Refusal: it is of another kind, or of none that is known and without scenarios.
    """
    node = (root.entries or {}).get("kind")
    found = reader.word(node, "kind", KINDS) if node is not None else None
    if found is not None and found not in STUDIES:
        text = Said("is of kind {kind}, and a study compares scenarios", kind=found)
        raise Refusal([root.problem("", "trial", text)])
    if reader.problems and "scenarios" not in (root.entries or {}):
        reader.finish()
