"""Which file holds each run, as the files themselves say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from mentas.studies.store import names


class Index:
    """The file of each run that has ended, and the errors of those that failed.

    Where several files hold a run, one that ended well counts more than one that failed; then, of runs that ended
    well, a file that stays more than one that goes, and of those that failed, the newer.
    """

    def __init__(self, staying: Collection[Path]) -> None:
        """Nothing yet; `staying` are the shards that the study will leave."""
        self.staying = frozenset(staying)
        self.home: dict[str, Path] = {}
        self.errors: dict[str, str] = {}
        self._lives: Counter[Path] = Counter()

    def offer(self, path: Path, runs: Iterable[tuple[str, str | None]]) -> None:
        """Take note of the keys and errors in a file that was found; what is known better stays."""
        self._lives[path] += 0
        for key, error in runs:
            if key not in self.home or self._rank(path, error) < self._rank(self.home[key], self.errors.get(key)):
                self._move(key, error, path)

    def put(self, path: Path, runs: Iterable[tuple[str, str | None]]) -> None:
        """Take note of a file that was just written: it is where its runs are now."""
        self._lives[path] += 0
        for key, error in runs:
            self._move(key, error, path)

    def spent(self) -> list[Path]:
        """Files that no run is read from any more; they are forgotten."""
        found = [path for path, lives in self._lives.items() if lives == 0]
        for path in found:
            del self._lives[path]
        return found

    def _move(self, key: str, error: str | None, path: Path) -> None:
        if key in self.home:
            self._lives[self.home[key]] -= 1
        self.home[key] = path
        self._lives[path] += 1
        self.errors.pop(key, None)
        if error is not None:
            self.errors[key] = error

    def _rank(self, path: Path, error: str | None) -> tuple[bool, int, int]:
        loose = names.loose(path.name)
        if loose is None:
            return error is not None, 1 if path in self.staying else 2, 0
        return error is not None, 3 if error is None else 0, -loose.serial
