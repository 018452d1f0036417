"""`mentas story` tells of households, and `mentas report` makes their stories where that is quick."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mentas
from mentas.cli import telling
from mentas.cli.app import app
from mentas.report import documents as reports
from mentas.studies import batch
from mentas.studies.design import Arm, Study
from mentas.studies.space.outcome import Outcome
from mentas.studies.story import book, making
from report import documents

VILLAGE = Path(__file__).parents[2] / "scenarios/toy/village.yaml"
LIVES = 'lives"'
"""What the page calls the section."""
TITLE = {"id": "Uji", "en": "Test"}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Two policies in the village for two years."""
    first = mentas.load_scenario(VILLAGE).with_changes({"years": 2})
    other = first.with_changes({"budget.shares": {"bpnt": 0.0, "uep": 0.5, "kube": 0.5}})
    arms = tuple(
        Arm(name=name, file=str(VILLAGE), scenario=each) for name, each in (("mix", first), ("capital", other))
    )
    study = Study(name="test", kind="compare", title=TITLE, question=TITLE, seed=7, arms=arms, baseline="mix",
                  replicates=2, wanted=(Outcome("poverty_rate"),), outcomes=("poverty_rate",))  # fmt: skip
    folder = tmp_path_factory.mktemp("study") / "out"
    batch.run(study, out=folder, workers=1)
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    return Path(shutil.copytree(finished, tmp_path / "out"))


def call(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_every_story_is_told_with_its_picture(folder):
    end = call("story", folder, "--lang", "id")
    assert end.exit_code == 0, end.output
    found = book.read(folder)
    for story in found.stories:
        assert f"\n  {folder}/figures/id/story_{story.household}.png\n" in end.stdout
        assert (folder / f"figures/id/story_{story.household}.svg").read_text().startswith("<?xml")
    assert "Rumah tangga simulasi bukan rumah tangga nyata" in end.stdout and "Satu dari sekitar" in end.stdout
    assert "cerita: " in end.stderr
    again = call("story", folder, "--lang", "id")
    assert again.stdout == end.stdout and again.stderr == ""


def test_one_household_is_told_of_in_json_and_nothing_is_drawn(folder):
    end = call("story", folder, "--household", "3", "--replicate", "1", "--policies", "capital, mix", "--json", "-q")
    assert end.exit_code == 0 and end.stderr == ""
    told = json.loads(end.stdout)
    assert [each["name"] for each in told["policies"]] == ["capital", "mix"] and told["replicate"] == 1
    assert [story["household"] for story in told["stories"]] == [3]
    assert not (folder / "stories.json").exists() and not list(folder.glob("figures/*/story_*"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--household", "999"], 5, "there is no household 999 in this world; nearest: "),
        (["--household", "999", "--lang", "id"], 5, "tidak ada rumah tangga 999 di dunia ini; yang terdekat: "),
        (["--policies", "mix"], 2, "--policies takes two names with a comma between"),
        (["--policies", "mix,capitol"], 5, "the study has no policy 'capitol'; nearest: 'capital'"),
        (["--replicate", "7"], 5, "there is no replicate 7 in which both policies ended well; they go from 0 to 1"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_line(folder, words, code, said):
    end = call("story", folder, "-q", *words)
    assert end.exit_code == code and end.stdout == ""
    (line,) = end.stderr.splitlines()
    assert line.startswith(f"mentas: {said}")


def test_one_who_stops_it_leaves_no_half_file(folder, monkeypatch):
    def stopped(done, total):
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "_live", lambda *args, progress, **how: progress and stopped(1, 2))
    end = call("story", folder, "-q")
    assert end.exit_code == 130 and not (folder / "stories.json").exists()
    assert not list(folder.glob(".partial*"))


@pytest.fixture
def written(monkeypatch):
    """The report is the sample, which has a section of lives."""
    monkeypatch.setattr(reports, "document", lambda folder, lang, *, boundaries=None: documents.sample(lang))


def test_a_report_makes_the_stories_where_that_is_quick(folder, written):
    end = call("report", folder)
    assert end.exit_code == 0 and book.read(folder).stories
    assert LIVES in (folder / "report.html").read_text(encoding="utf-8")


def test_a_report_that_is_to_tell_of_no_household_does_not(folder, written):
    assert call("report", folder, "--no-stories").exit_code == 0
    assert not (folder / "stories.json").exists()
    assert LIVES not in (folder / "report.html").read_text(encoding="utf-8")


def test_a_report_says_how_stories_are_made_where_that_takes_long(folder, written, monkeypatch):
    monkeypatch.setattr(making, "seconds", lambda folder: telling.PATIENCE + 55.0)
    end = call("report", folder)
    assert end.exit_code == 0 and not (folder / "stories.json").exists()
    assert f"`mentas story {folder}` takes about 1 min 5 s" in end.stderr


def test_a_report_of_ones_own_households_says_why_it_tells_of_none(folder, written):
    path = folder / "manifest.json"
    told = json.loads(path.read_text())
    told["scenarios"][0]["microdata"] = {"file": "own.csv"}
    path.write_text(json.dumps(told))
    end = call("report", folder)
    assert end.exit_code == 0 and (folder / "report.html").exists() and not (folder / "stories.json").exists()
    assert "rows of your own file: none is shown alone" in end.stderr


def test_a_report_is_written_though_its_scenarios_can_no_longer_be_read(folder, written):
    path = folder / "manifest.json"
    told = json.loads(path.read_text())
    told["scenarios"][0]["document"]["years"] = "many"
    path.write_text(json.dumps(told))
    end = call("report", folder)
    assert end.exit_code == 0 and (folder / "report.html").exists()
    (line,) = [line for line in end.stderr.splitlines() if "tells of no household" in line]
    assert "years" in line
