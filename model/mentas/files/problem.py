"""What can be wrong with a file, in one line: where, what, the nearest name, what is allowed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mentas.language import SOURCE, Said, into, tell

MOST_PROBLEMS = 20
"""Problems that are told at once; who has more mends these first."""

MOST_PATH = 300
NOTHING = Said("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, what is allowed, and the nearest name."""

    file: str
    line: int
    """Counts from 1; 0 where the file as a whole is wrong."""
    column: int
    field: str
    code: str
    message: Said
    allowed: Said = NOTHING
    nearest: str = ""

    def __str__(self) -> str:
        return self.told(SOURCE)

    def told(self, lang: str) -> str:
        """The problem as one line in a language."""
        name = shorten(self.file, MOST_PATH)
        place = f"{name}:{self.line}:{self.column}" if self.line else name
        message = into(self.message, lang)
        text = f"{place}: {self.field}: {message}" if self.field else f"{place}: {message}"
        if self.nearest:
            text = tell("{problem}; did you mean {nearest}?", lang, problem=text, nearest=self.nearest)
        if not self.allowed:
            return text
        allowed = into(self.allowed, lang)
        if self.nearest:
            return tell("{problem} Allowed: {allowed}", lang, problem=text, allowed=allowed)
        return tell("{problem}; allowed: {allowed}", lang, problem=text, allowed=allowed)


class Refusal(ValueError):
    """A file is refused; `problems` has all that was found, or 20 of it, in the order of each file, what has no line
    last."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        # Two scenarios that share a layer tell of the same problem: once is enough.
        found = list(dict.fromkeys(problems))[:MOST_PROBLEMS]
        files = list(dict.fromkeys(problem.file for problem in found))
        self.problems = sorted(found, key=lambda p: (files.index(p.file), p.line == 0, p.line, p.column))
        super().__init__(self.told(SOURCE))

    def told(self, lang: str) -> str:
        """The problems in a language, a line each."""
        return "\n".join(problem.told(lang) for problem in self.problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return Refusal, (self.problems,)


def refused(file: str, code: str, message: Said, *, line: int = 0, column: int = 0) -> Refusal:
    """A refusal for one reason."""
    return Refusal([Problem(file, line, column, "", code, message)])


RANGE = re.compile(r"(-?[0-9.]+) to (-?[0-9.]+)")


def takes(said: str) -> Said:
    """What a key takes; from one number to another is the same text for all numbers."""
    ends = RANGE.fullmatch(said)
    return Said("{low} to {high}", low=ends[1], high=ends[2]) if ends else Said(said)


def listed(names: Iterable[str]) -> Said:
    """Names, words and numbers that are the same in every language, one after the other."""
    return Said("{names}", names=", ".join(names))


def shorten(text: str, most: int = 60) -> str:
    """Text for a message: one line, printable, not long."""
    plain = "".join(c if c.isprintable() else "?" for c in text[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that is most like `name`, or nothing."""
    known = {known.casefold(): known for known in names}
    found = difflib.get_close_matches(name[:80].casefold(), list(known), n=1, cutoff=0.6)
    return known[found[0]] if found else ""
