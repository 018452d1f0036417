"""A word to the reader before the first run compiles the model's kernels."""

from __future__ import annotations

import sys

from mentas.language import _


def tell(*, quiet: bool) -> None:
    """Say on stderr that the first run takes longer, if the kernels are not compiled yet."""
    from mentas import kernels

    if not quiet and not kernels.is_warm():
        words = _("first run of this version, compiling the model (about half a minute); later runs start at once")
        print(f"mentas: {words}", file=sys.stderr, flush=True)
