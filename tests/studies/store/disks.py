"""Disks that stop working: at a step of one's choice, as if the process were killed or the power cut."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mentas.studies import atomic

REAL = {name: getattr(os, name) for name in ("fsync", "replace", "unlink", "mkdir")}


class Crash(BaseException):
    """The process is gone; nothing that it still tries has any effect."""


class Disk:
    """Counts what is done to a disk, and stops before step `last`; of a file's first bytes it then writes half."""

    def __init__(self, last: int | None = None) -> None:
        self.last = last
        self.steps = 0
        self.unwritten: set[str] = set()
        """Files whose bytes are not on the disk yet, only in the machine's memory."""
        self.unsettled: list[tuple[str, bytes | None]] = []
        """Names given since their folder was last brought to the disk, and what was there before."""

    def install(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, "fsync", self.fsync)
        patch.setattr(os, "replace", self.replace)
        patch.setattr(os, "unlink", lambda path, **more: self.step() or REAL["unlink"](path, **more))
        patch.setattr(os, "mkdir", lambda path, *more: self.step() or REAL["mkdir"](path, *more))
        patch.setattr(atomic, "open", self.open, raising=False)

    def step(self) -> None:
        self.steps += 1
        if self.last is not None and self.steps > self.last:
            raise Crash

    def fsync(self, handle: int) -> None:
        self.step()
        path = os.readlink(f"/proc/self/fd/{handle}")
        REAL["fsync"](handle)
        self.unwritten.discard(path)
        self.unsettled = [(name, old) for name, old in self.unsettled if os.path.dirname(name) != path]

    def replace(self, source: Any, target: Any) -> None:
        self.step()
        old = Path(target).read_bytes() if Path(target).exists() else None
        REAL["replace"](source, target)
        self.unsettled.append((str(target), old))
        if str(source) in self.unwritten:
            self.unwritten.remove(str(source))
            self.unwritten.add(str(target))

    def open(self, path: Any, mode: str, **more: Any) -> Any:
        self.step()
        self.unwritten.add(str(path))
        return _File(self, open(path, mode, **more))

    def cut_power(self) -> None:
        """What was not brought to the disk is lost: bytes, and names; what was deleted stays deleted."""
        for path in self.unwritten:
            if os.path.exists(path):
                os.truncate(path, os.path.getsize(path) // 2)
        for path, old in reversed(self.unsettled):
            if old is not None:
                Path(path).write_bytes(old)
            elif os.path.exists(path):
                REAL["unlink"](path)


class _File:
    """An open file on such a disk."""

    def __init__(self, disk: Disk, file: Any) -> None:
        self.disk, self.file, self.begun = disk, file, False

    def write(self, data: Any) -> int:
        if not self.begun:
            self.begun = True
            try:
                self.disk.step()
            except Crash:
                self.file.write(data[: len(data) // 2])
                self.file.flush()
                raise
        return self.file.write(data)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: Any) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)
