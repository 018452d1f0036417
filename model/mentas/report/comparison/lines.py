"""Lines over the years with their bands, as small panels below each other or one alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mentas.report.comparison.scales import scale, ticks
from mentas.report.study import Group, Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

PANEL = 1.75
"""Height of a panel, inches."""
ABOVE, BETWEEN, BELOW, RIGHT = 0.6, 0.62, 0.62, 1.75
"""Room above, between, below and to the right of panels, inches."""


def draw(study: Study, panels: Sequence[tuple[str, Group, str]], lang: str) -> Picture:
    """Draw a panel for each measure, group and title, all over the same years."""
    from mentas.language import tell
    from mentas.report import style

    count = len(panels)
    tall = PANEL if count > 1 else 2.6
    height = ABOVE + BELOW + count * tall + (count - 1) * BETWEEN
    sheet = style.Sheet(height=height, grid=(count, 1), left=0.75, right=RIGHT, top=ABOVE, bottom=BELOW,
                        between=(BETWEEN / tall, 0.2))  # fmt: skip
    for panel, (measure, group, title) in zip(sheet.panels[:, 0], panels, strict=True):
        unit = _panel(study, panel, measure, group, lang)
        heading = style.wrap(title, 50)
        panel.annotate(f"{heading}\n{unit}" if unit else heading, xy=(0.0, 1.0), xytext=(-46.0, 6.0), size=10.5,
                       xycoords="axes fraction", textcoords="offset points", va="bottom")  # fmt: skip
    sheet.panels[-1, 0].set_xlabel(tell("Year", lang))
    return sheet.figure


def _panel(study: Study, panel: Any, measure: str, group: Group, lang: str) -> str:
    """Lines, bands and names; returns the unit of the axis."""
    from mentas.report import style

    paths = {name: study.path(name, measure, group) for name in study.scenarios}
    ends = [float(v) for path in paths.values() for part in ("mean", "low", "high") for v in path[part]]
    known = [v for v in ends if math.isfinite(v)] or [0.0]
    axis = scale(study.measure(measure)["unit"], known, lang, difference=False)
    low, high = axis.factor * min(known), axis.factor * max(known)
    low = 0.0 if 0.0 <= low < 0.6 * high else low
    room = 0.04 * (high - low) or 1.0
    labels = []
    for place, (name, path) in enumerate(paths.items()):
        years, mean = path.index.to_numpy(), axis.factor * path["mean"].to_numpy()
        panel.plot(years, mean, color=style.colour(place), linestyle=style.dash(place), linewidth=2.0)
        panel.fill_between(years, axis.factor * path["low"], axis.factor * path["high"], color=style.colour(place),
                           alpha=0.13, linewidth=0)  # fmt: skip
        seen = mean[[math.isfinite(v) for v in mean]]
        if seen.size:
            labels.append((float(seen[-1]), study.title(name, lang), style.colour(place)))
    panel.set_xlim(0, study.last)
    panel.set_ylim(low - (room if low else 0.0), high + room)
    panel.set_xticks(range(0, study.last + 1, max(1, study.last // 5)))
    ticks(panel.yaxis, low, high + room, lang, most=4)
    style.beside(panel, labels, width=20)
    return axis.name
