"""What is typed wrong on the command line is named as it was typed, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.leaving import check_left_in_peace
from mentas.cli.app import app

ROOT = Path(__file__).parents[2]
TOY = "scenarios/toy/village.yaml"


def ended(words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Exit code and stderr of a command in this process, from the root of the shipped files."""
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as end:
        app(words, prog_name="mentas")
    out, err = capsys.readouterr()
    assert out == ""
    return int(str(end.value.code)), err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "yeers=3"], "--set yeers: yeers: is not known here; did you mean years? Allowed: title, "),
        (["--set", "years=99"], "--set years: years: 99 is out of range; allowed: 1 to 50\n"),
        (["--set", "years="], "--set years: is empty\n"),
        (["--set", "years=[3"], "--set years: is not YAML: did not find expected ',' or ']'\n"),
        (["--set", "growth=NaN"], "--set growth: growth: must be a number, not 'NaN'\n"),
        (["--set", "enterprise.wear=0.01"], "did you mean parameters.enterprise.wear? Allowed: "),
        (["--set", "enterprise.waer=0.01"], "did you mean parameters.enterprise.wear? Allowed: "),
        (["--set", "uep.grant=5"], "--set uep.grant: uep.grant: is not known here; did you mean programmes.uep.grant?"),
        (["--set", "programmes.uep.grnt=5"], "programmes.uep.grnt: is not known here; did you mean grant? Allowed: "),
        (["--set", "parameters.enterprise.wear=9"], "parameters.enterprise.wear: 9 lies outside the plausible range"),
        (["--set", "programmes..grant=5"], "is not a dotted path"),
        (["--set", "extends=a.yaml"], "--set extends: extends: cannot be changed once a file is read\n"),
        (["--set", "title.id="], "--set title.id: is empty\n"),
    ],
)
@pytest.mark.parametrize("file", [TOY, "experiments/compare/village.yaml"])
def test_a_change_is_blamed_on_the_option_that_asked_for_it(
    file: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, err = ended(["run", file, *options], capsys, monkeypatch)
    assert code == 3
    assert said in err and err.startswith("--set") and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "options", [["--scale", "0"], ["--scale", "1.01"], ["--scale", "nan"], ["--years", "0"], ["--set", "years"]]
)
def test_an_option_that_no_file_is_needed_to_refuse_is_usage(
    options: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, err = ended(["run", TOY, *options], capsys, monkeypatch)
    assert code == 2 and err and "Traceback" not in err


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("scenarios/toy/vilage.yaml", "scenarios/toy/village.yaml"),
        ("scenrios/toy/village.yaml", "scenarios/toy/village.yaml"),
        ("scenarios/toy/village", "scenarios/toy/village.yaml"),
        ("village_grant", "scenarios/toy/village_grants.yaml"),
        ("./scenarios/kaltim/mixd.yaml", "scenarios/kaltim/mixed.yaml"),
    ],
)
def test_a_path_that_is_not_there_is_answered_with_the_nearest(
    typed: str, near: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("validate", "run", "compare"):
        code, err = ended([command, typed], capsys, monkeypatch)
        assert code == 3
        assert err == f"{Path(typed)}: there is no such file; did you mean {near}?\n"


def test_validate_reads_the_other_files_when_one_is_not_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit, match="3"):
        app(["validate", "scenarios/toy/vilage.yaml", TOY], prog_name="mentas")
    assert capsys.readouterr().out == f"{TOY}: ok, scenario\n"


def test_a_table_whose_reader_leaves_is_no_error() -> None:
    check_left_in_peace("-m", "mentas", "params")


@pytest.mark.parametrize("kind", ["scenario", "study", "trial"])
def test_the_schema_is_printed_or_written(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="0"):
        app(["schema", kind], prog_name="mentas")
    printed = capsys.readouterr().out
    with pytest.raises(SystemExit, match="0"):
        app(["schema", kind, "--out", str(tmp_path / "s.json")], prog_name="mentas")
    assert (tmp_path / "s.json").read_text() == printed
    assert printed.startswith('{\n "$schema"')
