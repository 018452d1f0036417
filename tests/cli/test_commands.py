"""Commands as they are typed: what they print where, and how they end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mentas

ROOT = Path(__file__).parents[2]
TOY = "scenarios/toy/village.yaml"


def _mentas(*words, cwd=ROOT, **environ):
    paths = os.pathsep.join([str(ROOT / "model"), *sys.path])
    env = os.environ | {"PYTHONPATH": paths, "COLUMNS": "120", "LC_ALL": "C.UTF-8"} | environ
    return subprocess.run(
        [sys.executable, "-m", "mentas", *map(str, words)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )


SLOW = ("numba", "pandas", "SALib", "scipy", "matplotlib", "mesa")


@pytest.mark.parametrize(
    ("words", "banned"),
    [
        (["--help"], (*SLOW, "numpy", "yaml")),
        (["run", "--help"], (*SLOW, "numpy", "yaml")),
        (["--version"], (*SLOW, "numpy", "yaml")),
        (["validate", TOY], SLOW),
        (["validate", "experiments/compare/village.yaml"], SLOW),
        (["validate", "experiments/trial/indonesia_prakerja.yaml"], SLOW),
        (["plan", "experiments/compare/village.yaml", "--no-timing"], SLOW),
        (["plan", "experiments/sensitivity/kaltim_morris.yaml", "--no-timing"], SLOW),
        (["status", "--help"], (*SLOW, "numpy", "yaml")),
        (["params", "uep"], ("numba", "pandas", "SALib", "matplotlib", "mesa")),
    ],
)
def test_what_is_slow_to_import_is_not_imported(words, banned):
    code = (
        "import sys\n"
        f"sys.argv = ['mentas', *{words!r}]\n"
        "from mentas.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"loaded = [name for name in {banned!r} if name in sys.modules]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "model")}
    end = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert end.returncode == 0, end.stderr


def test_help_names_every_command_and_exit_code():
    out = _mentas("--help").stdout
    assert all(
        f"\n  {command} " in out
        for command in ("run", "compare", "plan", "status", "verify", "validate", "params", "init")
    )
    assert "130 interrupted" in out


def test_version_is_the_package_s():
    assert _mentas("--version").stdout == f"mentas {mentas.__version__}\n"


@pytest.mark.parametrize(
    "words",
    [["bogus"], ["run"], ["run", TOY, "--seed", "x"], ["run", TOY, "--replicates", "0"], ["params", "no_such_number"]],
)
def test_a_wrong_command_line_is_usage(words):
    end = _mentas(*words)
    assert (end.returncode, end.stdout) == (2, "")
    assert "Traceback" not in end.stderr and end.stderr


def test_a_file_that_is_wrong_is_refused_with_its_place_and_no_traceback(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"extends: {ROOT / TOY}\nyeers: 3\n")
    for words in (["run", bad], ["validate", bad], ["compare", bad, TOY]):
        end = _mentas(*words)
        assert (end.returncode, end.stdout) == (3, "")
        assert end.stderr.startswith(f"{bad}:2:1: yeers: is not known here; did you mean years? Allowed: ")
        assert len(end.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused():
    end = _mentas("run", "nowhere.yaml")
    assert (end.returncode, end.stderr) == (3, "nowhere.yaml: cannot be read: No such file or directory\n")


def test_validate_reads_all_files_whatever_the_first_ones_hold(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("- 1\n")
    end = _mentas("validate", bad, TOY)
    assert end.returncode == 3
    assert end.stdout == f"{TOY}: ok, scenario\n"
    told = json.loads(_mentas("validate", "--json", bad, TOY).stdout)
    assert [bool(entry["problems"]) for entry in told] == [True, False]
    assert told[0]["problems"][0]["line"] == 1


def test_all_shipped_files_are_valid():
    files = [str(p.relative_to(ROOT)) for f in ("scenarios", "experiments") for p in (ROOT / f).rglob("*.yaml")]
    end = _mentas("validate", *files)
    assert (end.returncode, end.stderr) == (0, "")


def test_params_shows_value_unit_range_evidence_and_source():
    out = _mentas("params", "enterprise.wear").stdout
    for text in ("enterprise.wear", "Wear of capital in a month", "a chance or a rate per month"):
        assert text in out
    assert "Penyusutan modal sebulan" in _mentas("params", "enterprise.wear", "--lang", "id").stdout
    told = json.loads(_mentas("params", "enterprise.wear", "--json").stdout)["enterprise.wear"]
    assert {"title", "unit", "value", "range", "evidence", "source", "as_of", "note", "settles"} == set(told)
    assert told["range"][0] <= told["value"] <= told["range"][1]


def test_params_of_one_assumption_say_what_would_settle_it():
    assert "What would settle mindset.fading: The questions" in _mentas("params", "mindset.fading").stdout
    assert "Cara memastikan mindset.fading: " in _mentas("params", "mindset.fading", "--lang", "id").stdout
    assert "settle" not in _mentas("params", "enterprise.wear").stdout


def test_grades_of_the_numbers_add_up_by_file_and_by_role():
    told = json.loads(_mentas("params", "--grade", "--json").stdout)
    numbers = len(json.loads(_mentas("params", "--json").stdout))
    assert told["all"]["numbers"] == numbers
    for part in ("files", "roles"):
        assert sum(each["numbers"] for each in told[part]) == numbers
        assert all(sum(each["kinds"].values()) == each["numbers"] for each in told[part])
    table = _mentas("params", "mindset", "--grade").stdout
    assert "100%" in table and "5 parameters, 100% of them resting on assumption" in table


def test_params_of_a_programme_are_its_own_over_its_mechanism_s():
    told = json.loads(_mentas("params", "uep", "--json").stdout)
    assert told["uep.grant"]["value"] == 5_000_000
    assert "uep.delay_months" in told and all(number["source"] for number in told.values())


def test_params_names_the_nearest():
    assert "did you mean enterprise" in _mentas("params", "entreprise").stderr


def test_init_copies_what_is_shipped_and_no_more_than_once(tmp_path):
    end = _mentas("init", tmp_path / "mine")
    assert end.returncode == 0
    copied = {str(p.relative_to(tmp_path / "mine")) for p in (tmp_path / "mine").rglob("*") if p.is_file()}
    assert {"scenarios/toy/village.yaml", "experiments/compare/village.yaml"} <= copied
    assert (tmp_path / "mine" / TOY).read_bytes() == (ROOT / TOY).read_bytes()
    again = _mentas("init", tmp_path / "mine")
    assert (again.returncode, again.stdout) == (5, "")
    assert _mentas("validate", "experiments/compare/village.yaml", cwd=tmp_path / "mine").returncode == 0


def test_every_page_that_init_copies_leads_to_files_that_are_there(tmp_path):
    _mentas("init", tmp_path / "mine")
    pages = list((tmp_path / "mine").rglob("*.md"))
    links = [(page, link) for page in pages for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8"))]
    assert tmp_path / "mine" / "docs" / "own_data.md" in pages and links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_shipped_files_are_found_from_anywhere(tmp_path):
    assert _mentas("validate", TOY, cwd=tmp_path).returncode == 0
    assert _mentas("validate", "scenarios/../pyproject.toml", cwd=tmp_path).returncode == 3


def test_a_language_that_is_not_spoken_is_usage():
    assert _mentas("params", "--lang", "nl").returncode == 2


def test_colour_is_left_out_on_request():
    out = _mentas("params", "enterprise.wear", NO_COLOR="1", FORCE_COLOR="1").stdout
    assert "\x1b[3" not in out


def test_validate_reads_the_planner_s_own_file_too_and_says_what_is_drawn(tmp_path):
    end = _mentas("validate", "scenarios/kaltim/own_data.yaml")
    assert (end.returncode, end.stderr) == (0, "")
    assert "673 rows for 957,056 households" in end.stdout
    assert "drawn by the model, not in the file: savings" in end.stdout
    assert _mentas("init", tmp_path / "mine").returncode == 0
    path = tmp_path / "mine" / "scenarios" / "kaltim" / "data" / "synthetic_extract.csv"
    path.write_text(path.read_text().replace("Paser", "Pasir"))
    end = _mentas("validate", "scenarios/kaltim/own_data.yaml", cwd=tmp_path / "mine")
    assert end.returncode == 3
    assert "synthetic_extract.csv:2:2: regency: 'Pasir' is not known" in end.stderr
    assert "did you mean paser?" in end.stderr


def test_reading_a_planner_s_own_file_imports_nothing_slow():
    test_what_is_slow_to_import_is_not_imported(["validate", "scenarios/kaltim/own_data.yaml"], SLOW)
