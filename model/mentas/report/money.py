"""The chart of money: what reached households by programme, what that cost, what leaked, what was left."""

from __future__ import annotations

from mentas.report import numbers, style
from mentas.report.parameter_titles import programme_name
from mentas.report.study import Study
from mentas.report.words import say

PROGRAMMES: tuple[str, ...] = ("#0072B2", "#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#332288")
OTHER: tuple[tuple[str, str, str], ...] = (
    ("admin", "admin", "#8C8C8C"),
    ("leaked", "leaked", "#D55E00"),
    ("unspent", "left", "#FFFFFF"),
)
BILLION = 1e9

NEAR = 0.05
"""Share of the longest bar from which a part has room for its number."""


def spent(study: Study, lang: str) -> style.Chart | None:
    """One bar a policy: delivered by programme, administration, leakage, what is left."""
    if not len(study.spending) or not study.spending["budget"].any():
        return None
    years = int(study.spending["year"].max())
    chart = style.Chart(
        study, lang, title=say("fig_money", lang), subtitle=say("fig_money_sub", lang, years=years, n=study.replicates),
        height=3.1 + 0.72 * len(study.scenarios), grid=(1, 1), left=0.2,
    )  # fmt: skip
    panel = chart.panels[0, 0]
    sums = study.spending.groupby(["scenario", "programme"], sort=False)[["delivered", "admin", "leaked", "unspent"]]
    money = sums.sum() / BILLION
    programmes = list(dict.fromkeys(study.spending["programme"]))
    longest = float(money.groupby("scenario").sum().sum(axis=1).max())
    for place, scenario in enumerate(study.scenarios):
        mine = money.loc[scenario] if scenario in money.index.get_level_values(0) else money.iloc[:0].droplevel(0)
        parts = [
            (float(mine["delivered"].get(name, 0.0)), PROGRAMMES[k % len(PROGRAMMES)])
            for k, name in enumerate(programmes)
        ]
        parts += [(float(mine[line].sum()), shade) for line, _, shade in OTHER]
        left = 0.0
        for amount, shade in parts:
            edge = "#8C8C8C" if shade == "#FFFFFF" else "white"
            panel.barh(place, amount, left=left, height=0.66, color=shade, edgecolor=edge, linewidth=0.8)
            if amount > NEAR * longest:
                ink = "white" if shade in ("#0072B2", "#009E73", "#D55E00", "#332288") else "#202020"
                text = numbers.number(amount, 0 if longest >= 100 else 1, lang)
                panel.text(left + amount / 2, place, text, ha="center", va="center", size=9.5, color=ink)
            left += amount
    panel.set_yticks(
        range(len(study.scenarios)), [style.wrap(study.title(name, lang), 28) for name in study.scenarios], size=10
    )
    panel.tick_params(axis="y", length=0)
    panel.invert_yaxis()
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.xaxis.set_major_formatter(lambda value, _: numbers.number(value, 0 if longest >= 10 else 2, lang))
    _legend(chart, programmes)
    return chart


def _legend(chart: style.Chart, programmes: list[str]) -> None:
    from matplotlib.patches import Patch

    lang = chart.lang
    handles = [
        Patch(facecolor=PROGRAMMES[k % len(PROGRAMMES)], label=say("delivered", lang, programme=programme_name(name)))
        for k, name in enumerate(programmes)
    ]
    handles += [Patch(facecolor=shade, edgecolor="#8C8C8C", label=say(key, lang)) for _, key, shade in OTHER]
    height = chart.figure.get_figheight()
    chart.figure.legend(
        handles=handles, loc="lower center", ncols=4, frameon=False, bbox_to_anchor=(0.5, 0.42 / height), fontsize=9.5
    )
    chart.figure.subplots_adjust(bottom=(1.5 if len(handles) > 4 else 1.25) / height)
