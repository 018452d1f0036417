"""Studies whose replicates time or a half-width decides: the same tables as a study asked for as many."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from mentas.studies import batch, limits, main_outcome, manifest
from mentas.studies.design import Arm, Study
from mentas.studies.finished import Finished
from mentas.studies.limits import Limits
from mentas.studies.space.dimension import Dimension, Span
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design
from studies import ensembles, fakes

WORDS = {"id": "Uji", "en": "Test"}
TABLES = ("summary.csv", "runs.parquet", "outcomes.parquet")


@dataclass(frozen=True)
class Noisy(fakes.FakeScenario):
    """A scenario whose outcomes have luck of their own: `spread` is its standard deviation."""

    spread: float = 0.0


def noisy(task: Any) -> list[Finished]:
    """Outcomes of year 2: effect x 2, and a luck that replicate and name give."""
    from mentas.studies import variant

    done = []
    for key, run in task.runs:
        scenario = variant.of(run)
        frames = fakes.frames(scenario, 0)
        luck = np.random.default_rng([task.replicate, ord(scenario.name[0])]).normal(0.0, scenario.spread)
        frames["outcomes"]["value"] += luck
        error = "ValueError: planted" if scenario.act == "fail always" else None
        done.append(Finished(key, error=error) if error else Finished(key, frames=frames))
    return done


def study(*scenarios: Any, replicates: int = 3, **more: Any) -> Study:
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    baseline = arms[0].name if len(arms) > 1 else None
    return Study(
        name="test", kind="compare", title=WORDS, question=WORDS, seed=7, arms=arms, baseline=baseline,
        replicates=replicates, wanted=(Outcome("poverty_rate"),), outcomes=("poverty_rate",), **more,
    )  # fmt: skip


def run(of: Study, out: Any, **how: Any) -> batch.Ended:
    return batch.run(of, out=out, workers=1, work=noisy, **how)


A, B = Noisy("a", spread=1.0), Noisy("b", effect=2.0, spread=1.0)


def test_a_half_width_is_reached_and_not_far_overshot(tmp_path):
    done = run(study(A, B), tmp_path / "out", limits=Limits(halfwidth=0.4))
    # the difference has a standard deviation of 1.41: 48 replicates would do if that were known
    assert done.reached.because == "halfwidth" and done.reached.halfwidth <= 0.4
    assert 30 <= done.reached.done <= 75
    told = manifest.read(tmp_path / "out")
    assert told["replicates"] == done.reached.done and told["reached"]["asked"] is None
    run(study(A, B, replicates=done.reached.done), tmp_path / "asked")
    for table in TABLES:
        assert (tmp_path / "out" / table).read_bytes() == (tmp_path / "asked" / table).read_bytes()


def test_the_same_command_again_looks_at_the_same_and_runs_nothing(tmp_path):
    first = run(study(A, B), tmp_path, limits=Limits(halfwidth=0.5))
    again = run(study(A, B), tmp_path, limits=Limits(halfwidth=0.5))
    assert again.reached == first.reached and again.reused == again.runs == first.runs
    finer = run(study(A, B), tmp_path, limits=Limits(halfwidth=0.3))
    assert finer.reached.done > first.reached.done and finer.reused == first.runs


def test_the_widest_policy_decides(tmp_path):
    wide = Noisy("c", spread=3.0)
    done = run(study(A, B, wide), tmp_path, limits=Limits(halfwidth=0.8))
    alone = run(study(A, wide), tmp_path / "alone", limits=Limits(halfwidth=0.8))
    assert done.reached.done == alone.reached.done > limits.FIRST


def test_replicates_that_are_said_bound_the_half_width(tmp_path):
    done = run(study(A, B), tmp_path, limits=Limits(halfwidth=0.01, most=25))
    assert (done.reached.done, done.reached.because, done.reached.asked) == (25, "number", 25)


def test_a_study_all_of_whose_runs_fail_ends_at_the_first_look(tmp_path):
    done = run(study(A, replace(B, act="fail always")), tmp_path, limits=Limits(halfwidth=0.1))
    assert (done.reached.done, done.reached.because, done.reached.halfwidth) == (20, "unknown", None)
    assert len(done.failures) == 20


def test_a_scenario_alone_is_known_by_its_level(tmp_path):
    done = run(study(A), tmp_path, limits=Limits(halfwidth=0.3))
    assert done.reached.because == "halfwidth" and done.reached.done >= 30


def test_every_point_of_a_sweep_is_narrow_enough(tmp_path):
    lever = Dimension(name="spread", role="lever", group="economy", form=Span(0.1, 2.0), arms=("b",))
    wide = study(A, B, dimensions=(lever,), design=Design(method="grid", levels=3))
    done = run(replace(wide, kind="sweep"), tmp_path, limits=Limits(halfwidth=0.6))
    import pandas as pd

    table = pd.read_csv(tmp_path / "responses.csv").query("scenario == 'b'")
    halves = (table["diff_high"] - table["diff_low"]) / 2
    assert len(halves) == 3 and halves.max() <= 0.6 and halves.max() == pytest.approx(done.reached.halfwidth)


def test_no_time_gives_one_whole_replicate_and_the_next_command_goes_on(tmp_path):
    of = study(A, B, replicates=30)
    done = run(of, tmp_path / "out", limits=Limits(seconds=1e-9))
    assert (done.reached.because, done.reached.asked) == ("time", 30)
    assert done.reached.done == 1 and done.runs == 2 and not done.failures
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (told["replicates"], told["reached"]["asked"], told["runs"]["total"]) == (1, 30, 2)
    assert told["finished"]
    run(study(A, B, replicates=1), tmp_path / "one")
    for table in TABLES:
        assert (tmp_path / "out" / table).read_bytes() == (tmp_path / "one" / table).read_bytes()
    again = run(of, tmp_path / "out")
    assert (again.runs, again.reused, again.reached) == (60, 2, None)


def test_enough_time_gives_all(tmp_path):
    done = run(study(A, B, replicates=4), tmp_path, limits=Limits(seconds=3600.0))
    assert (done.reached.done, done.reached.because) == (4, "number")


def test_time_may_end_a_study_before_it_is_narrow(tmp_path):
    done = run(study(A, B), tmp_path, limits=Limits(seconds=1e-9, halfwidth=0.1))
    assert (done.reached.because, done.reached.done) == ("time", 1)


def test_half_widths_are_those_of_the_paired_differences():
    # differences 1, 2, 3: sd 1, n 3, t(2) = 4.303, so 4.303 / sqrt(3) = 2.484
    values = np.array([[[0.0, 5.0, 1.0]], [[1.0, 7.0, 4.0]]])
    of = study(A, B)
    gaps = main_outcome.differences(values, of)
    assert main_outcome.compared(of) == ("b",)
    assert main_outcome.halfwidths(gaps)[0, 0] == pytest.approx(4.302653 / np.sqrt(3.0))
    assert main_outcome.main_outcome(of).name == "poverty_rate"


def test_an_ensemble_comes_in_whole_turns_of_its_plan_and_its_mean_is_known_so_well(tmp_path):
    sets = ensembles.write(tmp_path / "sets")
    of = study(A, B, uncertainty="ensemble", ensemble=sets)
    done = run(of, tmp_path / "out", limits=Limits(halfwidth=0.4))
    # sixteen structures of two lucks each
    assert done.reached.done % 32 == 0 and done.reached.because == "halfwidth"
    row = done.summary.query("scenario == 'b' and measure == 'poverty_rate' and year == 2").iloc[0]
    assert (row["diff_mean_high"] - row["diff_mean_low"]) / 2 == pytest.approx(done.reached.halfwidth)
