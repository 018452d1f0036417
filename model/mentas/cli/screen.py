"""What commands print with: a console as wide as it takes, and frames as JSON types."""

from __future__ import annotations

import sys
from typing import Any, NoReturn


def console() -> Any:
    """A rich console on stdout: as wide as the terminal, or as wide as it takes where there is none."""
    from rich import console

    class Console(console.Console):
        """A console whose reader may leave: rich itself would end the program with exit code 1."""

        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError

    return Console(width=None if sys.stdout.isatty() else 200, highlight=False, soft_wrap=False)


def records(frame: Any) -> list[dict[str, Any]]:
    """A frame as JSON types, row by row; what is missing or not finite is None."""
    import numpy as np

    blank = frame.replace([np.inf, -np.inf], np.nan)
    return blank.astype(object).where(blank.notna(), None).to_dict("records")
