"""The picture of decile movement: ten strata at the start, ten at the end, and ribbons between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.report import style
from mentas.report.flows.standing import POOREST

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS: tuple[str, ...] = ("#0072B2", "#D55E00", "#E69F00", "#F0E442")
"""Of those who started in deciles 1 to 4: Okabe and Ito's, from dark to light, so that grey prints keep the order."""

OTHERS = "#DDDDDD"
"""Of those who started higher."""

INKS: tuple[str, ...] = ("white", "white", "black", "black")

STRATUM = 0.09
"""Width of a column of strata, as a share of the panel."""

GAP = 0.012
"""Room between strata, as a share of all households."""

THIN = 0.0008
"""Share of all households below which a ribbon would not be seen."""

COLUMNS = 2

HEIGHT = 3.5
"""Of a panel, inches."""

LETTERS = 54
"""Of a line across the picture."""


def draw(flows: Sequence[tuple[str, str, np.ndarray]], *, ends: tuple[str, str]) -> Figure:
    """A panel for each policy.

    Args:
        flows: title, line below it, and households by decile at the start and at the end, shape (10, 10).
        ends: what the left and the right column are called.
    """
    columns = min(COLUMNS, len(flows))
    rows = -(-len(flows) // columns)
    titles = [f"{style.wrap(title, LETTERS // columns)}\n{line}" for title, line, _ in flows]
    roof = 0.3 + 0.18 * max(title.count("\n") + 1 for title in titles)
    sheet = style.Sheet(
        height=rows * (HEIGHT + roof) + 0.1, grid=(rows, columns), left=0.12, right=0.12, top=roof, bottom=0.1,
        between=(roof / HEIGHT, 0.09),
    )  # fmt: skip
    for panel, title, (_, _, households) in zip(sheet.panels.flat, titles, flows, strict=False):
        _panel(panel, households, ends)
        panel.set_title(title, size=10.5, pad=16)
    for panel in sheet.panels.flat[len(flows) :]:
        panel.set_axis_off()
    return sheet.figure


def _panel(panel: Any, households: np.ndarray, ends: tuple[str, str]) -> None:
    shares = households / max(households.sum(), 1e-300)
    starts, stops = (_bottoms(shares.sum(axis=axis)) for axis in (1, 0))
    for group in (range(POOREST, 10), *([decile] for decile in range(POOREST))):
        _bands(panel, [band for before in group for band in bands(shares, before)], group[0])
    for side, bottoms, heights in ((0.0, starts, shares.sum(axis=1)), (1.0 - STRATUM, stops, shares.sum(axis=0))):
        for decile in range(10):
            own = side == 0.0 and decile < POOREST
            _stratum(panel, side, bottoms[decile], heights[decile], decile, own)
    top = 1.0 + 9 * GAP
    for at, text, where in ((0.0, ends[0], "left"), (1.0, ends[1], "right")):
        panel.text(at, top + 0.012, text, ha=where, va="bottom", size=10, color=style.GREY)
    panel.set_xlim(0.0, 1.0)
    panel.set_ylim(0.0, top)
    panel.set_axis_off()


def _bottoms(heights: np.ndarray) -> np.ndarray:
    """Where each stratum begins, the poorest at the bottom."""
    return np.concatenate([[0.0], np.cumsum(heights)[:-1]]) + GAP * np.arange(10)


def bands(shares: np.ndarray, before: int) -> list[tuple[float, float, float]]:
    """Of those who start in a decile: where each band leaves, where it arrives, and how thick it is.

    Args:
        shares: of all households by decile at the start and at the end, shape (10, 10).
        before: the decile, from 0.
    """
    lefts = _bottoms(shares.sum(axis=1))[before] + np.concatenate([[0.0], np.cumsum(shares[before])[:-1]])
    rights = _bottoms(shares.sum(axis=0)) + shares[:before].sum(axis=0)
    return [(float(left), float(right), float(share))
            for left, right, share in zip(lefts, rights, shares[before], strict=True) if share > THIN]  # fmt: skip


def _bands(panel: Any, found: list[tuple[float, float, float]], before: int) -> None:
    """Bands of one colour as one path, which keeps the page small."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not found:
        return
    a, b = STRATUM, 1.0 - STRATUM
    middle = (a + b) / 2.0
    points = [
        point for left, right, share in found
        for point in ((a, left), (middle, left), (middle, right), (b, right), (b, right + share),
                      (middle, right + share), (middle, left + share), (a, left + share), (a, left))
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY] * len(found)
    bottom = before < POOREST
    panel.add_patch(
        PathPatch(
            Path(points, codes), facecolor=COLOURS[before] if bottom else OTHERS, linewidth=0.4 if bottom else 0.0,
            edgecolor="white" if before < POOREST - 1 else "#B8AE20", alpha=0.92 if bottom else 0.55,
            zorder=3 if bottom else 2, clip_on=False,
        )
    )  # fmt: skip


def _stratum(panel: Any, left: float, bottom: float, height: float, decile: int, own: bool) -> None:
    """A box with the number of its decile."""
    from matplotlib.patches import Rectangle

    face = COLOURS[decile] if own else "#F5F5F5"
    panel.add_patch(Rectangle((left, bottom), STRATUM, height, facecolor=face, edgecolor="#595959", linewidth=0.7,
                              zorder=4, clip_on=False))  # fmt: skip
    ink = INKS[decile] if own else "#202020"
    panel.text(left + STRATUM / 2.0, bottom + height / 2.0, str(decile + 1), ha="center", va="center_baseline",
               size=10, color=ink, zorder=5)  # fmt: skip
