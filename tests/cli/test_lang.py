"""Everything is said in the reader's language: the one asked for, or the locale's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer

from cli.calling import ROOT, mentas
from mentas import language
from mentas.cli import amounts, asking, exits, failing, planning, progress, running, standing, verifying
from mentas.cli.app import app
from mentas.cli.settings import Settings
from mentas.language import Said, using
from mentas.studies import batch
from mentas.studies.engine.local import Here
from mentas.studies.failures import Failure
from mentas.studies.planning.plan import plan
from mentas.studies.problems import FailedRunError, InterruptedStudyError, RefusedError
from mentas.studies.rounds import Reached
from mentas.studies.status import Status
from mentas.studies.verify import Check, Differs, Verified
from studies.test_rounds import A, B, noisy, study

STUDY = "experiments/compare/village.yaml"

ENGLISH = re.compile(r"\b(the|of|and|with|runs?|replicates?|are|is|not|left|done|was|which|file)\b", re.IGNORECASE)

TYPED = re.compile(r"`?mentas .*|--\S+|\S+/\S+")
"""What is typed, and is the same in every language."""


def english(text: str) -> list[str]:
    """English words of a text."""
    return [found[0] for found in ENGLISH.finditer(TYPED.sub("", text))]


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        (["run", "x", "--lang", "id"], "id"),
        (["--lang", "en", "run", "x"], "en"),
        (["--lang=id", "run"], "id"),
        (["--lang", "id", "run", "--lang", "en"], "en"),
        (["report", "x", "--lang", "both"], None),
        (["run", "--", "--lang", "id"], None),
        (["run", "--lang"], None),
        ([], None),
    ],
)
def test_the_language_is_known_before_the_line_is_parsed(words, lang):
    assert asking.asked(words) == lang


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (["--help"], {"LC_ALL": "id_ID.UTF-8"}),
        (["--help"], {"MENTAS_LANG": "id"}),
        (["--lang", "id", "--help"], {}),
        (["--help", "--lang", "id"], {"MENTAS_LANG": "en"}),
    ],
)
def test_help_speaks_the_language_of_its_reader(words, environ):
    out = mentas(*words, **environ).stdout
    assert out.startswith("Cara pakai: mentas [OPSI] PERINTAH [ARGUMEN]...\n")
    assert "Perintah:\n" in out and "Contoh:\n" in out and "130 dihentikan" in " ".join(out.split())
    assert "Usage" not in mentas(*words, **environ).stdout


@pytest.mark.parametrize("command", sorted(each for each in typer.main.get_command(app).commands))
def test_every_page_of_help_is_in_indonesian(command):
    out = mentas(command, "--help", "--lang", "id").stdout
    assert out.startswith(f"Cara pakai: mentas {command} [OPSI]") and "Tampilkan bantuan ini" in out
    assert english(out) == []


def test_every_command_takes_a_language():
    for name, command in typer.main.get_command(app).commands.items():
        assert any("--lang" in param.opts for param in command.params), name


@pytest.mark.parametrize("words", [["validate", STUDY, "--lang", "id"], ["--lang", "id", "validate", STUDY]])
def test_a_language_before_or_after_the_command_is_the_same(words):
    out = mentas(*words).stdout
    assert out.splitlines()[0] == f"{STUDY}: baik, studi"
    assert "20 simulasi = 2 skenario x 10 ulangan" in out


def test_a_language_asked_for_within_this_process_ends_with_the_command(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    for words in (["validate", STUDY, "--lang", "id"], ["--lang", "id", "validate", STUDY]):
        with pytest.raises(SystemExit, match="0"):
            app(words, prog_name="mentas")
        assert "baik, studi" in capsys.readouterr().out
        assert language.current() == "en"


def test_numbers_of_tables_are_those_of_the_language():
    assert "5.000.000" in mentas("params", "uep.grant", "--lang", "id").stdout
    assert "5,000,000" in mentas("params", "uep.grant", "--lang", "en").stdout
    grades = mentas("params", "mindset", "--grade", "--lang", "id").stdout
    assert "menurut peran" in grades and "asumsi" in grades and "perilaku" in grades
    assert "5 parameter, 100% di antaranya bersandar pada asumsi" in grades


def test_counts_times_and_sizes_are_said_in_both_languages():
    assert (amounts.count(12345), amounts.size(1_234_000), amounts.short(0.00481)) == ("12,345", "1.2 MB", "0.00481")
    assert amounts.duration(3725) == "1 h 2 min"
    with using("id"):
        assert (amounts.count(12345), amounts.size(1_234_000), amounts.short(0.00481)) == (
            "12.345",
            "1,2 MB",
            "0,00481",
        )
        assert [amounts.duration(n) for n in (3725, 65, 5)] == ["1 jam 2 menit", "1 menit 5 detik", "5 detik"]


def _ends(error, capsys) -> str:
    @exits.guarded
    def command():
        raise error

    with pytest.raises(SystemExit):
        command(lang="id")
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (RefusedError(Said("{folder} holds no mentas study", folder="out")), "mentas: out "),
        (KeyboardInterrupt(), "mentas: dihentikan\n"),
        (
            OSError(28, "No space left on device", "a.csv"),
            "mentas: a.csv: ruang penyimpanan habis (--debug menunjukkan",
        ),
        (FailedRunError(key="ab" * 32, error="ValueError: x"), "mentas: satu simulasi gagal: ValueError: x (simulasi"),
        (InterruptedStudyError(done=3, total=8), "mentas: dihentikan: 3 dari 8 simulasi selesai dan disimpan."),
    ],
)
def test_every_end_is_said_in_the_language_asked_for(error, line, capsys):
    said = _ends(error, capsys)
    assert said.startswith(line) and "holds" not in said


def test_a_file_that_is_wrong_is_refused_in_indonesian(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"extends: {ROOT / 'scenarios/toy/village.yaml'}\nyeers: 3\n")
    end = mentas("run", bad, "--lang", "id")
    assert end.returncode == 3 and end.stderr.startswith(f"{bad}:2:1: yeers: ")
    assert english(end.stderr) == []


def test_a_plan_is_said_in_indonesian(tmp_path):
    found = plan(study(A, B, replicates=40), engine=Here(), out=tmp_path, work=noisy)
    with using("id"):
        lines = list(planning.lines(found, Settings(max_time="20m")))
    assert lines[0] == "test (compare): 2 skenario x 40 ulangan = 80 simulasi"
    assert any(line.startswith("  40 ulangan: ±") for line in lines)
    assert [line for line in lines if english(line)] == []


def test_what_changed_is_said_in_indonesian(tmp_path):
    batch.run(study(A, B, replicates=2), out=tmp_path, workers=1, work=noisy)
    found = plan(study(A, replicates=2), engine=Here(), out=tmp_path, work=noisy, timing=False)
    with using("id"):
        lines = list(planning.lines(found, Settings()))
    assert "berubah sejak folder ditulis:" in lines
    assert any(line.startswith("  skenario b: ") and line.endswith(" -> tidak ada") for line in lines)


def test_status_verification_progress_and_failures_are_said_in_indonesian(capsys):
    told = {"study": "x", "kind": "sweep", "finished": None, "command": ["mentas", "run", "x.yaml"]}
    holder = Said("study '{study}' (process {process}, started {started})", study="x", process=7, started="now")
    runs = Status(total=2048, done=512, failed=3, holder=holder, started=0.0, last=90.0, rate=0.5)
    checks = (Check("store", 1080), Check("runs", 5, [Differs(Said("{file}, run {key}", file="f", key="k"), "1", "2")]),
              Check("tables", skipped=Said("the study is not finished")))  # fmt: skip
    with using("id"):
        assert standing.lines(Path("out"), told, runs, now=100.0) == [
            "x (sweep) di out",
            "512 dari 2.048 simulasi selesai, 3 di antaranya gagal",
            "sedang berjalan: studi 'x' (proses 7, dimulai now), 30 per menit, sisa sekitar 51 menit 12 detik",
            "simulasi terakhir selesai 10 detik yang lalu",
        ]
        assert verifying.lines(Verified("x", checks, ())) == [
            "simpanan: 1.080 simulasi dibaca, sama seperti saat disimpan",
            "simulasi: dari 5 yang diulang, 1 hasilnya tidak sama",
            "tabel: tidak diperiksa: studi belum selesai",
            "  runs: f, simulasi k: 1; 2",
        ]
        with progress.shown("desa", unit="runs", quiet=False) as tell:
            tell(2, 20, 0)
            tell(20, 20, 1)
        failing.tell([Failure("a", 1, 7, "E", "baris", 0)], 80, Path("errors.csv"))
        assert running._reached(Reached(asked=64, done=12, because="time"), Settings(max_time="20m")).startswith(
            "12 dari 64 ulangan muat dalam 20m"
        )
    assert capsys.readouterr().err == (
        "desa: 2 dari 20 simulasi sudah selesai sebelumnya\n"
        "desa: 20 dari 20 simulasi, 1 gagal\n"
        "gagal: 1 x E\n  misalnya a, titik 0, ulangan 1; sendirian:\n  baris\n"
        "mentas: 1 dari 80 simulasi gagal; semuanya ada di errors.csv\n"
    )


SPEAKS = {"print", "echo", "UsageError", "BadParameter", "RefusedError", "ok", "warning", "problem"}
SHOWN = {"help", "short_help", "epilog", "metavar", "rich_help_panel"}
SAME = re.compile(r"mentas: |mentas |Python|Dask|[A-Z]|\[FORM\.\.\.\]|bash, zsh, fish, powershell|\W*")
"""What is the same in every language."""


def _bare(node: ast.expr) -> list[str]:
    """Texts that stand in an expression without a mark for translation."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values for text in _bare(part)]
    return []


def test_nothing_is_printed_that_no_catalogue_holds():
    found = []
    for path in (ROOT / "model" / "mentas" / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            asked = [word.value for word in node.keywords if word.arg in SHOWN]
            if name in SPEAKS:
                asked += node.args[1:] if name in {"ok", "warning", "problem"} else node.args
            texts = [text for each in asked for text in _bare(each) if not SAME.fullmatch(text)]
            found += [f"{path.name}:{node.lineno}: {text}" for text in texts if re.search("[a-z]{2}", text)]
    assert found == []
