"""The report of a comparison: its sections in order."""

from __future__ import annotations

from pathlib import Path

from mentas.language import Said
from mentas.report import findings, lives, study
from mentas.report.comparison import beside, front, gains, groups, over_time, shapes
from mentas.report.comparison.shapes import Shapes
from mentas.report.document import Document, Section
from mentas.report.flows import exits, money, movement
from mentas.report.grounds import limits, parameters, reproduce, rests_on, sureness
from mentas.report.words import say
from mentas.studies import digest
from mentas.studies.problems import RefusedError


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a finished comparison in one language.

    Args:
        folder: of the study.
        lang: `id` or `en`.
        boundaries: a GeoJSON file of regencies, for the map; by default it is made of tiles.

    Raises:
        Refusal: the file of boundaries is none, or has none of the study's regencies.
        RefusedError: the folder holds no study, or one without results.
        OSError: a table cannot be read.
    """
    found = study.read(folder)
    if not found.scenarios:
        raise RefusedError(Said("{folder} holds a study without results", folder=folder))
    manifest, results = found.manifest, digest.of(folder)
    first = front.front(found, lang)
    sections: tuple[Section | None, ...] = (
        beside.section(found, lang),
        gains.section(found, lang, _shapes(found, boundaries)),
        movement.section(found, lang),
        exits.section(found, lang),
        money.section(found, lang),
        over_time.section(found, lang, shown=first.figure),
        sureness.section(found, lang),
        rests_on.section(manifest, lang),
        lives.section(folder, lang),
        limits.section(manifest, lang, cautions=findings.cautions(found, lang)),
        reproduce.section(manifest, lang, digest=results),
        parameters.section(manifest, lang),
    )
    return Document(
        lang=lang, kind="compare", study=str(manifest["study"]), title=str(manifest["title"][lang]),
        front=first, sections=tuple(part for part in sections if part is not None),
        source=say("source", lang, version=manifest["mentas"], study=manifest["study"], region=found.region(lang),
                   seed=manifest["seed"], n=found.replicates),
        about={"digest": results, "finished": manifest.get("finished")},
    )  # fmt: skip


def _shapes(found: study.Study, boundaries: Path | None) -> Shapes | None:
    """The shapes of the study's regencies, where a file of them is given and the study tells of regencies."""
    regencies = [name for _, name in groups.groups(found, "regency")]
    return shapes.read(boundaries, regencies) if boundaries is not None and regencies else None
