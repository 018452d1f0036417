"""What a reader sees of a replayed trial: words, numbers and the forest plot."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread
from rich.console import Console

from mentas.language import LANGUAGES
from mentas.report import forest, trial_reading, trial_table
from mentas.report.trial_words import say
from mentas.studies.trial.panels import OUTCOMES
from mentas.studies.trial.run import run_trials
from studies.trial import fake_replays
from studies.trial.made import published, trial

EFFECTS = (
    published(name="one", effect=36.8, se=10.7),
    published(name="two", arm="cash", effect=-5.0, se=None, woman=True, profit_below=76.0),
    published(name="old", arm="cash", from_memory=True, outcome="poor", unit="points"),
    published(name="open", arm="control", method="still", outcome="open", effect=60.0, se=3.0),
)
MADE = replace(
    trial(*EFFECTS, ranking=(("one", "two"),), ratios=(("two", "one"),), settings=("Everything is made up.",)),
    parameters={"enterprise.threshold": 0.4},
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a trial that was replayed with made-up estimates."""
    folder = tmp_path_factory.mktemp("made") / "out"
    return run_trials([MADE], name="made", out=folder, replicates=6, workers=1, work=fake_replays.work).folder


def shown(home: Path, lang: str) -> str:
    console = Console(file=io.StringIO(), width=200)
    trial_table.show(home, console, lang)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_every_outcome_has_a_word() -> None:
    assert all(say(name, lang) for name in OUTCOMES for lang in LANGUAGES)


def test_the_table_tells_published_and_simulated_order_skill_and_setting(home: Path) -> None:
    text = shown(home, "en")
    for words in (
        "36.8 (10.7)", "−5.00 (2.50)†", "profit (women; profit below 76)", "from memory", "owners still open",
        "Order one > two:", "two / one: published −0.14", "enterprise.threshold 0.4", "Everything is made up.",
        "half the effect is assumed",
    ):  # fmt: skip
        assert words in text, words
    assert "laba (perempuan; laba di bawah 76)" in shown(home, "id")
    assert "36,8 (10,7)" in shown(home, "id")


def test_json_is_json(home: Path) -> None:
    (told,) = json.loads(trial_table.as_json([home]))
    assert [effect["effect"] for effect in told["effects"]] == ["one", "two", "old", "open"]
    assert told["effects"][2]["counted"] is False


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_forest_plot_has_two_panels_and_every_effect(home: Path, lang: str) -> None:
    found = trial_reading.read(home)
    figure = forest._figure(found, lang)
    effects, levels = figure.axes
    words = [text.get_text() for axes in (effects, levels) for text in axes.texts]
    assert sum("36" in text for text in words) == 1
    assert {"grant", "cash"} <= set(words)
    # Effects in published standard errors: 36.8 / 10.7, and -5 over an assumed 2.5.
    middles = {round(float(line.get_xdata()[0]), 2) for line in effects.lines if line.get_marker() == "s"}
    assert {3.44, -2.0} <= middles
    assert [line.get_xdata()[0] for line in levels.lines if line.get_marker() == "s"] == [100.0]
    image = imread(forest.draw(home, lang))
    assert image.shape[1] == 13 * 160
    assert float(image[..., :3].min()) < 0.1


def test_the_plot_of_one_folder_is_the_same_every_time(home: Path) -> None:
    one = forest.draw(home, "en").read_bytes()
    assert forest.draw(home, "en").read_bytes() == one


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "profit"),
        ({"on": "ineligible"}, "profit (the ineligible)"),
        ({"ability_top": 0.333}, "profit (top 33 % by ability)"),
        ({"ability_top": -0.333}, "profit (all but the top 33 % by ability)"),
        ({"woman": False, "capital_above": 504.5}, "profit (men; capital after from 504)"),
        ({"estimand": "tot"}, "profit (of those who took it)"),
        ({"method": "change", "outcome": "capital"}, "capital, log change, x 100"),
    ],
)
def test_a_subgroup_is_told_in_words(tmp_path: Path, changed: dict[str, Any], words: str) -> None:
    made = trial(published(**changed))
    out = run_trials([made], name="made", out=tmp_path / "made", replicates=2, workers=1, work=fake_replays.work).folder
    assert trial_reading.outcome(trial_reading.read(out).effects[0], "en") == words
