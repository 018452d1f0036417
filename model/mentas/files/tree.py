"""From bytes to a tree of nodes with their places, at a cost that no bytes can raise."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from mentas.files.elsewhere import reason
from mentas.files.problem import NOTHING, Problem, Refusal, nearest, shorten
from mentas.language import P_, Said

MOST_BYTES = 200_000
MOST_LINE = 4_000
MOST_FLOW_DEPTH = 12
MOST_DEPTH = 12
MOST_NODES = 20_000
MOST_SIBLINGS = 2_000
"""Names in a folder that are looked through for the nearest one."""

# Controls, what turns the direction of writing, what has no width, what ends a line for some readers only, and what
# is no character: a reader of the file would not see what the program sees.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
BRACKETS = re.compile(r"[\[{\]}]")


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
    def kind(self) -> Said:
        """What it is, in words."""
        if self.entries is not None:
            return Said("a mapping")
        if self.items is not None:
            return Said("a list")
        return (
            Said(P_("what a file holds", "nothing"))
            if self.is_null
            else Said("'{text}'", text=shorten(self.text or ""))
        )

    @property
    def is_null(self) -> bool:
        """Whether it is an unquoted null or nothing at all."""
        return self.text is not None and not self.quoted and self.text in ("", "null", "Null", "NULL", "~")

    def problem(self, field_: str, code: str, message: Said, *, allowed: Said = NOTHING, nearest: str = "") -> Problem:
        """A problem at this place."""
        return Problem(self.file, self.line, self.column, field_, code, message, allowed, nearest)

    def problem_of_key(
        self, key: str, field_: str, code: str, message: Said, *, allowed: Said = NOTHING, nearest: str = ""
    ) -> Problem:
        """A problem at the place of one of a mapping's keys; of merged layers, in the file that has the key."""
        value = (self.entries or {}).get(key, self)
        line, column = self.keys.get(key, (value.line, value.column))
        return Problem(value.file, line, column, field_, code, message, allowed, nearest)


def is_file(path: Path) -> bool:
    """Whether there is such a file; False for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, a circle of links, a null character
        return False


def near_path(path: Path) -> str:
    """The path of a file that is there and is most like `path`, or nothing."""
    found = Path(path.anchor)
    for place, part in enumerate(path.parts[1:] if path.anchor else path.parts):
        here = found / part
        try:
            if here.exists():
                found = here
                continue
            names = [entry.name for entry, _ in zip(os.scandir(found), range(MOST_SIBLINGS), strict=False)]
        except (OSError, ValueError):
            return ""
        last = place == len(path.parts) - 1 - bool(path.anchor)
        near = nearest(part, [name for name in names if not last or name.endswith(".yaml")])
        if not near:
            return ""
        found = found / near
    return str(found) if is_file(found) and found != path else ""


def read(path: Path | str, *, shown: str | None = None) -> Node:
    """The tree of a YAML file.

    Raises:
        Refusal: the file cannot be read, or holds what no scenario needs.
    """
    name = shown or str(path)
    try:
        # Asked first, for to open a pipe is to wait for whoever writes to it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            said = Said("is a folder, not a file") if os.path.isdir(path) else Said("is not a file")
            raise Refusal([Problem(name, 0, 0, "", "no-file", said)])
        with Path(path).open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        why = reason(error) if isinstance(error, OSError) else Said("no file can have this name")
        said, near = Said("cannot be read: {reason}", reason=why), shorten(near_path(Path(path)), 300)
        raise Refusal([Problem(name, 0, 0, "", "unreadable", said, nearest=near)]) from None
    return parse(data, name)


def parse(data: bytes, name: str) -> Node:
    """The tree of YAML bytes.

    Raises:
        Refusal: as `read`.
    """
    if len(data) > MOST_BYTES:
        _refuse(name, (0, 0), "too-large", Said("is larger than {most:,} bytes", most=MOST_BYTES))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\0\0\xfe\xff" or data[:2].count(0) == 1:
        _refuse(name, (1, 1), "not-utf8", Said("looks like UTF-16 or UTF-32; save it as UTF-8"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        _refuse(name, (line, column), "not-utf8", Said("is not text in UTF-8"))
    _scan(text, name)
    try:
        return _Builder(name).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "it cannot be parsed"
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        _refuse(name, at, "not-yaml", Said("is not YAML: {reason}", reason=Said(shorten(what))))
    except yaml.YAMLError as error:
        _refuse(name, (1, 1), "not-yaml", Said("is not YAML: {reason}", reason=shorten(str(error))))


def _refuse(name: str, at: tuple[int, int], code: str, message: Said) -> NoReturn:
    raise Refusal([Problem(name, *at, "", code, message)]) from None


def _scan(text: str, name: str) -> None:
    """Refuse by looking at the characters what would cost a parser too much, or deceive a reader."""
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            _refuse(name, (number, 1), "long-line", Said("line is longer than {most:,} characters", most=MOST_LINE))
        unseen = UNSEEN.search(line.removesuffix("\r"))
        if unseen is not None:
            _refuse(name, (number, unseen.start() + 1), *_of_character(unseen[0]))
        for bracket in BRACKETS.finditer(line):
            depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
            if depth > MOST_FLOW_DEPTH:
                _refuse(name, (number, bracket.start() + 1), "too-deep", Said("is nested too deeply"))


def _of_character(character: str) -> tuple[str, Said]:
    """Code and message for a character that has no place in a file."""
    if character == "\t":
        return "tab", Said("has a tab; use spaces")
    if ord(character) < 32 or 0x7F <= ord(character) < 0xA0:
        return "control", Said("has a control character, U+{number:04X}", number=ord(character))
    return "unseen", Said("has a character that cannot be seen, U+{number:04X}", number=ord(character))


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
                    self._refuse(at, "documents", Said("holds more than one document"))
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(
                    at,
                    "alias",
                    Said("uses the alias *{anchor}; write the value out", anchor=shorten(str(event.anchor))),
                )
            elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._check(event, at)
                if isinstance(event, yaml.ScalarEvent):
                    value = Node(self.name, at[0], at[1], text=event.value, quoted=event.style in tuple("'\"|>"))
                    root = self._place(stack, value, root)
                else:
                    if len(stack) >= MOST_DEPTH:
                        self._refuse(at, "too-deep", Said("is nested too deeply"))
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
            self._refuse((1, 1), "empty", Said("is empty"))
        return root

    def _check(self, event: Any, at: tuple[int, int]) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            self._refuse(at, "too-many", Said("holds more than {most:,} values", most=MOST_NODES))
        if event.anchor:
            self._refuse(
                at,
                "anchor",
                Said("names the anchor &{anchor}; write the value out where it is used", anchor=shorten(event.anchor)),
            )
        if event.tag:
            self._refuse(at, "tag", Said("has the tag {tag}; types are set by the field", tag=shorten(event.tag)))
        # A quoted text can name by "\u202E" what the file itself may not hold.
        unseen = UNSEEN.search(event.value) if isinstance(event, yaml.ScalarEvent) else None
        if unseen is not None:
            self._refuse(at, *_of_character(unseen[0]))

    def _place(self, stack: list[dict[str, Any]], node: Node, root: Node | None) -> Node | None:
        if not stack:
            return node
        top = stack[-1]
        if not top["map"]:
            top["items"].append(node)
        elif top["key"] is None:
            if node.text is None:
                self._refuse((node.line, node.column), "key", Said("has a key that is not a word"))
            if node.text == "<<" and not node.quoted:
                self._refuse((node.line, node.column), "merge", Said("uses a merge key; use `extends`"))
            if node.text in top["entries"]:
                first = top["keys"][node.text][0]
                self._refuse(
                    (node.line, node.column), "duplicate-key",
                    Said("names '{text}' twice, first on line {first}", text=shorten(str(node.text)), first=first),
                )  # fmt: skip
            top["key"] = node.text
            top["keys"][node.text] = (node.line, node.column)
        else:
            top["entries"][top["key"]] = node
            top["key"] = None
        return root

    def _refuse(self, at: tuple[int, int], code: str, message: Said) -> NoReturn:
        _refuse(self.name, at, code, message)


def plain(node: Node) -> Any:
    """A node as plain values; numbers stay text, so that the schema judges them and nothing is retyped."""
    if node.entries is not None:
        return {key: plain(value) for key, value in node.entries.items()}
    if node.items is not None:
        return [plain(item) for item in node.items]
    if not node.quoted and node.text in ("true", "false"):
        return node.text == "true"
    return None if node.is_null else node.text
