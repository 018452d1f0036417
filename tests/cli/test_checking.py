"""`mentas validate` in the reader's language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mentas.cli.app import app

ROOT = Path(__file__).parents[2]


def told(words, capsys):
    """Exit code, and what stands on stdout and stderr."""
    with pytest.raises(SystemExit) as end:
        app(["validate", *map(str, words)], prog_name="mentas")
    return (end.value.code, *capsys.readouterr())


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"extends: {ROOT / 'scenarios' / 'toy' / 'village.yaml'}\nyeers: 3\n")
    return path


def test_a_problem_is_told_in_the_language_that_is_asked_for(broken, capsys):
    code, out, err = told([broken, "--lang", "id"], capsys)
    assert (code, out) == (3, "")
    assert err.startswith(
        f"{broken}:2:1: yeers: tidak dikenal di sini; apakah yang dimaksud years? Yang boleh: extends"
    )
    assert "is not known here; did you mean years? Allowed: extends" in told([broken, "--lang", "en"], capsys)[2]


def test_a_program_is_given_english_and_the_code_whatever_the_language(broken, capsys):
    for lang in ("en", "id"):
        code, out, err = told([broken, "--json", "--lang", lang], capsys)
        (entry,) = json.loads(out)
        (problem,) = entry["problems"]
        assert code == 3 and problem["code"] == "unknown-key" and problem["message"] == "is not known here"
        assert entry["text"].startswith(f"{broken}:2:1: yeers: is not known here")
        assert ("told" in problem) == ("told" in entry) == (lang == "id")
        assert err.strip() == entry.get("told", entry["text"]) == problem.get("told", entry["text"])


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("scenarios/toy/village.yaml", [", skenario"]),
        (
            "experiments/sweep/when_capital_wins.yaml",
            [
                ", studi",
                "sweep (latin): 2.048 simulasi = 2 skenario x 512 titik x 2 ulangan",
                "45 ketidakpastian: ",
            ],
        ),
        ("experiments/compare/village.yaml", [", studi", "compare: 20 simulasi = 2 skenario x 10 ulangan"]),
        ("experiments/trial/kenya_cash.yaml", [", uji coba", "6 dampak, 2 di antaranya dinilai, 2 untuk kalibrasi"]),
        (
            "scenarios/kaltim/own_data.yaml",
            [", skenario", "673 baris untuk 957.056 rumah tangga", "diundi oleh model, tidak ada dalam berkas: "],
        ),
    ],
)
def test_what_is_right_is_told_in_indonesian(file, says, capsys):
    code, out, err = told([ROOT / file, "--lang", "id"], capsys)
    lines = out.splitlines()
    assert (code, err) == (0, "") and len(lines) >= len(says)
    assert all(said in line for said, line in zip(says, lines, strict=False)), out
