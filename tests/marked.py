"""Texts in the source that a reader sees and that no catalogue could hold: literals that go unmarked where words go."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MARKS = frozenset({"_", "N_", "P_", "tell", "Said", "say", "into"})
"""Calls inside which a literal is a text of a catalogue, or the key of one."""

THROUGH = frozenset({"Text", "wrap", "str", "join", "format", "dedent", "capitalize", "strip", "tuple", "list"})
"""Calls through which a literal reaches the reader as it is."""

ALL = range(99)

PLACES: dict[str, tuple[range | tuple[int, ...], frozenset[str]]] = {
    # on a screen
    "echo": (ALL, frozenset({"message"})),
    "secho": (ALL, frozenset({"message"})),
    "print": (ALL, frozenset()),
    "Text": ((0,), frozenset({"text"})),
    "Panel": ((0,), frozenset({"title", "subtitle"})),
    "add_column": ((0,), frozenset({"header"})),
    "add_row": (ALL, frozenset()),
    "add_task": ((0,), frozenset({"description"})),
    # in the help of a command
    "Option": ((), frozenset({"help", "prompt", "rich_help_panel"})),
    "Argument": ((), frozenset({"help", "rich_help_panel"})),
    "Typer": ((), frozenset({"help", "short_help", "epilog"})),
    "command": ((), frozenset({"help", "short_help", "epilog", "rich_help_panel"})),
    "add_typer": ((), frozenset({"help", "short_help", "epilog"})),
    # in an error for users
    "UsageError": (ALL, frozenset()),
    "RefusedError": (ALL, frozenset()),
    "BadParameter": ((0,), frozenset({"message"})),
    # in a picture
    "set_title": ((0,), frozenset({"label"})),
    "set_xlabel": ((0,), frozenset({"xlabel"})),
    "set_ylabel": ((0,), frozenset({"ylabel"})),
    "suptitle": ((0,), frozenset({"t"})),
    "text": ((2,), frozenset({"s"})),
    "annotate": ((0,), frozenset({"text"})),
    "set_xticks": ((1,), frozenset({"labels"})),
    "set_yticks": ((1,), frozenset({"labels"})),
    "set_xticklabels": ((0,), frozenset({"labels"})),
    "set_yticklabels": ((0,), frozenset({"labels"})),
    "legend": ((1,), frozenset({"title", "labels"})),
    # in a document
    "Words": ((0,), frozenset({"text"})),
    "Items": ((0,), frozenset({"texts"})),
    "Fold": ((0,), frozenset({"title"})),
    "Card": ((0,), frozenset({"title"})),
    "Section": ((1,), frozenset({"title"})),
    "Figure": ((1, 2, 5), frozenset({"title", "finding", "note"})),
    "Table": ((1, 2, 3, 4), frozenset({"title", "caption", "columns", "rows", "note"})),
    "Front": ((0, 1), frozenset({"question", "answer"})),
    "Document": ((3, 6), frozenset({"title", "source"})),
}
"""Where words go: by the name of a call, its places and its keywords."""

ANYWHERE = frozenset({"label"})
"""Keywords that hold words whatever is called, as in the legends of pictures."""

PHRASE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]{2,}")
"""Two words in a row: what no name of a file, key or colour has."""

JOINED = (ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.BoolOp, ast.Tuple, ast.List, ast.Starred)
"""What hands its parts on."""

LETTERS = re.compile(r"[^\W\d_]{2,}")


def unmarked(source: str) -> list[tuple[int, str]]:
    """Line and text of every literal with two letters or more in a row that a reader would see as it stands."""
    found: dict[tuple[int, str], None] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            places, keywords = PLACES.get(called(node), ((), frozenset()))
            given = [value for place, value in enumerate(node.args) if place in places]
            given += [each.value for each in node.keywords if each.arg in keywords | ANYWHERE]
            found |= dict.fromkeys(each for value in given for each in _literals(value))
    return list(found)


def called(node: ast.Call) -> str:
    """The bare name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and LETTERS.search(node.value):
            yield node.lineno, node.value
    elif isinstance(node, ast.Call):
        if called(node) in MARKS or called(node) not in THROUGH:
            return
        held = node.func.value if isinstance(node.func, ast.Attribute) and called(node) != "wrap" else None
        for value in (*node.args, *([held] if held is not None else ())):
            yield from _literals(value)
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(
        node, ast.JoinedStr | ast.BinOp | ast.BoolOp | ast.Tuple | ast.List | ast.Starred | ast.FormattedValue
    ):
        for child in ast.iter_child_nodes(node):
            if child is not getattr(node, "format_spec", None):
                yield from _literals(child)
    elif isinstance(node, ast.GeneratorExp | ast.ListComp):
        yield from _literals(node.elt)


def phrases(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal of two words or more that is no documentation, no marked text and in no error."""
    tree = ast.parse(source)
    passed = {id(each.value) for node in ast.walk(tree) for each in _statements(node) if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and called(node) in MARKS):
            passed |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in passed else None
        if isinstance(text, str) and PHRASE.search(text):
            yield node.lineno, text


def _statements(node: ast.AST) -> list[ast.stmt]:
    body = getattr(node, "body", None)
    return body if isinstance(body, list) else []
