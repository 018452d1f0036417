"""How much of a study is done in its folder, and why the rest is not. Light to import; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.language import Said
from mentas.studies import changed, lock, manifest
from mentas.studies.problems import RefusedError
from mentas.studies.status import Status, status

if TYPE_CHECKING:
    from mentas.studies.changed import Change
    from mentas.studies.design import Study

HARMLESS = frozenset({"replicates", "baseline"})
"""Fields that may change without making the run of any key another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a study stands in its folder."""

    status: Status | None
    """Of the runs that are there; None if there are none."""
    changes: tuple[Change, ...] = ()
    """What of the study is not as the folder's manifest has it: old, new."""
    tables: bool = False
    """Whether the folder holds the tables of a study that ended."""

    @property
    def holder(self) -> str | None:
        """The study that holds the folder at this moment, in words."""
        return None if self.status is None else self.status.holder

    @property
    def done(self) -> int:
        """Runs that have ended, of this study or of what it was before."""
        return 0 if self.status is None else self.status.done

    @property
    def same(self) -> bool:
        """Whether the runs that are there are this study's."""
        return all(each.field in HARMLESS for each in self.changes)

    @property
    def useless(self) -> bool:
        """Whether none of them can be: what changed is in the key of every run."""
        return any(each.of_runs and each.field.partition(".")[0] in changed.OF_EVERY for each in self.changes)


def standing(study: Study, folder: Path, account: Mapping[str, Any]) -> Standing:
    """Where a study stands.

    Args:
        study: what is to be run.
        folder: its folder, which need not be there.
        account: its manifest, were it to start now.

    Raises:
        RefusedError: the folder holds something else.
    """
    if not folder.is_dir():
        if folder.exists():
            raise RefusedError(Said("{folder} is a file; choose a folder with --out", folder=folder))
        return Standing(status=None)
    manifest.check_belongs(folder, name=study.name, kind=study.kind)
    if not (folder / lock.MANIFEST).exists():
        return Standing(status=None)
    old = manifest.read(folder)
    try:
        known: Status | None = status(folder)
    except RefusedError:  # stopped before its first run, or of a version that kept runs in another way
        known = None
    return Standing(
        status=known, changes=tuple(changed.changes(old, account)), tables=old.get("finished") is not None
    )  # fmt: skip
