"""Catalogues are kept: new texts come in, translations stay, what is gone is dropped, unsound ones are told."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import mofile, pofile

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

import make_words  # noqa: E402

MODULE = "report/words.py"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An empty package whose catalogues are kept; write modules into it."""
    root = tmp_path / "model" / "mentas"
    monkeypatch.setattr(make_words, "ROOT", tmp_path)
    monkeypatch.setattr(make_words, "PACKAGE", root)

    def write(source, name=MODULE):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        return root / "locale" / "id" / "LC_MESSAGES"

    return write


def translate(place, name="report", **texts):
    """Fill translations into a .po file, by context and text joined as `context|text` or by text."""
    path = place / f"{name}.po"
    catalog = pofile.read_po(BytesIO(path.read_bytes()), locale="id")
    for message in catalog:
        key = f"{message.context}|{message.id}" if message.context else message.id
        if message.id and key in texts:
            message.string = texts[key]
    with open(path, "wb") as file:
        pofile.write_po(file, catalog)


def held(place, name="report"):
    """What a compiled catalogue says."""
    catalog = mofile.read_mo(BytesIO((place / f"{name}.mo").read_bytes()))
    return {(message.context, message.id): message.string for message in catalog if message.id}


def test_a_new_text_is_taken_in_and_a_translation_is_kept(package, capsys):
    place = package('N_("year")\n')
    assert make_words.main([]) == 1
    assert capsys.readouterr().out == "not translated: report: 'year'\n"
    translate(place, year="tahun")
    assert make_words.main([]) == 0 and held(place) == {(None, "year"): "tahun"}
    package('N_("year")\nlanguage.tell("{n} runs", lang, n=3)\n')
    assert make_words.main([]) == 1
    translate(place, **{"{n} runs": "{n} simulasi"})
    assert make_words.main([]) == make_words.main(["--check"]) == 0
    assert held(place) == {(None, "year"): "tahun", (None, "{n} runs"): "{n} simulasi"}


def test_a_text_that_is_gone_is_dropped_and_so_is_a_catalogue(package):
    place = package('_("year")\n_("month")\n')
    package('_("one")\n', "cli/app.py")
    make_words.main([])
    translate(place, year="tahun", month="bulan")
    package('_("month")\n')
    package("", "cli/app.py")
    assert make_words.main([]) == 0 and held(place) == {(None, "month"): "bulan"}
    assert sorted(path.name for path in place.iterdir()) == ["report.mo", "report.po"]


def test_check_writes_nothing_and_fails_on_what_is_stale(package, capsys):
    place = package('_("year")\n')
    make_words.main([])
    translate(place, year="tahun")
    assert make_words.main(["--check"]) == 1
    assert "stale: model/mentas/locale/id/LC_MESSAGES/report.mo" in capsys.readouterr().out
    assert make_words.main([]) == 0
    before = {path: path.read_bytes() for path in place.iterdir()}
    (place / "old.mo").write_bytes(b"")
    assert make_words.main(["--check"]) == 1
    assert capsys.readouterr().out == "stale: model/mentas/locale/id/LC_MESSAGES/old.mo\n"
    (place / "old.mo").unlink()
    package('_("years")\n')
    assert make_words.main(["--check"]) == 1
    assert {path: path.read_bytes() for path in place.iterdir()} == before


def test_the_same_text_in_two_contexts_has_two_translations(package):
    place = package('P_("decile", "lower")\nN_("lower")\n')
    make_words.main([])
    translate(place, **{"decile|lower": "turun", "lower": "lebih rendah"})
    assert make_words.main([]) == 0
    assert held(place) == {("decile", "lower"): "turun", (None, "lower"): "lebih rendah"}


def test_a_fuzzy_translation_is_none(package):
    place = package('_("year")\n')
    make_words.main([])
    translate(place, year="tahun")
    path = place / "report.po"
    path.write_text(path.read_text().replace('msgid "year"', '#, fuzzy\nmsgid "year"'))
    assert make_words.main([]) == 1 and held(place) == {}


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ("{n} runs", "{m} simulasi", "other places to fill"),
        ("{n} runs", "simulasi", "other places to fill"),
        ("{n} runs", "{n simulasi", "other places to fill"),
        ("year", "tahun ", "other white space at an end"),
        (" and", "dan", "other white space at an end"),
        ("a }", "sebuah }", None),
        ("{a} of {b}", "{b} punya {a}", None),
    ],
)
def test_an_unsound_translation_is_told(package, capsys, text, said, fault):
    place = package(f"_({text!r})\n")
    make_words.main([])
    capsys.readouterr()
    translate(place, **{text: said})
    assert make_words.main([]) == (1 if fault else 0)
    assert capsys.readouterr().out == (f"{fault}: report: {text!r}\n" if fault else "")


def test_two_translations_of_one_text_are_told_for_only_one_is_asked(package, capsys):
    place = package('_("open")\n')
    package('_("open")\n', "cli/app.py")
    make_words.main([])
    for name, said in (("report", "buka"), ("cli", "terbuka")):
        translate(place, name, open=said)
    capsys.readouterr()
    assert make_words.main([]) == 1
    assert capsys.readouterr().out == "translated in two ways, which needs a context (P_): 'open'\n"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('_("a" "b")', {"ab"}),
        ('tell("one" if n == 1 else "many", lang)', {"one", "many"}),
        ('raise Error(Said("gone: {name}", name=name))', {"gone: {name}"}),
        ("tell(text, lang)\nfile.tell()\nText(f'{n}')\n_('')", set()),
        ('"""N_("no")"""\n# _("no")', set()),
    ],
)
def test_the_texts_of_a_module_are_those_that_are_marked(package, source, texts):
    package(source)
    assert {message.id for catalog in make_words.texts().values() for message in catalog if message.id} == texts


def test_a_text_that_is_glued_before_it_is_told_is_refused(package):
    package('\ntell(f"{n} runs", lang)\n')
    with pytest.raises(make_words.GluedError, match=r"words.py:2: a text is an f-string"):
        make_words.texts()


def test_titles_of_numbers_are_taken_from_their_files(package):
    package("wear:\n  name: Wear of capital\n  unit: 1/month\n", "behaviour/enterprise.yaml")
    package("mechanism: capital_grant\ngrant:\n  name: Value\ntitle: {id: Modal, en: Capital}\n", "programmes/uep.yaml")
    found = make_words.texts()
    assert {message.id for message in found["parameters"] if message.id} == {"Wear of capital", "Value"}


@pytest.mark.parametrize(
    ("module", "name"),
    [("cli/app.py", "cli"), ("report/page/page.py", "report_page"), ("report/numbers.py", "report"),
     ("reporting.py", "base"), ("studies/grades.py", "parameters"), ("behaviour/work.yaml", "parameters")],
)  # fmt: skip
def test_each_part_has_its_catalogue(module, name):
    assert make_words.domain(module) == name
