"""What the package can refuse, taken from its source: codes with their messages, and refusals without a code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "model" / "mentas"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TEXTS = frozenset({"Said", "N_"})
REFUSED = frozenset({"RefusedError", "LostWorkersError"})
ELSEWHERE = ("report",)
"""Parts of the package that refuse nothing by a code."""

Function = ast.FunctionDef | ast.Module
Told = dict[str, list[str]]


class Module:
    """What a module says, and what its names stand for.

    Args:
        tree: the module.
        told: texts that functions of the package return, by name of the function.
    """

    def __init__(self, tree: ast.Module, told: Told) -> None:
        self._told = told
        self._functions: list[Function] = [tree, *(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))]
        self._top = tree

    def codes(self) -> Iterator[tuple[str, str]]:
        """Each code with each text that stands right behind it in a call or a tuple."""
        for function in self._functions:
            for node in _own(function):
                for code, said in _behind(node):
                    yield from ((code, text) for text in self._texts(said, function))

    def refused(self) -> Iterator[str]:
        """Texts of refusals that have no code."""
        for function in self._functions:
            for node in _own(function):
                if isinstance(node, ast.Call) and _name(node.func) in REFUSED and node.args:
                    yield from self._texts(node.args[0], function)

    def returned(self) -> Iterator[tuple[str, str]]:
        """Each text that a function returns, alone or before something else, with the function's name."""
        for function in self._functions:
            if isinstance(function, ast.FunctionDef) and "Said" in ast.unparse(function.returns or ast.Constant("")):
                for node in _own(function):
                    if isinstance(node, ast.Return) and node.value is not None:
                        said = node.value.elts[0] if isinstance(node.value, ast.Tuple) else node.value
                        yield from ((function.name, text) for text in self._texts(said, function))

    def _texts(self, node: ast.expr, function: Function) -> list[str]:
        """The texts that an expression can be."""
        if isinstance(node, ast.Name):
            given = _given(function, node) or _given(self._top, node)
            return [text for each in given for text in self._texts(each, function)]
        if isinstance(node, ast.Call) and _name(node.func) in TEXTS:
            first = node.args[0]
            return [str(first.value)] if isinstance(first, ast.Constant) else self._texts(first, function)
        if isinstance(node, ast.Call):
            return self._told.get(_name(node.func), [])
        return [text for each in _parts(node) for text in self._texts(each, function)]


def codes() -> dict[str, list[str]]:
    """The messages of each code, in the order of the alphabet; `*` stands for what a code is made with."""
    found: dict[str, set[str]] = {}
    for module in _modules():
        for code, said in module.codes():
            found.setdefault(code, set()).add(said)
    return {code: sorted(said) for code, said in sorted(found.items())}


def refused() -> list[str]:
    """Messages of refusals that have no code, in the order of the alphabet."""
    return sorted({said for module in _modules() for said in module.refused()})


def _modules() -> list[Module]:
    """The modules of the package that can refuse."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in ELSEWHERE]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    told: Told = {}
    for name, text in (each for tree in trees for each in Module(tree, {}).returned()):
        told.setdefault(name, []).append(text)
    return [Module(tree, told) for tree in trees]


def _parts(node: ast.expr) -> list[ast.expr]:
    """The expressions that one of several can be."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Subscript):
        return [node.value]
    if isinstance(node, ast.Dict):
        return list(node.values)
    return list(node.elts) if isinstance(node, ast.Tuple) else []


def _own(function: Function) -> list[ast.AST]:
    """What stands in a function, and not in one within it."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        found.append(node)
        inner = [] if isinstance(node, ast.FunctionDef) else list(ast.iter_child_nodes(node))
        waiting += inner
    return found


def _given(function: Function, used: ast.Name) -> list[ast.expr]:
    """What a name was given last before it is used: more than one expression if that hangs on a condition."""
    before = sorted(
        (node for node in _own(function) if isinstance(node, ast.Name) and node.id == used.id),
        key=lambda node: (node.lineno, node.col_offset),
    )
    values = {}
    for node in _own(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                values |= _each(target, node.value)
    found: list[ast.expr] = []
    everywhere = isinstance(function, ast.Module)
    for node in reversed(before):
        place = (node.lineno, node.col_offset)
        if place >= (used.lineno, used.col_offset) and not everywhere:
            continue
        if isinstance(node.ctx, ast.Load) and found:
            break
        if place in values:
            found.append(values[place])
    return found


def _each(target: ast.expr, value: ast.expr) -> dict[tuple[int, int], ast.expr]:
    """What each name of an assignment is given, by the name's place; of what a function returns only the first."""
    if not isinstance(target, ast.Tuple):
        return {(target.lineno, target.col_offset): value}
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    return {(name.lineno, name.col_offset): each for name, each in zip(target.elts, values, strict=False)}


def _behind(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What stands behind a code among arguments or in a tuple."""
    if isinstance(node, ast.Call) and _name(node.func) != "Key":
        parts = node.args
    else:
        parts = node.elts if isinstance(node, ast.Tuple) else []
    for before, after in zip(parts, parts[1:], strict=False):
        code = _code(before)
        if code:
            yield code, after


def _code(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        return node.value
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        head = str(node.values[0].value)
        return f"{head}*" if head.endswith("-") and CODE.fullmatch(head[:-1]) else ""
    return ""


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
