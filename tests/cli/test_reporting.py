"""`mentas report` writes one page, or says in a line why not."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from mentas.cli.app import app
from mentas.language import using
from mentas.report import documents as reports
from report import documents


def call(*words: object):
    return CliRunner().invoke(app, ["report", *map(str, words)])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A study that has ended, whose report is the sample."""
    monkeypatch.setattr(reports, "document", lambda folder, lang, *, boundaries=None: documents.sample(lang))
    told = {"study": "x", "kind": "compare", "finished": "2026-11-28T17:10:20+00:00"}
    (tmp_path / "manifest.json").write_text(json.dumps(told))
    return tmp_path


def test_a_page_lies_in_the_studys_folder_and_its_path_is_said(folder):
    end = call(folder)
    assert end.exit_code == 0, end.output
    assert end.stdout.strip() == str(folder / "report.html")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and page.count("<article") == 2
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "report.html"]


@pytest.mark.parametrize("first", ["id", "en"])
def test_the_readers_language_comes_first(folder, first):
    with using(first):
        call(folder)
    assert f'<html lang="{first}">' in (folder / "report.html").read_text(encoding="utf-8")


def test_one_language_in_another_file(folder):
    end = call(folder, "--lang", "id", "--out", folder / "laporan.html")
    assert end.exit_code == 0 and not (folder / "report.html").exists()
    page = (folder / "laporan.html").read_text(encoding="utf-8")
    assert page.count("<article") == 1 and '<html lang="id">' in page


def test_a_folder_without_a_study_is_refused_in_one_line(tmp_path):
    end = call(tmp_path)
    assert end.exit_code == 5
    assert end.stderr.splitlines() == [f"mentas: {tmp_path} holds no mentas study"]


def test_a_study_that_has_not_ended_is_refused_in_one_line(folder):
    (folder / "manifest.json").write_text(json.dumps({"study": "x", "kind": "compare", "finished": None}))
    end = call(folder)
    assert end.exit_code == 5 and len(end.stderr.splitlines()) == 1
    assert f"mentas status {folder}" in end.stderr
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]


def test_a_place_that_cannot_be_written_is_named(folder):
    end = call(folder, "--out", folder / "nowhere" / "report.html")
    assert end.exit_code == 1 and "nowhere" in end.stderr
