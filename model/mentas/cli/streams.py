"""Output that no terminal and no pipe refuses: what its encoding cannot write is written in letters that it has."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from typing import Any

NAME = "mentas.plain"
"""Of the error handler that streams are given."""

PLAIN: dict[str, str] = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "…": "...", "→": "->", "←": "<-", "±": "+/-", "×": "x", "÷": "/",
    "≤": "<=", "≥": ">=", "≈": "~", "·": ".", "•": "*", "“": '"', "”": '"', "‘": "'", "’": "'",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
}  # fmt: skip
"""Signs as ASCII says them."""

LINES = range(0x2500, 0x2580)
ACROSS, DOWN = ("HORIZONTAL", "LEFT", "RIGHT"), ("VERTICAL", "UP", "DOWN")
BLOCKS = range(0x2580, 0x25A0)
"""Frames of tables with the ways that they go, and bars of progress."""


def prepare() -> None:
    """Let stdout and stderr say anything."""
    codecs.register_error(NAME, plain)
    for stream in (sys.stdout, sys.stderr):
        change: Any = getattr(stream, "reconfigure", None)
        # Names of files that are no UTF-8 go through a C locale as they are.
        if change is not None and not (stream.errors == "surrogateescape" and _is_utf(stream.encoding)):
            change(errors=NAME)


def plain(error: UnicodeError) -> tuple[str, int]:
    """What takes the place of letters that an encoding does not have, and where it goes on.

    Raises:
        UnicodeError: it was not about writing.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_letter(each) for each in error.object[error.start : error.end]), error.end


def _letter(letter: str) -> str:
    if letter in PLAIN:
        return PLAIN[letter]
    if ord(letter) in LINES:
        return _line(unicodedata.name(letter))
    if ord(letter) in BLOCKS:
        return "#"
    base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode("ascii")
    return base or "?"


def _line(name: str) -> str:
    """A piece of a frame; `name` as Unicode has it."""
    across, down = (any(word in name for word in words) for words in (ACROSS, DOWN))
    return "-" if across and not down else "|" if down and not across else "+"


def _is_utf(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").startswith("utf")
