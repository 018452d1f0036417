"""The page on how to write a trial says what the reader does: its tables, its example, its list."""

from __future__ import annotations

import re
from pathlib import Path

from mentas import files
from mentas.studies.trial.design import LIST, load_trial
from mentas.studies.trial.keys import ARM, CLASS, DESIGN, GIFT, POPULATION, PUBLISHED, SHOCK, TRIAL
from mentas.studies.trial.panels import OUTCOMES
from mentas.studies.trial.reference import reference

PAGE = (Path(__file__).parents[3] / "docs" / "write_a_trial.md").read_text(encoding="utf-8")


def test_the_docs_have_the_tables_of_keys() -> None:
    assert reference() in PAGE, "docs/write_a_trial.md is stale: python3 docs/make_trial_keys.py"


def test_every_key_and_outcome_has_one_line() -> None:
    lines = reference().splitlines()
    rows = [line.split("`")[1] for line in lines if line.startswith("| `")]
    tables = (TRIAL, POPULATION, CLASS, DESIGN, SHOCK, ARM, GIFT, PUBLISHED)
    assert rows == [*(key.name for table in tables for key in table), *OUTCOMES]
    assert "| `seed` | 0 to 2^63 - 1 | 1 | Seed of all luck. |" in lines
    assert "| `share` | 0 to 1 | must be there | Share of the population's households; shares sum to 1. |" in lines


def test_the_example_is_a_trial(tmp_path: Path) -> None:
    example, listed = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "goats.yaml"
    path.write_text(example, encoding="utf-8")
    trial = load_trial(path)
    assert [arm.name for arm in trial.arms] == ["goats"]
    assert [(one.name, one.scored) for one in trial.published] == [
        ("capital_24", True), ("spending_24", True), ("spending_12", True), ("open_24", False),
    ]  # fmt: skip
    assert set(files.parse(listed.encode(), "list").entries or {}) == {key.name for key in LIST}
