"""The store of a study that runs: keeps what ends, merges it, and gives it back in the study's order."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mentas.studies import atomic
from mentas.studies.finished import Finished
from mentas.studies.names_of_tables import CONFIRMED, FOLDER_OF_REGIONS, MORE
from mentas.studies.store import names, progress, records, shards
from mentas.studies.store.index import Index


class Store:
    """The finished runs in a study's folder. Only for the holder of the folder's lock.

    Attributes:
        damaged: files that could not be read, in words; their runs count as never run.
    """

    def __init__(self, folder: Path, keys: Sequence[str]) -> None:
        """Find out what has ended, and bring it into the order of the study.

        Args:
            folder: the study's folder.
            keys: run keys of the study, each once, in its order. Runs of other keys, of an earlier version of the
                study, stay in the folder.

        Raises:
            OSError: the disk is full or the folder cannot be written; nothing is lost.
        """
        self.folder = folder
        self.shards = folder / names.FOLDER
        self.shards.mkdir(exist_ok=True)
        atomic.sync(folder)
        for place in (folder, self.shards, folder / CONFIRMED, folder / MORE, folder / FOLDER_OF_REGIONS):
            atomic.sweep(place)
        self.damaged: list[str] = []
        self._keys = tuple(keys)
        self._place = {key: place for place, key in enumerate(self._keys)}
        if len(self._place) < len(self._keys):
            raise ValueError("a key stands twice in the study")
        self._reader = shards.Reader()
        self._forgotten: set[str] = set()
        self._serial = self._ended = self._failed = 0
        self._left: dict[int, int] = {}
        self._find()
        self._before, self._started = self._ended, time.time()
        self._last = self._started
        self._tell()
        self._settle()

    def __contains__(self, key: object) -> bool:
        """Whether the run has ended, well or not, and is not to be run again."""
        return key in self._index.home and key not in self._forgotten

    @property
    def done(self) -> int:
        """Runs of the study that have ended, well or not, and are not to be run again."""
        return self._ended - len(self._forgotten)

    @property
    def failed(self) -> dict[str, str]:
        """Errors of the study's runs that failed and are not to be run again, by key in the study's order."""
        errors = self._index.errors
        return {key: errors[key] for key in sorted(errors.keys() & self._place.keys(), key=self._place.__getitem__)
                if key not in self._forgotten}  # fmt: skip

    def extend(self, keys: Sequence[str]) -> None:
        """Let the study have more runs, after those that it has.

        Raises:
            OSError: the disk is full or the folder cannot be written; nothing is lost.
        """
        self._keys = tuple(dict.fromkeys((*self._keys, *keys)))
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._find()
        self._tell()
        self._settle()

    def forget_failed(self) -> None:
        """Let the study's failed runs count as not run, until they are kept anew."""
        self._forgotten = set(self._place.keys() & self._index.errors.keys())
        self._count()

    def keep(self, runs: Sequence[Finished]) -> None:
        """Keep runs that have ended; when this returns, they outlast the process and a power cut.

        A run whose frames cannot be stored (a value is missing, or too large for its column) is one that failed.

        Raises:
            OSError: the disk is full or the folder cannot be written: either all of these runs are kept or none,
                and nothing else is lost.
        """
        if not runs:
            return
        table = records.rows(runs)
        fresh: dict[str, str | None] = dict(
            zip(*(table.column(name).to_pylist() for name in ("key", "error")), strict=True)
        )
        groups = list(shards.grouped([table], limit=shards.LOOSE_GROUP))
        self._serial += 1
        ours = [key for key in fresh if key in self._place]
        ended = self._ended + sum(key not in self._index.home for key in ours)
        failed = self._failed + sum((fresh[key] is not None) - (key in self._index.errors) for key in ours)
        path = self.shards / names.Loose(self._serial, ended, failed).name
        shards.write(path, groups, compression="none")
        self._ended, self._failed, self._last = ended, failed, time.time()
        self._index.put(path, fresh.items())
        self._reader.remember(path, groups)
        self._forgotten -= fresh.keys()
        touched = {self._place[key] // names.BLOCK for key in ours}
        self._left |= {block: self._missing(block) for block in touched}
        try:
            self._merge(sorted(touched))
            self._clean()
        except shards.DamagedError as error:
            raise self._lost(error) from error

    def close(self) -> None:
        """Merge what is left of blocks all of whose runs have ended. Nothing is lost where this is not called."""
        self._forgotten.clear()
        self._count()
        self._settle()
        self._tell()

    def read(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Frames of runs that ended well, by key: Arrow tables by name of the frame.

        Raises:
            OSError: a file turned out to be damaged; the same command makes its runs again.
        """
        return {key: run.frames for key, run in self.stream(keys) if run.error is None}

    def stream(self, keys: Iterable[str] | None = None) -> Iterator[tuple[str, Finished]]:
        """Runs that have ended, well or not, one by one in the order asked for; by default in the study's, in which
        it is fast and takes the memory of one shard. Their frames are Arrow tables.

        Raises:
            OSError: a file turned out to be damaged; the same command makes its runs again.
        """
        for key in self._keys if keys is None else keys:
            if key in self:
                try:
                    row = self._reader.row(self._index.home[key], key)
                except shards.DamagedError as error:
                    raise self._lost(error) from error
                yield key, records.finished(row)

    def digests(self) -> dict[str, str]:
        """Digests of the frames of the study's runs that ended well, by key in the study's order.

        Raises:
            OSError: a file turned out to be damaged; the same command makes its runs again.
        """
        found: dict[str, str] = {}
        for path in dict.fromkeys(self._index.home[key] for key in self._keys if key in self):
            try:
                for key, digest in shards.columns(path, "key", "digest"):
                    if digest is not None and self._index.home[str(key)] == path:
                        found[str(key)] = digest
            except shards.DamagedError as error:
                raise self._lost(error) from error
        return {key: found[key] for key in self._keys if key in found}

    def _of(self, block: int) -> tuple[str, ...]:
        """Keys of a block."""
        return self._keys[block * names.BLOCK : (block + 1) * names.BLOCK]

    def _missing(self, block: int) -> int:
        """Runs of a block that have not ended."""
        return sum(key not in self for key in self._of(block))

    def _find(self) -> None:
        """Learn from the files what has ended."""
        known = progress.read(self.folder)
        self._serial = max(self._serial, 0 if known is None else known.serial)
        starts = range(0, len(self._keys), names.BLOCK)
        self._shards = [
            self.shards / names.shard(self._of(block), position=start) for block, start in enumerate(starts)
        ]
        self._index = Index(self._shards)
        for path in names.files(self.shards):
            loose = names.loose(path.name)
            self._serial = max(self._serial, 0 if loose is None else loose.serial)
            try:
                self._index.offer(path, [(str(key), error) for key, error in shards.columns(path, "key", "error")])
            except shards.DamagedError as error:
                self._set_aside(error)
        self._count()

    def _count(self) -> None:
        self._left = {block: self._missing(block) for block in range(len(self._shards))}
        self._ended = sum(key in self._index.home for key in self._keys)
        self._failed = sum(key in self._place for key in self._index.errors)

    def _settle(self) -> None:
        """Bring all that has ended into shards, as far as blocks are full, and delete what is then not needed."""
        while True:
            try:
                self._merge(range(len(self._shards)))
                self._file_away()
                self._clean()
                return
            except shards.DamagedError as error:
                self._lost(error)

    def _merge(self, blocks: Iterable[int]) -> None:
        """Bring full blocks into their shards."""
        for block in blocks:
            path, keys = self._shards[block], self._of(block)
            if not self._left[block] and any(self._index.home[key] != path for key in keys):
                self._gather(path, keys)

    def _file_away(self) -> None:
        """Bring runs that are not of the study out of loose files, so that none stays and a newer one is always right.

        A file that holds no run of the study may be of another version of mentas: it gets another name and is not read.
        """
        held: dict[Path, list[str]] = {}
        for key, home in self._index.home.items():
            if names.loose(home.name) is not None:
                held.setdefault(home, []).append(key)
        for home, keys in held.items():
            foreign = [key for key in keys if key not in self._place]
            path = self.shards / names.shard(foreign, position=None)
            if len(foreign) == len(keys):
                self._index.put(path, [(key, self._index.errors.get(key)) for key in keys])
                os.replace(home, path)
                atomic.sync(self.shards)
            elif foreign:
                self._gather(path, foreign)

    def _gather(self, path: Path, keys: Sequence[str]) -> None:
        """Write a shard of runs that lie in other files."""
        rows = (self._reader.row(self._index.home[key], key) for key in keys)
        shards.write(path, shards.grouped(rows, limit=shards.GROUP))
        self._reader.forget(path)
        self._index.put(path, [(key, self._index.errors.get(key)) for key in keys])

    def _clean(self) -> None:
        """Delete the files that no run is read from any more."""
        spent = self._index.spent()
        if spent:
            self._tell()  # before the names that hold the counts are gone
        for path in spent:
            path.unlink(missing_ok=True)
            self._reader.forget(path)

    def _tell(self) -> None:
        progress.write(
            self.folder,
            progress.Progress(
                total=len(self._keys), done=self._ended, failed=self._failed, before=self._before,
                serial=self._serial, process=os.getpid(), started=self._started, last=self._last,
            ),
        )  # fmt: skip

    def _lost(self, error: shards.DamagedError) -> OSError:
        """Set a damaged file aside, and say what to do about its runs."""
        before = self._ended
        self._set_aside(error)
        self._reader.forget(error.path)
        self._find()
        self._forgotten &= self._index.errors.keys()
        self._tell()
        said = f"damaged and set aside; the same command makes its {before - self._ended} runs again"
        return OSError(errno.EIO, said, str(error.path))

    def _set_aside(self, error: shards.DamagedError) -> None:
        aside = error.path.with_name(names.DAMAGED + error.path.name)
        os.replace(error.path, aside)
        self.damaged.append(f"{aside}: {error}")
