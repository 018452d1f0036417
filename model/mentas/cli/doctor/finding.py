"""What was found of one thing, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mentas.language import N_


class State(StrEnum):
    """How it is."""

    ok = "ok"
    warning = "warning"
    problem = "problem"


WORDS = {State.ok: N_("ok"), State.warning: N_("warning"), State.problem: N_("problem")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    check: str
    """A word for scripts."""
    state: State
    what: str
    found: str
    to_do: str = ""


def ok(check: str, what: str, found: str) -> Finding:
    """Well."""
    return Finding(check, State.ok, what, found)


def warning(check: str, what: str, found: str, to_do: str) -> Finding:
    """Not as it should be, but mentas works."""
    return Finding(check, State.warning, what, found, to_do)


def problem(check: str, what: str, found: str, to_do: str) -> Finding:
    """Something that mentas does not work with."""
    return Finding(check, State.problem, what, found, to_do)
