"""Lines over the years with their bands, each policy named at its end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mentas.report.comparison.scales import scale, ticks
from mentas.report.study import Group, Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

FLAT = 0.6
"""Share of its highest value above which a path would be flat if its axis began at zero."""


def draw(study: Study, measure: str, group: Group, lang: str) -> Picture:
    """Draw a measure of a group under every policy."""
    from mentas.language import tell
    from mentas.report import style

    sheet = style.Sheet(height=3.5, left=0.75, right=1.75, top=0.4, bottom=0.62)
    panel = sheet.panel
    paths = {name: study.path(name, measure, group) for name in study.scenarios}
    ends = [float(v) for path in paths.values() for part in ("mean", "low", "high") for v in path[part]]
    known = [v for v in ends if math.isfinite(v)] or [0.0]
    axis = scale(study.measure(measure)["unit"], known, lang, difference=False)
    low, high = axis.factor * min(known), axis.factor * max(known)
    if study.measure(measure)["unit"] in ("share", "households", "groups"):
        low = max(low, 0.0)  # an interval of few models may reach below what a share or a count can be
    low = 0.0 if 0.0 <= low < FLAT * high else low
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
    panel.set_xlabel(tell("Year", lang))
    ticks(panel.yaxis, low, high + room, lang, most=4)
    panel.annotate(axis.name, xy=(0.0, 1.0), xytext=(-46.0, 6.0), size=10.5, xycoords="axes fraction",
                   textcoords="offset points", va="bottom")  # fmt: skip
    style.beside(panel, labels, width=20)
    return sheet.figure
