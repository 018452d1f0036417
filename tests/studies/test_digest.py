"""The digest of a study: the same however it was run, another as soon as anything it gives is another."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mentas.studies import batch, digest
from mentas.studies.design import Arm, Study
from studies import fakes

WORDS = {"id": "Uji", "en": "Test"}


def _study(*scenarios, replicates=3, seed=7):
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    return Study(name="test", kind="compare", title=WORDS, question=WORDS, arms=arms, baseline=arms[0].name,
                 replicates=replicates, seed=seed)  # fmt: skip


def _pair(**b):
    return fakes.FakeScenario("a"), fakes.FakeScenario("b", effect=2.0, **b)


def _run(study, out, **how):
    batch.run(study, out=out, **({"workers": 1, "work": fakes.work} | how))
    return digest.of(out)


def _mended(task):
    return fakes.work(replace(task, runs=tuple((key, replace(s, act="live")) for key, s in task.runs)))


def test_workers_and_stops_leave_it_alone(tmp_path):
    once = _run(_study(*_pair()), tmp_path / "once")
    assert len(once) == 64
    assert _run(_study(*_pair()), tmp_path / "two", workers=2) == once
    # two replicates first, the third later, in another file of the store
    _run(_study(*_pair(), replicates=2), tmp_path / "parts")
    assert _run(_study(*_pair()), tmp_path / "parts") == once


def test_a_run_that_failed_shows_until_it_is_mended(tmp_path):
    failing = _study(*_pair(act="fail"))
    once = _run(failing, tmp_path / "out")
    assert _run(failing, tmp_path / "out", work=_mended, retry_failed=True) != once
    assert digest.of(tmp_path / "out") == _run(failing, tmp_path / "sound", work=_mended)


def test_what_differs_shows(tmp_path):
    a, b = _pair()
    studies = {
        "study": _study(a, b), "seed": _study(a, b, seed=8), "order": _study(b, a), "more": _study(a, b, replicates=4),
        "effect": _study(a, replace(b, effect=2.5)),
    }  # fmt: skip
    assert len({_run(study, tmp_path / name) for name, study in studies.items()}) == len(studies)


def test_every_table_of_runs_counts_and_a_folder_without_has_none(tmp_path):
    assert digest.of(tmp_path) is None
    rows = pa.table({"scenario": ["a"], "replicate": [0], "key": ["k"], "digest": ["d"], "error": [None]})
    pq.write_table(rows, tmp_path / "runs.parquet")
    first = digest.of(tmp_path)
    (tmp_path / "confirmed").mkdir()
    pq.write_table(rows.append_column("point", [[4]]), tmp_path / "confirmed" / "runs.parquet")
    assert digest.of(tmp_path) != first
    # sha256 of what the docstring says, worked out apart
    assert first == hashlib.sha256(b'runs.parquet\n["a", 0, "k", "d"]\n').hexdigest()


def test_a_table_that_cannot_be_read_is_an_error(tmp_path):
    (tmp_path / "runs.parquet").write_bytes(b"no table")
    with pytest.raises(OSError, match="is no table of runs"):
        digest.of(tmp_path)
