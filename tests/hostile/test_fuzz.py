"""Ten thousand inputs, mangled, drawn and random: no traceback, no 2 s, no 500 MB; and the fuzzer finds what is
planted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import fuzz, mangle

FUZZ = Path(__file__).with_name("fuzz.py")


def found(*, cases: int, seed: int, plant: str = "") -> list[fuzz.Finding]:
    return list(fuzz.hunt(cases=cases, seed=seed, plant=plant))


def told(findings: list[fuzz.Finding], seed: int) -> str:
    return "\n".join(f"{f.number}: {f.what}: {fuzz.keep(f, seed)}" for f in findings)


def test_three_hundred_inputs_are_taken_as_they_should_be() -> None:
    findings = found(cases=300, seed=20)
    assert not findings, told(findings, 20)


@pytest.mark.slow
def test_ten_thousand_inputs_are_taken_as_they_should_be() -> None:
    findings = found(cases=10_000, seed=1)
    assert not findings, told(findings, 1)


@pytest.mark.parametrize(
    ("plant", "what"),
    [
        ("die", "ended the process with 9"),
        ("hang", "took more than 2 s"),
        ("hog", "took more than 500,000,000 bytes"),
    ],
)
def test_a_planted_fault_is_found_at_its_input_and_the_others_go_on(plant: str, what: str) -> None:
    (finding,) = found(cases=4 if plant == "die" else 6, seed=5, plant=plant)[:1]
    assert (finding.number, finding.what) == (2, what)


def test_what_is_found_is_made_smaller_and_can_be_played_again(tmp_path: Path) -> None:
    def check(path: Path) -> str:
        if b"years: 7" in path.read_bytes():
            raise ZeroDivisionError("planted")
        return ""

    path = tmp_path / "x.yaml"
    path.write_bytes(b"extends: village.yaml\nyears: 7\nscale: 1\ngrowth: 0\n")
    wrong = fuzz.examined(check, path)
    assert wrong.startswith("ZeroDivisionError: planted")
    assert fuzz.smaller(check, path, wrong) == b"years: 7"


def test_a_seed_makes_the_same_inputs_and_another_makes_others() -> None:
    first = [mangle.make(3, number) for number in range(400)]
    assert first == [mangle.make(3, number) for number in range(400)]
    assert first != [mangle.make(4, number) for number in range(400)]
    assert {given.place.rpartition("/")[2] for given in first} >= {"x.yaml", "region.yaml"}


def test_a_kept_input_is_played_again_by_its_command(tmp_path: Path) -> None:
    kept = tmp_path / "1-7"
    kept.write_bytes(b"\xff\xfe")
    words = [sys.executable, str(FUZZ), "--replay", str(kept), "--place", "scenarios/toy/x.yaml"]
    end = subprocess.run(words, capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONPATH": ""})
    assert (end.returncode, end.stdout) == (0, "taken as it should be\n"), end.stderr


def test_messages_that_tell_too_little_are_findings(tmp_path: Path) -> None:
    from mentas.files import Problem

    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n")
    own = str(path)
    assert fuzz._unfit(Problem(own, 1, 1, "a", "code", "is wrong"), own) == ""
    for problem in (
        Problem(own, 0, 0, "a", "code", "is wrong"),
        Problem(own, 99, 1, "a", "code", "is wrong"),
        Problem(own, 1, 1, "a", "code", "is wrong\nin two lines"),
        Problem(own, 1, 1, "a", "code", ""),
    ):
        assert fuzz._unfit(problem, own), problem
