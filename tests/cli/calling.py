"""`mentas` as it is typed, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SILENT = ("LC_ALL", "LC_MESSAGES", "LANG", "MENTAS_LANG", "NO_COLOR", "FORCE_COLOR", "PYTHONUTF8", "PYTHONIOENCODING")
"""What a reader's own surroundings may say, and tests must not hear."""


def environment(**more: str) -> dict[str, str]:
    """Surroundings in which this checkout is found, and nothing else is said."""
    paths = os.pathsep.join([str(ROOT / "model"), *sys.path])
    kept = {name: value for name, value in os.environ.items() if name not in SILENT}
    return kept | {"PYTHONPATH": paths, "COLUMNS": "120", "LC_ALL": "C.UTF-8"} | more


def mentas(*words: object, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """How a command ends."""
    return subprocess.run(
        [sys.executable, "-m", "mentas", *map(str, words)], cwd=cwd, env=environment(**environ), capture_output=True,
        text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def python(code: str, *, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """How a piece of Python ends."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment(**environ), capture_output=True, text=True, timeout=300
    )  # fmt: skip
