"""Numbers of an axis: in points, thousands or millions, so that ticks are short."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentas.language import N_, P_, tell
from mentas.report import numbers

UNITS: dict[str, str] = {
    "Rp/person/month": N_("a person a month"),
    "households": N_("households"),
    "groups": N_("groups"),
    "deciles": N_("deciles"),
    "households/Rp billion": N_("households per Rp1 billion"),
}
"""Units as an axis names them; the others go without a name."""


@dataclass(frozen=True, slots=True)
class Scale:
    """By what values are multiplied for an axis, and how the axis is named."""

    factor: float
    name: str


def scale(unit: str, values: Sequence[float], lang: str, *, difference: bool) -> Scale:
    """The scale of an axis that shows these values.

    Args:
        unit: of the values.
        values: what is drawn; what is not finite does not count.
        lang: `id` or `en`.
        difference: whether they are differences: shares then differ by points.
    """
    if unit == "share":
        return Scale(100.0, tell(P_("unit of an axis", "points"), lang) if difference else tell("per cent", lang))
    named = tell(UNITS[unit], lang) if unit in UNITS else ""
    most = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    sizes = ((1e12, N_("trillion")), (1e9, N_("billion")), (2e6, N_("million")), (2e3, N_("thousand")))
    size, word = next(((size, tell(word, lang)) for size, word in sizes if most >= size), (1.0, ""))
    if unit.startswith("Rp") and unit != "Rp/Rp":
        word = tell("Rp {size}", lang, size=word) if word else tell("Rp", lang)
    factor = 10.0 ** -math.floor(math.log10(size))
    return Scale(factor, " ".join(part for part in (word, named) if part))


def ticks(axis: Any, low: float, high: float, lang: str, *, most: int = 5, signed: bool = False) -> None:
    """Set round ticks between two ends, written as the language does.

    Args:
        axis: of matplotlib.
        low, high: ends of the axis.
        lang: `id` or `en`.
        most: how many spaces between ticks at most.
        signed: whether values above zero get a plus.
    """
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    found = [
        float(at) for at in MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low <= at <= high
    ]
    step = min((b - a for a, b in zip(found, found[1:], strict=False)), default=1.0)
    places = next((p for p in range(7) if abs(round(step, p) - step) < 1e-9 * max(step, 1e-12)), 7)

    def text(value: float, _: int) -> str:
        plus = "+" if signed and round(value, places) > 0 else ""
        return f"{plus}{numbers.number(value, places, lang)}"

    axis.set_major_locator(FixedLocator(found))
    axis.set_major_formatter(FuncFormatter(text))
