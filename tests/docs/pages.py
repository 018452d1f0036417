"""Blocks of the docs' pages that a reader would type: commands, and files with their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"# (\S+\.yaml)\n")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Kind and content of each fenced block that has a kind."""
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield found[1], found[2]


def files(page: Path) -> Iterator[tuple[str, str]]:
    """Name and content of each file that a page tells its reader to write."""
    for kind, content in blocks(page):
        if kind == "yaml" and (named := NAMED.match(content)):
            yield named[1], content
