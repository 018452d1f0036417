"""A word to the reader before the first run compiles the model's kernels."""

from __future__ import annotations

import sys
from pathlib import Path


def tell(*, quiet: bool) -> None:
    """Say on stderr that the first run takes longer, if the kernels are not compiled yet."""
    if not quiet and not compiled():
        print(
            "mentas: first run of this version, compiling the model (up to about 20 s); later runs start at once",
            file=sys.stderr,
            flush=True,
        )


def compiled() -> bool:
    """Whether numba's cache for these sources holds anything."""
    import numba

    import mentas.kernels  # noqa: F401  (sets the folder of the cache)

    folder = Path(numba.config.CACHE_DIR)
    return folder.is_dir() and next(folder.rglob("*.nbi"), None) is not None
