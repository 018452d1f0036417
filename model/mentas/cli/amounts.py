"""Counts, times and sizes as the reader of the command line writes them."""

from __future__ import annotations

from mentas.language import _, current

UNITS = ("B", "kB", "MB", "GB", "TB")


def count(n: float) -> str:
    """A number of things, thousands apart."""
    return _marked(f"{n:,.0f}")


def short(value: float, figures: int = 3) -> str:
    """A number with so many significant figures."""
    return _marked(f"{value:.{figures}g}")


def decimal(value: float, places: int) -> str:
    """A number with so many decimal places."""
    return _marked(f"{value:,.{places}f}")


def several(n: int, one: str, many: str) -> str:
    """A sentence about so many things.

    Args:
        n: how many.
        one: the sentence for one, marked for translation, with a place `n`.
        many: the sentence for any other number.
    """
    return _(one if n == 1 else many, n=count(n))


def duration(seconds: float) -> str:
    """A time in words: 3 h 20 min, 4 min 10 s, 12 s."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("{hours} h {minutes} min", hours=count(hours), minutes=minutes)
    return _("{minutes} min {seconds} s", minutes=minutes, seconds=rest) if minutes else _("{seconds} s", seconds=rest)


def size(of: float) -> str:
    """Bytes in the unit that fits."""
    for unit in UNITS:
        if of < 1000.0 or unit == UNITS[-1]:
            break
        of /= 1000.0
    return f"{decimal(of, 1)} {unit}" if of < 10.0 and unit != "B" else f"{count(of)} {unit}"


def _marked(text: str) -> str:
    """Thousands and decimals as the language marks them."""
    return text.translate(str.maketrans(",.", ".,")) if current() == "id" else text
