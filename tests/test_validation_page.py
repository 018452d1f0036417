"""The validation page says what the kept results say, misses first-class, each with an explanation."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS))

import keep_validation  # noqa: E402
import make_validation  # noqa: E402

EFFECT = {
    "trial": "cows", "effect": "assets_24", "arm": "cow", "outcome": "capital", "months": "24 48", "unit": "level",
    "per": "year", "method": "difference", "on": "eligible", "subgroup": "woman true", "role": "calibrate",
    "published": 606.4, "se": 92.05, "se_assumed": False, "simulated": 520.123456789, "spread": 80.0, "true": 510.0,
    "replicates": 20, "z": -0.92, "inside": True, "sign_needed": True, "sign_right": True, "counted": True,
    "left_out": "", "source": "Table 3", "note": "",
}  # fmt: skip
PATTERN = {
    "id": "still_poor", "title": "Still poor | two years on", "source": "A panel", "role": "check",
    "observed_low": 0.28, "observed_high": 0.5, "observed": None, "simulated": 0.6, "low": 0.58, "high": 0.62,
    "spread": 0.02, "verdict": "outside", "replicates": 8, "unit": "share", "statistic": "still_poor", "month": 24,
    "world": "no_programmes", "from_memory": False, "note": "",
}  # fmt: skip
SCORE = dict.fromkeys(keep_validation.SCORES, 1) | {"trial": "cows", "role": "calibrate", "skill_zero": 0.75}
TRIAL = {
    "trial": "cows", "title": {"en": "Cows", "id": "Sapi"}, "study": "A, 2017", "currency": "USD PPP", "replicates": 20,
    "seed": 7, "parameters": {"enterprise.threshold": 0.79}, "settings": ["Incomes grow by 2 % a year.", "No floods."],
}  # fmt: skip


def table(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def results(
    folder: Path,
    effects: list[dict[str, Any]],
    *,
    patterns_found: tuple[dict[str, Any], ...] = (PATTERN,),
    finished: str | None = "2026-11-24",
) -> list[Path]:
    """Folders as `mentas run` leaves them: two trials of one command, and a study of patterns."""
    trials, patterns = folder / "all", folder / "kaltim_patterns"
    table(trials / "cows" / "effects.csv", effects)
    table(trials / "scores.csv", [SCORE])
    (trials / "cows" / "trial.json").write_text(json.dumps(TRIAL))
    table(patterns / "patterns.csv", list(patterns_found))
    for path, kind, replicates in ((trials, "trial", {"cows": 20}), (patterns, "patterns", 8)):
        told = {
            "study": path.name, "kind": kind, "mentas": "0.2.0", "source_digest": "abcdef0123456789",
            "command": ["/usr/bin/mentas", "run", f"experiments/trial/{path.name}.yaml"], "replicates": replicates,
            "finished": finished, "runs": {"total": 20, "failed": 0},
        }  # fmt: skip
        (path / "manifest.json").write_text(json.dumps(told))
    return [trials, patterns]


def kept(tmp_path: Path, *effects: dict[str, Any]) -> Path:
    folder = tmp_path / "validation"
    keep_validation.keep(results(tmp_path, list(effects) or [EFFECT]), folder)
    return folder


def text(name: str, folder: Path, notes: str = "{}") -> str:
    path = folder / "notes.yaml"
    path.write_text(notes)
    marked = f"<!-- begin {name} -->\nold\n<!-- end {name} -->"
    return make_validation.page(marked, kept=folder, notes=path)


def test_the_page_is_what_the_kept_results_say() -> None:
    page = make_validation.PAGE.read_text(encoding="utf-8")
    assert make_validation.page(page) == page, "run python3 docs/make_validation.py"


def test_every_miss_on_the_page_is_explained_and_no_explanation_is_left_over() -> None:
    found, notes = make_validation.rows(), make_validation.explained()
    unexplained = {row.id for row in found if row.is_miss and not {row.id, row.group} & set(notes)}
    told = {name for row in found if row.is_miss or row.is_unsure for name in (row.id, row.group)}
    assert (unexplained, set(notes) - told) == (set(), set())


def test_an_effect_that_agrees_is_a_line_of_its_trial_s_table(tmp_path: Path) -> None:
    page = text("table", kept(tmp_path))
    assert "### Cows\n\nA, 2017\n\n- Incomes grow by 2 % a year.\n- No floods.\n- Parameters of the trial's own" in page
    line = (
        "| `assets_24`: capital, cow (woman true), month 24, 48; USD PPP | Table 3 | calibrated | 606 (92) | 520 (80) "
        "| -0.92 | agrees |"
    )
    assert line in page.splitlines()


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"inside": False, "z": -2.5}, "**miss**"),
        ({"sign_right": False}, "**wrong sign**"),
        ({"sign_right": False, "sign_needed": False}, "agrees"),
        ({"counted": False, "left_out": "from memory", "inside": False}, "shown only: from memory"),
    ],
)
def test_a_verdict_needs_the_sign_where_the_published_interval_excludes_zero(
    tmp_path: Path, changes: dict[str, Any], verdict: str
) -> None:
    folder = kept(tmp_path, EFFECT | changes)
    assert make_validation.rows(folder)[0].verdict == verdict
    assert make_validation.rows(folder)[0].is_miss == verdict.startswith("**")


def test_misses_stand_widest_first_with_their_explanation(tmp_path: Path) -> None:
    far = {"inside": False, "z": 4.0, "effect": "far"}
    folder = kept(tmp_path, EFFECT | {"inside": False, "z": -2.5, "effect": "near"}, EFFECT | far, EFFECT)
    lines = text("misses", folder, "cows.far: Wages do not rise.").splitlines()[3:-1]
    assert [line.split("`")[1] for line in lines] == ["cows.far", "cows.near", "patterns.still_poor"]
    assert lines[0].endswith("| 4 | **miss** | Wages do not rise. |") and lines[1].endswith("| not explained yet |")
    assert lines[2] == ("| `patterns.still_poor` | 0.28 to 0.5 | 0.6, 0.58 to 0.62 |  | **miss** | not explained yet |")
    assert "| Cows forget. |" in text("misses", folder, "cows: Cows forget.")


def test_what_replicates_leave_unsure_is_told_after_the_misses_but_not_where_the_start_was_set_onto_it(
    tmp_path: Path,
) -> None:
    unsure = PATTERN | {"verdict": "partly", "id": "unsure"}
    folder = tmp_path / "validation"
    some = (unsure, PATTERN, unsure | {"role": "fitted", "id": "set"})
    keep_validation.keep(results(tmp_path, [EFFECT], patterns_found=some), folder)
    lines = text("misses", folder).splitlines()[3:-1]
    assert [line.split("`")[1] for line in lines] == ["patterns.still_poor", "patterns.unsure"]
    assert lines[1].endswith("| partly |  |")


def test_scores_and_commands_are_told(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    assert "| cows | calibrated | 1 of 1 | 1 | 1 of 1 | 1 of 1 | 0.75 | 1 |" in text("scores", folder)
    assert "Patterns: held out, miss: 1." in text("scores", folder)
    assert "| `mentas run experiments/trial/all.yaml` | 0.2.0 | `abcdef012345` | 20 | none |" in text("runs", folder)


def test_kept_numbers_have_six_digits_and_a_second_study_does_not_drop_the_first(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    assert keep_validation.read(folder / "effects.csv")[0]["simulated"] == "520.123"
    keep_validation.keep([tmp_path / "kaltim_patterns"], folder)
    assert [run["study"] for run in keep_validation.read(folder / "runs.csv")] == ["kaltim_patterns", "all"]
    assert len(keep_validation.read(folder / "effects.csv")) == 1


def test_results_that_did_not_end_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no results that ended well"):
        keep_validation.keep(results(tmp_path, [EFFECT], finished=None), tmp_path / "validation")


def test_nothing_kept_is_said(tmp_path: Path) -> None:
    for name in ("runs", "scores", "misses", "table"):
        assert "No results are kept yet." in text(name, tmp_path)
