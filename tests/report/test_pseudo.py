"""With every text of a catalogue in ⟦brackets⟧, no word that a reader sees stands outside of them, but for data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mentas.language import tell
from mentas.measures.names import MEASURES
from mentas.report import (
    calibration,
    documents,
    forest,
    frontier,
    frontier_findings,
    of_kind,
    patterns,
    style,
    trial_reading,
    trial_table,
)
from mentas.studies import batch
from mentas.studies.space.plan import Design
from mentas.studies.trial.run import run_trials
from report import frontiers, pseudo
from report.same_numbers import texts
from studies import spaced
from studies.trial import fake_replays
from studies.trial.made import published, trial

DATA = (
    *(measure.id for measure in MEASURES.values()), "mentas", "manifest.json", "Rp", "PKH", "BPNT", "UEP", "KUBE",
    "GB2",
)  # fmt: skip
"""What is nobody's to translate: measures name themselves in both languages; names of programmes, files and money."""


OF_DATA = ("parameters", "reproduce")
"""Sections of a report that hold numbers with their sources, and commands."""


def data(folder: Path) -> list[str]:
    """What a study itself says, in its own words."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    own = [manifest[key] for key in ("study", "title", "question", "scenarios", "evidence") if key in manifest]
    own += [(each["name"], each["title"]) for each in manifest.get("dimensions", ())]
    return [*pseudo.strings(own), *DATA]


def told(folder: Path) -> list[str]:
    """What the report of a study says and its pictures show, but for sections of data."""
    with pseudo.spoken(), style.styled():
        found = documents.document(folder, "id")
        found = replace(found, sections=tuple(each for each in found.sections if each.name not in OF_DATA))
        return [*texts(found), *(text for each in found.figures() for text in pseudo.on(each.draw()))]


def seen(folder: Path, kind: str) -> tuple[list[str], list[str]]:
    """What the charts of a study show, and what is printed of it."""
    with pseudo.spoken(), pseudo.drawn() as drawn:
        of_kind.draw(folder, kind, ["id"])
        screen = pseudo.screen()
        of_kind.show(folder, kind, screen, "id")
    return drawn, re.split(r"[│┃\n]", screen.file.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize("varied", [False, True])
def test_a_comparison_is_all_in_catalogues(study, varied):
    folder = study(varied=varied)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"kind": "compare", "parameters": {}}))
    for each in seen(folder, "compare"):
        assert len(each) > 30 and pseudo.outside(each, data(folder)) == []
    assert pseudo.outside(told(folder), data(folder)) == []


@pytest.mark.parametrize(
    ("kind", "design"),
    [
        ("sweep", Design(method="latin", samples=3)),
        ("sensitivity", Design(method="morris", samples=4)),
    ],
)
def test_a_study_over_a_space_is_all_in_catalogues(tmp_path, kind, design):
    dimensions = (spaced.GRANT, spaced.GROWTH)[: 1 if kind == "sweep" else 2]
    batch.run(spaced.study(*dimensions, kind=kind, design=design), out=tmp_path, workers=1, work=spaced.work)
    for each in seen(tmp_path, kind):
        assert each and pseudo.outside(each, data(tmp_path)) == []
    assert pseudo.outside(told(tmp_path), data(tmp_path)) == []


def test_a_frontier_is_all_in_catalogues(tmp_path):
    found = frontiers.frontier()
    own = [*pseudo.strings(found.account), *(name for each in found.outcomes for name in (each.id, each.en))]
    with pseudo.spoken(), pseudo.drawn() as drawn:
        frontier.draw(found, tmp_path, ["id"])
        said = [*frontier_findings.sentences(found, "id"), *frontier_findings.cautions(found, "id")]
    assert drawn and pseudo.outside(drawn, [*own, *DATA]) == []
    assert said and pseudo.outside(said, [*own, *DATA]) == []


def test_a_trial_is_all_in_catalogues(tmp_path):
    made = replace(trial(published(name="one")), settings=("Everything is made up.",))
    folder = run_trials(
        [made], name="made", out=tmp_path / "out", replicates=3, workers=1, work=fake_replays.work
    ).folder
    own = [*pseudo.strings(trial_reading.read(folder).told), *DATA]
    with pseudo.spoken(), pseudo.drawn() as drawn:
        forest.draw(folder, "id")
        screen = pseudo.screen()
        trial_table.show(folder, screen, "id")
    for each in (drawn, re.split(r"[│┃\n]", screen.file.getvalue())):  # type: ignore[attr-defined]
        assert each and pseudo.outside(each, own) == []


PATTERN = {
    "title": "Masih miskin", "title_id": "Masih miskin", "role": "check", "verdict": "outside",
    "unit": "change of share", "observed": None,
    "observed_low": 0.28, "observed_high": 0.5, "simulated": 0.6, "low": 0.58, "high": 0.62,
}  # fmt: skip


def test_patterns_are_all_in_catalogues(tmp_path):
    verdicts = {"inside": 1, "partly": 0, "outside": 1, "unknown": 1}
    rows = [
        PATTERN,
        PATTERN | {"role": "fitted", "verdict": "inside", "unit": "share"},
        PATTERN | {"verdict": "unknown"},
    ]
    found = {"patterns": rows, "verdicts": verdicts, "study": "test", "seed": 7, "replicates": 3}
    (tmp_path / "patterns.json").write_text(json.dumps(found))
    (tmp_path / "manifest.json").write_text(json.dumps({"title": {"id": "Pola", "en": "Pola"}, "mentas": "0.1.0"}))
    screen = pseudo.screen()
    with pseudo.spoken(), pseudo.drawn() as drawn:
        patterns.show(tmp_path, screen, "id")
        figure = patterns._figure(found, {"title": {"id": "Pola"}, "mentas": "0.1.0"}, "id")
        figure.savefig(tmp_path / "one.png")
    for each in (drawn, re.split(r"[│┃\n]", screen.file.getvalue())):  # type: ignore[attr-defined]
        assert len(each) > 10 and pseudo.outside(each, ["Masih miskin", "Pola", "test", *DATA]) == []


def test_a_calibration_is_all_in_catalogues(tmp_path):
    tables = {
        "fit": "target,threshold,z,misfit\none.profit,0.8,3.1,True\n",
        "structures": "threshold,misspecified,squares,targets,chance,effective\n0.8,True,9.1,3,0.02,40\n",
        "identified": "threshold,parameter,verdict\nall,enterprise.wear,partly\n",
        "posterior": "parameter,threshold,posterior_0.05,posterior_0.25,posterior_0.5,posterior_0.75,posterior_0.95\n"
        "enterprise.wear,0.8,0.1,0.2,0.3,0.4,0.5\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text)
    prior = {"name": "enterprise.wear", "low": 0.0, "high": 1.0, "log": False}
    (tmp_path / "manifest.json").write_text(json.dumps({"priors": [prior]}))
    with pseudo.spoken(), pseudo.drawn() as drawn:
        for figure in (calibration._posterior(tmp_path, "id"), calibration._fit(tmp_path, "id")):
            figure.savefig(tmp_path / "one.png")
        said = calibration.lines(tmp_path, "id")
    assert len(said) == 5 and len(drawn) > 10
    assert pseudo.outside([*drawn, *said], ["enterprise.wear", "one.profit"]) == []


def test_what_is_in_no_catalogue_stands_out():
    with pseudo.spoken():
        told = [tell("{n} runs of {name}", "id", n="3", name=tell("all", "id")), tell("year", "en")]
    assert told == ["⟦3 runs of ⟦all⟧⟧", "year"]
    assert pseudo.outside([*told, "⟦a⟧ and ⟦b⟧", "5,2% x", "Bantuan\ntunai (z)"], ["Bantuan tunai"]) == ["year", "and"]
