"""A reader that leaves after the first line, as `head` does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def check_left_in_peace(*arguments: str) -> None:
    """Python with these arguments ends well and says nothing on stderr when its reader leaves."""
    paths = os.pathsep.join([str(ROOT / "model"), *sys.path])
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
