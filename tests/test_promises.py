"""The promises of docs/numbers.md: every test that the page names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "numbers.md"
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_stands_for_a_promise_is_there(file: str, test: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {test or 'test_'}", text, re.MULTILINE), f"{file} has no {test or 'test'}"


def test_the_page_names_a_test_for_every_promise() -> None:
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "---" not in line
    ]
    promises = rows[rows.index("| promise | test |") + 1 :]
    assert len(promises) >= 20
    assert [row for row in promises if "`tests/" not in row] == []
