"""Names, units and titles of all measures, read from the source without importing it.

Checking a study's `outcomes` must not cost the import of numba: the decorators are read as text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mentas.measures import catalogue
from mentas.measures.catalogue import Measure


def read(source: str) -> Iterator[Measure]:
    """The measures that a module's source defines, in order.

    Raises:
        ValueError: an argument of a decorator is neither a literal nor a name of `catalogue`.
    """
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "measure":
                said = {str(word.arg): _value(word.value) for word in mark.keywords}
                sentence = " ".join((ast.get_docstring(node) or "").split())
                yield Measure(name=node.name, sentence=sentence, **said)


def _value(node: ast.expr) -> Any:
    """The value of a decorator's argument."""
    if isinstance(node, ast.Name) and hasattr(catalogue, node.id):
        return getattr(catalogue, node.id)
    if isinstance(node, ast.Tuple):
        return tuple(_value(part) for part in node.elts)
    return ast.literal_eval(node)


def _all() -> dict[str, Measure]:
    folder = Path(__file__).parent
    texts = ((folder / f"{file}.py").read_text(encoding="utf-8") for file in catalogue.FILES)
    return {described.name: described for text in texts for described in read(text)}


MEASURES: dict[str, Measure] = _all()
"""Every measure by name, in the order in which they are reported."""

NAMES: tuple[str, ...] = tuple(MEASURES)
"""Names of all measures: what `outcomes` of a study may say."""
