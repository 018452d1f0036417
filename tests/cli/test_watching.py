"""The commands around a study: plan, status, verify, and the options that limit a run or say what failed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mentas.cli import engines, failing, planning, running, standing, verifying
from mentas.cli.app import app
from mentas.cli.exits import UsageError
from mentas.studies import batch, engine
from mentas.studies.engine.local import Here
from mentas.studies.failures import Failure
from mentas.studies.limits import Limits
from mentas.studies.planning.plan import plan
from mentas.studies.rounds import Reached
from mentas.studies.status import Status
from mentas.studies.verify import Check, Differs, Verified
from studies.test_rounds import A, B, noisy, study

ROOT = Path(__file__).parents[2]
VILLAGE = str(ROOT / "experiments/compare/village.yaml")
TOY = str(ROOT / "scenarios/toy/village.yaml")

TOLD = {"study": "x", "kind": "sweep", "finished": None, "command": ["mentas", "run", "my study.yaml"]}
RUNS = Status(
    total=2048, done=512, failed=3, holder="study 'x' (process 7, started now)", started=0.0, last=90.0, rate=0.5
)


def call(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def said(told=TOLD, known: Status | None = RUNS):
    return standing.lines(Path("out"), told, known, now=100.0)


def test_status_of_a_study_that_runs():
    assert said() == [
        "x (sweep) in out",
        "512 of 2,048 runs done, 3 of them failed",
        "running: study 'x' (process 7, started now), 30 a minute, about 51 min 12 s left",
        "last run ended 10 s ago",
    ]


def test_status_of_a_study_that_was_stopped_says_how_to_go_on():
    lines = said(known=replace(RUNS, holder=None, failed=0))
    assert lines[1:3] == ["512 of 2,048 runs done", "not running, and not finished"]
    assert lines[-1] == "go on with: mentas run 'my study.yaml'"


def test_status_of_a_finished_study_says_whether_there_could_be_more():
    ended = TOLD | {"finished": "2026-01-01"}
    assert said(ended, replace(RUNS, holder=None, done=2048))[2:] == ["finished 2026-01-01", "last run ended 10 s ago"]
    reached = {"asked": 64, "done": 16, "because": "time", "halfwidth": None}
    lines = said(ended | {"reached": reached}, replace(RUNS, holder=None))
    assert lines[2] == "finished 2026-01-01, with 16 of 64 replicates (time)" and lines[-1].startswith("go on with: ")


def test_status_of_a_study_that_is_narrow_enough_asks_for_nothing_more():
    told = TOLD | {"finished": "2026-01-01", "reached": {"asked": None, "done": 40, "because": "halfwidth"}}
    lines = said(told, replace(RUNS, holder=None))
    assert lines[2] == "finished 2026-01-01, with 40 replicates (halfwidth)" and "go on" not in lines[-1]


def test_status_before_the_first_run():
    assert said(known=None)[1] == "no run has ended yet"


def test_status_of_a_folder_on_the_command_line(tmp_path):
    batch.run(study(A, B), out=tmp_path / "out", workers=1, work=noisy, command=["mentas", "run", "x.yaml"])
    end = call("status", tmp_path / "out")
    assert end.exit_code == 0 and "6 of 6 runs done\nfinished " in end.stdout
    told = json.loads(call("status", tmp_path / "out", "--json").stdout)
    assert (told["runs"]["done"], told["runs"]["running"], told["replicates"]) == (6, False, 3)
    other = call("status", tmp_path)
    assert (other.exit_code, other.stderr) == (5, f"mentas: {tmp_path} holds no mentas study\n")


def test_a_plan_without_runs_says_how_many_there_are_and_makes_nothing(tmp_path):
    end = call("plan", VILLAGE, "--no-timing", "--out", tmp_path / "out", "--replicates", "30")
    assert end.exit_code == 0
    assert end.stdout.splitlines() == [
        "village (compare): 2 scenarios x 30 replicates = 60 runs",
        f"none is done; {tmp_path / 'out'} will hold them",
    ]
    told = json.loads(call("plan", VILLAGE, "--no-timing", "--out", tmp_path / "out", "--json").stdout)
    assert (told["runs"], told["left"], told["measured"], told["changes"]) == (20, 20, None, [])
    assert not (tmp_path / "out").exists()


def planned(folder: Path, *, of=None, **limits) -> tuple[list[str], dict]:
    found = plan(of or study(A, B, replicates=40), engine=Here(), out=folder, work=noisy, limits=Limits(**limits))
    text = list(planning.lines(found, running.Settings(max_time="20m", target_halfwidth=0.5)))
    return text, json.loads(json.dumps(planning.as_json(found), allow_nan=False))


def test_a_plan_is_run_by_the_same_words_where_the_language_stands_before_it(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mentas", "--lang", "id", "plan", "x.yaml", "--no-timing"])
    assert planning.command() == ["mentas", "--lang", "id", "run", "x.yaml"]


def test_a_plan_says_what_replicates_buy(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["mentas", "plan", "x.yaml", "--no-timing"])
    text, told = planned(tmp_path, seconds=1200.0, halfwidth=0.5)
    assert text[0] == "test (compare): 2 scenarios x 40 replicates = 80 runs"
    assert text[1] == f"60 are done in {tmp_path}; 20 are left"
    assert text[2].startswith("timed: 60 runs of 0.0 s each, kept as the study's first")
    assert "free" in text[4] and "free" in text[5] and "warning" not in "".join(text)
    assert text[6].startswith(
        "poverty_rate, difference to a, 95 per cent; told from 30 replicates, the true widths are"
    )
    assert any(line.startswith("  40 replicates: ±") and line.endswith(" s") for line in text)
    assert f"--target-halfwidth 0.5: about {told['needed']} replicates" in text
    assert text[-1] == "run it: mentas run x.yaml"
    assert told["spread"]["replicates"] == 30 and told["done"] == 60


def test_a_plan_names_what_changed(tmp_path):
    batch.run(study(A, B, replicates=2), out=tmp_path, workers=1, work=noisy)
    text, told = planned(tmp_path, of=replace(study(A, B, replicates=2), seed=8))
    assert "changed since the folder was written:" in text and "  seed: 7 -> 8" in text
    assert "  so that the 4 runs there are of another study, and are not used" in text
    assert told["changes"] == [{"field": "seed", "old": 7, "new": 8}]
    assert any("not kept, as the folder holds tables of an older version" in line for line in text)


def test_a_plan_that_does_not_fit_warns(tmp_path, monkeypatch):
    from mentas.studies.planning import machine

    monkeypatch.setattr(machine, "free_memory", lambda: 1000)
    text, _ = planned(tmp_path)
    assert any(
        line.startswith("memory: ") and line.endswith("of 1.0 kB free; warning: it does not fit") for line in text
    )


def test_a_plan_of_few_worlds_says_that_it_cannot_know_yet(tmp_path):
    text, _ = planned(tmp_path, of=study(A, B, replicates=2))
    assert "poverty_rate, difference to a: how well replicates will tell it cannot be known yet" in " ".join(text)


def test_a_plan_of_models_tells_effect_and_mean_apart(tmp_path):
    from studies import ensembles

    sets = ensembles.write(tmp_path / "sets")
    text, _ = planned(tmp_path / "out", of=study(A, B, replicates=64, uncertainty="ensemble", ensemble=sets))
    words = "\n".join(text)
    assert (
        "the effect in another model lies within ±" in words and "what replicates buy is the mean over models" in words
    )
    assert "doubt about parameters and structure" in words


def test_what_is_no_study_is_not_planned():
    end = call("plan", ROOT / "experiments/trial/ghana_owners.yaml", "--no-timing")
    assert end.exit_code == 2 and "is no study over scenarios" in end.stderr


@pytest.mark.parametrize("words", [["--max-time", "soon"], ["--max-time", "0s"], ["--target-halfwidth", "0"],
                                   ["--target-halfwidth", "nan"], ["--engine", "spark"]])  # fmt: skip
def test_a_limit_that_cannot_be_is_usage_and_says_what_is_allowed(words):
    end = call("run", VILLAGE, *words)
    assert end.exit_code == 2
    allowed = {"--max-time": "20m", "--target-halfwidth": "half a point", "--engine": "dask"}[words[0]]
    assert allowed in end.stderr


@pytest.mark.parametrize(
    "words", [["--max-time", "5m"], ["--fail-fast"], ["--retry-failed"], ["--scheduler", "tls://a:1"]]
)
def test_options_of_studies_are_refused_for_one_world_and_for_trials(words):
    for file in (TOY, ROOT / "experiments/trial/ghana_owners.yaml"):
        end = call("run", file, *words)
        assert end.exit_code == 2 and f"{words[0]} is for studies over scenarios" in end.stderr


def test_limits_come_from_the_command_line():
    settings = running.Settings(max_time="1.5h", target_halfwidth=0.01, replicates=200)
    assert settings.limits == Limits(seconds=5400.0, halfwidth=0.01, most=200)
    assert running.Settings().limits == Limits()
    with pytest.raises(UsageError, match="--target-halfwidth is for studies"):
        settings_of_one = running.Settings(target_halfwidth=0.01)
        settings_of_one.check_no_study("trials")


def test_what_ended_a_study_is_said():
    settings = running.Settings(max_time="20m")
    say = running._reached
    assert say(Reached(asked=64, done=12, because="time"), settings) == (
        "12 of 64 replicates fit in 20m; the same command goes on from there"
    )
    assert say(Reached(asked=None, done=72, because="halfwidth", halfwidth=0.00481), settings) == (
        "72 replicates, with which the first outcome is known to +/- 0.00481"
    )
    assert "cannot be known" in say(Reached(asked=None, done=20, because="unknown"), settings)


def test_the_engine_is_asked_for_with_what_was_given_and_nothing_else(monkeypatch):
    asked = []
    monkeypatch.setattr(engine, "engine_of", lambda name, **more: asked.append((name, more)))
    engines.Wanted(workers=3).engine()
    engines.Wanted(name="dask", scheduler="tls://a:1", ca=Path("ca.pem"), insecure=False).engine()
    assert asked == [
        ("local", {"workers": 3}),
        ("dask", {"workers": None, "scheduler": "tls://a:1", "ca": Path("ca.pem")}),
    ]
    assert engines.Wanted(workers=2).options == ()
    assert engines.Wanted(name="dask", insecure=True).options == ("--engine", "--insecure")


def test_errors_are_grouped_with_one_example_each(capsys):
    failures = [Failure("a", n, 7, f"ValueError: {'often' if n < 4 else 'once'}", f"line {n}", n) for n in range(5)]
    failing.tell(failures, 80, Path("out/errors.csv"))
    assert capsys.readouterr().err.splitlines() == [
        "failed: 4 x ValueError: often",
        "  such as a, point 0, replicate 0; alone:",
        "  line 0",
        "failed: 1 x ValueError: once",
        "  such as a, point 4, replicate 4; alone:",
        "  line 4",
        "mentas: 5 of 80 runs failed; all are in out/errors.csv",
    ]
    failing.tell([], 80, Path("out"))
    assert capsys.readouterr().err == ""
    failing.tell([replace(failures[0], error=f"E{n}") for n in range(7)], 80, Path("out"))
    assert "  and 2 other errors" in capsys.readouterr().err.splitlines()


def test_a_verification_is_a_line_a_check_and_what_differs():
    checks = (
        Check("store", 80), Check("runs", 5, [Differs("a, point 0, replicate 3", "12ab", "34cd")]),
        Check("tables", skipped="the study is not finished"),
    )  # fmt: skip
    assert verifying.lines(Verified("x", checks, (), "ab12"))[-1] == "Digest of all runs: ab12"
    assert verifying.lines(Verified("x", checks, ())) == [
        "store: 80 runs read, as they were stored",
        "runs: of 5 runs run again, 1 not the same",
        "tables: not looked at: the study is not finished",
        "  runs: a, point 0, replicate 3: 12ab; 34cd",
    ]


def test_a_folder_that_does_not_verify_is_exit_code_1(tmp_path, monkeypatch):
    from mentas.studies import verify

    for differs, code in (([], 0), ([Differs("summary.csv", "1 bytes", "2 bytes")], 1)):
        found = Verified("x", (Check("tables", 8, differs),), ())
        monkeypatch.setattr(verify, "verify", lambda folder, found=found, **how: found)
        assert call("verify", tmp_path, "--quiet").exit_code == code
        end = call("verify", tmp_path, "--quiet", "--json")
        assert end.exit_code == code and json.loads(end.stdout)["agrees"] is (code == 0)


@pytest.mark.slow
def test_a_real_study_is_planned_limited_watched_and_verified(tmp_path):
    def mentas(*words):
        return subprocess.run(
            [sys.executable, "-m", "mentas", *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=900
        )  # fmt: skip

    out = tmp_path / "out"
    of = (VILLAGE, "--years", 1, "--replicates", 300, "--workers", 1, "--out", out)
    plan_end = mentas("plan", *of)
    assert plan_end.returncode == 0, plan_end.stderr
    assert "timed: " in plan_end.stdout and "  300 replicates: ±" in plan_end.stdout
    run_end = mentas("run", *of, "--max-time", "10s")
    assert run_end.returncode == 0 and " of 300 replicates fit in 10s" in run_end.stderr
    assert "go on with: mentas run " in mentas("status", out).stdout
    verify_end = mentas("verify", out, "--runs", 2)
    assert verify_end.returncode == 0, verify_end.stdout + verify_end.stderr
    (out / "summary.csv").write_text((out / "summary.csv").read_text().replace("1", "2", 1))
    assert mentas("verify", out, "--runs", 1).returncode == 1
