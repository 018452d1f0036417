"""The report of a study of patterns: what was observed, what is simulated, and whether the two agree."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from mentas.language import tell
from mentas.report import patterns, style
from mentas.report.document import Document, Figure, Front, Section, Table, Value, Words
from mentas.report.kinds import common
from mentas.report.kinds.common import count
from mentas.report.patterns import COLOURS, EDGE, MARKS, say
from mentas.studies import manifest

MOST = 14
"""Patterns of a figure; more go into another one."""


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a folder of patterns.

    Raises:
        RefusedError: it holds no study.
        OSError: a file is missing or cannot be read.
    """
    found, account = patterns.read(folder), manifest.read(folder)
    rows: list[dict[str, Any]] = found["patterns"]
    parts = [rows[start : start + MOST] for start in range(0, len(rows), MOST)]
    figures = tuple(_figure(part, f"patterns_{number}", lang) for number, part in enumerate(parts, 1))
    axis = say("axis", lang)
    note = Words(axis[:1].upper() + axis[1:] + ".", "note")
    lead, sources = (figures[0] if figures else None), _sources(rows, lang)
    told = Section("patterns", tell("What was seen, and what is simulated", lang), (note, *figures, sources))
    return Document(
        lang=lang, kind="patterns", study=str(account["study"]), title=common.titled(account, lang),
        front=Front(common.asked(account, lang), _answer(found, lang), lead, ()),
        sections=(*common.behind(lead, (told,)), *common.close(folder, account, lang)),
        source=tell("mentas {version} · {study} · seed {seed} · {n} replicates", lang, version=account["mentas"],
                    study=account["study"], seed=found["seed"], n=found["replicates"]),
        about=common.about(account),
    )  # fmt: skip


def _answer(found: dict[str, Any], lang: str) -> tuple[str, ...]:
    """How many hold, which do not, and what that is worth."""
    outside = [patterns.title_of(row, lang) for row in found["patterns"] if row["verdict"] == "outside"]
    missed = (tell("Outside what was seen: {names}.", lang, names="; ".join(outside)) if outside
              else tell("None lies outside what was seen.", lang))  # fmt: skip
    counts = patterns.counts(found, lang)
    return (counts[:1].upper() + counts[1:], missed,
            tell("Only patterns that nothing was set to meet speak for the model.", lang))  # fmt: skip


def _figure(rows: list[dict[str, Any]], name: str, lang: str) -> Figure:
    missed = [patterns.title_of(row, lang) for row in rows if row["verdict"] == "outside"]
    inside = sum(row["verdict"] == "inside" for row in rows)
    finding = tell("{inside} of {all} lie inside what was seen.", lang, inside=inside, all=len(rows))
    if missed:
        finding += " " + tell("Outside: {names}.", lang, names="; ".join(missed))
    table: list[tuple[Value, ...]] = []
    for row in rows:
        places = patterns.places_of(row)
        low, high = (patterns.plain(row[end], row, lang, places) for end in ("low", "high"))
        table.append((patterns.title_of(row, lang), patterns.seen(row, lang),
                      patterns.plain(row["simulated"], row, lang, places), f"{low} … {high}",
                      say(row["verdict"], lang), say(row["role"], lang), count(row["replicates"])))  # fmt: skip
    heads = [say(key, lang) for key in ("pattern", "observed", "simulated", "interval", "verdict", "role")]
    columns = (*(head[:1].upper() + head[1:] for head in heads), tell("Replicates", lang))
    title = tell("Simulated patterns within the ranges that were seen", lang)
    note = tell("Each pattern on its own scale; far misses stand at the edge.", lang)
    behind = Table(name, title, columns, tuple(table))
    return Figure(name, title, finding, partial(draw, rows, lang), behind, note=note)


def _sources(rows: list[dict[str, Any]], lang: str) -> Table:
    cells: list[tuple[Value, ...]] = [(patterns.title_of(row, lang), str(row["source"])) for row in rows]
    return Table("sources", tell("Where the patterns were seen", lang), (tell("Pattern", lang), tell("Source", lang)),
                 tuple(cells))  # fmt: skip


def draw(rows: list[dict[str, Any]], lang: str) -> Any:
    """A row for each pattern: its name above, the range seen in grey, the simulated mean with its interval."""
    with style.styled():
        labels = [style.wrap(patterns.title_of(row, lang), 66) for row in rows]
        tall = 0.58 + 0.17 * max((label.count("\n") for label in labels), default=0)
        sheet = style.Sheet(height=tall * len(rows) + 0.75, left=0.2, right=1.35, top=0.55, bottom=0.15)
        panel = sheet.panel
        for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
            panel.barh(place, 1.0, left=-0.5, height=0.34, color="#E3E3E3", zorder=0)
            panel.text(-EDGE, place - 0.2, label, va="bottom", size=10, zorder=5)
            if row["observed"] is not None:
                panel.plot([patterns.within(row["observed"], row)], [place], "|", color="#404040", ms=13, zorder=1)
            if row["simulated"] is None:
                continue
            shade = COLOURS[row["verdict"]]
            middle, low, high = (patterns.within(row[key], row) for key in ("simulated", "low", "high"))
            panel.plot([low, high], [place] * 2, color=shade, lw=2.2, solid_capstyle="butt")
            panel.plot([middle], [place], MARKS[row["verdict"]], color=shade, ms=8, mew=1.6, zorder=3,
                       mfc="white" if row["role"] == "fitted" else shade)  # fmt: skip
            text = patterns.plain(row["simulated"], row, lang, patterns.places_of(row))
            text = f"{text}\n{say(row['verdict'], lang)}"
            panel.annotate(text, (1.02, place + 0.06), xycoords=("axes fraction", "data"), va="center", size=10,
                           color="#404040", annotation_clip=False)  # fmt: skip
        panel.set(xlim=(-EDGE, EDGE), ylim=(len(rows) - 0.5, -0.8), xticks=[], yticks=[])
        panel.grid(visible=False)
        for side in panel.spines.values():
            side.set_visible(False)
        _legend(sheet, {row["verdict"] for row in rows}, lang)
        return sheet.figure


def _legend(sheet: style.Sheet, met: set[str], lang: str) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Patch(facecolor="#E3E3E3", label=say("observed", lang))]
    handles += [Line2D([], [], marker=MARKS[verdict], color=COLOURS[verdict], lw=2.0, ms=7, label=say(verdict, lang))
                for verdict in MARKS if verdict in met]  # fmt: skip
    sheet.figure.legend(handles=handles, loc="upper left", ncols=len(handles), frameon=False, fontsize=10,
                        bbox_to_anchor=(0.01, 1.0), columnspacing=1.0, handlelength=1.4)  # fmt: skip
