"""A study's runs in a folder elsewhere, to be read, merged and added to without harm to the study's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentas.studies.store import names


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A temporary folder whose runs are links to those of a study, if there are any."""
    with tempfile.TemporaryDirectory(prefix="mentas-") as copy:
        home, own = Path(copy) / names.FOLDER, folder / names.FOLDER
        home.mkdir()
        for path in names.files(own) if own.is_dir() else []:
            (home / path.name).symlink_to(path.resolve())
        yield Path(copy)
