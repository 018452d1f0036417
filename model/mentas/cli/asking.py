"""What is known of a command line before it is parsed: the language that it asks for. Light to import."""

from __future__ import annotations

from collections.abc import Sequence

from mentas.language import LANGUAGES

OPTION = "--lang"

COMPLETE = "_MENTAS_COMPLETE"
"""What a shell sets when it asks how a line could go on, and not for the command."""

WIDE = "1000"
"""Columns of an answer to a shell: it reads a line for each word."""


def asked(words: Sequence[str]) -> str | None:
    """The language that `--lang` asks for, the last one; None where there is none that is spoken."""
    words = words[: words.index("--")] if "--" in words else words
    said = [word.partition("=")[2] for word in words if word.startswith(f"{OPTION}=")]
    said += [after for word, after in zip(words, words[1:], strict=False) if word == OPTION]
    return next((each for each in reversed(said) if each in LANGUAGES), None)
