"""What commands print with: a console as wide as it takes, and frames as JSON types."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn


def console(*, stderr: bool = False) -> Any:
    """A rich console on stdout or stderr: as wide as the terminal, or as wide as it takes where there is none.

    With NO_COLOR it is plain text, with FORCE_COLOR it is in colour even where there is no terminal.
    """
    from rich import console

    class Console(console.Console):
        """A console whose reader may leave: rich itself would end the program with exit code 1."""

        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(
        stderr=stderr, width=None if terminal else 200, highlight=False, soft_wrap=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )  # fmt: skip


def records(frame: Any) -> list[dict[str, Any]]:
    """A frame as JSON types, row by row; what is missing or not finite is None."""
    import numpy as np

    blank = frame.replace([np.inf, -np.inf], np.nan)
    return blank.astype(object).where(blank.notna(), None).to_dict("records")
