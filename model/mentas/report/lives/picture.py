"""The picture of two lives: spending against the poverty line under each policy, and between them their common luck."""

from __future__ import annotations

import math
from textwrap import fill
from typing import TYPE_CHECKING, Any

from mentas.language import N_, tell
from mentas.report import style
from mentas.report.lives.life import YEAR, Read, stretches
from mentas.studies.story.book import Stories, Story

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE = 10.0
"""Of the smallest letters, points."""

LANE = 0.27
"""Height of a lane, inches."""

LIFE = 1.75
"""Height of the panel of a life, inches."""

LEFT, RIGHT, TOP, BOTTOM, GAP, LINE = 1.45, 1.0, 0.05, 0.55, 0.12, 0.2
"""Room around and between panels, and for a line of the title of each life, inches."""

LETTERS = 50
"""Of a line of a title."""

HEADLINE, SOURCE = 42, 84
"""Letters of a line above and below a picture that stands alone."""

POOR = "#F3D9C6"
BAR = "#8C8C8C"

HELP, BUSINESS, GROUP, DECILE, REGISTRY = (
    N_("help"), N_("business"), N_("group"), N_("decile"), N_("in registry")
)  # fmt: skip
ILL, LOSS, NO_JOB, SHOCK = N_("illness"), N_("loss of stock"), N_("no job"), N_("regional shock")


def draw(stories: Stories, story: Story, lang: str, *, above: str = "", below: str = "") -> Figure:
    """Draw it.

    Args:
        stories, story, lang: what is drawn, in which language.
        above: a headline, where the picture stands alone.
        below: where it comes from, the same.
    """
    with style.styled():
        return _Picture(stories, story, lang, fill(above, HEADLINE), style.wrap(below, SOURCE)).figure


class _Picture:
    """Panels from top to bottom: a life, its lanes, the common luck, the other life, its lanes."""

    def __init__(self, stories: Stories, story: Story, lang: str, above: str, below: str) -> None:
        self._stories, self._story, self._lang = stories, story, lang
        self._reads = tuple(Read(life) for life in story.lives)
        self._group = any(read.joins or read["group_status"][0] for read in self._reads)
        lanes = 5 if self._group else 4
        luck = 4 if story.shocks else 3
        heights = [LIFE, lanes * LANE, (luck + 1) * LANE, LIFE, lanes * LANE]
        self._titles = [fill(str(policy["title"][lang]), LETTERS) for policy in stories.policies]
        a_head, b_head = (GAP + LINE * (title.count("\n") + 1) for title in self._titles)
        heads = [a_head, GAP, GAP, b_head, GAP]
        top = TOP + (0.1 + 0.24 * (above.count("\n") + 1) if above else 0.0)
        bottom = BOTTOM + (0.12 + 0.15 * (below.count("\n") + 1) if below else 0.0)
        whole = top + sum(heights) + sum(heads) + bottom
        self.figure = style.Sheet(height=whole, grid=(5, 1), share_x=True).figure
        self.figure.text(0.02, 1.0 - 0.1 / whole, above, size=13, weight="bold", va="top")
        self.figure.text(0.02, 0.08 / whole, below, size=8, color=style.GREY, va="bottom", linespacing=1.35)
        at = whole - top
        for panel, height, head in zip(self.figure.axes, heights, heads, strict=True):
            at -= head + height
            width = style.Sheet.WIDTH
            panel.set_position((LEFT / width, at / whole, 1.0 - (LEFT + RIGHT) / width, height / whole))
        a, lanes_a, common, b, lanes_b = self.figure.axes
        for place, (panel, its_lanes) in enumerate(((a, lanes_a), (b, lanes_b))):
            self._life(panel, place)
            self._lanes(its_lanes, place)
        self._luck(common)
        years = self._reads[0].last // YEAR
        lanes_b.set_xlim(0, years)
        lanes_b.set_xticks(range(0, years + 1, 1 if years <= 10 else 2))
        lanes_b.tick_params(axis="x", labelsize=SIZE)
        lanes_b.set_xlabel(self._say(N_("years since the start")), size=SIZE)
        for panel in (a, lanes_a, common, b):
            panel.tick_params(axis="x", bottom=False, labelbottom=False)

    def _say(self, text: str) -> str:
        return tell(text, self._lang)

    def _life(self, panel: Any, place: int) -> None:
        """Spending against the line, the months below it, and where the household stands on its own or falls back."""
        read, shade = self._reads[place], style.colour(place)
        years = [month / YEAR for month in range(read.last + 1)]
        spent, need = ([value / 1e6 for value in read[name]] for name in ("spending_mean", "need"))
        for first, last in stretches(read.poor):
            panel.axvspan((first - 0.5) / YEAR, (last + 0.5) / YEAR, color=POOR, lw=0)
        panel.plot(years, need, color=style.GREY, ls=(0, (3, 2)), lw=1.4)
        panel.plot(years, spent, color=shade, ls=style.dash(place), lw=2.2)
        top = max(max(each[name]) for each in self._reads for name in ("spending_mean", "need")) / 1e6
        panel.set_ylim(0, 1.25 * top)
        style.ticks(panel, self._lang, 0 if top >= 4 else 1)
        panel.tick_params(axis="y", labelsize=SIZE)
        panel.set_ylabel(self._say(N_("Rp million\na month")), size=SIZE)
        panel.set_title(self._titles[place], size=11, weight="bold", color=shade, pad=5, x=-LEFT / _width() + 0.02)
        style.beside(panel, [(spent[-1], self._say(N_("spending")), shade),
                             (need[-1], self._say(N_("poverty\nline")), style.GREY)], size=SIZE)  # fmt: skip
        for column, text, lift in (("mentas", N_("mentas"), 0.93), ("fell_back", N_("falls back"), 0.08)):
            for month in read.begins(column)[:1]:
                self._mark(panel, (month / YEAR, spent[month]), self._say(text), lift)

    def _mark(self, panel: Any, at: tuple[float, float], text: str, height: float) -> None:
        """A point on the line, and a word to it at a height of the panel where it meets no line."""
        panel.plot(*at, marker="o", ms=6, color="black", mfc="white", mew=1.5, zorder=5)
        late = at[0] > 0.5 * self._reads[0].last / YEAR
        thread = {"arrowstyle": "-", "color": "black", "lw": 0.7, "shrinkA": 0, "shrinkB": 4,
                  "relpos": (float(late), float(height < 0.5))}  # fmt: skip
        panel.annotate(text, at, xytext=(at[0], height), textcoords=panel.get_xaxis_transform(), size=SIZE, zorder=6,
                       ha="right" if late else "left", va="center", arrowprops=thread)  # fmt: skip

    def _lanes(self, panel: Any, place: int) -> None:
        """Help, business, group and deciles of a life."""
        read, shade = self._reads[place], style.colour(place)
        names = [HELP, BUSINESS, *([GROUP] if self._group else []), DECILE, REGISTRY]
        height = self._ready(panel, names)
        # One line with gaps: a picture of a hundred marks would be as large as the rest of it.
        ticks = [(month / YEAR, end) for month, value in enumerate(read["transfers"]) if value
                 for end in (height[HELP] - 0.3, height[HELP] + 0.3, math.nan)]  # fmt: skip
        panel.plot([at for at, _ in ticks], [end for _, end in ticks], color=shade, lw=1.2, clip_on=False)
        grants = [month / YEAR for month, _ in read.grants()]
        panel.scatter(grants, [height[HELP]] * len(grants), marker="D", s=44, color=shade, ec="white", lw=0.8, zorder=4,
                      clip_on=False)  # fmt: skip
        self._bars(panel, read.spells("open"), height[BUSINESS], shade)
        if self._group:
            self._bars(panel, read.spells("group_status"), height[GROUP], shade)
        for name, column in ((DECILE, "provincial_decile"), (REGISTRY, "registered_decile")):
            for year in range(read.last // YEAR + 1):
                edge = "left" if year == 0 else "right" if year == read.last // YEAR else "center"
                panel.text(year, height[name], str(int(read[column][YEAR * year])), size=SIZE, va="center", ha=edge)

    def _luck(self, panel: Any) -> None:
        """What strikes the household under either policy, in the month in which it does."""
        read = self._reads[0]
        height = self._ready(panel, ["", ILL, LOSS, NO_JOB, *([SHOCK] if self._story.shocks else [])])
        panel.text(-LEFT / _width() + 0.02, 1.0 - 0.5 / len(height), self._say(N_("The same luck under both")),
                   transform=panel.transAxes, size=11, weight="bold", va="center", ha="left")  # fmt: skip
        for name, column, marker in ((ILL, "illness", "v"), (LOSS, "loss", "X")):
            months = [month / YEAR for month, value in enumerate(read[column]) if value]
            panel.scatter(months, [height[name]] * len(months), marker=marker, s=46, color="#404040", lw=0,
                          clip_on=False)  # fmt: skip
        self._bars(panel, read.spells("jobless"), height[NO_JOB], BAR)
        for shock in self._story.shocks:
            self._bars(panel, [(shock["month"], shock["month"] + shock["months"] - 1)], height[SHOCK], BAR)

    def _ready(self, panel: Any, names: list[str]) -> dict[str, float]:
        """An empty panel of lanes; returns the height of each."""
        panel.set_ylim(len(names) - 0.5, -0.5)
        panel.set_yticks([place for place, name in enumerate(names) if name], [self._say(n) for n in names if n])
        panel.tick_params(axis="y", length=0, labelsize=SIZE)
        panel.grid(visible=False)
        panel.grid(visible=True, axis="x")
        panel.spines[["left", "bottom"]].set_visible(False)
        return {name: float(place) for place, name in enumerate(names)}

    def _bars(self, panel: Any, spells: list[tuple[int, int]], height: float, shade: str) -> None:
        """A bar for each stretch of months."""
        panel.broken_barh([(max(first - 1, 0) / YEAR, (last - max(first - 1, 0)) / YEAR) for first, last in spells],
                          (height - 0.28, 0.56), color=shade, alpha=0.75, lw=0)  # fmt: skip


def _width() -> float:
    """Of the panels, inches."""
    return style.Sheet.WIDTH - LEFT - RIGHT
