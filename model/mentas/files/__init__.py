"""Reading YAML so that nothing is retyped, nothing is lost, and every refusal says where.

A file is parsed into a tree of nodes that keep their text and their place; what a scalar means is decided by the
schema that asks for it (`Reader`), never by the loader. What has no business in a scenario is refused before it is
parsed: aliases, tags, deep nesting, huge files, characters that nobody can see.
"""

from __future__ import annotations

from mentas.files.elsewhere import reason
from mentas.files.problem import MOST_PROBLEMS, NOTHING, Problem, Refusal, listed, nearest, refused, shorten, takes
from mentas.files.reader import DECIMAL, MOST_NUMBER, MOST_TEXT, WHOLE, Reader
from mentas.files.tree import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_FLOW_DEPTH,
    MOST_LINE,
    MOST_NODES,
    Node,
    is_file,
    near_path,
    parse,
    plain,
    read,
)

__all__ = [
    "DECIMAL", "MOST_BYTES", "MOST_DEPTH", "MOST_FLOW_DEPTH", "MOST_LINE", "MOST_NODES", "MOST_NUMBER",
    "MOST_PROBLEMS", "MOST_TEXT", "NOTHING", "WHOLE", "Node", "Problem", "Reader", "Refusal", "is_file", "listed",
    "near_path", "nearest", "parse", "plain", "read", "reason", "refused", "shorten", "takes",
]  # fmt: skip
