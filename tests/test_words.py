"""No text is left in one language: the catalogues are whole, and what a reader sees is marked for them.

What a figure or a document shows is watched in `report/test_pseudo.py`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from babel.messages import pofile

from marked import phrases, unmarked
from mentas.language import tell
from mentas.units import UNITS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "model" / "mentas"
CATALOGUES = PACKAGE / "locale" / "id" / "LC_MESSAGES"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
SPOKEN = [name for name in MODULES if name.startswith(("report/", "cli/"))]

sys.path.insert(0, str(ROOT / "docs"))

import make_words  # noqa: E402

DOMAINS = make_words.texts()

NO_TEXTS: dict[str, str] = {
    r"(upper|lower|center) (left|right|center)|offset points|axes fraction": "where matplotlib puts things",
    r"DejaVu Sans": "the name of a font",
    r"Table Grid|List Bullet": "names of styles that Word has",
    r"Glyph \.\* missing from": "a warning of matplotlib",
    r"mentas:? ": "the name of the program, before what it says or is told",
    r" && mentas run [\w/.]+|python -m pip install --upgrade mentas": "commands",
    r"bash, zsh, fish, powershell": "names of shells",
    r"folder of trials": "a kind of file, which is told in words elsewhere",
    r"Bahasa Indonesia": "the name of a language, which is said in that language",
    r"programme design": "a group of parameters, in the files of studies",
    r"change of share(/year)?": "units in the files of patterns",
    r"from memory|not scored|no error|not simulated": "why an effect is not scored, in the files of trials",
    "|".join(map(re.escape, UNITS)): "units, which are named in words elsewhere",
    r"bold \w+": "how rich shows text",
}
"""Literals that are no texts, and what they are."""

OF_COMMANDS: dict[str, str] = {
    "cli/examples.py": "holds commands as they are typed",
    "cli/completion.py": "holds scripts of shells",
}
"""Modules in which phrases are not looked for, and why."""

TOOLS: dict[str, str] = {"studies/calibrate/adopt.py": "is run by those who keep the parameters"}
"""Modules that speak to nobody else, and why."""


OTHERWISE: dict[str, str] = {
    r"keberuntungan|nasib": "faktor acak; in a household's story kejadian acak",
    r"keraguan": "ketidakpastian",
    r"garis depan": "batas efisien",
    r"tuas": "variabel kebijakan",
    r"tidak dapat dibedakan": "belum dapat dibedakan",
    r"kisaran": "rentang",
    r"luaran|kepekaan|intisari": "indikator, sensitivitas, sidik data",
    r"data terpadu": "DTSEN",
    r"terbitan": "yang dipublikasikan, publikasi",
    r"tidak terpakai": "tidak terserap",
    r"(antarmodel|antardunia)": "rata-rata semua model, rata-rata semua dunia",
    r"dibanding(?! dengan)": "dibandingkan dengan, terhadap",
    r"mempunyai|punya|kira-kira|tiap(?!-)": "memiliki, sekitar, setiap",
    r"Rp (ribu|juta|miliar|triliun)": "ribu rupiah, juta rupiah …",
}
"""Indonesian words that were given up for one of docs/glossary.md, or for a more formal one, and which that is."""


def texts(found):
    """Literals found, without those that are no texts."""
    return [each for each in found if not any(re.fullmatch(known, each[1]) for known in NO_TEXTS)]


@pytest.mark.parametrize("name", DOMAINS)
def test_a_catalogue_is_fresh_whole_and_sound(name):
    catalog = make_words.written(DOMAINS[name], CATALOGUES / f"{name}.po", "id")
    assert list(make_words.wrong({name: catalog})) == []
    found = [(CATALOGUES / f"{name}{suffix}").read_bytes() for suffix in (".po", ".mo")]
    assert found == list(make_words.as_files(catalog)), "run python docs/make_words.py"


@pytest.mark.parametrize("name", DOMAINS)
def test_one_thing_has_one_word_in_indonesian(name):
    said = [message.string for message in _read(name) if message.id]
    found = {(text, word) for text in said for given_up, word in OTHERWISE.items()
             if re.search(rf"\b({given_up})\b", text, re.IGNORECASE)}  # fmt: skip
    assert found == set()


def test_no_catalogue_is_left_over_and_none_says_a_text_in_two_ways():
    assert {path.stem for path in CATALOGUES.iterdir()} <= {*DOMAINS}
    assert list(make_words.in_two_ways(_read(name) for name in DOMAINS)) == []


@pytest.mark.parametrize("name", DOMAINS)
def test_every_text_is_told_with_its_places_filled(name):
    if not (CATALOGUES / f"{name}.po").exists():
        pytest.fail("has no catalogue")
    for message in _read(name):
        if message.id:
            text = f"{message.context}\x04{message.id}" if message.context else message.id
            assert tell(text, "id") == message.string
            named = make_words.places(message.id)
            if not all(place.isidentifier() for place in named):
                continue  # braces of YAML: nothing is filled in
            filled = {place: Probe(f"<{place}>") for place in named}
            for lang in ("en", "id"):
                told = tell(text, lang, **filled)
                assert "\x04" not in told and all(value in told for value in filled.values()), told


class Probe(str):
    """Stands for whatever fills a place, in any format."""

    def __format__(self, spec: str) -> str:
        return str(self)


def _read(name):
    with open(CATALOGUES / f"{name}.po", "rb") as file:
        return pofile.read_po(file, locale="id")


@pytest.mark.parametrize("name", SPOKEN)
def test_what_a_reader_sees_is_marked(name):
    assert texts(unmarked(MODULES[name].read_text(encoding="utf-8"))) == []


def test_what_other_parts_say_to_users_is_marked():
    others = {name: path for name, path in MODULES.items() if name not in {*SPOKEN, *TOOLS}}
    found = {name: texts(unmarked(path.read_text(encoding="utf-8"))) for name, path in others.items()}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("name", [name for name in SPOKEN if name not in OF_COMMANDS])
def test_no_phrase_stands_unmarked(name):
    assert texts(phrases(MODULES[name].read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ('typer.echo("no such folder")', ["no such folder"]),
        ('console.print(Text(f"{n} of {m} runs"), style="bold")', [" of ", " runs"]),
        ('table.add_column(style.wrap("Measure", 20))', ["Measure"]),
        ('axes.text(0, 1, "Baseline" if alone else tell("x", lang))', ["Baseline"]),
        ('axes.plot(x, y, "o", label="mean of " + name)', ["mean of "]),
        ('raise UsageError(f"{folder} is empty")', [" is empty"]),
        ('Option("--seed", help="Seed of all luck.")', ["Seed of all luck."]),
        ('Table("name", "Title", ("Year", tell("Level", lang)), rows=[("all", 1)])', ["Title", "Year", "all"]),
        ('Section("how_sure", tell("How sure", lang), (Words("Not very."),))', ["Not very."]),
        ('"{n} words".format(n=3)', []),
        ('print("{n} words".format(n=3))', ["{n} words"]),
        ('print(", ".join(say(key, lang) for key in ("mean", "level")))', []),
        ('axes.text(0, 1, f"{value:.1f} %", size=9, color="grey")', []),
        ('print(tell("{n} runs", lang, n=found["runs"]))', []),
    ],
)
def test_a_literal_that_a_reader_would_see_is_seen(line, seen):
    assert [text for _, text in unmarked(line)] == seen


def test_phrases_are_seen_anywhere_but_in_documentation_marks_and_errors():
    source = '''"""Of a module."""
WORDS = {"a b": N_("two words"), "c": "two words"}
"""Of a constant."""
def f():
    """Of a function."""
    text = f"{n} two words"
    raise ValueError("two words")
'''
    assert [text for _, text in phrases(source)] == ["two words", " two words"]
