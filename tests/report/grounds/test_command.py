"""The command that makes a study again: what decides results stays, what only decides how it is run goes."""

from __future__ import annotations

import shlex

import pytest
import typer

from mentas.cli import running
from mentas.cli.app import app
from mentas.report.grounds import command


def _again(line, **manifest):
    return command.again({"command": shlex.split(line), "replicates": 12} | manifest)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("mentas run experiments/compare/village.yaml", "mentas run experiments/compare/village.yaml --out again"),
        ("mentas run /mine/a.yaml --out /mine/out -q", "mentas run /mine/a.yaml --out again"),
        ("mentas run a.yaml --out=x --set budget.per_year=1 --set growth=0 --seed 3",
         "mentas run a.yaml --set budget.per_year=1 --set growth=0 --seed 3 --out again"),
        ("mentas compare a.yaml b.yaml --replicates 3 --baseline b --workers 4 --lang id --json",
         "mentas compare a.yaml b.yaml --replicates 3 --baseline b --out again"),
        ("mentas run 'my study.yaml' --engine dask --scheduler tls://host:8786 --ca c --cert d --key e",
         "mentas run 'my study.yaml' --out again"),
        ("mentas run a.yaml --fail-fast --retry-failed --strict --insecure --debug --quiet",
         "mentas run a.yaml --out again"),
        ("mentas run a.yaml --set title=--out --years 4", "mentas run a.yaml --set title=--out --years 4 --out again"),
    ],
)  # fmt: skip
def test_only_what_decides_results_is_said_again(typed, printed):
    assert _again(typed) == printed


def test_where_time_decided_the_replicates_their_number_is_said():
    reached = {"reached": {"because": "time", "asked": 100, "done": 12}}
    for typed in ("--max-time 20m", "--target-halfwidth=0.01 --replicates 100", "--replicates=100 --max-time 20m"):
        assert _again(f"mentas run a.yaml {typed}", **reached) == "mentas run a.yaml --replicates 12 --out again"
    assert _again("mentas run a.yaml --replicates 12") == "mentas run a.yaml --replicates 12 --out again"


def test_a_hostile_name_is_one_word_of_the_line():
    line = command.again({"command": ["mentas", "run", "$(reboot); 'a\n.yaml"], "replicates": 1})
    assert shlex.split(line) == ["mentas", "run", "$(reboot); 'a\n.yaml", "--out", "again"]


def test_a_study_that_no_command_made_has_none():
    assert command.again({"command": [], "replicates": 1}) is None
    assert command.again({}) is None


@pytest.mark.parametrize("name", ["run", "compare"])
def test_every_option_of_the_command_line_is_known(name):
    """A new option must be said to decide results, or not."""
    found = typer.main.get_command(app).commands[name].params
    options = [p for p in found if p.param_type_name == "option" and p.name != "help"]
    valued = {word for p in options if not p.is_flag for word in p.opts}
    flags = {word for p in options if p.is_flag for word in (*p.opts, *p.secondary_opts)}
    assert valued <= command.VALUED | command.ASIDE and flags <= command.FLAGS


def test_the_line_is_read_as_the_study_was(monkeypatch, tmp_path, capsys):
    """Typed and printed, it gives the same settings but for the folder and the workers."""
    seen = []
    monkeypatch.setattr(running, "run_file", lambda path, settings: seen.append((path, settings)))
    typed = "mentas run experiments/compare/village.yaml --set growth=0 --years 3 --scale 0.5 --seed 9 --replicates 4"
    for line in (f"{typed} --workers 3 --out {tmp_path}", _again(f"{typed} --workers 3 --out {tmp_path}")):
        with pytest.raises(SystemExit):
            app(shlex.split(line)[1:], prog_name="mentas")
    (one, first), (two, second) = seen
    assert one == two and first.changes == second.changes
    assert [(s.seed, s.replicates, s.uncertainty) for s in (first, second)] == [(9, 4, None)] * 2
    assert str(second.out) == "again" and second.workers is None
