"""Replays that are kept, resumed and written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from mentas.studies.finished import Finished
from mentas.studies.problems import InterruptedStudyError, RefusedError
from mentas.studies.trial.keeping import digest
from mentas.studies.trial.run import Replayed, Stretch, run_trials
from mentas.studies.trial.trial import Gift
from studies.trial import fake_replays
from studies.trial.made import published, trial
from studies.trial.small import small_trial

EFFECTS = (
    published(name="one"),
    published(name="two", arm="cash", effect=5.0),
    published(name="old", from_memory=True),
)
MADE = trial(*EFFECTS, ranking=(("one", "two"),), ratios=(("two", "one"),), settings=("It was made up.",))


def ran(out: Path, *, work: Callable[[Stretch], list[Finished]] = fake_replays.work, **changed: Any) -> Replayed:
    """The made trial with ten replicates, on one worker."""
    fields: dict[str, Any] = {"name": "made", "replicates": 10, "workers": 1, "command": ["mentas"]}
    return run_trials(changed.pop("trials", [MADE]), out=out, work=work, **(fields | changed))


def tables(folder: Path) -> dict[str, bytes]:
    """Contents of every table in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".parquet", ".json") and path.name != "manifest.json" and "runs" not in path.parts
    }


def stopped_at(number: int) -> Callable[[Stretch], list[Finished]]:
    """Work that is interrupted when it comes to a replicate."""

    def work(stretch: Stretch) -> list[Finished]:
        if any(draw.replicate == number for _, draw in stretch.runs):
            raise KeyboardInterrupt
        return fake_replays.work(stretch)

    return work


def test_a_run_that_was_stopped_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    whole = ran(tmp_path / "whole", replicates=20)
    with pytest.raises(InterruptedStudyError) as stopped:
        ran(tmp_path / "made", replicates=20, work=stopped_at(15))
    assert (stopped.value.done, stopped.value.total) == (10, 20)
    assert not (tmp_path / "made" / "effects.csv").exists()
    again = ran(tmp_path / "made", replicates=20)
    assert (whole.reused, again.reused, again.replicates) == (0, 10, 20)
    assert tables(again.folder) == tables(whole.folder)
    assert set(tables(whole.folder)) == {"effects.csv", "replicates.parquet", "scores.csv", "trial.json"}


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    one, two = (ran(tmp_path / str(n), workers=n, replicates=20) for n in (1, 2))
    assert tables(one.folder) == tables(two.folder)


def test_more_replicates_use_those_that_are_there(tmp_path: Path) -> None:
    ran(tmp_path / "made", replicates=5)
    more = ran(tmp_path / "made", replicates=10)
    assert more.reused == 5
    assert tables(more.folder) == tables(ran(tmp_path / "whole").folder)


@pytest.mark.parametrize("changed", [{"seed": 99}, {"parameters": {"enterprise.threshold": 0.4}}])
def test_another_seed_or_parameter_uses_nothing_of_before(tmp_path: Path, changed: dict[str, Any]) -> None:
    ran(tmp_path / "made")
    assert ran(tmp_path / "made", **changed).reused == 0


def test_what_was_published_changes_the_tables_and_no_replay(tmp_path: Path) -> None:
    ran(tmp_path / "made")
    corrected = replace(MADE, published=(replace(EFFECTS[0], effect=11.0, se=1.0), *EFFECTS[1:]), settings=())
    with pytest.raises(InterruptedStudyError):
        ran(tmp_path / "made", trials=[corrected], replicates=11, work=stopped_at(10))
    assert not (tmp_path / "made" / "effects.csv").exists()
    assert ran(tmp_path / "made", trials=[corrected]).reused == 10
    assert digest(MADE, {}) == digest(corrected, {})
    assert digest(MADE, {}) != digest(replace(MADE, months=13), {})
    assert digest(MADE, {}) != digest(replace(MADE, published=(replace(EFFECTS[0], method="did"), *EFFECTS[1:])), {})


def test_a_replicate_that_fails_is_told_left_out_and_tried_again(tmp_path: Path) -> None:
    failed = ran(tmp_path / "made", parameters={"failed": 3})
    assert [(f.trial, f.replicate, f.error) for f in failed.failures] == [("made", 3, "ValueError: no luck")]
    kept = pq.read_table(tmp_path / "made" / "replicates.parquet").to_pandas()
    assert sorted(set(kept["replicate"])) == [0, 1, 2, 4, 5, 6, 7, 8, 9]
    told = json.loads((tmp_path / "made" / "manifest.json").read_text())
    assert told["runs"]["failed"] == 1
    assert ran(tmp_path / "made", parameters={"failed": 3}).reused == 9


def test_a_shard_that_cannot_be_read_is_replayed_again(tmp_path: Path) -> None:
    ran(tmp_path / "made")
    shard = next((tmp_path / "made" / "runs").glob("*.parquet"))
    shard.write_bytes(shard.read_bytes()[:-20])
    again = ran(tmp_path / "made")
    assert again.reused < 10
    assert tables(again.folder) == tables(ran(tmp_path / "whole").folder)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(RefusedError, match="other files"):
        ran(tmp_path)
    ran(tmp_path / "made")
    with pytest.raises(RefusedError, match="another study"):
        ran(tmp_path / "made", name="other")


def test_several_trials_have_a_folder_each_and_one_table_of_scores(tmp_path: Path) -> None:
    other = replace(MADE, name="other", seed=2)
    done = ran(tmp_path / "both", trials=[MADE, other], name="both")
    assert (done.folder / "other" / "effects.csv").exists()
    scores = pd.read_csv(done.folder / "scores.csv")
    everything = scores[scores["role"] == "all"].set_index("trial")
    assert list(everything.index) == ["made", "other", "all"]
    assert everything.loc["all", "counted"] == 4
    assert everything.loc["all", "pairs"] == 2


def test_the_table_holds_every_effect_and_says_what_does_not_count(tmp_path: Path) -> None:
    frame = pd.read_csv(ran(tmp_path / "made").folder / "effects.csv", keep_default_na=False)
    assert list(frame["effect"]) == ["one", "two", "old"]
    assert list(frame["left_out"]) == ["", "", "from memory"]
    estimates = pq.read_table(tmp_path / "made" / "replicates.parquet").to_pandas()
    one = estimates[estimates["effect"] == "one"]["estimate"]
    assert float(frame["simulated"][0]) == pytest.approx(one.mean())
    assert float(frame["spread"][0]) == pytest.approx(one.std())
    assert json.loads((tmp_path / "made" / "trial.json").read_text())["settings"] == ["It was made up."]


@pytest.mark.slow
def test_a_real_replay_runs_through(tmp_path: Path) -> None:
    small = small_trial(Gift(form="goods", amount=500.0))
    done = run_trials([small], name="small", out=tmp_path / "small", replicates=2, workers=1)
    assert not done.failures
    (scores,) = done.scores
    assert scores.effects[1].true > 0.0
