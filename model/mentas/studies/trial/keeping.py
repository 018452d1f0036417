"""Where the estimates of replayed trials are kept: Parquet shards in `runs/`, one a stretch of replicates.

A row is an effect of a replicate under its run key, so a replicate is used again if, and only if, the trial, the
parameters, the seed and the model are the same. A shard that cannot be read counts as never written.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies import atomic, key

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mentas.studies.finished import Finished
    from mentas.studies.trial.trial import Trial

SHARDS = "runs"

FRAME = "estimates"
"""Name of the frame of a finished replicate."""

COLUMNS = ("estimate", "error", "true")
"""Numbers of an effect in a replicate: what was estimated, the standard error that went with it, and the effect
without survey noise and sampling."""

OF_TRIAL = frozenset({"title", "study", "settings", "ranking", "ratios", "replicates", "seed"})
OF_EFFECT = frozenset({"effect", "se", "source", "note", "from_memory", "scored", "role"})
"""Fields that change no estimate: words, what was published, and the seed, which a run key holds by itself."""


def digest(trial: Trial, parameters: Mapping[str, float]) -> str:
    """sha256 of all of a trial that its estimates depend on, with changed parameters."""
    said = {f.name: getattr(trial, f.name) for f in dataclasses.fields(trial) if f.name not in OF_TRIAL}
    said["published"] = [
        {f.name: getattr(effect, f.name) for f in dataclasses.fields(effect) if f.name not in OF_EFFECT}
        for effect in trial.published
    ]
    text = json.dumps(key.plain([said, dict(parameters)]), sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Kept:
    """The finished replicates in a folder. Only for the holder of the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.shards = folder / SHARDS
        self.shards.mkdir(exist_ok=True)
        for place in (folder, self.shards):
            atomic.sweep(place)
        self._found: dict[str, np.ndarray] = {}
        for shard in sorted(self.shards.glob("*.parquet")):
            for name, values in _read(shard).items():
                self._found.setdefault(name, values)

    def __contains__(self, name: object) -> bool:
        """Whether a replicate ended well; one that failed is tried again."""
        return name in self._found

    def __getitem__(self, name: str) -> np.ndarray:
        """Numbers of a replicate, shape (effects, 3) in the order of `COLUMNS`."""
        return self._found[name]

    def keep(self, runs: Sequence[Finished]) -> None:
        """Write the replicates of a stretch that ended well as one shard.

        Raises:
            OSError: the disk is full or the folder cannot be written; no part of the shard is left.
        """
        well = [run for run in runs if run.error is None]
        if not well:
            return
        name = hashlib.sha256("\n".join(run.key for run in well).encode()).hexdigest()[:16]
        atomic.write_with(self.shards / f"{name}.parquet", partial(_write, well))
        for run in well:
            self._found[run.key] = run.frames[FRAME][list(COLUMNS)].to_numpy(dtype=float)


def _write(runs: Sequence[Finished], path: Path) -> None:
    import pandas as pd

    write_frame(path, pd.concat([run.frames[FRAME].assign(key=run.key) for run in runs], ignore_index=True))


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet; the same frame gives the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def _read(shard: Path) -> dict[str, Any]:
    """Replicates in a shard by key; none if it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        frame = pq.read_table(shard, page_checksum_verification=True).to_pandas()
        return {str(name): rows[list(COLUMNS)].to_numpy(dtype=float) for name, rows in frame.groupby("key", sort=False)}
    except (pa.ArrowException, OSError, KeyError):
        return {}
