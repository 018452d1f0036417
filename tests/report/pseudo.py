"""A language in which every text of a catalogue stands in ⟦brackets⟧, so that what is in no catalogue stands out."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from rich.console import Console

from mentas import language

OPEN, CLOSE = "⟦", "⟧"
INSIDE = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORD = re.compile(r"[^\W\d_]{2,}")
WIDE = 10_000
"""Letters on a line of a screen on which no text is broken."""


class Bracketed(gettext.NullTranslations):
    """Says every text in brackets."""

    def gettext(self, message: str) -> str:
        """A text, without its context."""
        return f"{OPEN}{message.rpartition(language.MARK)[2]}{CLOSE}"


@contextmanager
def spoken() -> Iterator[None]:
    """Within it, Indonesian is the language in brackets."""
    held = language.catalogue
    with mock.patch.object(language, "catalogue", lambda lang: Bracketed() if lang == "id" else held(lang)):
        yield


def outside(texts: Iterable[str], data: Iterable[str]) -> list[str]:
    """What stands outside of brackets in texts and has two letters or more in a row.

    Args:
        texts: that a reader sees.
        data: titles and names that are nobody's to translate, which may stand anywhere.
    """
    known = sorted(filter(None, data), key=len, reverse=True)
    found = []
    for text in texts:
        rest = re.sub(r"\s+", " ", text)
        while INSIDE.search(rest):
            rest = INSIDE.sub(" ", rest)
        for each in known:
            rest = rest.replace(re.sub(r"\s+", " ", each), " ")
        if WORD.search(rest):
            found.append(rest.strip())
    return found


@contextmanager
def drawn() -> Iterator[list[str]]:
    """The texts of all pictures that are saved within it; no file is drawn."""
    from matplotlib.figure import Figure

    found: list[str] = []

    def save(figure: Figure, path: Any, **_: object) -> None:
        found.extend(on(figure))
        if isinstance(path, io.IOBase):
            path.write(b" ")
        else:
            Path(path).write_bytes(b" ")

    with mock.patch.object(Figure, "savefig", save):
        yield found


def on(figure: Any) -> list[str]:
    """Every text on a picture, those of its scales too."""
    from matplotlib.text import Text

    figure.canvas.draw()
    return [each.get_text() for each in figure.findobj(Text) if each.get_visible()]


def screen() -> Console:
    """A screen whose lines are not broken; `file.getvalue()` is what stands on it."""
    return Console(file=io.StringIO(), width=WIDE)


def strings(found: Any) -> Iterator[str]:
    """Every text in a tree of JSON types."""
    if isinstance(found, str):
        yield found
    for each in found.values() if isinstance(found, dict) else found if isinstance(found, list | tuple) else ():
        yield from strings(each)
