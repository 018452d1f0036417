"""What travels between the parts of a study: a task, and the runs that came of it. Light to import and to pickle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from mentas.scenario import Scenario
    from mentas.studies.variant import Variant

FRAMES: tuple[str, ...] = ("outcomes", "spending", "transitions", "households")
"""The frames of a `Result` that a study can keep."""

USUAL: frozenset[str] = frozenset(FRAMES[:3])
"""Those that a comparison keeps."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One run that has ended: its frames, or why it has none."""

    key: str
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
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
    frames: frozenset[str] = USUAL
    """Frames that are kept."""
    kinds: frozenset[str] | None = None
    """Kinds of group whose outcomes are kept; None keeps all."""

    def split(self) -> list[Task]:
        """The same work, one run at a time."""
        return [replace(self, runs=(run,)) for run in self.runs]
