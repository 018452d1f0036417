"""One folder, whatever the number of workers, the size of chunks, and whether they are processes or a Dask cluster."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec

import pytest

from mentas.studies import atomic, batch
from mentas.studies.design import with_settings
from mentas.studies.engine import chunks, drive, engine_of
from studies import fakes
from studies.durable import folders, quick
from studies.store.test_disk_full import small_disk  # noqa: F401

CHUNKS = (1, 7, 50)


@pytest.fixture
def sized(monkeypatch):
    """Makes chunks of so many tasks."""

    def of(size):
        monkeypatch.setattr(drive, "Feed", lambda todo, **options: chunks.Feed(todo, **(options | {"size": size})))

    return of


def run(kind, traces, out, *, replicates=None, **engine):
    work = quick.work if engine.get("engine") or engine["workers"] > 1 else quick.work_here
    study = with_settings(quick.study(kind, traces), replicates=replicates)
    return batch.run(study, out=out, work=work, **engine)


def cluster_of(folder, workers):
    from studies.engine import clusters

    folder.mkdir()
    return clusters.cluster(folder, workers=workers)


SIZES = [(1, 7), (2, 1), (4, 50)]


@pytest.mark.parametrize(
    ("kind", "sizes"),
    [("compare", [(2, 7)]), *(pytest.param(kind, SIZES, marks=pytest.mark.slow) for kind in ("sweep", "frontier"))],
)
def test_workers_and_chunks_change_no_byte(tmp_path, sized, kind, sizes):
    run(kind, tmp_path, tmp_path / "plain", workers=1)
    for workers, size in sizes:
        sized(size)
        out = tmp_path / f"{workers} {size}"
        run(kind, tmp_path, out, workers=workers)
        assert folders.different(tmp_path / "plain", out) == [], f"{workers} workers, {size} tasks a chunk"


@pytest.mark.slow
@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed")
def test_any_workers_and_chunks_on_any_engine_change_no_byte(tmp_path, sized):
    def made(name, **engine):
        run("compare", tmp_path, tmp_path / name, replicates=60, **engine)
        return folders.different(tmp_path / "plain", tmp_path / name)

    made("plain", workers=1)
    for workers in (1, 2, 4):
        with cluster_of(tmp_path / f"cluster {workers}", workers) as cluster:
            for size in CHUNKS:
                sized(size)
                dask = engine_of("dask", scheduler=cluster.address)
                assert made(f"local {workers} {size}", workers=workers) == []
                assert made(f"dask {workers} {size}", engine=dask) == []


@pytest.mark.slow
@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed")
@pytest.mark.parametrize(("act", "failures"), [("die once", 0), ("die", 1)])
def test_a_worker_of_a_cluster_that_is_killed_loses_nothing(tmp_path, act, failures):
    scenarios = fakes.FakeScenario("a"), fakes.FakeScenario("b", act=act, folder=str(tmp_path))
    study = quick.of(scenarios, kind="compare", replicates=6)
    with cluster_of(tmp_path / "cluster", 2) as cluster:
        engine = engine_of("dask", scheduler=cluster.address)
        done = batch.run(study, out=tmp_path / "out", engine=engine, work=fakes.work)
    assert len(folders.kept(tmp_path / "out")) == done.runs == 12
    assert len(done.failures) == failures and all("died twice" in each.error for each in done.failures)


@pytest.mark.parametrize("kind", ["compare", "frontier", pytest.param("sensitivity", marks=pytest.mark.slow)])
def test_a_study_that_fills_its_disk_again_and_again_ends_as_if_it_had_not(tmp_path, small_disk, kind):  # noqa: F811
    run(kind, tmp_path, tmp_path / "plain", workers=1)
    out, room, full = small_disk / "out", 16, 0
    while True:
        subprocess.run(["mount", "-o", f"remount,size={room}k", small_disk], check=True)
        try:
            run(kind, tmp_path, out, workers=1)
            break
        except OSError as error:
            assert str(error).startswith("[Errno 28] No space left on device: ") and str(out) in error.filename
            assert not list(out.rglob(f"{atomic.PARTIAL}*"))
            full += 1
        room = round(room * 1.4)
    assert full > 3, "the disk was full at several places"
    assert folders.different(tmp_path / "plain", out) == []
    begun = [key for keys in quick.started(tmp_path).values() for key in keys]
    assert os.getsid(0) in quick.started(tmp_path)
    lost = len(begun) - 2 * len(folders.kept(out))
    assert 0 <= lost <= 2 * full, "what was kept before the disk was full was not done again"
