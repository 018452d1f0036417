"""Every way a command can end has its exit code and one line; a traceback only on request."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from cli.leaving import check_left_in_peace
from mentas.cli import exits
from mentas.studies.problems import FailedRunError, InterruptedStudyError, RefusedError


def _ends(error: BaseException | None, capsys, **options) -> tuple[int, str]:
    @exits.guarded
    def command(**_):
        if error is not None:
            raise error

    with pytest.raises(SystemExit) as caught:
        command(**options)
    return caught.value.code, capsys.readouterr().err


def test_a_command_that_returns_nothing_ends_well(capsys):
    assert _ends(None, capsys) == (0, "")


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (exits.UsageError("no such scenario"), 2, "mentas: no such scenario\n"),
        (RefusedError("out is in use"), 5, "mentas: out is in use\n"),
        (
            FailedRunError(key="ab" * 32, error="ValueError: planted\nmore"),
            4,
            "mentas: a run failed: ValueError: planted (run abababababab); what ended before is kept; "
            "--retry-failed runs it again\n",
        ),
        (KeyboardInterrupt(), 130, "mentas: stopped\n"),
        (ValueError("first\nsecond"), 1, "mentas: ValueError: first (--debug shows where)\n"),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "out/summary.csv"),
            1,
            "mentas: out/summary.csv: No space left on device (--debug shows where)\n",
        ),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_an_error_is_one_line_and_a_code(error, code, line, capsys, monkeypatch):
    monkeypatch.setattr(exits, "_forget_reader", lambda: None)
    assert _ends(error, capsys) == (code, line)


def test_an_interrupted_study_says_what_is_kept_and_how_to_go_on(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/somewhere/bin/mentas", "run", "my study.yaml"])
    code, line = _ends(InterruptedStudyError(done=3, total=8), capsys)
    assert code == 130
    assert line == (
        "mentas: stopped: 3 of 8 runs are finished and kept. The same command goes on from there:\n"
        "  mentas run 'my study.yaml'\n"
    )


def test_debug_lets_the_traceback_through(capsys):
    @exits.guarded
    def command(*, debug):
        raise ValueError("planted")

    with pytest.raises(ValueError, match="planted"):
        command(debug=True)


def test_a_reader_that_leaves_early_is_no_error():
    line = "import sys; from mentas.cli import exits\n@exits.guarded\ndef f():\n for i in range(10**6): print(i)\nf()"
    check_left_in_peace("-c", line)
