"""Reading YAML so that nothing is retyped, nothing is lost, and every refusal says where.

A file is parsed into a tree of nodes that keep their text and their place; what a scalar means is decided by the
schema that asks for it (`Reader`), never by the loader. What has no business in a scenario is refused before it is
parsed: aliases, tags, deep nesting, huge files.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 200_000
MOST_LINE = 4_000
MOST_FLOW_DEPTH = 12
MOST_DEPTH = 12
MOST_NODES = 20_000
MOST_PROBLEMS = 20
MOST_TEXT = 2_000
MOST_NUMBER = 10**15

WHOLE = re.compile(r"[-+]?(\d+|\d{1,3}(_\d{3})+)")
DECIMAL = re.compile(r"[-+]?(\d+|\d{1,3}(_\d{3})+)(\.\d+)?([eE][-+]?\d{1,3})?")
AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
COMMA = re.compile(r"[-+]?\d+(\.\d{3})*,\d+")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, what is allowed, and the nearest name."""

    file: str
    line: int
    column: int
    field: str
    code: str
    message: str
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        text = f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.nearest:
            text += f"; did you mean {self.nearest}?"
        return text


class Refusal(ValueError):
    """A file is refused; `problems` has all that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        # Two scenarios that share a layer tell of the same problem: once is enough.
        self.problems = list(dict.fromkeys(problems))[:MOST_PROBLEMS]
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return Refusal, (self.problems,)


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file: text, a list or a mapping, with its place. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    text: str | None = None
    quoted: bool = False
    items: tuple[Node, ...] | None = None
    entries: dict[str, Node] | None = None
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Place of each key of a mapping."""

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.entries is not None:
            return "a mapping"
        return "a list" if self.items is not None else f"'{shorten(self.text or '')}'"

    @property
    def is_null(self) -> bool:
        """Whether it is an unquoted null or nothing at all."""
        return self.text is not None and not self.quoted and self.text in ("", "null", "~")

    def problem(self, field_: str, code: str, message: str, **more: str) -> Problem:
        """A problem at this place."""
        return Problem(self.file, self.line, self.column, field_, code, message, **more)


def shorten(text: str, most: int = 60) -> str:
    """Text for a message: one line, printable, not long."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that is most like `name`, or nothing."""
    found = difflib.get_close_matches(name[:80], list(names), n=1, cutoff=0.6)
    return found[0] if found else ""


def read(path: Path | str, *, shown: str | None = None) -> Node:
    """The tree of a YAML file.

    Raises:
        Refusal: the file cannot be read, or holds what no scenario needs.
    """
    name = shown or str(path)
    try:
        with Path(path).open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal([Problem(name, 0, 0, "", "unreadable", f"cannot be read: {error.strerror}")]) from None
    return parse(data, name)


def parse(data: bytes, name: str) -> Node:
    """The tree of YAML bytes.

    Raises:
        Refusal: as `read`.
    """
    if len(data) > MOST_BYTES:
        raise Refusal([Problem(name, 0, 0, "", "too-large", f"is larger than {MOST_BYTES:,} bytes")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refusal([Problem(name, line, 1, "", "not-utf8", "is not text in UTF-8")]) from None
    _scan(text, name)
    try:
        return _Builder(name).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"is not YAML: {error.problem or error.context or 'it cannot be parsed'}"
        raise Refusal([Problem(name, *where, "", "not-yaml", message)]) from None
    except yaml.YAMLError as error:
        message = f"is not YAML: {shorten(str(error))}"
        raise Refusal([Problem(name, 0, 0, "", "not-yaml", message)]) from None


def _scan(text: str, name: str) -> None:
    """Refuse by looking at the characters what would cost a parser too much."""
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            raise Refusal([Problem(name, number, 1, "", "long-line", f"line is longer than {MOST_LINE:,} characters")])
        for column, character in enumerate(line, start=1):
            if character == "\t":
                raise Refusal([Problem(name, number, column, "", "tab", "has a tab; use spaces")])
            if (ord(character) < 32 and character != "\r") or 0x7F <= ord(character) < 0xA0 or character == "\ufeff":
                raise Refusal([Problem(name, number, column, "", "control", "has a control character")])
            if character in "[{":
                depth += 1
            elif character in "]}":
                depth = max(depth - 1, 0)
            if depth > MOST_FLOW_DEPTH:
                raise Refusal([Problem(name, number, column, "", "too-deep", "is nested too deeply")])


class _Builder:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def build(self, text: str) -> Node:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        stack: list[dict[str, Any]] = []
        root: Node | None = None
        documents = 0
        for event in yaml.parse(text, Loader=loader):
            mark: Any = event.start_mark
            at = (mark.line + 1, mark.column + 1)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(at, "documents", "holds more than one document")
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(at, "alias", f"uses the alias *{shorten(str(event.anchor))}; write the value out")
            elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._check(event, at)
                if isinstance(event, yaml.ScalarEvent):
                    value = Node(self.name, at[0], at[1], text=event.value, quoted=event.style in tuple("'\"|>"))
                    root = self._place(stack, value, root)
                else:
                    if len(stack) >= MOST_DEPTH:
                        self._refuse(at, "too-deep", "is nested too deeply")
                    is_map = isinstance(event, yaml.MappingStartEvent)
                    stack.append({"at": at, "map": is_map, "items": [], "entries": {}, "keys": {}, "key": None})
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                top = stack.pop()
                line, column = top["at"]
                if top["map"]:
                    node = Node(self.name, line, column, entries=top["entries"], keys=top["keys"])
                else:
                    node = Node(self.name, line, column, items=tuple(top["items"]))
                root = self._place(stack, node, root)
        if root is None:
            raise Refusal([Problem(self.name, 1, 1, "", "empty", "is empty")])
        return root

    def _check(self, event: Any, at: tuple[int, int]) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            self._refuse(at, "too-many", f"holds more than {MOST_NODES:,} values")
        if event.anchor:
            self._refuse(
                at, "anchor", f"names the anchor &{shorten(event.anchor)}; write the value out where it is used"
            )
        if event.tag:
            self._refuse(at, "tag", f"has the tag {shorten(event.tag)}; types are set by the field")

    def _place(self, stack: list[dict[str, Any]], node: Node, root: Node | None) -> Node | None:
        if not stack:
            return node
        top = stack[-1]
        if not top["map"]:
            top["items"].append(node)
        elif top["key"] is None:
            if node.text is None:
                self._refuse((node.line, node.column), "key", "has a key that is not a word")
            if node.text == "<<" and not node.quoted:
                self._refuse((node.line, node.column), "merge", "uses a merge key; use `extends`")
            if node.text in top["entries"]:
                first = top["keys"][node.text][0]
                self._refuse(
                    (node.line, node.column), "duplicate-key",
                    f"names '{shorten(str(node.text))}' twice, first on line {first}",
                )  # fmt: skip
            top["key"] = node.text
            top["keys"][node.text] = (node.line, node.column)
        else:
            top["entries"][top["key"]] = node
            top["key"] = None
        return root

    def _refuse(self, at: tuple[int, int], code: str, message: str) -> None:
        raise Refusal([Problem(self.name, *at, "", code, message)])


class Reader:
    """Gives nodes their types and collects what is wrong; every method returns None where it found a problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, node: Node, field_: str, code: str, message: str, **more: str) -> None:
        """Note a problem."""
        self.problems.append(node.problem(field_, code, message, **more))

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
            line, column = node.keys[key]
            name = f"{field_}.{key}" if field_ else key
            self.problems.append(
                Problem(
                    node.file,
                    line,
                    column,
                    shorten(name),
                    "unknown-key",
                    "is not known here",
                    ", ".join(names),
                    nearest(key, names),
                )  # fmt: skip
            )
        return kept

    def text(self, node: Node, field_: str) -> str | None:
        """Text, at most 2,000 characters."""
        if node.text is None or (node.is_null and not node.quoted):
            self.wrong(node, field_, "not-text", f"must be text, not {node.kind if node.text is None else 'nothing'}")
            return None
        if len(node.text) > MOST_TEXT:
            self.wrong(node, field_, "long-text", f"is longer than {MOST_TEXT:,} characters")
            return None
        return node.text

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
        self.wrong(node, field_, "not-a-flag", f"must be true or false, not {node.kind}", allowed="true, false")
        return None

    def integer(self, node: Node, field_: str, low: int = 0, high: int = MOST_NUMBER) -> int | None:
        """A whole number within limits; thousands may be marked by underscores."""
        if node.text is None or node.quoted or not WHOLE.fullmatch(node.text) or len(node.text) > 30:
            return self._not_a_number(node, field_, "a whole number")
        return self._within(node, field_, int(node.text.replace("_", "")), low, high)

    def number(self, node: Node, field_: str, low: float, high: float) -> float | None:
        """A finite number within limits."""
        text = node.text
        if text is None or node.quoted or not DECIMAL.fullmatch(text) or AMBIGUOUS.fullmatch(text) or len(text) > 40:
            return self._not_a_number(node, field_, "a number")
        return self._within(node, field_, float(text.replace("_", "")), low, high)

    def _not_a_number(self, node: Node, field_: str, what: str) -> Any:
        text = node.text or ""
        if AMBIGUOUS.fullmatch(text):
            plain = text.replace(".", "_")
            message = f"'{shorten(text)}' can be read in two ways: write {plain} for thousands"
            decimal = text.rstrip("0").rstrip(".") if text.count(".") == 1 else ""
            message += f", or {decimal} for a decimal" if decimal and what == "a number" else ""
            self.wrong(node, field_, "ambiguous-number", message)
        elif COMMA.fullmatch(text):
            self.wrong(node, field_, "comma", f"'{shorten(text)}' has a comma: write decimals with a point")
        elif text.endswith("%"):
            self.wrong(node, field_, "percent", f"'{shorten(text)}' has a percent sign: write a share, such as 0.25")
        else:
            self.wrong(node, field_, "not-a-number", f"must be {what}, not {node.kind}")

    def _within(self, node: Node, field_: str, value: Any, low: Any, high: Any) -> Any:
        if low <= value <= high:
            return value
        limits = f"{low:,} to {high:,}".replace(",", "_")
        self.wrong(node, field_, "out-of-range", f"{shorten(node.text or '')} is out of range", allowed=limits)
        return None

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
