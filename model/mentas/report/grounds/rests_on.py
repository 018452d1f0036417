"""What an answer rests on: how the numbers behind it are known, and which of them matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from mentas.language import tell
from mentas.parameters import CHOICE, EVIDENCE
from mentas.report import numbers
from mentas.report.document import Block, Figure, Fold, Items, Number, Section, Table, Value, Words
from mentas.report.grounds import grades

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

ASSUMED = "assumption"


def section(manifest: Mapping[str, Any], lang: str, *, more: Sequence[Block] = ()) -> Section | None:
    """Grades of evidence, what varies in the study, and what is known of the numbers that matter.

    Args:
        manifest: of the study, of any kind.
        lang: `id` or `en`.
        more: what the kind of study knows of the numbers that matter; by default the reader is told where that stands.

    Returns:
        None for a study whose manifest lists no numbers.
    """
    if not manifest.get("parameters"):
        return None
    blocks = (*_grades(manifest, lang), *_varied(manifest, lang), *(more or _elsewhere(lang)))
    return Section("rests_on", tell("What the answer rests on", lang), blocks)


def counts(manifest: Mapping[str, Any]) -> dict[str, int]:
    """Numbers by grade of evidence, assumptions last; every grade that occurs."""
    found = [number["evidence"] for number in manifest["parameters"].values()]
    firm = (*(grade for grade in EVIDENCE if grade != ASSUMED), *sorted(set(found) - set(EVIDENCE)), ASSUMED)
    return {grade: found.count(grade) for grade in firm if grade in found}


def _grades(manifest: Mapping[str, Any], lang: str) -> Iterator[Block]:
    found = counts(manifest)
    all_, assumed = sum(found.values()), found.get(ASSUMED, 0)
    choices = sum(number["evidence"] == ASSUMED and str(number.get("settles", "")).startswith(CHOICE)
                  for number in manifest["parameters"].values())  # fmt: skip
    said = {"n": all_, "assumed": assumed, "share": numbers.percent(assumed / all_, lang), "choices": choices}
    yield Words(
        tell(
            "{assumed} of the {n} numbers behind this study ({share}) are assumptions; {choices} of them are choices, "
            "such as the size of a sample, that nobody could measure. Read signs and paths, not digits.",
            lang,
            **said,
        ),
        "lead",
    )
    parts = "; ".join(f"{grades.grade(grade, lang)} {count}" for grade, count in found.items())
    finding = tell("How the {n} numbers are known: {parts}.", lang, n=all_, parts=parts)
    rows: list[tuple[Value, ...]] = [
        (grades.grade(grade, lang), count, Number(count / all_, "share")) for grade, count in found.items()
    ]
    columns = (tell("How known", lang), tell("Numbers", lang), tell("Share", lang))
    title = tell("How the numbers behind this study are known", lang)
    yield Figure("evidence", title, finding, partial(_draw, found, lang),
                 Table("evidence", title, columns, tuple(rows)))  # fmt: skip
    yield Fold(tell("How the numbers are known, file by file", lang), (_by_file(manifest, tuple(found), lang),))


def _by_file(manifest: Mapping[str, Any], kinds: tuple[str, ...], lang: str) -> Table:
    files: dict[str, list[str]] = {}
    for name, number in manifest["parameters"].items():
        files.setdefault(name.partition(".")[0], []).append(number["evidence"])
    rows: list[tuple[Value, ...]] = [
        (grades.file(stem, lang), *(found.count(kind) for kind in kinds), len(found)) for stem, found in files.items()
    ]
    columns = (tell("File", lang), *(grades.grade(kind, lang) for kind in kinds), tell("All", lang))
    return Table("evidence_by_file", tell("Numbers by file and by how they are known", lang), columns, tuple(rows))


def _varied(manifest: Mapping[str, Any], lang: str) -> Iterator[Block]:
    """Numbers that the study varies itself, where it does."""
    names = (manifest.get("ensemble") or {}).get("parameters") or ()
    if not names:
        return
    found = manifest["parameters"]
    title = tell("The {n} numbers that vary in this study, as far as published trials allow", lang, n=len(names))
    titles = (f"{tell(found[name]['title'], lang)} ({name})" if name in found else name for name in names)
    yield Fold(title, (Items(tuple(titles)),))


def _elsewhere(lang: str) -> Iterator[Block]:
    """Where it is told which numbers matter."""
    yield Words(
        tell(
            "Which of these numbers decide the answer, and at which value another policy becomes the better one, is "
            "found by a study of sensitivity (experiments/sensitivity), which has a report of its own.",
            lang,
        )
    )


def _draw(found: Mapping[str, int], lang: str) -> Picture:
    from mentas.report.grounds import evidence_figure

    return evidence_figure.draw(found, lang)
