"""Where a study keeps its runs: Parquet files in `runs/`, written as the runs end.

A row is a run: its key, its error if it failed, the digest of its frames, and the frames as lists of records. What
has ended is written at once as a *loose* file; as soon as all runs of a block of fifty have ended they are merged
into one *shard*, so that a study that ran from nothing leaves the same names and bytes however its runs came. There
is no index beside the files; what has ended is what they say. A file that cannot be read counts as never written.
"""

from __future__ import annotations

from mentas.studies.store.checking import Checked, check
from mentas.studies.store.records import record_types
from mentas.studies.store.store import Store

__all__ = ["Checked", "Store", "check", "record_types"]
