"""`mentas doctor` finds what is wrong with a machine, and says what to do."""

from __future__ import annotations

import json
import os
import sys
from collections import namedtuple
from importlib import metadata

import pytest
from typer.testing import CliRunner

from mentas.cli import checking
from mentas.cli.app import app
from mentas.cli.doctor import lines, machine, model, reader, software
from mentas.cli.doctor.finding import Finding, State
from mentas.language import using


def call(*words):
    return CliRunner().invoke(app, ["doctor", *words])


def only(check) -> Finding:
    (found,) = check()
    return found


def test_a_machine_that_is_well_is_said_to_be_so(monkeypatch):
    monkeypatch.setattr(software, "packages", lambda: iter(()))
    end = call("--quick", "--json")
    told = json.loads(end.stdout)
    assert end.exit_code == 0 and told["ok"] is True
    assert {each["check"] for each in told["found"]} >= {"mentas", "python", "cores", "memory", "disk", "locks",
                                                        "terminal", "language", "clock", "compiled"}  # fmt: skip
    assert all(set(each) == {"check", "state", "what", "found", "to_do"} for each in told["found"])


def test_it_speaks_indonesian(monkeypatch):
    monkeypatch.setattr(machine, "memory", lambda: iter([Finding("memory", State.problem, "x", "y", "z")]))
    end = call("--quick", "--lang", "id")
    assert end.exit_code == 1
    assert "masalah       x: y\n              z\n" in end.stdout and "1 masalah, " in end.stdout
    assert "baik          inti prosesor: " in end.stdout and "Bahasa Indonesia" in end.stdout


def test_a_package_that_is_missing_or_too_old_is_named_with_what_to_do(monkeypatch):
    known = {"numpy": "2.1", "gone": None, "old": "0.9"}

    def version(name):
        if known.get(name) is None:
            raise metadata.PackageNotFoundError(name)
        return known[name]

    Distribution = namedtuple("Distribution", "requires metadata")
    asked = ["numpy>=2.0", "gone>=1", "old>=1,<2", "never>=1; python_version < '3'", "extra>=1; extra == 'test'"]
    monkeypatch.setattr(software, "version", version)
    monkeypatch.setattr(software, "distribution", lambda name: Distribution(asked, {"Requires-Python": ">=3.99"}))
    found = list(software.packages())
    assert [each.state for each in found] == [State.problem, State.problem, State.ok]
    assert found[0].found == "gone is missing" and "pip install" in found[0].to_do
    assert found[1].found.startswith("old is 0.9, and ") and found[2].found.startswith("1 ")
    assert only(software.python).state is State.problem and ">=3.99" in only(software.python).to_do
    assert "not installed" in only(software.optional).found


def test_a_mentas_that_is_not_installed_is_a_warning(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(software, "version", missing)
    monkeypatch.setattr(software, "distribution", missing)
    assert [each.state for each in software.mentas()] == [State.ok, State.warning]
    assert list(software.packages()) == [] and only(software.python).state is State.ok


def test_another_mentas_than_the_installed_one_is_a_warning(monkeypatch):
    monkeypatch.setattr(software, "version", lambda name: "0.0.0")
    assert "0.0.0" in list(software.mentas())[1].found


@pytest.mark.parametrize(("free", "state"), [(None, State.ok), (10**8, State.warning), (10**10, State.ok)])
def test_little_memory_is_a_warning(monkeypatch, free, state):
    monkeypatch.setattr(machine.machine, "free_memory", lambda: free)
    assert only(machine.memory).state is state


@pytest.mark.parametrize(("free", "state"), [(10**6, State.problem), (10**8, State.warning), (10**10, State.ok)])
def test_little_room_is_a_warning_and_none_is_a_problem(monkeypatch, free, state):
    monkeypatch.setattr(machine.machine, "free_disk", lambda folder: free)
    assert only(machine.disk).state is state


def test_a_folder_is_locked_and_left_as_it_was(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert only(machine.locks).state is State.ok and os.listdir(tmp_path) == []
    monkeypatch.setitem(sys.modules, "fcntl", None)
    found = only(machine.locks)
    assert found.state is State.problem and "WSL" in found.found and os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_a_problem(monkeypatch):
    def refused(**how):
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr(machine.tempfile, "TemporaryDirectory", refused)
    found = only(machine.locks)
    assert found.state is State.problem and "Permission denied" in found.found and "--out" in found.to_do


def test_an_encoding_without_frames_is_a_warning(monkeypatch):
    class Old:
        encoding = "cp1252"

        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdout", Old())
    assert only(reader.terminal).state is State.warning
    Old.encoding = "utf-8"
    assert only(reader.terminal).state is State.ok and "columns" in only(reader.terminal).found


def test_the_language_is_said_with_its_reason(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MENTAS_LANG", "id")
    with using("id"):
        assert only(reader.language).found.startswith("Bahasa Indonesia (MENTAS_LANG=id)")
    monkeypatch.delenv("MENTAS_LANG")
    assert only(reader.language).found == "English; --lang or MENTAS_LANG changes it"


def test_a_clock_that_stands_is_a_warning(monkeypatch):
    from datetime import UTC, datetime

    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1970, 1, 1, tzinfo=UTC)

    assert only(reader.clock).state is State.ok
    monkeypatch.setattr(reader, "datetime", Stopped)
    assert only(reader.clock).state is State.warning


def test_a_cache_that_cannot_be_written_is_a_problem(monkeypatch, tmp_path):
    from mentas import kernels

    monkeypatch.setattr(kernels, "FOLDER", tmp_path)
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/elsewhere")
    assert "not compiled yet" in only(model.compiled).found
    (tmp_path / "a.nbi").touch()
    assert only(model.compiled).state is State.ok and "at once" in only(model.compiled).found
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path.parent))
    assert only(model.compiled).state is State.warning
    monkeypatch.setattr(os, "access", lambda folder, how: False)
    found = only(model.compiled)
    assert found.state is State.problem and "NUMBA_CACHE_DIR" in found.to_do


def test_shipped_files_that_are_damaged_are_a_problem(monkeypatch):
    good = {"problems": [], "text": ""}
    monkeypatch.setattr(checking, "check", lambda path: good)
    assert only(model.files).state is State.ok
    monkeypatch.setattr(checking, "check", lambda path: {"problems": [1], "text": "a.yaml: is empty\nmore"})
    assert only(model.files).state is State.problem and only(model.files).found == "a.yaml: is empty"


def test_a_village_that_is_another_is_a_problem(monkeypatch):
    monkeypatch.setattr("mentas.cli.cold.tell", lambda **how: None)
    monkeypatch.setattr(model, "lived", model.known)
    assert only(model.village).state is State.ok
    monkeypatch.setattr(model, "lived", lambda: "0" * 64)
    found = only(model.village)
    assert found.state is State.problem and "0" * 12 in found.found and model.known()[:12] in found.found


def test_the_village_on_record_is_today_s():
    """`tests/golden/update.py` puts it on record, with the ten worlds."""
    assert model.lived() == model.known()


def test_a_line_says_how_it_is_and_the_next_what_to_do():
    found = Finding("x", State.warning, "memory", "little", "Buy more.")
    assert list(lines(found)) == ["warning       memory: little", "              Buy more."]
