"""What a dimension may be called: its name is a path in a scenario and a column of tables."""

from __future__ import annotations

import re

from mentas.language import Said

WORD = re.compile(r"[^\W\d]\w{0,39}")
"""What a mixture or division of the budget may be called."""

COLUMNS: tuple[str, ...] = (
    "run", "key", "digest", "error", "seed", "scenario", "point", "replicate", "outcome", "unit", "mean", "low", "high",
    "n", "difference", "diff_low", "diff_high", "pairs",
)  # fmt: skip
"""Columns that tables of points have besides."""

FIXED: tuple[str, ...] = ("extends", "title", "question", "sources", "region", "start", "years", "population.microdata")
"""What all runs of a scenario share, so that they can be set side by side."""


def wrong(name: str, *, divides: bool) -> tuple[str, Said] | None:
    """Code and message of what is wrong with a name; None if nothing is.

    Args:
        name: as it is written.
        divides: whether it is of a mixture or division of the budget, which goes by a word of its own.
    """
    if divides:
        if not WORD.fullmatch(name):
            return "bad-name", Said("must be a word of letters, digits and _, at most 40: it names columns of tables")
        if name in COLUMNS:
            return "bad-name", Said("is a column that tables have anyway: choose another word")
        return None
    if name == "budget.shares" or name.startswith("budget.shares."):
        return "one-share", Said(
            "cannot be chosen alone, for shares sum to 1: use mix or simplex under a word of your own"
        )
    if name in FIXED:
        return "fixed", Said("must be the same in all runs of a scenario; say it in `constants` or in the scenario")
    return None
