"""CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mentas.studies import atomic

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would take for a formula; the last four are = + - @ in full width."""


def safe(text: object) -> object:
    """Text that begins like a formula, with an apostrophe before it; all else as it is."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


def write(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame whole or not at all; numbers plain, text safe, what is not known left empty."""
    words = frame.select_dtypes(exclude="number").columns
    guarded = frame.assign(**{name: frame[name].map(safe) for name in words})
    atomic.write_text(path, guarded.to_csv(index=False, lineterminator="\n"))
