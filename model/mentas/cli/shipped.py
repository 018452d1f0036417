"""The scenarios, experiments and pages that come with mentas: in an installed package, or beside it in a checkout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from mentas.files import Problem, Refusal, is_file, near_path, nearest, shorten
from mentas.language import Said
from mentas.studies.problems import RefusedError

FOLDERS = ("scenarios", "experiments")

PAGES = (Path("docs/own_data.md"),)
"""What the shipped files and messages send their reader to."""


def root() -> Path:
    """The folder that holds `scenarios/` and `experiments/`."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "shipped"
    return packed if packed.is_dir() else package.parents[1]


def find(path: Path) -> Path:
    """`path` itself, or the shipped file or folder of that name where there is none here.

    Raises:
        Refusal: there is no such file, but one of nearly that name, here or shipped.
    """
    if is_file(path) or os.path.isdir(path):
        return path
    packed = root() / path
    if (
        path.parts[:1] in [(folder,) for folder in FOLDERS]
        and ".." not in path.parts
        and (is_file(packed) or os.path.isdir(packed))
    ):
        return packed
    near = _near(path)
    if near and not os.path.lexists(path):
        raise Refusal([Problem(str(path), 0, 0, "", "unreadable", Said("there is no such file"), nearest=near)])
    return path


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; False for a name that none can have."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _near(path: Path) -> str:
    """The file here or among those shipped that is most like `path`, as a reader would type it; or nothing."""
    here = near_path(path) or (near_path(path.with_name(f"{path.name}.yaml")) if path.name else "")
    if here:
        return shorten(here, 200)
    known = {str(file): file for file in files() if file.suffix == ".yaml"}
    near = nearest(str(path), known)
    if near:
        return near
    stems = {file.stem: str(file) for file in reversed(known.values())}  # a scenario before a study of that name
    return stems.get(nearest(path.stem, stems), "")


def files() -> Iterator[Path]:
    """All shipped files, relative to `root`."""
    for folder in FOLDERS:
        for path in sorted((root() / folder).rglob("*")):
            if path.suffix in (".yaml", ".md", ".csv", ".json") and path.is_file():
                yield path.relative_to(root())
    yield from PAGES


def copy_to(folder: Path) -> list[Path]:
    """Copy all shipped files into a new or empty folder, and return their paths in it.

    Raises:
        RefusedError: the folder holds something already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(Said("{folder} exists and is not an empty folder; choose another", folder=folder))
    copies = []
    for path in files():
        copy = folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root() / path, copy)
        copies.append(copy)
    return copies
