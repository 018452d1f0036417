"""Types by the schema that asks: a node becomes text, a word, a flag, a number or a list, or a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentas.files.problem import MOST_PROBLEMS, NOTHING, Problem, Refusal, listed, nearest, shorten, takes
from mentas.files.tree import Node
from mentas.language import N_, Said

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

A_NUMBER, A_WHOLE_NUMBER = Said("a number"), Said("a whole number")

HINTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (COMMA, "comma", N_("'{text}' has a comma: write decimals with a point, thousands with _")),
    (re.compile(r".*%"), "percent", N_("'{text}' has a percent sign: write a share, such as 0.25")),
    (
        re.compile(r"[-+]?0[0-9_]+"), "not-a-number",
        N_("'{text}' begins with a zero, which some read as octal: leave the zero out"),
    ),
    (re.compile(r"[-+]?0[xob].*", re.IGNORECASE), "not-a-number",
     N_("'{text}' must be written with the digits 0 to 9")),
    (
        re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*"), "not-a-number",
        N_("'{text}' has underscores that do not part thousands, as in 5_000_000"),
    ),
    (
        re.compile(r"[0-9]+(:[0-9]+)+"), "not-a-number",
        N_("'{text}' has colons, which some read as sixty times: write the number out"),
    ),
    (
        re.compile(r"[-+]?\.[0-9]+|[-+]?[0-9]+\."), "not-a-number",
        N_("'{text}' needs a digit on both sides of its point, as in 0.5"),
    ),
    (re.compile(r"Rp.*", re.IGNORECASE), "not-a-number", N_("'{text}' is in rupiah anyway: leave the Rp out")),
)  # fmt: skip
"""How numbers are often written that are none here: the code and what is said of it."""


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

    def wrong(
        self, node: Node, field_: str, code: str, message: Said, *, allowed: Said = NOTHING, nearest: str = ""
    ) -> None:
        """Note a problem."""
        self.note(node.problem(shorten(field_, 120), code, message, allowed=allowed, nearest=nearest))

    def wrong_key(
        self, node: Node, key: str, field_: str, code: str, message: Said, *, allowed: Said = NOTHING, nearest: str = ""
    ) -> None:
        """Note a problem at the place of a mapping's key."""
        self.note(node.problem_of_key(key, shorten(field_, 120), code, message, allowed=allowed, nearest=nearest))

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
                self.wrong(node, field_, "not-a-mapping", Said("must be a mapping, not {kind}", kind=node.kind))
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
            near = nearest(key, names)
            self.wrong_key(
                node, key, name, "unknown-key", Said("is not known here"), allowed=listed(names), nearest=near
            )
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
        for name, taken in needed.items():
            if name not in there | mistyped:
                self.wrong(
                    node, f"{under}.{name}" if under else name, "missing", Said("is missing"), allowed=takes(taken)
                )

    def text(self, node: Node, field_: str) -> str | None:
        """Text that says something, at most 2,000 characters."""
        if node.text is None or node.is_null:
            self.wrong(node, field_, "not-text", Said("must be text, not {kind}", kind=node.kind))
        elif not node.text.strip():
            self.wrong(node, field_, "empty-text", Said("is empty"))
        elif len(node.text) > MOST_TEXT:
            self.wrong(node, field_, "long-text", Said("is longer than {most:,} characters", most=MOST_TEXT))
        else:
            return node.text
        return None

    def word(self, node: Node, field_: str, allowed: Iterable[str]) -> str | None:
        """One of the allowed words."""
        names = tuple(allowed)
        text = self.text(node, field_)
        if text is not None and text not in names:
            self.wrong(
                node, field_, "unknown-word", Said("'{text}' is not known", text=shorten(text)),
                allowed=listed(names), nearest=nearest(text, names),
            )  # fmt: skip
            return None
        return text

    def flag(self, node: Node, field_: str) -> bool | None:
        """true or false, and nothing else."""
        if node.text in ("true", "false") and not node.quoted:
            return node.text == "true"
        self.wrong(node, field_, "not-a-flag", Said("must be true or false, not {kind}", kind=node.kind))
        return None

    def integer(self, node: Node, field_: str, low: int = 0, high: int = MOST_NUMBER) -> int | None:
        """A whole number within limits; thousands may be marked by underscores."""
        if node.text is None or node.quoted or not WHOLE.fullmatch(node.text):
            return self._not_a_number(node, field_, A_WHOLE_NUMBER)
        if len(node.text) > MOST_DIGITS:
            return self._too_long(node, field_)
        return self._within(node, field_, int(node.text.replace("_", "")), low, high)

    def number(self, node: Node, field_: str, low: float, high: float) -> float | None:
        """A finite number within limits."""
        text = node.text
        if text is None or node.quoted or not DECIMAL.fullmatch(text) or AMBIGUOUS.fullmatch(text):
            return self._not_a_number(node, field_, A_NUMBER)
        if len(text) > MOST_DIGITS:
            return self._too_long(node, field_)
        value = float(text.replace("_", ""))
        if value == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0]):
            message = Said("{text} is too near to zero to be told from it", text=shorten(text))
            self.wrong(node, field_, "out-of-range", message)
            return None
        return self._within(node, field_, value, low, high)

    def _not_a_number(self, node: Node, field_: str, what: Said) -> Any:
        text = node.text if node.text and len(node.text) <= MOST_DIGITS else ""
        found = ((code, hint) for pattern, code, hint in HINTS if pattern.fullmatch(text))
        code, hint = next(found, ("not-a-number", ""))
        if AMBIGUOUS.fullmatch(text):
            code, message = "ambiguous-number", self._two_ways(text, what)
        elif node.quoted and DECIMAL.fullmatch(text):
            code, message = "quoted", Said("must be {what}, not {kind} in quotes", what=what, kind=node.kind)
        elif hint:
            message = Said(hint, text=shorten(text))
        else:
            message = Said("must be {what}, not {kind}", what=what, kind=node.kind)
        self.wrong(node, field_, code, message)

    @staticmethod
    def _two_ways(text: str, what: Said) -> Said:
        plain = text.replace(".", "_")
        decimal = text.rstrip("0").rstrip(".") if text.count(".") == 1 else ""
        if not decimal or what != A_NUMBER:
            return Said("'{text}' can be read in two ways: write {plain} for thousands", text=text, plain=plain)
        return Said(
            "'{text}' can be read in two ways: write {plain} for thousands, or {decimal} for a decimal",
            text=text, plain=plain, decimal=decimal,
        )  # fmt: skip

    def _too_long(self, node: Node, field_: str) -> Any:
        message = Said("{text} has more than {most} digits", text=shorten(node.text or ""), most=MOST_DIGITS)
        self.wrong(node, field_, "out-of-range", message)

    def _within(self, node: Node, field_: str, value: Any, low: Any, high: Any) -> Any:
        return value if low <= value <= high else self._out_of_range(node, field_, low, high)

    def _out_of_range(self, node: Node, field_: str, low: Any, high: Any) -> None:
        message = Said("{text} is out of range", text=shorten(node.text or ""))
        self.wrong(node, field_, "out-of-range", message, allowed=Said("{low:_} to {high:_}", low=low, high=high))

    def month(self, node: Node, field_: str) -> tuple[int, int] | None:
        """A month written YYYY-MM."""
        found = MONTH.fullmatch(node.text or "")
        if found is None:
            self.wrong(node, field_, "not-a-month", Said("must be a month such as 2025-03, not {kind}", kind=node.kind))
            return None
        return int(found[1]), int(found[2])

    def listing(
        self, node: Node, field_: str, read_one: Callable[[Node, str], Any], most: int = 1000
    ) -> list[Any] | None:
        """A list whose items `read_one` reads."""
        if node.items is None:
            self.wrong(node, field_, "not-a-list", Said("must be a list, not {kind}", kind=node.kind))
            return None
        if len(node.items) > most:
            self.wrong(node, field_, "long-list", Said("has more than {most:,} items", most=most))
            return None
        values = [read_one(item, f"{field_}[{place}]") for place, item in enumerate(node.items)]
        return None if any(value is None for value in values) else values

    def bilingual(self, node: Node, field_: str) -> dict[str, str] | None:
        """Text in Indonesian and English, {id: …, en: …}."""
        if node.entries is None:
            self.wrong(node, field_, "not-bilingual", Said("must be {{id: …, en: …}}, not {kind}", kind=node.kind))
            return None
        found = self.mapping(node, field_, ("id", "en"))
        for language in ("id", "en"):
            if language not in found and language not in node.entries:
                self.wrong(node, field_, "missing-language", Said("has no text in '{language}'", language=language))
        texts = {key: self.text(value, f"{field_}.{key}") for key, value in found.items()}
        return {k: v for k, v in texts.items() if v is not None} if len(texts) == 2 else None
