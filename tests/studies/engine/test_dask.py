"""The same by a Dask cluster: results, workers that die, interruptions, who is refused, and what listens where."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed")

import psutil

from mentas.studies.engine import DIED, engine_of, execute
from mentas.studies.engine.address import Certificates
from mentas.studies.engine.dask import Dask
from mentas.studies.engine.local import Here
from mentas.studies.problems import FailedRunError, LostWorkersError, RefusedError
from studies import fakes
from studies.engine import clusters, scripted, stopping
from studies.engine.scripted import done, tasks

pytestmark = pytest.mark.slow

TODO = tasks([fakes.FakeScenario("a", effect=0.1), fakes.FakeScenario("b", effect=0.7, act="fail")], 60)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers that nannies start again."""
    with clusters.cluster(tmp_path_factory.mktemp("dask")) as started:
        yield started


@pytest.fixture
def engine(cluster):
    return engine_of("dask", scheduler=cluster.address)


@pytest.mark.parametrize("chunk", [None, 1, 7, 50])
def test_the_results_are_those_of_one_process(engine, chunk):
    assert scripted.content(done(TODO, engine, chunk=chunk)) == scripted.content(done(TODO, Here()))


@pytest.mark.parametrize("workers", [1, 4])
def test_the_results_do_not_depend_on_the_number_of_workers(tmp_path, workers):
    with clusters.cluster(tmp_path, workers=workers) as other:
        assert scripted.content(done(TODO, Dask(other.address))) == scripted.content(done(TODO, Here()))


def test_a_study_may_ask_for_the_number_of_workers_before_and_after(cluster):
    engine = engine_of("dask", scheduler=cluster.address)
    assert engine.workers == 1
    done(tasks([fakes.FakeScenario("a")], 8), engine)
    time.sleep(1.1)
    assert engine.workers >= 1


def test_tasks_are_pulled_as_they_are_needed(engine):
    pulled, ended = [], []

    def stream():
        for task in tasks([fakes.FakeScenario("a")], 40):
            assert len(pulled) - len(ended) <= 2 * 4 + 1, "two chunks a worker, done or under way, and one task beyond"
            pulled.append(task)
            yield task

    execute(stream(), work=fakes.work, engine=engine, hand=ended.extend, chunk=1)
    assert len(pulled) == len(ended) == 40


def test_workers_have_a_thread_each(engine):
    said = {run.error for run in done(TODO, engine, work=scripted.whoami, chunk=1).values()}
    assert 1 <= len(said) <= 2 and all(each.endswith(" 1 1") for each in said)


def test_when_a_worker_is_killed_everything_finishes(engine, tmp_path):
    got = done(tasks([fakes.FakeScenario("a", folder=str(tmp_path), act="die once")], 12), engine, chunk=3)
    assert len(got) == 12 and all(run.error is None for run in got.values())


def test_a_run_that_kills_its_workers_fails_and_the_others_go_on(engine):
    got = done(tasks([fakes.FakeScenario("a"), fakes.FakeScenario("bad", act="die")], 6), engine, chunk=3)
    assert {key: run.error for key, run in got.items() if run.error} == {"bad-1": DIED}
    assert len(got) == 12


def test_a_bug_in_the_work_and_a_failed_run_end_the_study(engine):
    with pytest.raises(ZeroDivisionError, match="a bug"):
        done(TODO, engine, work=scripted.mistaken)
    with pytest.raises(RuntimeError, match="Unopenable: this that"):
        done(TODO, engine, work=scripted.unopenable)
    with pytest.raises(FailedRunError, match="run b-1 failed: ValueError: planted"):
        done(TODO, engine, fail_fast=True, chunk=1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("whole_group", [True, False])
def test_a_study_that_is_stopped_ends_at_once_with_counts_and_no_orphans(tmp_path, number, whole_group):
    with clusters.cluster(tmp_path) as other:
        process = stopping.start(tmp_path, name="dask", scheduler=other.address)
        try:
            begun = time.monotonic()
            (os.killpg if whole_group else os.kill)(process.pid, number)
            out, err = process.communicate(timeout=10)
            assert time.monotonic() - begun < 5
            assert (process.returncode, out.splitlines()[-1], err) == (130, stopping.told(out), "")
            assert stopping.gone(process, within=2)
        finally:
            stopping.end(process)


def test_nothing_listens_beyond_this_machine(cluster, engine):
    heard = set()

    def hand(runs):
        heard.update(_hosts([psutil.Process()]))

    execute(TODO, work=fakes.work, engine=engine, hand=hand, chunk=7)
    assert heard == set(), "the driver listens nowhere"
    family = [psutil.Process(process.pid) for process in cluster.processes]
    assert _hosts([*family, *(child for each in family for child in each.children(recursive=True))]) == {"127.0.0.1"}


def _hosts(processes):
    """Addresses on which processes listen."""
    found = [each for process in processes for each in process.net_connections("inet")]
    return {each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN}


def test_no_scheduler_no_workers_and_too_many_threads_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("mentas.studies.engine.dask.ANSWER", 1.0)
    with pytest.raises(RefusedError, match="no scheduler can be reached at tcp://127.0.0.1:1: "):
        done(TODO, Dask("tcp://127.0.0.1:1"))
    with clusters.cluster(tmp_path, workers=0) as other:
        with pytest.raises(RefusedError, match=f"has no workers; start one with `dask worker {other.address} "):
            done(TODO, Dask(other.address, join=0.5))
        other.add_worker("--nthreads", "3")
        with pytest.raises(RefusedError, match="has 3 threads; start it with `--nworkers 3 --nthreads 1`"):
            done(TODO, Dask(other.address))


def test_workers_unlike_this_machine_are_refused_early_or_late(tmp_path):
    model = Path(fakes.__file__).parents[2] / "model"
    shutil.copytree(model, tmp_path / "old", ignore=shutil.ignore_patterns("__pycache__"))
    init = tmp_path / "old" / "mentas" / "__init__.py"
    init.write_text(init.read_text() + '\n__version__ = "9.9"\n')
    (tmp_path / "bare" / "mentas").mkdir(parents=True)
    (tmp_path / "bare" / "mentas" / "__init__.py").touch()
    tests = str(Path(fakes.__file__).parents[1])
    with clusters.cluster(tmp_path, workers=0) as other:
        old = other.add_worker(PYTHONPATH=os.pathsep.join([str(tmp_path / "old"), tests]))
        with pytest.raises(
            RefusedError, match="is not like this machine: mentas: 9.9 there, .* here; install the same"
        ):
            done(TODO, Dask(other.address))
        clusters.kill(old)
        bare = other.add_worker(PYTHONPATH=str(tmp_path / "bare"))
        with pytest.raises(RefusedError, match="cannot say which mentas it has .*ModuleNotFoundError"):
            done(TODO, Dask(other.address))
        clusters.kill(bare)
        other.add_worker()
        got = []

        def hand(runs):
            if not got:
                other.add_worker(PYTHONPATH=os.pathsep.join([str(tmp_path / "old"), tests]))
            got.extend(runs)
            time.sleep(0.05)

        with pytest.raises(RefusedError, match="is not like this machine: mentas: 9.9 there"):
            execute(tasks([fakes.FakeScenario("a")], 20_000), work=fakes.work, engine=Dask(other.address), hand=hand)


@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_a_study_whose_cluster_goes_away_ends_and_keeps_what_it_has(tmp_path, monkeypatch, who):
    monkeypatch.setattr("mentas.studies.engine.drive.PATIENCE", 0.2)
    with clusters.cluster(tmp_path) as other:
        got = []

        def hand(runs):
            got.extend(runs)
            for process in other.processes[:1] if who == "scheduler" else other.processes[1:]:
                clusters.kill(process)

        todo = tasks([fakes.FakeScenario("a")], 1) + tasks([fakes.FakeScenario("s", act="sleep", folder="/")], 3)
        begun = time.monotonic()
        with pytest.raises(LostWorkersError, match="what has ended is kept, and the same command goes on from there"):
            execute(todo, work=fakes.work, engine=Dask(other.address, back=0.5), hand=hand, chunk=1)
        assert [run.key for run in got] == ["a-0"]
        assert time.monotonic() - begun < 45


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_tls_is_used_and_strangers_are_refused(tmp_path, monkeypatch):
    ours, theirs = _certificates(tmp_path / "ours"), _certificates(tmp_path / "theirs")
    files = ("--tls-ca-file", str(ours.ca), "--tls-cert", str(ours.cert), "--tls-key", str(ours.key))
    with clusters.cluster(tmp_path, *files, scheme="tls") as other:
        assert other.address.startswith("tls://127.0.0.1:")
        own = {"ca": ours.ca, "cert": ours.cert, "key": ours.key}
        got = done(TODO, engine_of("dask", scheduler=other.address, **own))
        assert scripted.content(got) == scripted.content(done(TODO, Here()))
        monkeypatch.setattr("mentas.studies.engine.dask.ANSWER", 2.0)
        with pytest.raises(RefusedError, match="no scheduler can be reached at tls://"):
            done(TODO, Dask(other.address, tls=theirs))
        with pytest.raises(RefusedError, match="no scheduler can be reached at tcp://"):
            done(TODO, Dask(other.address.replace("tls", "tcp")))
        with pytest.raises(RefusedError, match="no scheduler can be reached at tls://"):
            done(TODO, Dask(other.address, tls=Certificates(ours.ca, ours.key, ours.key)))


def _certificates(folder):
    """An authority, and a certificate by it."""
    folder.mkdir()
    made = Certificates(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
    for line in (
        "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=authority -keyout ca.key -out ca.pem",
        "req -newkey rsa:2048 -nodes -subj /CN=mentas -keyout key.pem -out request.pem",
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -out cert.pem",
    ):
        subprocess.run(["openssl", *line.split()], cwd=folder, check=True, capture_output=True)
    return made
