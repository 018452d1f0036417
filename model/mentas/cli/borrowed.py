"""What the library of the command line says by itself, in the reader's language: it has its sentences in English only.

A sentence that is not among these stays as it is.
"""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from typing import Any

from mentas.language import N_, _

SENTENCES: tuple[str, ...] = (
    N_("Error: {message}"),
    N_("Try '{command}' for help."),
    N_("Invalid value for {name}: {message}"),
    N_("Invalid value: {message}"),
    N_("No such option: {name} (Possible options: {names})"),
    N_("No such option: {name}"),
    N_("No such command {name}. Did you mean {names}?"),
    N_("No such command {name}."),
    N_("Missing command."),
    N_("Missing argument {name}. Choose from:"),
    N_("Missing argument {name}."),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("Got unexpected extra argument(s) ({words})"),
    N_("Got unexpected extra argument ({words})"),
    N_("Got unexpected extra arguments ({words})"),
    N_("Input should be a valid integer, unable to parse string as an integer"),
    N_("Input should be a valid number, unable to parse string as a number"),
    N_("Input should be greater than or equal to {least}"),
    N_("Input should be less than or equal to {most}"),
    N_("Value error, {value} is not one of {names}."),
    N_("{value} is not one of {names}."),
    N_("{value} is not a valid integer."),
    N_("{value} is not a valid float."),
    N_("{value} is not in the range {range}."),
    N_("default: {default}"),
    N_("required"),
)
"""Sentences of typer, of the click in it and of pydantic, each ahead of those that it could be taken for."""

PLACE = re.compile(r"\\{(\w+)\\}")


def said(text: str) -> str:
    """A sentence of the library in the reader's language; what fills it is said so too."""
    for sentence in SENTENCES:
        found = _pattern(sentence).fullmatch(text)
        if found is not None:
            filled = found.groupdict()
            if "message" in filled:
                filled["message"] = said(filled["message"])
            return _(sentence, **filled)
    return text


def extras(text: str) -> str:
    """The help of an option, whose end may say in brackets what is taken and what is the default."""
    head, bracket, tail = text.rpartition("  [")
    if not bracket or not tail.endswith("]"):
        return text
    return f"{head}  [{'; '.join(said(each) for each in tail[:-1].split('; '))}]"


def show(error: Any) -> None:
    """Say on stderr why a command line was not taken, with its usage.

    Args:
        error: of the library, which can show itself in English.
    """
    shown = io.StringIO()
    error.show(file=shown)
    for line in shown.getvalue().splitlines():
        print(said(line), file=sys.stderr)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(sentence)), re.DOTALL)
