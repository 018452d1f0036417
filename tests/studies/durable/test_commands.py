"""`mentas run` as a process: stopped, refused, its workers killed, its disk full. What a run takes is a moment."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from studies.durable import command, folders, killing
from studies.store.test_disk_full import small_disk  # noqa: F401

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for orphans in /proc")

RUNS = 32


def ended(process):
    """Exit code and what was said on stderr."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.fixture
def asleep(tmp_path):
    """A study some of whose runs sleep for a minute."""
    process = command.start(command.study(tmp_path), tmp_path / "out", "--workers", "2", act="sleep")
    while not (tmp_path / "asleep").exists():
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    yield process
    for pid in killing.alive(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.communicate()


def test_a_second_study_is_refused_ctrl_c_ends_the_first_and_it_goes_on(asleep, tmp_path):
    code, said = ended(command.start(tmp_path / "budgets.yaml", tmp_path / "out"))
    assert code == 5 and said.splitlines()[-1].startswith("mentas: ")  # a cold machine says before that it compiles
    assert f"is in use by study 'budgets' (process {asleep.pid}, started 2" in said

    assert len(killing.alive(asleep.pid)) >= 3
    kept = folders.kept(tmp_path / "out")
    begun = time.monotonic()
    os.killpg(asleep.pid, signal.SIGINT)
    code, said = ended(asleep)
    assert code == 130 and time.monotonic() - begun < 5
    assert killing.gone(asleep.pid, within=2)
    (told,) = [line for line in said.splitlines() if line.startswith("mentas: stopped: ")]
    assert f" of {RUNS} runs are finished and kept. The same command" in told
    assert int(told.split()[2]) == len(folders.kept(tmp_path / "out")) >= len(kept)
    assert said.endswith(f"\n  mentas run {tmp_path}/budgets.yaml --out {tmp_path}/out --workers 2\n")

    (tmp_path / "awake").touch()
    assert ended(command.start(tmp_path / "budgets.yaml", tmp_path / "out", "--workers", "2", act="sleep"))[0] == 0
    assert len(folders.kept(tmp_path / "out")) == RUNS


@pytest.mark.slow
def test_a_worker_killed_once_costs_nothing(tmp_path):
    file = command.study(tmp_path)
    assert ended(command.start(file, tmp_path / "plain", "--workers", "1"))[0] == 0
    code, said = ended(command.start(file, tmp_path / "out", "--workers", "2", act="die once"))
    assert code == 0 and (tmp_path / "died").exists() and "failed" not in said
    assert folders.different(tmp_path / "plain", tmp_path / "out") == []


@pytest.mark.slow
def test_a_run_that_kills_its_worker_twice_is_a_failed_row_and_the_others_go_on(tmp_path):
    code, said = ended(command.start(command.study(tmp_path), tmp_path / "out", "--workers", "2", act="die"))
    assert code == 4 and f"mentas: 1 of {RUNS} runs failed; all are in {tmp_path / 'out' / 'errors.csv'}\n" in said
    assert "Warning" not in said
    runs = pq.read_table(tmp_path / "out" / "runs.parquet").to_pylist()
    assert len(runs) == RUNS
    (row,) = [run for run in runs if run["error"] is not None]
    assert "died twice" in row["error"] and row["key"] == (tmp_path / "died").read_text()
    (failure,) = json.loads((tmp_path / "out" / "manifest.json").read_text())["runs"]["failures"]
    assert failure["reproduce"].startswith("mentas.run(mentas.load_scenario(")
    assert f"alone:\n  {failure['reproduce']}" in said


@pytest.mark.slow
def test_a_full_disk_is_one_line_with_the_path_and_the_same_command_goes_on(tmp_path, small_disk):  # noqa: F811
    file = command.study(tmp_path)
    assert ended(command.start(file, tmp_path / "plain", "--workers", "2"))[0] == 0
    said = []
    for room in (40, 100, 1000):
        os.system(f"mount -o remount,size={room}k {small_disk}")
        code, told = ended(command.start(file, small_disk / "out", "--workers", "2", "--quiet"))
        said.append((code, told))
    assert said[-1] == (0, "")
    for code, told in said[:-1]:
        assert code == 1 and told.count("\n") == 1
        assert told.startswith(f"mentas: {small_disk}/out") and ": No space left on device" in told
    assert folders.different(tmp_path / "plain", small_disk / "out") == []


REAL = """
kind: sweep
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
scenarios: [{village}, {grants}]
baseline: village
constants: {{years: 1, population.burn_in_months: 12}}
uncertainties: {{parameters.enterprise.wear: {{}}}}
design: {{method: latin, samples: 4}}
replicates: 5
seed: 7
outcomes: [poverty_rate, mentas]
"""


@pytest.mark.slow
def test_real_runs_killed_at_work_end_as_if_nothing_had_happened(tmp_path):
    file = tmp_path / "wear.yaml"
    grants = command.VILLAGE.with_name("village_grants.yaml")
    file.write_text(REAL.format(village=command.VILLAGE, grants=grants))
    assert ended(command.start(file, tmp_path / "plain", "--workers", "1", real=True))[0] == 0
    counts = []
    for wanted in (1, 15, 40):
        process = command.start(file, tmp_path / "out", "--workers", "2", real=True)
        while (count := len(_kept(tmp_path / "out"))) < wanted:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        counts.append(count)
    assert counts[0] < 40
    assert ended(command.start(file, tmp_path / "out", "--workers", "2", real=True))[0] == 0
    assert folders.different(tmp_path / "plain", tmp_path / "out") == []


def _kept(out):
    try:
        return folders.kept(out)
    except FileNotFoundError:  # merged and deleted while it was read
        return set()
