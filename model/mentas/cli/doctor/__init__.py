"""`mentas doctor`: whether mentas can work on this machine, and what to do where it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from mentas.cli import options as opt
from mentas.cli.doctor.finding import WORDS, Finding, State
from mentas.cli.exits import Exit, guarded
from mentas.language import _

WIDTH = 14
"""Letters that a state is given."""


@guarded
def command(
    quick: Annotated[bool, typer.Option("--quick", help=_("Without shipped files and without a run."))] = False,
    as_json: opt.Json = False,
) -> Any:
    """Look at everything, and say it as it is found."""
    found = []
    for check in checks(quick=quick):
        for finding in check():
            found.append(finding)
            if not as_json:
                for line in lines(finding):
                    print(line, flush=True)
    worst = State.problem if any(each.state is State.problem for each in found) else State.ok
    if as_json:
        print(json.dumps({"ok": worst is State.ok, "found": [asdict(each) for each in found]}, ensure_ascii=False))
    else:
        print(_summary(found))
    return Exit.OK if worst is State.ok else Exit.UNEXPECTED


def checks(*, quick: bool) -> list[Callable[[], Iterator[Finding]]]:
    """Everything that is looked at, the quick first."""
    from mentas.cli.doctor import machine, model, reader, software

    first = [software.mentas, software.python, software.packages, software.optional, machine.cores, machine.memory,
             machine.disk, machine.locks, reader.terminal, reader.language, reader.clock, model.compiled]  # fmt: skip
    return first if quick else [*first, model.files, model.village]


def lines(finding: Finding) -> Iterator[str]:
    """What is said of a finding: how it is, and what to do."""
    yield f"{_(WORDS[finding.state]):<{WIDTH}}{finding.what}: {finding.found}"
    if finding.to_do:
        yield f"{'':<{WIDTH}}{finding.to_do}"


def _summary(found: list[Finding]) -> str:
    problems, warnings = (sum(each.state is state for each in found) for state in (State.problem, State.warning))
    if problems:
        return _("{problems} problem(s), {warnings} warning(s)", problems=problems, warnings=warnings)
    return _("All is well, with {warnings} warning(s).", warnings=warnings) if warnings else _("All is well.")
