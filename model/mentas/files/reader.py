"""Types by the schema that asks: a node becomes text, a word, a flag, a number or a list, or a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentas.files.problem import MOST_PROBLEMS, Problem, Refusal, nearest, shorten
from mentas.files.tree import Node

MOST_TEXT = 2_000
MOST_NUMBER = 10**15
MOST_DIGITS = 60

# Digits are 0 to 9: `\d` would take those of every script. A number does not begin with a zero that may mean octal.
_WHOLE = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:_[0-9]{3})+)"
WHOLE = re.compile(rf"[-+]?{_WHOLE}")
DECIMAL = re.compile(rf"[-+]?{_WHOLE}(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{{1,3}})?")
AMBIGUOUS = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+")
COMMA = re.compile(r"[-+]?[0-9]+([.,][0-9]{3})*,[0-9]+")
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")

HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[-+]?0[0-9_]+"), "begins with a zero, which some read as octal: leave the zero out"),
    (re.compile(r"[-+]?0[xob].*", re.IGNORECASE), "must be written with the digits 0 to 9"),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*"), "has underscores that do not part thousands, as in 5_000_000"),
    (re.compile(r"[0-9]+(:[0-9]+)+"), "has colons, which some read as sixty times: write the number out"),
    (re.compile(r"[-+]?\.[0-9]+|[-+]?[0-9]+\."), "needs a digit on both sides of its point, as in 0.5"),
    (re.compile(r"Rp.*", re.IGNORECASE), "is in rupiah anyway: leave the Rp out"),
)
"""How numbers are often written that are none here."""


class Reader:
    """Gives nodes their types and collects what is wrong; every method returns None where it found a problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, *problems: Problem) -> None:
        """Take problems in; so many end the reading, for the nearest name of thousands would take minutes.

        Raises:
            Refusal: the limit is reached.
        """
        self.problems.extend(problems)
        if len(self.problems) >= MOST_PROBLEMS:
            raise Refusal(self.problems)

    def wrong(self, node: Node, field_: str, code: str, message: str, **more: str) -> None:
        """Note a problem."""
        self.note(node.problem(shorten(field_, 120), code, message, **more))

    def wrong_key(self, node: Node, key: str, field_: str, code: str, message: str, **more: str) -> None:
        """Note a problem at the place of a mapping's key."""
        self.note(node.problem_of_key(key, shorten(field_, 120), code, message, **more))

    def finish(self) -> None:
        """Refuse if anything was wrong.

        Raises:
            Refusal: with all problems, in the order of the files.
        """
        if self.problems:
            raise Refusal(self.problems)

    def mapping(self, node: Node, field_: str, allowed: Iterable[str] | None = None) -> dict[str, Node]:
        """The entries of a mapping; unknown keys are problems and left out."""
        if node.entries is None:
            if not node.is_null:
                self.wrong(node, field_, "not-a-mapping", f"must be a mapping, not {node.kind}")
            return {}
        if allowed is None:
            return dict(node.entries)
        names = tuple(allowed)
        kept = {}
        for key, value in node.entries.items():
            if key in names:
                kept[key] = value
                continue
            name = f"{field_}.{key}" if field_ else key or "''"
            more = {"allowed": ", ".join(names), "nearest": nearest(key, names)}
            self.wrong_key(node, key, name, "unknown-key", "is not known here", **more)
        return kept

    def require(self, node: Node, needed: Mapping[str, str], known: Iterable[str], *, under: str = "") -> None:
        """Note the keys that a mapping lacks; one that is there with a wrong letter is told of once, as unknown.

        Args:
            node: the mapping.
            needed: what each key that it must have takes.
            known: all keys that it may have.
            under: field of the mapping; empty at the top of its file.
        """
        names = tuple(known)
        there = set(node.entries or {})
        mistyped = {nearest(key, names) for key in there.difference(names)}
        for name, takes in needed.items():
            if name not in there | mistyped:
                self.wrong(node, f"{under}.{name}" if under else name, "missing", "is missing", allowed=takes)

    def text(self, node: Node, field_: str) -> str | None:
        """Text that says something, at most 2,000 characters."""
        if node.text is None or node.is_null:
            self.wrong(node, field_, "not-text", f"must be text, not {node.kind}")
        elif not node.text.strip():
            self.wrong(node, field_, "empty-text", "is empty")
        elif len(node.text) > MOST_TEXT:
            self.wrong(node, field_, "long-text", f"is longer than {MOST_TEXT:,} characters")
        else:
            return node.text
        return None

    def word(self, node: Node, field_: str, allowed: Iterable[str]) -> str | None:
        """One of the allowed words."""
        names = tuple(allowed)
        text = self.text(node, field_)
        if text is not None and text not in names:
            self.wrong(
                node, field_, "unknown-word", f"'{shorten(text)}' is not known", allowed=", ".join(names),
                nearest=nearest(text, names),
            )  # fmt: skip
            return None
        return text

    def flag(self, node: Node, field_: str) -> bool | None:
        """true or false, and nothing else."""
        if node.text in ("true", "false") and not node.quoted:
            return node.text == "true"
        self.wrong(node, field_, "not-a-flag", f"must be true or false, not {node.kind}")
        return None

    def integer(self, node: Node, field_: str, low: int = 0, high: int = MOST_NUMBER) -> int | None:
        """A whole number within limits; thousands may be marked by underscores."""
        if node.text is None or node.quoted or not WHOLE.fullmatch(node.text):
            return self._not_a_number(node, field_, "a whole number")
        if len(node.text) > MOST_DIGITS:
            return self._too_long(node, field_)
        return self._within(node, field_, int(node.text.replace("_", "")), low, high)

    def number(self, node: Node, field_: str, low: float, high: float) -> float | None:
        """A finite number within limits."""
        text = node.text
        if text is None or node.quoted or not DECIMAL.fullmatch(text) or AMBIGUOUS.fullmatch(text):
            return self._not_a_number(node, field_, "a number")
        if len(text) > MOST_DIGITS:
            return self._too_long(node, field_)
        value = float(text.replace("_", ""))
        if value == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0]):
            self.wrong(node, field_, "out-of-range", f"{shorten(text)} is too near to zero to be told from it")
            return None
        return self._within(node, field_, value, low, high)

    def _not_a_number(self, node: Node, field_: str, what: str) -> Any:
        text = node.text if node.text and len(node.text) <= MOST_DIGITS else ""
        hint = next((words for pattern, words in HINTS if pattern.fullmatch(text)), "")
        if AMBIGUOUS.fullmatch(text):
            plain = text.replace(".", "_")
            message = f"'{shorten(text)}' can be read in two ways: write {plain} for thousands"
            decimal = text.rstrip("0").rstrip(".") if text.count(".") == 1 else ""
            message += f", or {decimal} for a decimal" if decimal and what == "a number" else ""
            self.wrong(node, field_, "ambiguous-number", message)
        elif COMMA.fullmatch(text):
            self.wrong(
                node, field_, "comma", f"'{shorten(text)}' has a comma: write decimals with a point, thousands with _"
            )
        elif text.endswith("%"):
            self.wrong(node, field_, "percent", f"'{shorten(text)}' has a percent sign: write a share, such as 0.25")
        elif node.quoted and DECIMAL.fullmatch(text):
            self.wrong(node, field_, "quoted", f"must be {what}, not {node.kind} in quotes")
        elif hint:
            self.wrong(node, field_, "not-a-number", f"'{shorten(text)}' {hint}")
        else:
            self.wrong(node, field_, "not-a-number", f"must be {what}, not {node.kind}")

    def _too_long(self, node: Node, field_: str) -> Any:
        self.wrong(node, field_, "out-of-range", f"{shorten(node.text or '')} has more than {MOST_DIGITS} digits")

    def _within(self, node: Node, field_: str, value: Any, low: Any, high: Any) -> Any:
        return value if low <= value <= high else self._out_of_range(node, field_, low, high)

    def _out_of_range(self, node: Node, field_: str, low: Any, high: Any) -> None:
        limits = f"{low:,} to {high:,}".replace(",", "_")
        self.wrong(node, field_, "out-of-range", f"{shorten(node.text or '')} is out of range", allowed=limits)

    def month(self, node: Node, field_: str) -> tuple[int, int] | None:
        """A month written YYYY-MM."""
        found = MONTH.fullmatch(node.text or "")
        if found is None:
            self.wrong(node, field_, "not-a-month", f"must be a month such as 2025-03, not {node.kind}")
            return None
        return int(found[1]), int(found[2])

    def listing(
        self, node: Node, field_: str, read_one: Callable[[Node, str], Any], most: int = 1000
    ) -> list[Any] | None:
        """A list whose items `read_one` reads."""
        if node.items is None:
            self.wrong(node, field_, "not-a-list", f"must be a list, not {node.kind}")
            return None
        if len(node.items) > most:
            self.wrong(node, field_, "long-list", f"has more than {most:,} items")
            return None
        values = [read_one(item, f"{field_}[{place}]") for place, item in enumerate(node.items)]
        return None if any(value is None for value in values) else values

    def bilingual(self, node: Node, field_: str) -> dict[str, str] | None:
        """Text in Indonesian and English, {id: …, en: …}."""
        if node.entries is None:
            self.wrong(node, field_, "not-bilingual", f"must be {{id: …, en: …}}, not {node.kind}")
            return None
        found = self.mapping(node, field_, ("id", "en"))
        for language in ("id", "en"):
            if language not in found and language not in node.entries:
                self.wrong(node, field_, "missing-language", f"has no text in '{language}'")
        texts = {key: self.text(value, f"{field_}.{key}") for key, value in found.items()}
        return {k: v for k, v in texts.items() if v is not None} if len(texts) == 2 else None
