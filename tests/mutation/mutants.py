"""Mutants of a file: one operator, number or loop changed by cosmic-ray; named by the change, not by a line number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "model" / "mentas"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file."""

    file: str
    """Path below model/mentas."""
    place: str
    """Function or class that is changed, or nothing for the module itself."""
    change: str
    """The line before and after."""
    source: str = field(repr=False, compare=False)
    """The whole file after the change."""

    @property
    def name(self) -> str:
        """What it is called here and in `survivors.yaml`."""
        return f"{self.file}::{self.place}: {self.change}"


def mutants(file: Path, operators: list[str]) -> Iterator[Mutant]:
    """All mutants of a file; the changes of a line that read the same are numbered."""
    import cosmic_ray.plugins
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    seen: Counter[str] = Counter()
    for name in operators:
        operator = cosmic_ray.plugins.get_operator(f"core/{name}")()
        occurrence = -1
        for node in ast_nodes(get_ast(text)):
            for (line, _), _ in operator.mutation_positions(node):
                occurrence += 1
                if is_inert(node):
                    continue
                changed = mutate_code(text, operator, occurrence)
                before, after = lines[line - 1].strip(), changed.splitlines()[line - 1].strip()
                if "ZeroIteration" in name:
                    after = "for … in []:"
                change = f"{before}  ->  {after}"
                seen[change] += 1
                mark = f"  ({seen[change]})" if seen[change] > 1 else ""
                yield Mutant(file.relative_to(SOURCES).as_posix(), place_of(node), change + mark, changed)


def is_inert(node: Any) -> bool:
    """Whether a change here is none of behaviour: annotations, parameter lists, decorators, what type checkers run."""
    while node.parent is not None:
        parent = node.parent
        if parent.type == "annassign" and node is not parent.children[-1]:
            return True
        if parent.type == "annassign" and len(parent.children) == 2:
            return True
        if parent.type == "tfpdef" or (parent.type == "funcdef" and node is parent.annotation):
            return True
        if parent.type == "param" and node is not parent.default:
            return True
        if parent.type == "decorator" or (parent.type == "parameters" and node.type != "param"):
            return True
        if parent.type == "if_stmt" and "TYPE_CHECKING" in parent.children[1].get_code():
            return True
        if node.type == "if_stmt" and "TYPE_CHECKING" in node.children[1].get_code():
            return True
        node = parent
    return False


def place_of(node: Any) -> str:
    """Dotted name of the functions and classes around a node."""
    names = []
    while node is not None:
        if node.type in ("funcdef", "classdef"):
            names.append(node.name.value)
        node = node.parent
    return ".".join(reversed(names))
