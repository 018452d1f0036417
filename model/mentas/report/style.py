"""How charts look: colours that the colour-blind can tell apart, labels at the lines, a source below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import rc_context  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from mentas.report import numbers  # noqa: E402
from mentas.report.study import Study  # noqa: E402
from mentas.report.words import month, say  # noqa: E402
from mentas.studies import atomic  # noqa: E402

COLOURS: tuple[str, ...] = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D")
"""Okabe and Ito's colours, blue for the first policy; more policies than colours begin again with other dashes."""

DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))

GREY = "#595959"

SETTINGS: dict[Any, Any] = {
    "font.size": 11,
    "font.family": "DejaVu Sans",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8C8C8C",
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "xtick.color": "#404040",
    "ytick.color": "#404040",
    "savefig.dpi": 160,
    "svg.hashsalt": "mentas",
    "text.parse_math": False,  # a title may say "$5 or $10": it is words, whatever its signs
}

WIDTH = 11.0
"""Width of a chart, inches."""

MARGIN = 0.045

LETTERS = 128
"""Of a line of words below a headline."""


def colour(place: int) -> str:
    """Colour of the policy in that place of the study."""
    return COLOURS[place % len(COLOURS)]


def dash(place: int) -> Any:
    """Line style of the policy in that place, so that grey prints can be read too."""
    return DASHES[place % len(DASHES)]


def wrap(text: str, width: int) -> str:
    """Text over several lines."""
    return "\n".join(textwrap.fill(line, width) for line in text.splitlines())


class Page:
    """A headline, a line below it, panels, and a source.

    Args:
        title: headline.
        subtitle: what is shown, of whom, in which unit.
        source: what the numbers come from, two lines.
        height: inches.
        grid: rows and columns of panels.
        right: share of the width that is kept free for labels at the lines.
        left: share of the width that is kept free for labels of bars.
        share_x: whether panels below each other share their years.
        roof: inches more above the panels, for titles of three lines.
    """

    def __init__(
        self, *, title: str, subtitle: str, source: str, height: float, grid: tuple[int, int],
        right: float = 0.0, left: float = 0.03, share_x: bool = False, roof: float = 0.0,
    ) -> None:  # fmt: skip
        self.figure = Figure(figsize=(WIDTH, height))
        self.panels = self.figure.subplots(*grid, squeeze=False, sharex=share_x)
        edge = 0.95 - right
        self.figure.subplots_adjust(
            left=MARGIN + left,
            right=edge,
            top=1.0 - ((1.45 if "\n" in subtitle else 1.25) + roof) / height,
            bottom=1.0 / height,
            hspace=0.34,
            wspace=0.28,
        )
        self.figure.text(MARGIN, 1.0 - 0.34 / height, title, size=16, weight="bold", va="center")
        self.figure.text(MARGIN, 1.0 - 0.56 / height, subtitle, size=10.5, color=GREY, va="top", linespacing=1.35)
        self.figure.text(MARGIN, 0.12 / height, source, size=8, color=GREY, va="bottom", linespacing=1.4)

    def save(self, folder: Path, name: str) -> list[Path]:
        """Write the chart as PNG and SVG, whole or not at all."""
        paths = []
        for kind, about in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "mentas"})):
            path = folder / f"{name}.{kind}"
            atomic.write_with(path, partial(self.figure.savefig, format=kind, metadata=about))
            paths.append(path)
        return paths


class Chart(Page):
    """A page about a study.

    Args:
        study: the study.
        lang: `id` or `en`.
        bands: whether intervals are drawn, which the source line then explains.
        page: as a page has them.
    """

    def __init__(self, study: Study, lang: str, *, bands: bool = False, **page: Any) -> None:
        self.study, self.lang = study, lang
        super().__init__(source=self._source(bands), **page)

    def _source(self, bands: bool) -> str:
        manifest = self.study.manifest
        line = say(
            "source", self.lang, version=manifest["mentas"], study=manifest["study"],
            region=self.study.region(self.lang), seed=manifest["seed"], n=self.study.replicates,
        )  # fmt: skip
        suffix = "_varied" if self.study.varied else ""
        about = f"{say(f'bands{suffix}', self.lang)} " if bands else ""
        return f"{line}\n{about}{say(f'sources{suffix}', self.lang)}"


class Sheet:
    """Panels for a report, which says title and source itself: narrow, so that a phone shows letters of 9 pixels.

    Args:
        height: inches.
        grid: rows and columns of panels.
        left, right, top, bottom: room around the panels for labels, inches.
        between: room between panels, as shares of their height and width.
        share_x: whether panels below each other share their years.
    """

    WIDTH = 5.6
    """Inches."""

    def __init__(
        self, *, height: float, grid: tuple[int, int] = (1, 1), left: float = 0.75, right: float = 0.25,
        top: float = 0.3, bottom: float = 0.5, between: tuple[float, float] = (0.4, 0.2), share_x: bool = False,
    ) -> None:  # fmt: skip
        self.figure = Figure(figsize=(self.WIDTH, height))
        self.panels = self.figure.subplots(*grid, squeeze=False, sharex=share_x)
        self.figure.subplots_adjust(
            left=left / self.WIDTH, right=1.0 - right / self.WIDTH, top=1.0 - top / height, bottom=bottom / height,
            hspace=between[0], wspace=between[1],
        )  # fmt: skip

    @property
    def panel(self) -> Any:
        """The first panel."""
        return self.panels[0, 0]


def prices(study: Study, lang: str) -> str:
    """Of which month the prices are."""
    return say("real", lang, start=month(study.manifest["scenarios"][0]["start"], lang))


def ticks(axes: Any, lang: str, places: int) -> None:
    """Numbers of the y axis as the language writes them."""
    axes.yaxis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))


def beside(panel: Any, ends: Sequence[tuple[float, str, str]], *, width: int = 26, size: float = 10.0) -> None:
    """Labels to the right of lines, at the height where each ends, moved apart where they would overlap.

    Args:
        panel: the axes.
        ends: height in data units, text and colour of each line.
        width: characters of a line of text.
        size: of the letters, points.
    """
    texts = [wrap(text, width) for _, text, _ in ends]
    low, high = panel.get_ylim()
    box = panel.get_position()
    points = box.height * panel.figure.get_figheight() * 72.0
    needed = [(text.count("\n") + 1) * size * 1.25 / points + 0.015 for text in texts]
    wanted = [(end - low) / (high - low) for end, _, _ in ends]
    placed = _apart(wanted, needed)
    for text, (_, _, shade), at in zip(texts, ends, placed, strict=True):
        panel.annotate(
            text, xy=(1.02, at), xycoords="axes fraction", va="center", ha="left", color=shade, size=size,
            linespacing=1.15, annotation_clip=False,
        )  # fmt: skip


def _apart(wanted: Sequence[float], needed: Sequence[float]) -> list[float]:
    """Heights as near as may be to those wanted, in the same order, each label with the room that it needs."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed = list(wanted)
    for _ in range(200):
        moved = False
        for below, above in zip(order, order[1:], strict=False):
            overlap = (needed[below] + needed[above]) / 2.0 - (placed[above] - placed[below])
            if overlap > 1e-6:
                placed[below] -= overlap / 2.0
                placed[above] += overlap / 2.0
                moved = True
        if not moved:
            break
    # As a block, back between the ends of the axes.
    low = min(placed[k] - needed[k] / 2.0 for k in order)
    high = max(placed[k] + needed[k] / 2.0 for k in order)
    shift = max(-low, 0.0) if low < 0.0 else min(1.0 - high, 0.0)
    return [height + shift for height in placed]


styled = partial(rc_context, SETTINGS)
"""A context in which charts have these settings."""
