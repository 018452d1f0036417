"""The report of a comparison: its sections in order."""

from __future__ import annotations

from pathlib import Path

from mentas.report import study
from mentas.report.comparison import beside, front, over_time
from mentas.report.document import Document, Section
from mentas.report.words import say
from mentas.studies.problems import RefusedError


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a finished comparison in one language.

    Args:
        folder: of the study.
        lang: `id` or `en`.
        boundaries: a GeoJSON file of regencies, for the map; by default it is made of tiles.

    Raises:
        RefusedError: the folder holds no study, or one without results.
        OSError: a table cannot be read.
    """
    found = study.read(folder)
    if not found.scenarios:
        raise RefusedError(f"{folder} holds a study without results")
    sections: tuple[Section | None, ...] = (
        beside.section(found, lang),
        over_time.section(found, lang),
    )
    manifest = found.manifest
    return Document(
        lang=lang, kind="compare", study=str(manifest["study"]), title=str(manifest["title"][lang]),
        front=front.front(found, lang), sections=tuple(part for part in sections if part is not None),
        source=say("source", lang, version=manifest["mentas"], study=manifest["study"], region=found.region(lang),
                   seed=manifest["seed"], n=found.replicates),
        about={"finished": manifest.get("finished")},
    )  # fmt: skip
