"""Progress as plain lines where stderr is no terminal."""

from __future__ import annotations

import pytest

from mentas.cli import progress


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_lines_come_now_and_then_with_the_time_left(clock, capsys):
    with progress.shown("village", unit="runs", quiet=False) as tell:
        for done, at in ((0, 0.0), (1, 4.0), (5, 20.0), (20, 80.0)):
            clock[0] = at
            tell(done, 20, 0)
    out = capsys.readouterr()
    assert out.out == ""
    # 5 runs in 20 s are 4 s each: 15 more take a minute
    assert out.err == "village: 5 of 20 runs, about 1 min 0 s left\nvillage: 20 of 20 runs\n"


def test_the_first_alone_tells_no_time_left_for_it_waits_for_the_compiler(clock, capsys):
    with progress.shown("village", unit="months", quiet=False) as tell:
        tell(0, 120, 0)
        clock[0] += 49
        tell(1, 120, 0)
    assert capsys.readouterr().err == "village: 1 of 120 months\n"


def test_runs_finished_before_are_told_and_do_not_count_for_the_time_left(clock, capsys):
    with progress.shown("village", unit="runs", quiet=False) as tell:
        tell(10, 20, 0)
        clock[0] = 6.0
        tell(12, 20, 0)
        clock[0] = 15.0
        tell(15, 20, 1)
    assert capsys.readouterr().err == (
        "village: 10 of 20 runs were finished before\nvillage: 15 of 20 runs, 1 failed, about 15 s left\n"
    )


def test_quiet_is_quiet(capsys):
    with progress.shown("village", unit="runs", quiet=True) as tell:
        tell(1, 1, 0)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("seconds", "words"), [(59.4, "59 s"), (61, "1 min 1 s"), (7380, "2 h 3 min")])
def test_durations_are_words(seconds, words):
    assert progress.duration(seconds) == words
