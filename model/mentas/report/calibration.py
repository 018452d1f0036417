"""What a calibration found, as charts and as lines for a person; read from its folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from mentas.language import LANGUAGES, N_, P_, tell
from mentas.report import numbers, parameter_titles
from mentas.report.style import COLOURS, GREY, SETTINGS
from mentas.studies import atomic

AGREES, AGREES_NOT = (
    N_("threshold {threshold}: agrees with the targets (chi2 {squares} / {targets}, p {p}); {n} effective sets"),
    N_(
        "threshold {threshold}: does NOT agree with the targets (chi2 {squares} / {targets}, p {p}); {n} effective sets"
    ),
)

VERDICTS: dict[str, str] = {
    "identified": N_("Identified: {names}"),
    "partly": N_("Partly identified: {names}"),
    "not": N_("Not identified by these trials: {names}"),
}
"""How parameters of each verdict are told."""


def draw(folder: Path) -> list[Path]:
    """Draw the charts of a calibration's folder into `figures/en` and `figures/id`, as PNG and SVG."""
    import matplotlib

    matplotlib.use("Agg")
    written = []
    with matplotlib.rc_context(SETTINGS):
        for lang in LANGUAGES:
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            for name, figure in (("posterior", _posterior(folder, lang)), ("fit", _fit(folder, lang))):
                for suffix in ("png", "svg"):
                    meta = {"Date": None} if suffix == "svg" else {"Software": None}
                    path = place / f"{name}.{suffix}"
                    # Unfinished files have another suffix, so the format is named.
                    draw_to = _saver(figure, suffix, meta)
                    atomic.write_with(path, draw_to)
                    written.append(path)
    return written


def lines(folder: Path, lang: str) -> list[str]:
    """The findings in a few lines."""
    found = []
    misses = [row for row in rows(folder, "fit") if row["misfit"] == "True"]
    for row in rows(folder, "structures"):
        text = AGREES_NOT if row["misspecified"] == "True" else AGREES
        found.append(
            tell(
                text, lang, threshold=level(row["threshold"], lang),
                squares=numbers.number(float(row["squares"]), 1, lang), targets=row["targets"],
                p=figures(float(row["chance"]), lang), n=numbers.number(float(row["effective"]), 0, lang),
            )
        )  # fmt: skip
        found += [
            "  "
            + tell("missed: {target}, z {z}", lang, target=miss["target"], z=numbers.plus(float(miss["z"]), 1, lang))
            for miss in misses
            if miss["threshold"] == row["threshold"]
        ]
    verdicts = [row for row in rows(folder, "identified") if row["threshold"] == "all"]
    for verdict, text in VERDICTS.items():
        names = [parameter_titles.title(row["parameter"], lang) for row in verdicts if row["verdict"] == verdict]
        found.append(tell(text, lang, names="; ".join(names) or numbers.DASH))
    return found


def level(threshold: str, lang: str) -> str:
    """A threshold of a table as readers write it."""
    number = float(threshold)
    return numbers.number(number, 0 if number.is_integer() else 1, lang)


def figures(number: float, lang: str, count: int = 2) -> str:
    """A number with about so many figures, and four decimal places at most."""
    if not np.isfinite(number):
        return numbers.DASH
    places = 0 if number == 0.0 else int(np.clip(count - 1 - np.floor(np.log10(abs(number))), 0, 4))
    return numbers.number(number, places, lang)


def _posterior(folder: Path, lang: str) -> Any:
    from matplotlib.figure import Figure

    found = rows(folder, "posterior")
    priors = {p["name"]: p for p in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["priors"]}
    thresholds = list(dict.fromkeys(row["threshold"] for row in found))
    columns = 3
    height = -(-len(priors) // columns)
    figure = Figure(figsize=(11.0, 1.5 + 1.15 * height))
    panels = figure.subplots(height, columns, squeeze=False).ravel()
    for panel, (name, prior) in zip(panels, priors.items(), strict=False):
        panel.axvspan(prior["low"], prior["high"], color="#E6E6E6")
        for place, row in enumerate(row for row in found if row["parameter"] == name):
            ends = float(row["posterior_0.05"]), float(row["posterior_0.95"])
            inner = float(row["posterior_0.25"]), float(row["posterior_0.75"])
            colour = COLOURS[place % len(COLOURS)]
            panel.plot(ends, (-place, -place), color=colour, lw=1.3)
            panel.plot(inner, (-place, -place), color=colour, lw=3.5, solid_capstyle="butt")
            panel.plot(float(row["posterior_0.5"]), -place, "o", color="white", mec=colour, ms=5)
        panel.set_title(name, fontsize=9)
        panel.set_yticks([-n for n in range(len(thresholds))], [level(t, lang) for t in thresholds], fontsize=7)
        panel.tick_params(axis="x", labelsize=7)
        panel.set_ylim(-len(thresholds) + 0.3, 0.7)
        panel.grid(False)
        if prior["log"]:
            panel.set_xscale("log")
    for panel in panels[len(priors) :]:
        panel.set_visible(False)
    below = tell("Grey: plausible before. Lines: central 90 % after calibration, dot at the median, by threshold", lang)
    _head(figure, tell("What the trials say of each parameter", lang), below)
    return figure


def _fit(folder: Path, lang: str) -> Any:
    from matplotlib.figure import Figure

    found = rows(folder, "fit")
    targets = list(dict.fromkeys(row["target"] for row in found))
    thresholds = list(dict.fromkeys(row["threshold"] for row in found))
    figure = Figure(figsize=(11.0, 1.6 + 0.26 * len(targets)))
    panel = figure.subplots()
    for place, threshold in enumerate(thresholds):
        at = {row["target"]: float(row["z"]) for row in found if row["threshold"] == threshold}
        shown = [np.clip(at[target], -8.0, 8.0) for target in targets]
        heights = [-n - 0.16 * (place - (len(thresholds) - 1) / 2) for n in range(len(targets))]
        label = tell(P_("column", "threshold {level}"), lang, level=level(threshold, lang))
        panel.plot(shown, heights, "o", color=COLOURS[place % len(COLOURS)], ms=4, label=label)
    for edge in (-2.5, 2.5):
        panel.axvline(edge, color=GREY, lw=0.8, ls="--")
    panel.axvline(0.0, color=GREY, lw=0.8)
    panel.set_yticks([-n for n in range(len(targets))], targets, fontsize=7)
    panel.set_xlim(-8.4, 8.4)
    panel.legend(fontsize=8, frameon=False, loc="lower right")
    below = tell("In allowed deviations from the published effect; dashed: 2.5", lang)
    _head(figure, tell("Published effects against the calibrated model", lang), below)
    return figure


def _head(figure: Any, title: str, below: str) -> None:
    height = figure.get_figheight()
    figure.tight_layout(rect=(0.0, 0.0, 1.0, 1.0 - 0.8 / height))
    figure.text(0.02, 1.0 - 0.3 / height, title, size=15, weight="bold", va="center")
    figure.text(0.02, 1.0 - 0.6 / height, below, size=9.5, color=GREY, va="center")


def _saver(figure: Any, suffix: str, meta: dict[str, None]) -> Any:
    return lambda path: figure.savefig(path, format=suffix, metadata=meta)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """A table of a calibration's folder."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
