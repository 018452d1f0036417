"""Texts as a page may show them: what cannot be seen, or turns what stands beside it around, is marked."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, halves of characters, and marks of direction, which would turn the digits of a sentence round."""

MARK = "\ufffd"


def seen(text: str) -> str:
    """The text with a mark in place of each character that is no character to a reader."""
    return UNSEEN.sub(MARK, text)
