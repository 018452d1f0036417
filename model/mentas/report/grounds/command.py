"""The command that makes a study again, from the one that made it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FOLDER = "again"
"""Where the study is made again: whatever its folder was, it is not touched."""

VALUED: frozenset[str] = frozenset(
    {"--seed", "--replicates", "--years", "--scale", "--set", "--uncertainty", "--baseline"}
)
"""Options with a value that decide what is run."""

ASIDE: frozenset[str] = frozenset(
    {"--workers", "--engine", "--scheduler", "--ca", "--cert", "--key", "--lang", "--out", "--max-time",
     "--target-halfwidth"}
)  # fmt: skip
"""Options with a value that decide how, where, or how long."""

FLAGS: frozenset[str] = frozenset(
    {"--insecure", "--fail-fast", "--retry-failed", "--json", "--quiet", "-q", "--strict", "--debug"}
)
"""Options without a value, none of which changes a result."""


def again(manifest: Mapping[str, Any]) -> str | None:
    """A line for a shell that makes the same runs in a new folder; None where no command made the study.

    What only decided how it was run is left out. Where time or a half-width decided how many replicates there are,
    their number is said instead.
    """
    command = [str(word) for word in manifest.get("command") or ()]
    if not command:
        return None
    words = list(_kept(command, number=_reached(manifest)))
    return shlex.join([*words, "--out", FOLDER])


def _reached(manifest: Mapping[str, Any]) -> int | None:
    """Replicates, where something else than their number decided."""
    return int(manifest["replicates"]) if manifest.get("reached") else None


def _kept(command: Sequence[str], *, number: int | None) -> Iterator[str]:
    words = iter(command)
    for word in words:
        option, _, value = word.partition("=") if word.startswith("--") else (word, "", "")
        told = [word] if value or option not in VALUED | ASIDE else [word, *_next(words)]
        if option in ASIDE | FLAGS or (option == "--replicates" and number is not None):
            continue
        yield from told
    if number is not None:
        yield from ("--replicates", str(number))


def _next(words: Iterator[str]) -> list[str]:
    return [word for word in [next(words, None)] if word is not None]
