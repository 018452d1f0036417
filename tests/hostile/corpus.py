"""Broken files and what is said of each: `corpus.yaml`, laid out in a folder as a planner would have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mentas.population.region import PACKAGED

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("corpus.yaml")
SCENARIOS = ROOT / "scenarios"
BESIDE = (
    SCENARIOS / "toy" / "village.yaml",
    SCENARIOS / "toy" / "village_grants.yaml",
    SCENARIOS / "kaltim" / "base.yaml",
)
"""Sound files that a case may build on."""

BARE = "".join(
    line
    for line in (SCENARIOS / "kaltim" / "base.yaml").read_text().splitlines(keepends=True)
    if not line.startswith("# yaml-language-server")
)
"""A scenario without programmes or budget."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One broken file."""

    sentence: str
    says: list[str]
    """Lines on stderr; one that ends with … is the beginning of a line."""
    file: str = "x.yaml"
    text: str | None = None
    bytes: str | None = None
    """As `text`, with Python's escapes, so that it can hold what no text can."""
    repeat: dict[str, Any] | None = None
    """`of` so many `times` after the text; `{i}` in it is the number, `{blanks}` as many blanks."""
    beside: dict[str, str] = field(default_factory=dict)
    """Other files, by name."""
    region: str | None = None
    """region.yaml of the folder `here`."""
    figures: tuple[str, str] | None = None
    """What is replaced in the village's figures.csv, and by what, in the folder `here`."""

    def content(self) -> bytes:
        """The broken file's bytes."""
        if self.bytes is not None:
            found = self.bytes.encode().decode("unicode_escape").encode("latin-1")
        else:
            found = (self.text or "").encode()
        if self.repeat is not None:
            of, times = self.repeat["of"], self.repeat["times"]
            found += "".join(of.replace("{i}", str(i)).replace("{blanks}", " " * i) for i in range(times)).encode()
        return found

    def lay_out(self, folder: Path) -> Path:
        """Write the case and what lies beside it; returns its path, relative to the folder."""
        for path in BESIDE:
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "bare.yaml").write_text(BARE)
        for name, text in self.beside.items():
            (folder / name).write_text(text)
        if self.region is not None:
            (folder / "here").mkdir()
            (folder / "here" / "region.yaml").write_text(self.region)
            figures = (PACKAGED / "village" / "figures.csv").read_text()
            if self.figures is not None:
                assert self.figures[0] in figures, "the case replaces nothing"
                figures = figures.replace(*self.figures)
            (folder / "here" / "figures.csv").write_text(figures)
        (folder / self.file).write_bytes(self.content())
        return Path(self.file)


def cases() -> Iterator[Case]:
    """All cases of the corpus."""
    for entry in yaml.safe_load(FILE.read_text()):
        yield Case(**entry)
