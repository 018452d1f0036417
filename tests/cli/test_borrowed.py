"""What the library says of a wrong command line is said in the reader's language, whichever sentence it is."""

from __future__ import annotations

import re

import pytest

from mentas.cli import borrowed
from mentas.cli.app import app
from mentas.language import using

TOY = "scenarios/toy/village.yaml"
ENGLISH = re.compile(r"\b(invalid|missing|should|option|such|error|unexpected|requires|does|value|try|help)\b", re.I)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rnu"], "Galat: Tidak ada perintah 'rnu'. Maksud Anda 'run'?"),
        (["zzz"], "Galat: Tidak ada perintah 'zzz'."),
        (["run"], "Galat: Argumen 'FILE' belum disebut."),
        (["run", "a", "b"], "Galat: Ada argumen yang berlebih (b)"),
        (["run", TOY, "--foo"], "Galat: Tidak ada opsi --foo (yang mungkin dimaksud: --out)"),
        (["run", TOY, "--qqq"], "Galat: Tidak ada opsi --qqq"),
        (["run", TOY, "--seed"], "Galat: Opsi '--seed' memerlukan nilai."),
        (["run", TOY, "--json=3"], "Galat: Opsi '--json' tidak menerima nilai."),
        (["run", TOY, "--seed", "x"], "Galat: Nilai tidak sah untuk '--seed': harus bilangan bulat"),
        (["run", TOY, "--scale", "x"], "Galat: Nilai tidak sah untuk '--scale': harus bilangan"),
        (["run", TOY, "--seed", "-1"], "Galat: Nilai tidak sah untuk '--seed': harus 0 atau lebih"),
        (["run", TOY, "--years", "99"], "Galat: Nilai tidak sah untuk '--years': harus 50 atau kurang"),
        (["run", TOY, "--scale", "7"], "Galat: Nilai tidak sah untuk '--scale': 7.0 di luar rentang 0.0001<=x<=1."),
        (["params", "--lang", "nl"], "Galat: Nilai tidak sah untuk '--lang': 'nl' bukan salah satu dari 'id', 'en'."),
        (["run", TOY, "--max-time", "soon"],
         "Galat: Nilai tidak sah untuk '--max-time': 'soon': harus berupa waktu seperti 90s, 20m, atau 1.5h."),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_is_refused_in_indonesian(words, said, capsys):
    with using("id"), pytest.raises(SystemExit) as end:
        app(words, prog_name="mentas")
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    assert err.splitlines()[-1] == said
    assert not ENGLISH.search(err.replace("--help", "").replace("[OPTIONS]", ""))


def test_a_choice_that_is_missing_is_listed(capsys):
    with using("id"), pytest.raises(SystemExit, match="2"):
        app(["schema"], prog_name="mentas")
    assert "Argumen 'KIND' belum disebut. Pilih dari:\n\tscenario," in capsys.readouterr().err


def test_what_is_not_known_stays_as_it_is():
    with using("id"):
        assert borrowed.said("Some sentence of a later version.") == "Some sentence of a later version."
        assert borrowed.extras("Seed.") == "Seed."
        assert borrowed.extras("Processes.  [default: 1; x>=1; required]") == "Processes.  [bawaan: 1; x>=1; wajib]"
    assert borrowed.said("Error: Missing command.") == "Error: Missing command."
