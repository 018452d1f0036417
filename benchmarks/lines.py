"""What a benchmark found, line by line, and how it is written down."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

BEGIN = "<!-- benchmarks: begin -->"
END = "<!-- benchmarks: end -->"

REACHED = {True: "reached", False: "not reached", None: ""}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure of the table."""

    section: str
    what: str
    unit: str
    samples: Sequence[float]
    """One value a repeat, in the order of measuring; the figure shown is their median, in brackets the least. None at
    all where there was nothing to measure."""
    against: str = ""
    """The peer of a ratio."""
    peer: Sequence[float] = ()
    """The peer's samples, measured in turn with `samples`; the ratio is that of medians, peer over own."""
    flipped: bool = False
    """Whether the ratio is own over peer."""
    goal: str = ""
    reached: bool | None = None
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """The median."""
        return statistics.median(self.samples)

    @property
    def ratio(self) -> float | None:
        """Ratio of medians to the peer's; None without a peer."""
        return ratio(self.samples, self.peer, flipped=self.flipped) if self.peer else None

    def record(self) -> dict[str, Any]:
        """The line as plain values."""
        return asdict(self) | {"value": self.value if self.samples else None, "ratio": self.ratio}


def ratio(own: Sequence[float], peer: Sequence[float], *, flipped: bool = False) -> float:
    """Ratio of medians: the peer's over the own, or the other way round."""
    found = statistics.median(peer) / statistics.median(own)
    return 1.0 / found if flipped else found


def number(value: float) -> str:
    """Three significant digits or all whole ones, with commas."""
    if value == 0.0 or abs(value) >= 100.0:
        return f"{value:,.0f}"
    digits = 2 if abs(value) < 10.0 else 1
    return f"{value:.{digits}f}" if abs(value) >= 0.1 else f"{value:.2g}"


def row(line: Line) -> list[str]:
    """Cells of the line."""
    figure = number(line.value) if line.samples else ""
    if len(line.samples) > 1:
        figure += f" ({number(min(line.samples))})"
    times = "" if line.ratio is None else f"{number(line.ratio)}x"
    what = f"{line.what}; {line.note}" if line.note else line.what
    count = str(len(line.samples) or "")
    return [what, f"{figure} {line.unit}".strip(), count, line.against, times, line.goal, REACHED[line.reached]]


HEAD = ["what", "median (least)", "n", "against", "ratio", "goal", ""]


def markdown(lines: Iterable[Line], *, title: str, machine: str, remarks: Sequence[str] = ()) -> str:
    """All lines as tables, one a section."""
    parts = [title, "", machine, ""]
    section = None
    for line in lines:
        if line.section != section:
            section = line.section
            parts += ["", f"### {section}", "", "| " + " | ".join(HEAD) + " |", "| " + " | ".join(["---"] * 7) + " |"]
        parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row(line)) + " |")
    parts += ["", *(f"- {remark}" for remark in remarks)] if remarks else []
    return "\n".join(parts).rstrip() + "\n"


def write_between_markers(path: Path, text: str) -> None:
    """Replace what lies between the markers of a page.

    Raises:
        ValueError: the page does not have both markers, once each and in order.
    """
    page = path.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise ValueError(f"{path} needs the lines '{BEGIN}' and '{END}', once each")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
