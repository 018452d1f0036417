"""Rules and kernels: how Python functions become machine code, and where that code is kept.

A *rule* is a pure scalar function; a *kernel* loops over rows and lets go of the interpreter's lock. Both are
compiled once and cached. Numba's cache does not notice edits in other files: a changed rule would keep its old
value in every kernel that calls it. The cache therefore lies in a folder named by a digest of all sources.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")

SOURCES = Path(__file__).parent
ABOVE = frozenset({"cli", "report", "studies", "scenario"})
"""Folders above the world, which hold no kernels; an edit there keeps the compiled code."""

KEPT = 4
"""Digests of sources whose compiled code is kept; older ones are deleted."""

DIGEST = re.compile("[0-9a-f]{16}")

CHUNK = 4096
"""Rows of a chunk: threads share rows by whole chunks."""

SHARES = 4
"""Shares that each thread takes, one after the other."""


def source_digest(root: Path = SOURCES) -> str:
    """Digest of every Python file that a kernel may come from, and of numba's version: 16 hex digits."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] in ABOVE:
            continue
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder(digest: str) -> Path:
    """Folder for compiled code: in NUMBA_CACHE_DIR, else the user's cache, else a temporary folder; made if missing."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    named = os.environ.get("NUMBA_CACHE_DIR")
    shared = Path(tempfile.gettempdir()) / f"mentas-kernels-{_user()}"
    for place in (Path(named) / "mentas" if named else Path(home) / "mentas" / "kernels", shared):
        folder = place / digest
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Cached code is run when it is loaded: where everyone may make folders, only one's own will do.
            if place == shared and not _is_ours_alone(place):
                continue
            folder.mkdir(exist_ok=True)
            os.utime(folder)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            _prune(place, keep=digest)
            return folder
    return Path(tempfile.mkdtemp(prefix="mentas-kernels-"))


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_ours_alone(place: Path) -> bool:
    """Whether `place` is a true folder that belongs to this user and that nobody else can write to."""
    about = place.lstat()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == _user() and not about.st_mode & 0o022


def _prune(place: Path, *, keep: str) -> None:
    """Delete the compiled code of all but the newest sources; other folders, and other processes, are left in peace."""
    ages = {}
    for folder in place.iterdir():
        # Another process may be pruning too: a folder that has gone needs no deleting.
        with contextlib.suppress(OSError):
            if DIGEST.fullmatch(folder.name) and folder.is_dir() and folder.name != keep:
                ages[folder] = folder.stat().st_mtime
    for old in sorted(ages, key=ages.__getitem__, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


FOLDER = cache_folder(source_digest())
numba.config.CACHE_DIR = str(FOLDER)


def is_warm() -> bool:
    """Whether compiled code of these sources is there, so that a run starts at once."""
    return any(FOLDER.rglob("*.nbi"))


def rule(function: F) -> F:
    """Compile a pure scalar function, to be copied into the loops that call it: a call would stop them vectorising.

    LLVM copies it, not numba: it is then typed once, and not again in each loop.
    """
    return _compiled(function, forceinline=True)


def kernel(function: F) -> F:
    """Compile a loop over rows; it releases the interpreter's lock, so that threads can share the rows."""
    return _compiled(function, nogil=True)


def _compiled(function: F, **options: Any) -> F:
    # A function's cache is placed here and now, and numba forgets the folder whenever a NUMBA_ variable changes.
    numba.config.CACHE_DIR = str(FOLDER)
    # Nothing is handed to C, so that the doors for C, which take a tenth of the time of compiling, need not be built.
    compiled = numba.njit(cache=True, no_cfunc_wrapper=True, error_model="numpy", **options)
    return compiled(function)  # type: ignore[no-any-return]


def spans(rows: int) -> list[tuple[int, int]]:
    """Rows [0, rows) in chunks of `CHUNK`, the last one shorter: the same whatever the number of threads."""
    return [(lo, min(lo + CHUNK, rows)) for lo in range(0, rows, CHUNK)]


def run_rows(call: Callable[[int, int], R], *, rows: int, threads: int = 1) -> list[R]:
    """Call `call(lo, hi)` for shares of the rows, on `threads` threads; results in the order of rows.

    Shares begin at chunks' edges, so that no two threads write near each other. How many there are depends on
    `threads`: add up only what is exact in any order. `call` must touch no row but its own, and gains from threads as
    far as it is a kernel. An exception is raised here.
    """
    if threads <= 1 or rows <= CHUNK:
        return [call(0, rows)]
    # A few shares for each thread: large enough to cost little, small enough that no thread waits long for another.
    chunks = -(-rows // CHUNK)
    count = min(SHARES * threads, chunks)
    edges = [min(chunks * share // count * CHUNK, rows) for share in range(count + 1)]
    return list(_pool(threads, os.getpid()).map(call, edges[:-1], edges[1:]))


@cache
def _pool(threads: int, process: int) -> ThreadPoolExecutor:
    """Threads that wait for rows; a forked process has none of its parent's, and gets its own."""
    return ThreadPoolExecutor(threads, thread_name_prefix=f"mentas-{process}")
