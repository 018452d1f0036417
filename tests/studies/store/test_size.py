"""A hundred thousand runs fit: on the disk as shards of fifty, in memory as their keys."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

STUDY = """
import os, resource, sys
from pathlib import Path
from mentas.studies.finished import Finished
from mentas.studies.store import Store
from studies.store import runs as made
import numpy as np, pyarrow as pa
os.fsync = lambda handle: None  # memory is measured here, and disks are slow
folder, count = Path(sys.argv[1]), int(sys.argv[2])
keys = made.keys(count)
words = {"year": np.arange(40) % 10, "measure": ["m"] * 40, "group_kind": ["all"] * 40, "group": ["g"] * 40}
base = pa.table(words)
def run(key):
    value = np.random.default_rng(int(key[:8], 16)).random(40)
    return Finished(key, {"outcomes": base.append_column("value", pa.array(value))})
store = Store(folder, keys)
for start in range(0, count, 25):
    # one run in each of 25 blocks, so that every merge has to gather from fifty files
    store.keep([run(keys[start // 1250 * 1250 + start % 1250 // 25 + 50 * i]) for i in range(25)])
store.close()
total = 0.0
for place, (key, found) in enumerate(Store(folder, keys).stream()):
    assert key == keys[place] and found.frames["outcomes"].num_rows == 40
assert place == count - 1
print(len(list((folder / "runs").iterdir())), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _measured(folder, count):
    """Files and the most memory in MB of a process that keeps so many runs and reads them again."""
    folder.mkdir()
    said = subprocess.run(
        [sys.executable, "-c", STUDY, str(folder), str(count)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return [int(number) for number in said.stdout.split()]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_runs_beyond_their_keys(tmp_path):
    """Of 95,000 runs more, the process may keep 200 MB: 64 characters of key and its place are some 300 bytes."""
    few_files, few = _measured(tmp_path / "few", 5_000)
    files, most = _measured(tmp_path / "many", 100_000)
    assert (few_files, files) == (100, 2_000)
    assert most < 1_000 and most - few < 200
