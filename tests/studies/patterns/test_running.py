"""Running a study of patterns: verdicts, tables, what is kept and what is lived again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mentas.cli.app import app
from mentas.report import patterns as report
from mentas.studies.finished import Finished, Task
from mentas.studies.patterns import moments, running, verdict
from mentas.studies.patterns.design import Observed, Patterns, load_patterns
from mentas.studies.patterns.statistics import STATISTICS
from mentas.studies.problems import InterruptedStudyError, RefusedError
from studies.patterns.test_design import TOY, write

ROOT = Path(__file__).parents[3]
KALTIM = ROOT / "experiments" / "trial" / "kaltim_patterns.yaml"
RANGE = Observed(low=1.0, high=2.0)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1.0, 2.0, "inside"), (1.9, 2.1, "partly"), (0.0, 3.0, "partly"), (2.0, 3.0, "partly"), (2.1, 3.0, "outside"),
     (0.0, 0.9, "outside"), (float("nan"), 1.5, "unknown")],
)  # fmt: skip
def test_a_verdict_is_where_the_interval_lies(low: float, high: float, expected: str) -> None:
    assert verdict.verdict(RANGE, low, high) == expected
    assert expected in verdict.VERDICTS


def test_a_row_holds_mean_interval_and_spread(tmp_path: Path) -> None:
    """Of 1, 2 and 3: mean 2, standard deviation 1, and an interval of 4.303 / sqrt(3) either way."""
    pattern = replace(load_patterns(write(tmp_path)).patterns[0], observed=RANGE)
    row = verdict.row(pattern, [1.0, 2.0, float("nan"), 3.0])
    assert (row.simulated, row.spread, row.replicates, row.verdict) == (2.0, 1.0, 3, "partly")
    assert (row.low, row.high) == pytest.approx((2 - 4.3027 / 3**0.5, 2 + 4.3027 / 3**0.5), abs=1e-4)
    alone = verdict.row(pattern, [1.5])
    assert (alone.low, alone.high, alone.verdict) == (1.5, 1.5, "inside") and np.isnan(alone.spread)
    assert verdict.row(pattern, []).verdict == "unknown"
    assert verdict.row(replace(pattern, from_memory=True), [1.5, 1.6]).verdict == "unknown"


class Work:
    """Worlds that need not be lived: month + replicate for every statistic, and a count of them."""

    def __init__(self, *, fail: str = "", stop_after: int = 99) -> None:
        self.lived = 0
        self.fail, self.stop_after = fail, stop_after

    def __call__(self, task: Task) -> list[Finished]:
        if self.lived >= self.stop_after:
            raise KeyboardInterrupt
        found = []
        for key, errand in task.runs:
            self.lived += 1
            names = [name for _, name in errand.asked]  # type: ignore[attr-defined]
            if self.fail in names:
                found.append(Finished(key, error="ValueError: planted"))
                continue
            rows = [(m, n, "all", "all", float(m + task.replicate)) for m, n in errand.asked]  # type: ignore[attr-defined]
            outcomes = pd.DataFrame(rows, columns=["year", "measure", "group_kind", "group", "value"])
            found.append(Finished(key, frames={"outcomes": outcomes}))
        return found


def run(patterns: Patterns, out: Path, work: Work | None = None, **more: Any) -> running.Judged:
    return running.run(patterns, out=out, workers=1, work=work or Work(), **more)


def tables(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in running.TABLES]


def test_tables_hold_what_readers_of_them_expect(tmp_path: Path) -> None:
    run(load_patterns(write(tmp_path)), tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "patterns.csv")
    assert list(table.columns[:13]) == [
        "id", "title", "title_id", "source", "role", "observed_low", "observed_high", "observed", "simulated", "low",
        "high", "verdict", "from_memory",
    ]  # fmt: skip
    assert list(table["id"]) == ["rate", "gap"] and list(table["simulated"]) == [13.5, 0.5]
    told = json.loads((tmp_path / "out" / "patterns.json").read_text())
    assert told["verdicts"] == {"inside": 0, "partly": 0, "outside": 1, "unknown": 1}
    assert told["patterns"][1]["observed"] is None and told["patterns"][0]["unit"] == "share"


def test_a_finished_study_lives_nothing_again_and_keeps_its_bytes(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path))
    assert run(patterns, tmp_path / "out").reused == 0
    before, work = tables(tmp_path / "out"), Work()
    assert run(patterns, tmp_path / "out", work).reused == 4
    assert work.lived == 0 and tables(tmp_path / "out") == before


def test_another_observation_is_judged_without_living_again_and_another_month_is_not(tmp_path: Path) -> None:
    run(load_patterns(write(tmp_path)), tmp_path / "out")
    work = Work()
    judged = run(load_patterns(write(tmp_path, "{value: 0.1, se: 0.05}", "{low: 0, high: 99}")), tmp_path / "out", work)
    assert (work.lived, judged.rows[0].verdict) == (0, "inside")
    run(load_patterns(write(tmp_path, "month: 13", "month: 14")), tmp_path / "out", work)
    assert work.lived == 2


def test_a_stopped_study_goes_on_where_it_was(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path)).with_settings(replicates=3)
    told: list[tuple[int, int, int]] = []
    with pytest.raises(InterruptedStudyError) as stopped:
        run(patterns, tmp_path / "out", Work(stop_after=2), progress=lambda *now: told.append(now))
    assert (stopped.value.done, stopped.value.total, told) == (2, 6, [(0, 6, 0), (2, 6, 0)])
    work = Work()
    assert run(patterns, tmp_path / "out", work).reused == 2
    assert work.lived == 4
    run(patterns, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_world_that_fails_is_told_of_and_lived_again_if_asked(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path))
    judged = run(patterns, tmp_path / "out", Work(fail="poverty_gap"))
    assert [(f.scenario, f.replicate, f.error) for f in judged.failures] == [
        ("village_2", 0, "ValueError: planted"), ("village_2", 1, "ValueError: planted"),
    ]  # fmt: skip
    assert [row.replicates for row in judged.rows] == [2, 0] and judged.rows[1].verdict == "unknown"
    work = Work()
    assert run(patterns, tmp_path / "out", work).failures == judged.failures and work.lived == 0
    assert run(patterns, tmp_path / "out", work, retry_failed=True).failures == () and work.lived == 2


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    with pytest.raises(RefusedError, match="holds other files"):
        run(load_patterns(write(tmp_path)), tmp_path / "out")


def every_statistic(folder: Path) -> Path:
    """A study of the village that measures all there is, at the start and after a year."""
    one = "  - {{name: {name}.{month}, title: {{id: A, en: A}}, scenario: {toy}/village.yaml, statistic: {name}, "
    one += "month: {month}, observed: {{low: 0, high: 1}}, source: Made up, role: check}}\n"
    text = write(folder).read_text()
    lines = "".join(one.format(name=name, month=month, toy=TOY) for name in STATISTICS for month in (0, 12))
    path = folder / "every.yaml"
    path.write_text(text[: text.index("patterns:\n")] + f"patterns:\n{lines}")
    return path


def test_every_statistic_is_taken_of_the_village_and_told_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = every_statistic(tmp_path)
    told = {}
    for lang in ("en", "id"):
        with pytest.raises(SystemExit) as end:
            app(["run", str(path), "--out", "out", "--workers", "1", "--lang", lang, "--quiet"], prog_name="mentas")
        assert end.value.code == 0
        told[lang] = capsys.readouterr().out
    table = pd.read_csv(tmp_path / "out" / "patterns.csv").set_index("id")
    assert len(table) == 2 * len(STATISTICS)
    unmeasured = set(table.index[table["simulated"].isna()])
    assert unmeasured <= {
        "poverty_slope.0", "exits_over_entries.0", "business_exit.0", "groups_active.0", "poverty_rate_urban.0",
        "poverty_rate_urban.12", "regency_order.0", "regency_order.12",
    }, unmeasured  # fmt: skip
    assert table.loc["still_poor.0", "simulated"] == table.loc["business_unbroken.0", "simulated"] == 1.0
    assert "verdict" in told["en"] and "penilaian" in told["id"]
    for lang in ("en", "id"):
        assert (tmp_path / "out" / "figures" / lang / "patterns.png").stat().st_size > 10_000


def test_years_are_no_setting_of_a_study_of_patterns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        app(["run", str(write(tmp_path)), "--years", "3"], prog_name="mentas")
    assert end.value.code == 2 and "--years" in capsys.readouterr().err


def test_numbers_are_written_in_their_unit() -> None:
    row = {"unit": "share", "observed_low": 0.28, "observed_high": 0.5, "observed": None}
    assert (report.seen(row, "en"), report.seen(row, "id")) == ("28.0% … 50.0%", "28,0% … 50,0%")
    row = {"unit": "change of share/year", "observed_low": -0.0063, "observed_high": -0.0023, "observed": -0.0043}
    assert report.seen(row, "en") == "−0.43 (−0.63 … −0.23)"


def test_moments_are_those_of_the_study_and_move_with_the_parameters(tmp_path: Path) -> None:
    patterns = load_patterns(write(tmp_path, "    from_memory: true\n"))
    assert set(moments.targets(patterns)) == {"gap"}
    judged = running.run(patterns, out=tmp_path / "out", workers=1)
    plain = moments.draws({}, 2, patterns=patterns)
    assert moments.moments({}, 2, patterns=patterns) == {"gap": pytest.approx(judged.rows[1].simulated, rel=1e-12)}
    longer = moments.draws({}, 3, patterns=patterns)
    assert np.array_equal(longer["gap"][:2], plain["gap"])
    other = moments.draws({"work.transitory_sd": 0.1}, 2, patterns=patterns)
    assert not np.array_equal(other["gap"], plain["gap"])


def test_figures_from_memory_are_nothing_to_aim_at(tmp_path: Path) -> None:
    assert moments.moments({}, 2, patterns=load_patterns(write(tmp_path))) == {}


def test_what_is_shipped_for_calibration_is_churning_and_that_poverty_does_not_drift() -> None:
    found = moments.targets(load_patterns(KALTIM))
    assert {name: (o.low, o.high) for name, o in found.items()} == {
        "still_poor": (0.28, 0.50), "no_drift": (-0.005, 0.005),
    }  # fmt: skip


def test_the_slope_that_is_asked_for_is_that_of_the_published_path() -> None:
    found = {p.name: p for p in load_patterns(KALTIM).patterns}
    path = [found[f"path_{when}"] for when in ("2022_09", "2023_03", "2024_03", "2024_09", "2025_03", "2025_09")]
    years, rates = np.array([p.month / 12 for p in path]), np.array([p.observed.value for p in path])
    slope = np.sum((years - years.mean()) * (rates - rates.mean())) / np.sum((years - years.mean()) ** 2)
    assert found["path_slope"].observed.value == pytest.approx(slope, abs=5e-5)


@pytest.mark.slow
def test_the_start_and_the_targets_of_calibration_hold_in_small_worlds(tmp_path: Path) -> None:
    patterns = load_patterns(KALTIM, changes={"scale": 0.02}).with_settings(replicates=4)
    rows = {row.id: row for row in running.run(patterns, out=tmp_path / "out", workers=1).rows}
    for name in ("start_poverty", "path_2022_09", "still_poor", "groups_active_5y", "exits_equal_entries"):
        assert rows[name].verdict in ("inside", "partly"), rows[name]
