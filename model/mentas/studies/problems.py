"""How a study can end other than well."""

from __future__ import annotations

from mentas.language import Said


class RefusedError(Exception):
    """The study was not started: its folder is in use, or holds something else. Exit code 5."""


class InterruptedStudyError(Exception):
    """The study was stopped from outside; what was finished is kept. Exit code 130."""

    def __init__(self, *, done: int, total: int) -> None:
        super().__init__(Said("{done} of {total} runs are finished and kept", done=done, total=total))
        self.done = done
        self.total = total


class FailedRunError(Exception):
    """A run failed in a study that was asked to stop at the first; it and what ended before are kept. Exit code 4."""

    def __init__(self, *, key: str, error: str) -> None:
        super().__init__(Said("run {key} failed: {error}", key=key, error=error))
        self.key = key
        self.error = error


class LostWorkersError(RefusedError):
    """The workers, or who leads them, are gone; what was finished is kept. Exit code 5, like a study not started."""
