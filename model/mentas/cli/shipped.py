"""The scenarios and experiments that come with mentas: in the package when installed, beside it in a checkout."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from mentas.studies.problems import RefusedError

FOLDERS = ("scenarios", "experiments")


def root() -> Path:
    """The folder that holds `scenarios/` and `experiments/`."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "shipped"
    return packed if packed.is_dir() else package.parents[1]


def find(path: Path) -> Path:
    """`path` itself, or the shipped file of that name where there is none here."""
    if path.exists() or path.is_absolute() or path.parts[:1] not in [(folder,) for folder in FOLDERS]:
        return path
    packed = root() / path
    return packed if packed.is_file() and ".." not in path.parts else path


def files() -> Iterator[Path]:
    """All shipped files, relative to `root`."""
    for folder in FOLDERS:
        for path in sorted((root() / folder).rglob("*")):
            if path.suffix in (".yaml", ".md", ".csv") and path.is_file():
                yield path.relative_to(root())


def copy_to(folder: Path) -> list[Path]:
    """Copy all shipped files into a new or empty folder, and return their paths in it.

    Raises:
        RefusedError: the folder holds something already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(f"{folder} exists and is not an empty folder; choose another")
    copies = []
    for path in files():
        copy = folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root() / path, copy)
        copies.append(copy)
    return copies
