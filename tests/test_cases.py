"""Every rule's hand-worked cases: one sentence each, in YAML beside the module they test."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent


def cases() -> list[Any]:
    """One parameter set for each case of each `*.cases.yaml`."""
    found = []
    for path in sorted(HERE.rglob("*.cases.yaml")):
        module = ".".join(["mentas", *path.relative_to(HERE).parent.parts, path.name.split(".")[0]])
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(module, case, id=f"{module}.{case['rule']}: {case['sentence']}"))
    return found


@pytest.mark.parametrize(("module", "case"), cases())
def test_case(module: str, case: dict[str, Any]) -> None:
    rule = getattr(importlib.import_module(module), case["rule"])
    got = rule(**case["given"])
    expected = case["expect"]
    if isinstance(expected, list):
        assert list(got) == pytest.approx(expected, rel=case.get("tolerance", 1e-9), abs=1e-12)
    else:
        assert got == pytest.approx(expected, rel=case.get("tolerance", 1e-9), abs=1e-12)


@pytest.mark.parametrize(("module", "case"), cases())
def test_case_says_why(module: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"rule", "sentence", "given", "expect", "because", "tolerance"}, module
    assert len(case["because"]) > 5 and len(case["sentence"]) > 10, module


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 30
