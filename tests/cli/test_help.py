"""Pages of help begin with lines to copy, and group their options by what they are about."""

from __future__ import annotations

import dataclasses
import inspect
import shlex

import pytest
import typer

from cli.calling import mentas, python
from mentas.cli import examples
from mentas.cli import options as opt
from mentas.cli.app import app
from mentas.cli.exits import guarded
from mentas.cli.settings import Planned, Settings, taking

GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_shows_three_examples_before_its_options(command):
    out = mentas(*([command] if command else []), "--help").stdout
    shown = examples.of(command)
    assert len(shown) >= 3
    for comment, line in shown:
        assert f"  # {comment}\n  {line}\n" in out
        assert out.index(line) < out.index("Options:")
    assert all(comment != line for comment, line in shown)


@pytest.mark.parametrize(
    "line", [line for name in ("", *COMMANDS) for _, line in examples.of(name) if line.startswith("mentas ")]
)
def test_every_example_is_a_command_that_parses(line):
    words = shlex.split(line.split(" >")[0])[1:]
    name, sub, rest = GROUP.resolve_command(GROUP.make_context("mentas", list(words)), words)
    sub.make_context(name, list(rest))


def test_options_stand_under_headings():
    out = mentas("run", "--help").stdout
    places = [out.index(f"\n{heading}:\n") for heading in ("Arguments", opt.WHAT, opt.WORKERS, opt.SAID, "Options")]
    assert places == sorted(places)
    assert out.index(f"\n{opt.WORKERS}:") < out.index("--scheduler") < out.index(f"\n{opt.SAID}:") < out.index("--json")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_of_help_imports_nothing_that_takes_time(command):
    words = [command, "--help"] if command else ["--help"]
    slow = ("numpy", "yaml", "pandas", "numba", "matplotlib", "scipy", "mesa", "jinja2", "docx", "xlsxwriter", "rich",
            "pyarrow", "packaging")  # fmt: skip
    code = (
        f"import sys\nsys.argv = ['mentas', *{words!r}]\nfrom mentas.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"found = [name for name in {slow!r} if name in sys.modules]\nsys.exit(str(found) if found else 0)\n"
    )
    end = python(code, MENTAS_LANG="id")
    assert end.returncode == 0, end.stderr


def test_settings_are_spread_into_options_and_gathered_again():
    @taking
    def command(file: str, settings: Planned) -> Planned:
        return settings

    names = list(inspect.signature(command).parameters)
    assert names == ["file", *(each.name for each in dataclasses.fields(Planned))]
    assert command("x", seed=3, json=True) == Planned(seed=3, json=True)


def test_run_and_compare_take_the_same_settings_and_plan_takes_those_that_it_can():
    def options(name):
        return {each for param in GROUP.commands[name].params for each in param.opts}

    assert options("compare") - options("run") == {"--baseline", "files"}
    assert {"--strict", "--engine", "--fail-fast", "--retry-failed"} <= options("run") - options("plan")
    assert options("plan") - options("run") == {"--no-timing"}
    assert Settings(scheduler="tls://a:1").engine.scheduler == "tls://a:1"


def test_a_command_gets_the_options_of_all_commands_unless_it_names_them():
    seen = {}

    @guarded
    def of_its_own(*, lang=None):
        seen["lang"] = lang

    assert list(inspect.signature(of_its_own).parameters) == ["lang", "debug"]
    with pytest.raises(SystemExit, match="0"):
        of_its_own(lang="both", debug=False)
    assert seen == {"lang": "both"}
