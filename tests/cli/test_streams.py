"""Output goes into any encoding and any terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from cli.calling import ROOT, environment, mentas
from mentas.cli import progress, screen, streams

streams.prepare()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("−3 … ±2 → 4", "-3 ... +/-2 -> 4"),
        ("┌─┬─┐│┃╇█", "+-+-+||+#"),
        ("Kutai Barat é", "Kutai Barat e"),
        ("安", "?"),
    ],
)
def test_what_ascii_has_not_is_said_in_ascii(text, plain):
    assert text.encode("ascii", streams.NAME).decode() == plain


def test_what_an_encoding_has_is_left_as_it_is():
    assert "±…−".encode("cp1252", streams.NAME).decode("cp1252") == "±…-"


def test_only_writing_is_mended():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", streams.NAME)


def test_streams_of_a_c_locale_keep_their_way_with_names_of_files(monkeypatch):
    raw = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape")
    old = io.TextIOWrapper(io.BytesIO(), encoding="cp437", errors="strict")
    monkeypatch.setattr(sys, "stdout", raw)
    monkeypatch.setattr(sys, "stderr", old)
    streams.prepare()
    assert (raw.errors, old.errors) == ("surrogateescape", streams.NAME)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "words", [["--help"], ["params", "enterprise"], ["params", "--grade"], ["validate", "nöwhere−.yaml"]]
)
def test_every_encoding_takes_what_is_said(encoding, words):
    end = subprocess.run(
        [sys.executable, "-m", "mentas", *words, "--lang", "id"], cwd=ROOT, capture_output=True, timeout=120,
        env=environment(PYTHONIOENCODING=encoding),
    )  # fmt: skip
    assert end.returncode in (0, 3)
    assert b"Traceback" not in end.stderr and b"UnicodeEncodeError" not in end.stderr
    (end.stdout + end.stderr).decode(encoding)


def test_a_table_has_no_frame_that_its_encoding_has_not():
    end = subprocess.run(
        [sys.executable, "-m", "mentas", "params", "enterprise.wear"], cwd=ROOT, capture_output=True, timeout=120,
        env=environment(PYTHONIOENCODING="ascii"),
    )  # fmt: skip
    assert b"enterprise.wear" in end.stdout and b"|" in end.stdout and b"?" not in end.stdout.splitlines()[0]


def test_no_colour_is_no_escape_at_all_and_colour_can_be_forced():
    forced = mentas("params", "enterprise.wear", FORCE_COLOR="1").stdout
    assert "\x1b[" in forced
    assert "\x1b[" not in mentas("params", "enterprise.wear", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" not in mentas("params", "enterprise.wear").stdout


def test_a_dumb_terminal_gets_lines_and_no_bar(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    with progress.shown("village", unit="runs", quiet=False) as tell:
        tell(0, 2, 0)
        tell(2, 2, 0)
    assert capsys.readouterr().err == "village: 2 of 2 runs\n"


def test_a_terminal_gets_a_bar_that_goes_again(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress.shown("village", unit="runs", quiet=False) as tell:
        tell(1, 2, 1)
    err = capsys.readouterr().err
    assert "village" in err and "1 of 2 runs, 1 failed" in err and "\x1b[3" not in err


def test_a_console_is_as_wide_as_it_takes_where_there_is_no_terminal():
    assert screen.console().width == 200
