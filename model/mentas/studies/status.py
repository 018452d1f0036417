"""How far a study is, told at once whatever its size. Light to import; needs no lock and disturbs no study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mentas.language import Said
from mentas.studies import lock
from mentas.studies.problems import RefusedError
from mentas.studies.store import names, progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where a study stands."""

    total: int
    done: int
    """Runs that have ended, well or not."""
    failed: int
    holder: str | None
    """The study that holds the folder at this moment, in words; None if none does."""
    started: float
    """When it was last started, in seconds since 1970."""
    last: float
    """When a run last ended; as `started` if none has since."""
    rate: float | None
    """Runs a second since it was last started; None if none has ended since."""

    @property
    def running(self) -> bool:
        return self.holder is not None


def status(folder: Path) -> Status:
    """Where the study in a folder stands; right even if it was killed.

    Raises:
        RefusedError: no study has kept runs there.
    """
    newest = names.last_loose(folder / names.FOLDER)
    known = progress.read(folder)
    if known is None:
        raise RefusedError(Said("{folder} holds no study whose runs could be counted", folder=folder))
    done, failed, last = known.done, known.failed, known.last
    if newest is not None and newest[0].serial > known.serial:
        loose, path = newest
        done, failed = loose.done, loose.failed
        last = _modified(path, known.last)
    ended, seconds = done - known.before, last - known.started
    return Status(
        total=known.total,
        done=done,
        failed=failed,
        holder=lock.holder(folder),
        started=known.started,
        last=last,
        rate=ended / seconds if ended > 0 and seconds > 0 else None,
    )


def _modified(path: Path, otherwise: float) -> float:
    """When a file was written, which may have been merged and deleted meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return otherwise
