"""The report of a study's folder, whatever its kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mentas.language import Said
from mentas.studies import manifest
from mentas.studies.lock import MANIFEST
from mentas.studies.problems import RefusedError

if TYPE_CHECKING:
    from mentas.report.document import Document

KINDS: dict[str, str] = {
    "compare": "mentas.report.comparison.document",
    "sweep": "mentas.report.kinds.sweep",
    "sensitivity": "mentas.report.kinds.sensitivity",
    "frontier": "mentas.report.kinds.frontier",
    "trial": "mentas.report.kinds.trials",
    "calibrate": "mentas.report.kinds.calibrations",
    "patterns": "mentas.report.kinds.patterns",
}
"""The module whose `document` puts a kind of study together."""

MARKS: dict[str, str] = {"trial.json": "trial"}
"""Kind of a folder without a manifest of its own, by the file that marks it: one trial of several."""


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a finished study in one language, from what its folder holds.

    Args:
        folder: of the study.
        lang: `id` or `en`.
        boundaries: a GeoJSON file of regencies, for maps; by default they are tiles.

    Raises:
        RefusedError: the folder holds no study, or one without results.
        OSError: a table cannot be read.
    """
    kind = kind_of(folder)
    if kind not in KINDS:
        raise RefusedError(Said("{folder} holds a study of kind {kind}, which has no report", folder=folder, kind=kind))
    return cast("Document", import_module(KINDS[kind]).document(folder, lang, boundaries=boundaries))


def kind_of(folder: Path) -> str:
    """The kind of study that a folder holds.

    Raises:
        RefusedError: it holds none.
    """
    if not (folder / MANIFEST).exists():
        for name, kind in MARKS.items():
            if (folder / name).exists():
                return kind
    return str(manifest.read(folder)["kind"])
