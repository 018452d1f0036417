"""What travels between the parts of a study: a task, and the runs that came of it. Light to import and to pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.studies.variant import Variant

FRAMES: tuple[str, ...] = ("outcomes", "spending", "transitions")
"""The frames of a `Result` that a comparison keeps."""

HOUSEHOLDS = "households"
"""The frame of households' rows, kept where a study asks for it."""

PARTS = "parts"
"""The frame of the sums that outcomes are made of, kept where regions are added up."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One run that has ended: its frames, or why it has none."""

    key: str
    frames: dict[str, Any] = field(default_factory=dict)
    """pandas frames, or Arrow tables where the run comes out of a store; one that is not there has no rows."""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does in one go: some scenarios on the luck of one replicate."""

    seed: int
    replicate: int
    runs: tuple[tuple[str, Scenario | Variant], ...]
    """Run key and scenario."""
    strict: bool = False
    """Whether the ledger is checked after every act."""
    frames: frozenset[str] = frozenset(FRAMES)
    """Frames that are kept."""
    kinds: frozenset[str] | None = None
    """Kinds of group whose outcomes are kept; None keeps all."""

    def split(self) -> list[Task]:
        """The same work, one run at a time."""
        return [replace(self, runs=(run,)) for run in self.runs]


def digest(frames: Mapping[str, Any]) -> str:
    """sha256 of a run's frames, by which two machines or two versions of a library can tell whether they agree.

    It is made of, frame after frame in the order outcomes, spending, transitions, households, parts, those without rows
    left out: the line "name rows", then for each column that a store keeps the line "name type" and its values. The
    lines end in a newline and are UTF-8. Integers are little-endian two's complement of their type's width, `bool`
    a byte 0 or 1, `float64` IEEE 754 little-endian with every NaN as 0x7FF8000000000000, and `text` the lengths in
    bytes of all values as unsigned 32-bit little-endian, then all values in UTF-8.

    Raises:
        ValueError: a frame has a missing value, or one that its column cannot hold.
    """
    from mentas.studies.store import records

    return records.digest(frames)
