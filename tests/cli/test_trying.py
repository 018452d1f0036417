"""`mentas run` of trials, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mentas.cli import running, trying
from mentas.cli.exits import Exit, UsageError
from mentas.cli.settings import Settings
from mentas.cli.shipped import find
from mentas.files import Refusal
from mentas.language import using

TRIALS = Path(__file__).parents[2] / "experiments" / "trial"
SHORT = TRIALS / "indonesia_prakerja.yaml"
"""A trial of three months: two replicates take a second."""


def settings(out: Path, **changed: Any) -> Settings:
    return Settings(**({"out": out, "replicates": 2, "workers": 1, "quiet": True} | changed))


def test_a_trial_is_replayed_told_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert running.run_file(SHORT, settings(tmp_path / "out")) == Exit.OK
    told = capsys.readouterr().out
    assert "Published (SE)" in told
    assert told.endswith(f"{tmp_path / 'out'}\n")
    for name in ("effects.csv", "replicates.parquet", "trial.json", "scores.csv", "manifest.json", "forest.png"):
        assert (tmp_path / "out" / name).exists(), name
    with using("id"):
        assert running.run_file(SHORT, settings(tmp_path / "out")) == Exit.OK
    assert "Publikasi (galat baku)" in capsys.readouterr().out


def test_a_list_of_trials_is_replayed_into_a_folder_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "some.yaml"
    other = TRIALS / "indonesia_blt.yaml"
    listed.write_text(
        f'kind: trials\ntitle: {{id: "Dua", en: "Two"}}\ntrials: ["{SHORT}", "{other}"]\n', encoding="utf-8"
    )
    assert running.run_file(listed, settings(tmp_path / "out", json=True)) == Exit.OK
    assert [each["trial"] for each in json.loads(capsys.readouterr().out)] == [SHORT.stem, other.stem]
    scores = pd.read_csv(tmp_path / "out" / "scores.csv")
    assert list(scores[scores["role"] == "all"]["trial"]) == [SHORT.stem, other.stem, "all"]


def test_a_parameter_is_changed_with_or_without_its_prefix(tmp_path: Path) -> None:
    for number, key in enumerate(("enterprise.wear", "parameters.enterprise.wear")):
        found = trying._parameters(settings(tmp_path, set=(f"{key}=0.01",)))
        assert found == {"enterprise.wear": 0.01}, number


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"years": 3}, UsageError),
        ({"scale": 0.1}, UsageError),
        ({"set": ("market=fixed",)}, UsageError),
        ({"set": ("enterprise.waer=0.01",)}, Refusal),
        ({"set": ("enterprise.wear=50",)}, Refusal),
    ],
)
def test_what_a_trial_cannot_do_is_refused_before_it_starts(
    tmp_path: Path, changed: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        running.run_file(SHORT, settings(tmp_path / "out", **changed))
    assert not (tmp_path / "out").exists()


def test_a_shipped_folder_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find(Path("experiments/trial")).resolve() == TRIALS.resolve()


def test_a_list_that_names_no_study_of_patterns_is_refused(tmp_path: Path) -> None:
    listed = tmp_path / "some.yaml"
    listed.write_text(
        f'kind: trials\ntitle: {{id: "Satu", en: "One"}}\ntrials: ["{SHORT}"]\npatterns: [none.yaml]\n',
        encoding="utf-8",
    )
    with pytest.raises(Refusal, match="no study of patterns"):
        running.run_file(listed, settings(tmp_path / "out"))
