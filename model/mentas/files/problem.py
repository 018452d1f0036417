"""What can be wrong with a file, in one line: where, what, the nearest name, what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MOST_PROBLEMS = 20
"""Problems that are told at once; who has more mends these first."""

MOST_PATH = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, what is allowed, and the nearest name."""

    file: str
    line: int
    """Counts from 1; 0 where the file as a whole is wrong."""
    column: int
    field: str
    code: str
    message: str
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        name = shorten(self.file, MOST_PATH)
        place = f"{name}:{self.line}:{self.column}" if self.line else name
        text = f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"
        if self.nearest:
            text += f"; did you mean {self.nearest}?"
        if self.allowed:
            text += f" Allowed: {self.allowed}" if self.nearest else f"; allowed: {self.allowed}"
        return text


class Refusal(ValueError):
    """A file is refused; `problems` has all that was found, or 20 of it, in the order of each file, what has no line
    last."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        # Two scenarios that share a layer tell of the same problem: once is enough.
        found = list(dict.fromkeys(problems))[:MOST_PROBLEMS]
        files = list(dict.fromkeys(problem.file for problem in found))
        self.problems = sorted(found, key=lambda p: (files.index(p.file), p.line == 0, p.line, p.column))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return Refusal, (self.problems,)


def shorten(text: str, most: int = 60) -> str:
    """Text for a message: one line, printable, not long."""
    plain = "".join(c if c.isprintable() else "?" for c in text[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that is most like `name`, or nothing."""
    known = {known.casefold(): known for known in names}
    found = difflib.get_close_matches(name[:80].casefold(), list(known), n=1, cutoff=0.6)
    return known[found[0]] if found else ""
