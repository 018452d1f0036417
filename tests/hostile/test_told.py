"""Every broken file of the corpus is refused in Indonesian too: the same places, names and numbers, and no English."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hostile.corpus import BARE, BESIDE, Case, cases
from mentas import language
from mentas.cli.app import app
from mentas.files import problem
from mentas.language import MARK, tell
from mentas.measures.names import MEASURES
from mentas.parameters import catalogue
from mentas.population.bounds import BY_REGENCY
from mentas.population.figures import COLUMNS
from mentas.population.region import PACKAGED
from mentas.scenario.editor import scenario_schema
from mentas.scenario.programmes import shipped
from mentas.studies.calibrate.editor import calibrate_schema
from mentas.studies.editor import study_schema
from mentas.studies.patterns.editor import patterns_schema
from mentas.studies.trial.editor import trial_schema

CASES = {case.sentence: case for case in cases()}
WORD = re.compile(r"[^\W\d_]{2,}")
TEXTS = re.compile("⟦[^⟧]*⟧")
CHARACTER = re.compile(r"(?<= )[0-9A-F]{4,}\b")


def bracketed(text: str, lang: str, /, **filled: Any) -> str:
    """A text of which all that the catalogue would say stands in brackets, and what fills it does not."""
    if lang != "id":
        return tell(text, lang, **filled)
    bare = text.rpartition(MARK)[2]
    if not filled:
        return f"⟦{bare}⟧"
    form, parts = string.Formatter(), []
    for literal, name, spec, conversion in form.parse(bare):
        parts.append(f"⟦{literal}⟧" if literal else "")
        if name is not None:
            value = form.convert_field(language.into(filled[name], lang), conversion)
            parts.append(form.format_field(value, spec or ""))
    return "".join(parts)


def names(schema: Any) -> Iterator[str]:
    """Keys and words that a JSON Schema allows."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        for inner in schema.values():
            yield from names(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from names(inner)


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Words that are the same in every language, for files are written in them."""
    schemas = (scenario_schema(), study_schema(), trial_schema(), calibrate_schema(), patterns_schema())
    texts = [*(name for schema in schemas for name in names(schema)), *catalogue(), *MEASURES, *shipped(), BARE]
    texts += [path.read_text(encoding="utf-8") for path in (*BESIDE, *PACKAGED.glob("*/region.yaml"))]
    texts += [path.parent.name for path in PACKAGED.glob("*/region.yaml")]
    texts += [",".join(COLUMNS), *BY_REGENCY, "tag:yaml.org"]
    return {word for text in texts for word in WORD.findall(text)}


def told(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `validate` tells a program of a case in Indonesian, and a person."""
    monkeypatch.chdir(folder)
    path = case.lay_out(folder)
    with pytest.raises(SystemExit, match="3"):
        app(["validate", "--json", "--lang", "id", "--", str(path)], prog_name="mentas")
    out, err = capsys.readouterr()
    (entry,) = json.loads(out)
    assert err == entry["told"] + "\n"
    return entry


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_says_the_same_in_indonesian(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = told(case, tmp_path, monkeypatch, capsys)
    lines = entry["text"].splitlines()
    assert entry["told"].splitlines() == [each["told"] for each in entry["problems"]]
    for line, each in zip(lines, entry["problems"], strict=True):
        place = f"{each['file']}:{each['line']}:{each['column']}: " if each["line"] else f"{each['file']}: "
        place += f"{each['field']}: " if each["field"] else ""
        assert line.startswith(place) and each["told"].startswith(place)
        assert each["message"] in line and each["allowed"] in line and each["told"] != line
        assert not each["nearest"] or f" yang dimaksud {each['nearest']}?" in each["told"]
        assert numbers(each["told"]) == numbers(line)
        assert each["told"].isprintable()


def numbers(text: str) -> list[str]:
    """The numbers of a line, whatever parts their thousands, in any order."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,_](?=\d)", "", text)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_all_that_it_says_is_in_the_catalogue(
    case: Case, known: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (language, problem):
        monkeypatch.setattr(module, "tell", bracketed)
    entry = told(case, tmp_path, monkeypatch, capsys)
    own = [case.content().decode(errors="replace"), case.file, case.region or "", *(case.figures or ())]
    own += [*case.beside.values(), *(path.name for path in (*BESIDE, *tmp_path.iterdir()))]
    mine = known | {word for text in own for word in WORD.findall(text)}
    for each in entry["problems"]:
        rest = CHARACTER.sub("", TEXTS.sub(" ", each["told"].removeprefix(each["file"])))
        strange = [word for word in WORD.findall(rest) if word not in mine]
        assert "⟦" in each["told"] and all(cut(word, mine) for word in strange), (strange, rest)


def cut(word: str, mine: set[str]) -> bool:
    """Whether a word is the beginning of one that was too long to show."""
    return len(word) > 50 and any(whole.startswith(word) for whole in mine)
