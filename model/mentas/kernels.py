"""Rules and kernels: how Python functions become machine code, and where that code is kept.

A *rule* is a pure scalar function; a *kernel* loops over rows and lets go of the interpreter's lock. Both are
compiled once and cached. Numba's cache does not notice edits in other files: a changed rule would keep its old
value in every kernel that calls it. The cache therefore lies in a folder named by a digest of all sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])

SOURCES = Path(__file__).parent
KEPT = 4
"""Digests of sources whose compiled code is kept; older ones are deleted."""


def source_digest(root: Path = SOURCES) -> str:
    """Digest of every Python file under `root` and of numba's version: 16 hex digits."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder(digest: str) -> Path:
    """Folder for compiled code: NUMBA_CACHE_DIR, else the user's cache, else a temporary folder; made if missing."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    places = [Path(os.environ.get("NUMBA_CACHE_DIR") or Path(home) / "mentas" / "kernels")]
    places.append(Path(tempfile.gettempdir()) / f"mentas-kernels-{os.getuid() if hasattr(os, 'getuid') else 0}")
    for place in places:
        folder = place / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.utime(folder)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            _prune(place, keep=digest)
            return folder
    return Path(tempfile.mkdtemp(prefix="mentas-kernels-"))


def _prune(place: Path, *, keep: str) -> None:
    """Delete the compiled code of all but the newest sources."""
    folders = [f for f in place.iterdir() if f.is_dir() and len(f.name) == len(keep)]
    for old in sorted(folders, key=lambda f: f.stat().st_mtime, reverse=True)[KEPT:]:
        if old.name != keep:
            shutil.rmtree(old, ignore_errors=True)


FOLDER = cache_folder(source_digest())
numba.config.CACHE_DIR = str(FOLDER)


def is_warm() -> bool:
    """Whether compiled code of these sources is there, so that a run starts at once."""
    return any(FOLDER.rglob("*.nbi"))


def rule(function: F) -> F:
    """Compile a pure scalar function, to be copied into the loops that call it: a call would stop them vectorising."""
    return numba.njit(cache=True, error_model="numpy", inline="always")(function)  # type: ignore[no-any-return]


def kernel(function: F) -> F:
    """Compile a loop over rows; it releases the interpreter's lock, so that threads can share the rows."""
    return numba.njit(cache=True, nogil=True, error_model="numpy")(function)  # type: ignore[no-any-return]
