"""`--set KEY=VALUE`: one change to a scenario, written as its file would write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from mentas import files
from mentas.cli.exits import UsageError
from mentas.files import Refusal
from mentas.language import N_, _


def change(text: str) -> tuple[str, Any]:
    """Key and value of one `--set`; numbers stay text, so that the schema judges them and nothing is retyped.

    Raises:
        UsageError: there is no `=`, or no key before it.
        Refusal: the value is not YAML.
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        sentence = N_("--set takes KEY=VALUE, such as programmes.uep.grant=7_500_000, not '{text}'")
        raise UsageError(_(sentence, text=files.shorten(text)))
    try:
        return key.strip(), files.plain(files.parse(value.encode(errors="replace"), f"--set {key.strip()}"))
    except Refusal as refusal:  # a line and a column of what is in one's own command say nothing
        raise Refusal([replace(problem, line=0, column=0) for problem in refusal.problems]) from None


@contextmanager
def blamed(changes: Mapping[str, Any], flags: Mapping[str, Any]) -> Iterator[None]:
    """Refusals of a change name the option that asked for it, as the reader typed it."""
    typed = {f"with_changes({path!r})": f"--{path}" if path in flags else f"--set {path}" for path in changes}
    try:
        yield
    except Refusal as refusal:
        raise Refusal([replace(p, file=typed.get(p.file, p.file)) for p in refusal.problems]) from None
