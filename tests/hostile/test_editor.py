"""The JSON Schema for editors and the validator agree: what the schema refuses is refused, and, but for what a
schema cannot see, the other way round."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hostile import corpus, editor, generate
from mentas import files
from mentas.cli import schemas
from mentas.files import Node, Problem, Refusal
from mentas.scenario import load_scenario
from mentas.studies import design
from mentas.studies.calibrate import plan
from mentas.studies.patterns import design as patterns
from mentas.studies.trial.design import is_trials, load_trials

ROOT = Path(__file__).parents[2]
FILES = {
    "scenario": ROOT / "scenarios" / "scenario.schema.json",
    "study": ROOT / "experiments" / "study.schema.json",
    "trial": ROOT / "experiments" / "trial" / "trial.schema.json",
    "patterns": ROOT / "experiments" / "patterns.schema.json",
    "calibrate": ROOT / "experiments" / "calibrate.schema.json",
}
UNSEEN = {
    "sums and order": {"shares", "bad-deciles", "end-before-start", "start-too-early", "buys-nobody", "no-limit"},
    "layers below": {"unknown-programme", "no-title", "no-microdata"},
    "other files": {
        "no-file", "circle", "too-many-layers", "unknown-region", "named-twice", "another-place", "study", "bad-name",
    },
    "parts of a trial that do not go together": {
        "low-above-high", "bad-quantiles", "no-business", "no-profit", "other-form", "control-gifts", "does-not-fit",
        "few-clusters", "past-the-end", "unknown-arm", "unknown-class", "unknown-effect",
    },
    "parts of a study that do not go together": {
        "two-kinds", "no-range", "whole", "empty-range", "not-whole", "no-logarithm", "odd", "changes-nothing",
        "two-budgets", "in-ensemble", "varied", "large-grid", "too-many-runs", "not-by-group", "after-the-end",
        "no-better", "no-baseline", "no-outcomes", "two-scenarios", "one-number",
    },
    "names of dimensions and what scenarios make of their values": {
        "one-share", "fixed", "no-pattern", "unknown-parameter", "not-borne",
    },
    "spelling": {"ambiguous-number", "quoted"},
}  # fmt: skip
"""Codes of what the validator refuses and a schema of one file's values cannot see."""

WORDS_OF_OTHERS = (".allocate", ".regencies", "baseline", "interest.scenario", "interest.outcome", ".only")
"""Fields whose words come from a region or from other files."""


LOADERS: dict[str, Callable[[Path], object]] = {
    "scenario": load_scenario,
    "study": design.load_study,
    "patterns": patterns.load_patterns,
    "trial": load_trials,
    "calibrate": plan.load,
}


def excused(problem: Problem, text: str | None, *, layered: bool) -> bool:
    """Whether a schema cannot see the problem, whose node has this text, in a file that may have layers below it."""
    if layered and problem.code in ("missing", "missing-language") and not problem.field.startswith("shocks"):
        return True
    if any(problem.code in codes for codes in UNSEEN.values()):
        # A programme's name is in the file; a study's is the file's own.
        return problem.code != "bad-name" or not problem.field.startswith("programmes.")
    if problem.field.startswith("constants."):
        return True  # a scenario judges them
    if problem.field.startswith("outcomes") and (problem.code == "twice" or problem.field.endswith(".group")):
        return True  # mentas and {measure: mentas} are one; which groups there are the scenarios say
    if problem.code in ("unknown-word", "unknown-key") and any(word in problem.field for word in WORDS_OF_OTHERS):
        return True
    if problem.code == "out-of-range" and text is not None:
        return "_" in text or "too near to zero" in problem.message or "60 digits" in problem.message
    if problem.code == "not-a-flag":
        return text in ("True", "TRUE", "False", "FALSE")
    if problem.code == "not-a-number" and text is not None:
        return isinstance(editor.seen(Node("", 0, 0, text=text)), int | float)  # 0x10, 1e1, .5, 2.0, .nan
    return False


def text_at(node: Node, line: int, column: int) -> str | None:
    """Text of the scalar at a place."""
    if node.text is not None:
        return node.text if (node.line, node.column) == (line, column) else None
    inner = node.entries.values() if node.entries is not None else node.items or ()
    return next((text for child in inner if (text := text_at(child, line, column)) is not None), None)


def kind_of(path: Path) -> str:
    """What a file is, of `FILES`."""
    if is_trials(path):
        return "trial"
    if plan.is_calibration(path):
        return "calibrate"
    return "patterns" if patterns.is_patterns(path) else "study" if design.is_study(path) else "scenario"


def disagreement(path: Path) -> str:
    """How the schema and the validator differ over a file; empty if they agree or the file is no YAML."""
    try:
        node = files.read(path)
    except Refusal:
        return ""  # nothing for a schema to see
    kind = kind_of(path)
    found = editor.objections(kind, node)
    try:
        LOADERS[kind](path)
    except Refusal as refusal:
        own = [p for p in refusal.problems if p.file == str(path)]
        layered = "extends" in (node.entries or {})
        seen = [p for p in own if not excused(p, text_at(node, p.line, p.column), layered=layered)]
        return f"only the validator: {seen[0]}" if seen and not found else ""
    return f"only the schema: {found}" if found else ""


@pytest.mark.parametrize("kind", FILES)
def test_the_shipped_schema_is_what_the_command_writes(kind: str) -> None:
    stale = f"stale: run `mentas schema {kind} --out {FILES[kind].relative_to(ROOT)}`"
    assert FILES[kind].read_text() == schemas.text(schemas.Kind(kind)), stale


@pytest.mark.parametrize("kind", FILES)
def test_the_schema_is_a_schema_of_draft_2020_12(kind: str) -> None:
    schema = json.loads(FILES[kind].read_text())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("folder", ["scenarios", "experiments"])
def test_every_shipped_file_with_a_schema_names_it_and_agrees_with_it(folder: str) -> None:
    found = [path for path in sorted((ROOT / folder).rglob("*.yaml")) if not plan.is_calibration(path)]
    assert found
    for path in found:
        kind = kind_of(path)
        first = path.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        assert (path.parent / first.partition("=")[2]).resolve() == FILES[kind], path
        assert editor.objections(kind, files.read(path)) == []
        assert disagreement(path) == ""


@pytest.mark.parametrize("case", [pytest.param(case, id=case.sentence) for case in corpus.cases()])
def test_they_agree_on_the_corpus(case: corpus.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert disagreement(case.lay_out(tmp_path)) == ""


def _agree_on(count: int, seed: int, folder: Path) -> int:
    """Generated documents on which both sides are heard; returns how many were accepted."""
    for path in corpus.BESIDE:
        (folder / path.name).write_bytes(path.read_bytes())
    accepted = 0
    for number in range(count):
        rng = random.Random(f"{seed}:{number}")
        text = (generate.study, generate.scenario, generate.trial, generate.scenario)[number % 4](rng)
        path = folder / "x.yaml"
        path.write_text(text)
        assert disagreement(path) == "", f"{text}\n(document {number} of seed {seed})"
        try:
            LOADERS[kind_of(path)](path)
            accepted += 1
        except Refusal:
            pass
    return accepted


def test_they_agree_on_generated_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    accepted = _agree_on(400, 1, Path("."))
    assert 40 < accepted < 360, "documents that are all wrong or all right test nothing"


@pytest.mark.slow
def test_they_agree_on_thousands_of_generated_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _agree_on(3_000, 2, Path(".")) > 300


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("scenario", "extends: a.yaml\nyeers: 3\n", "yeers"),
        ("scenario", "extends: a.yaml\nyears: 51\n", "51"),
        ("scenario", "extends: a.yaml\nprogrammes: {uep: {leakage: 5}}\n", "leakage"),
        ("scenario", "extends: a.yaml\nprogrammes: {x: {mechanism: cash_transfer, grant: 5}}\n", "grant"),
        ("scenario", "extends: a.yaml\nparameters: {enterprise.wear: 0.5}\n", "wear"),
        ("scenario", "years: 3\n", "region"),
        ("study", "kind: compare\n", "scenarios"),
        ("trial", "kind: trial\n", "population"),
        ("trial", "kind: trials\ntitle: {id: a, en: b}\ntrials: []\n", "trials"),
        ("trial", "kind: trials\ntitle: {id: a}\ntrials: [a.yaml]\n", "en"),
        ("trial", "kind: trial\npopulation: {classes: {poor: {cash: {median: 1}}}}\n", "cash"),
        ("trial", "kind: trial\npublished: {gain: {outcome: happiness}}\n", "happiness"),
    ],
)
def test_an_editor_underlines_what_is_wrong(kind: str, text: str, place: str) -> None:
    found = editor.objections(kind, files.parse(text.encode(), "x.yaml"))
    assert any(place in line for line in found), found


def test_every_key_is_described() -> None:
    for kind, path in FILES.items():
        schema = json.loads(path.read_text())
        for root in (schema, *schema["$defs"].values()) if kind == "trial" else (schema,):
            for name, inner in root.get("properties", {}).items():
                assert inner.get("description"), f"{kind}: {name}"
    for mechanism in json.loads(FILES["scenario"].read_text())["$defs"].values():
        for name, inner in mechanism["properties"].items():
            assert inner.get("description") or name == "mechanism", name
