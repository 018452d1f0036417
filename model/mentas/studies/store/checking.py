"""Whether what is stored is still what was once made: every run's digest is worked out again from its frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mentas.studies.store import names, records, shards


@dataclass(slots=True)
class Checked:
    """What was found in the files of a study's runs."""

    runs: int = 0
    """Runs that were looked at, those of earlier versions of the study among them."""
    changed: dict[str, str] = field(default_factory=dict)
    """File by key of each run whose frames are not those that it was stored with."""
    other: list[str] = field(default_factory=list)
    """Files that another version of mentas wrote, with other columns; they are not looked at."""
    unreadable: dict[str, str] = field(default_factory=dict)
    """Why, by file that cannot be read."""


def check(folder: Path) -> Checked:
    """Read all runs of a study's folder and compare their frames with their digests. Nothing is written.

    Raises:
        OSError: a file cannot be read for want of rights, or is deleted meanwhile by a study that runs.
    """
    found = Checked()
    for path in names.files(folder / names.FOLDER):
        try:
            if not shards.fits(path):
                found.other.append(path.name)
                continue
            for group in shards.groups(path):
                for place, (key, stored) in enumerate(
                    zip(group.column("key").to_pylist(), group.column("digest").to_pylist(), strict=True)
                ):
                    run = records.finished(group.slice(place, 1))
                    found.runs += 1
                    if stored != (None if run.error is not None else records.digest(run.frames)):
                        found.changed[key] = path.name
        except shards.DamagedError as error:
            found.unreadable[path.name] = str(error)
    return found
