"""Numbers as a reader writes them: Rp1.234.567 and 4,7% in Indonesian, Rp1,234,567 and 4.7% in English."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mentas.language import N_, tell
from mentas.report.words import say

PLACES: dict[str, int] = {
    "1": 3, "log": 4, "index": 3, "deciles": 2, "households": 0, "groups": 0, "persons": 0,
    "households/Rp billion": 2, "Rp/Rp": 3,
}  # fmt: skip
"""Decimal places by unit, where the number stands as it is."""

SHORT: tuple[tuple[float, str], ...] = (
    (1e12, N_("Rp{n} trillion")),
    (1e9, N_("Rp{n} billion")),
    (1e6, N_("Rp{n} million")),
)

DASH = "-"


def number(value: float, places: int, lang: str) -> str:
    """A number with thousands and decimals as the language marks them; a dash where it is not known."""
    if not math.isfinite(value):
        return DASH
    value = 0.0 if round(value, places) == 0 else value
    text = f"{value:,.{places}f}".replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "id" else text


def rupiah(value: float, lang: str) -> str:
    """Rupiah, from a million up in words: Rp36,5 miliar, Rp460 miliar."""
    for size, text in SHORT:
        if abs(value) >= size:
            some = round(abs(value) / size, 1)
            return _sign(value) + tell(text, lang, n=number(some, 0 if some.is_integer() else 1, lang))
    return f"{_sign(value)}Rp{number(abs(value), 0, lang)}" if math.isfinite(value) else DASH


def percent(share: float, lang: str, places: int = 0) -> str:
    """A share in per cent; a dash where it is not known."""
    return f"{number(100.0 * share, places, lang)}%" if math.isfinite(share) else DASH


def level(value: float, unit: str, lang: str) -> str:
    """A value with its unit."""
    if not math.isfinite(value):
        return DASH
    if unit == "share":
        return percent(value, lang, 2)
    if unit == "Rp/person/month":
        return f"{_sign(value)}Rp{number(abs(value), 0, lang)}"
    if unit.startswith("Rp") and unit != "Rp/Rp":
        return rupiah(value, lang)
    return number(value, PLACES.get(unit, 3), lang)


def gap(value: float, unit: str, lang: str, places: int = 0) -> str:
    """The size of a difference, without its sign; shares differ by points."""
    text = size(value, unit, lang, places)
    return say("points", lang, size=text) if unit == "share" and math.isfinite(value) else text


def size(value: float, unit: str, lang: str, places: int = 0) -> str:
    """The size of a difference without sign and without the word points, with at least so many decimal places."""
    if unit == "share":
        return number(abs(100.0 * value), max(places, 2), lang)
    if unit.startswith("Rp") and unit != "Rp/Rp":
        return level(abs(value), unit, lang)
    return number(abs(value), max(places, PLACES.get(unit, 3)), lang)


def signed(value: float, unit: str, lang: str, places: int = 0) -> str:
    """A difference with its sign, short, for tables; one that is written as nothing has none."""
    return _with_sign(value, size(value, unit, lang, places))


def plus(value: float, places: int, lang: str) -> str:
    """A number with its sign, whichever that is; one that is written as nothing has none."""
    return _with_sign(value, number(abs(value), places, lang))


def places_for(ends: Iterable[float], unit: str) -> int:
    """Decimal places with which an interval that leaves out zero does not look as if it touched it."""
    nearest = min(abs(end) for end in ends) * (100.0 if unit == "share" else 1.0)
    return min(max(-math.floor(math.log10(nearest)), 0), 6) if nearest > 0.0 and math.isfinite(nearest) else 0


def places_apart(low: float, high: float, unit: str) -> int:
    """The same for an interval of which it is not known that it leaves out zero; none more than usual where not."""
    return places_for((low, high), unit) if low > 0.0 or high < 0.0 else 0


def _with_sign(value: float, text: str) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{text}" if any(digit in text for digit in "123456789") else text


def _sign(rupiah: float) -> str:
    """Of an amount that is written in whole rupiah at least."""
    return "−" if round(rupiah) < 0 else ""
