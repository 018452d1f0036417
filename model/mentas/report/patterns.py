"""A study of patterns on a screen and as a chart: observed ranges, simulated means, verdicts."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from mentas.language import LANGUAGES, N_, tell
from mentas.report import numbers

WORDS: dict[str, str] = {
    "pattern": N_("pattern"),
    "observed": N_("observed"),
    "simulated": N_("simulated"),
    "interval": N_("95 % interval"),
    "verdict": N_("verdict"),
    "role": N_("role"),
    "inside": N_("inside"),
    "partly": N_("partly"),
    "outside": N_("outside"),
    "unknown": N_("not judged"),
    "calibrate": N_("calibrate"),
    "check": N_("check"),
    "fitted": N_("fitted"),
    "change of share": N_("points"),
    "change of share/year": N_("points a year"),
    "axis": N_(
        "grey: observed range; mark: simulated mean with its 95 % interval (luck only), hollow where the start is set "
        "onto it"
    ),
    "counts": N_(
        "{inside} inside, {partly} partly, {outside} outside, {unknown} not judged; of the {checks} that nothing was "
        "set to meet, {held} are inside."
    ),
    "foot": N_(
        "mentas {version} · {study} · seed {seed} · {n} replicates · each pattern on its own scale; far misses are "
        "drawn at the edge"
    ),
}
"""By key."""

COLOURS = {"inside": "#009E73", "partly": "#E69F00", "outside": "#D55E00", "unknown": "#8C8C8C"}
"""Okabe and Ito's green, orange and vermilion: told apart by the colour-blind, and by the marks below."""

MARKS = {"inside": "o", "partly": "D", "outside": "X", "unknown": "."}

EDGE = 1.6
"""Widths of the observed range to either side of its middle at which the chart ends."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)


def read(folder: Path) -> dict[str, Any]:
    """What a study of patterns found."""
    found: dict[str, Any] = json.loads((folder / "patterns.json").read_text(encoding="utf-8"))
    return found


def show(folder: Path, console: Any, lang: str) -> None:
    """Print the patterns of a study, and how many hold."""
    found = read(folder)
    table = Table(title_justify="left")
    table.add_column(say("pattern", lang), overflow="fold")
    for name in ("observed", "simulated", "interval"):
        table.add_column(say(name, lang), justify="right")
    table.add_column(say("verdict", lang))
    table.add_column(say("role", lang))
    for row in found["patterns"]:
        places = places_of(row)
        interval = f"{plain(row['low'], row, lang, places)} … {plain(row['high'], row, lang, places)}"
        cells = (seen(row, lang), plain(row["simulated"], row, lang, places), interval)
        shade = {"outside": "bold red", "partly": "yellow"}.get(row["verdict"], "")
        table.add_row(
            Text(title_of(row, lang)), *(Text(cell) for cell in cells), Text(say(row["verdict"], lang), style=shade),
            Text(say(row["role"], lang)),
        )  # fmt: skip
    console.print(table)
    console.print(Text(counts(found, lang)))


def counts(found: dict[str, Any], lang: str) -> str:
    """How many patterns hold, in a sentence."""
    checks = [row for row in found["patterns"] if row["role"] == "check" and row["verdict"] != "unknown"]
    held = sum(row["verdict"] == "inside" for row in checks)
    return say("counts", lang, **found["verdicts"], checks=len(checks), held=held)


def seen(row: dict[str, Any], lang: str) -> str:
    """What was observed: a range, or a figure with its range."""
    places = places_of(row)
    ends = f"{plain(row['observed_low'], row, lang, places)} … {plain(row['observed_high'], row, lang, places)}"
    return ends if row["observed"] is None else f"{plain(row['observed'], row, lang, places)} ({ends})"


def places_of(row: dict[str, Any]) -> int:
    """Decimals that tell the ends of the observed range apart."""
    factor = 100.0 if "share" in row["unit"] else 1.0
    width = factor * (row["observed_high"] - row["observed_low"])
    return 3 if width < 0.2 else 2 if width < 5.0 else 1


def plain(value: float | None, row: dict[str, Any], lang: str, places: int) -> str:
    """A value in its unit; shares as per cent, changes of shares as points."""
    if value is None:
        return numbers.DASH
    number = numbers.number(100.0 * value if "share" in row["unit"] else value, places, lang)
    return number + ("%" if row["unit"] in ("share", "share/year") else "")


def _unit(row: dict[str, Any], lang: str) -> str:
    """What follows the title of a pattern whose numbers are not plain."""
    return f" ({say(row['unit'], lang)})" if row["unit"] in WORDS else ""


def title_of(row: dict[str, Any], lang: str) -> str:
    return str(row["title"] if lang == "en" else row["title_id"]) + _unit(row, lang)


def draw(folder: Path) -> list[Path]:
    """Draw the patterns into `figures/id` and `figures/en`, as PNG and SVG; returns the files written."""
    from mentas.report import style
    from mentas.studies import atomic, manifest

    found, account = read(folder), manifest.read(folder)
    written = []
    with style.styled():
        for lang in LANGUAGES:
            figure = _figure(found, account, lang)
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            for kind, about in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "mentas"})):
                path = place / f"patterns.{kind}"
                atomic.write_with(path, partial(figure.savefig, format=kind, metadata=about))
                written.append(path)
    return written


def _figure(found: dict[str, Any], account: dict[str, Any], lang: str) -> Any:
    """One line a pattern, each on the scale of its own observed range."""
    from matplotlib.figure import Figure

    from mentas.report import style

    rows = found["patterns"]
    height = 1.9 + 0.36 * len(rows)
    figure = Figure(figsize=(style.WIDTH, height))
    axes = figure.add_axes((0.40, 0.75 / height, 0.30, 1.0 - 1.85 / height))
    axes.axvspan(-0.5, 0.5, color="#E3E3E3", lw=0)
    for line, row in enumerate(rows):
        y = len(rows) - 1 - line
        axes.axhline(y, color="#F0F0F0", lw=0.8, zorder=0)
        shade = COLOURS[row["verdict"]]
        if row["simulated"] is not None:
            middle, low, high = (within(row[name], row) for name in ("simulated", "low", "high"))
            axes.plot([low, high], [y, y], color=shade, lw=2.2, solid_capstyle="butt")
            inner = "white" if row["role"] == "fitted" else shade
            axes.plot([middle], [y], MARKS[row["verdict"]], color=shade, mfc=inner, ms=8, mew=1.6)
        if row["observed"] is not None:
            axes.plot([within(row["observed"], row)], [y], "|", color="#404040", ms=13, zorder=1)
        title = style.wrap(title_of(row, lang), 52)
        axes.text(-EDGE - 0.1, y, title, ha="right", va="center", size=8.5, linespacing=1.05)
        simulated = plain(row["simulated"], row, lang, places_of(row))
        words = f"{simulated}   {say('observed', lang)} {seen(row, lang)}"
        axes.text(EDGE + 0.1, y, words, ha="left", va="center", size=8.5, color="#404040")
    axes.set_xlim(-EDGE, EDGE)
    axes.set_ylim(-0.8, len(rows) - 0.2)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    axes.grid(False)
    top = 1.0 - 0.32 / height
    figure.text(0.03, top, account["title"][lang], size=15, weight="bold", va="center")
    figure.text(0.03, 1.0 - 0.62 / height, counts(found, lang), size=10, color=style.GREY, va="center")
    figure.text(0.03, 1.0 - 0.86 / height, say("axis", lang), size=9, color=style.GREY, va="center")
    foot = say("foot", lang, version=account["mentas"], study=found["study"], seed=found["seed"], n=found["replicates"])
    figure.text(0.03, 0.25 / height, foot, size=8, color=style.GREY)
    return figure


def within(value: float, row: dict[str, Any]) -> float:
    """Where a value stands in a pattern's own range, -0.5 to 0.5; what lies far off stands at the edge."""
    low, high = row["observed_low"], row["observed_high"]
    return float(min(max((value - low) / (high - low) - 0.5, -EDGE + 0.08), EDGE - 0.08))
