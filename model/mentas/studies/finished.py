"""What travels between the parts of a study: a task, and the runs that came of it. Light to import and to pickle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from mentas.scenario import Scenario

FRAMES: tuple[str, ...] = ("outcomes", "spending", "transitions")
"""The frames of a `Result` that a study keeps."""


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
    runs: tuple[tuple[str, Scenario], ...]
    """Run key and scenario."""
    strict: bool = False
    """Whether the ledger is checked after every act."""

    def split(self) -> list[Task]:
        """The same work, one run at a time."""
        return [Task(self.seed, self.replicate, (run,), self.strict) for run in self.runs]
