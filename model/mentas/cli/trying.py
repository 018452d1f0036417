"""`mentas run` of trials: one, a list of them, or a folder: replayed, kept, drawn and told."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, failing, progress, screen, setting
from mentas.cli.amounts import count
from mentas.cli.exits import Exit, UsageError
from mentas.language import N_, _, current
from mentas.studies.ensemble import sets
from mentas.studies.trial import design

if TYPE_CHECKING:
    from mentas.cli.settings import Settings

PREFIX = "parameters."

NAMELESS = "trials"
"""What a folder without a name of its own is called, such as `.`."""


def is_trials(path: Path) -> bool:
    """Whether it is a trial, a list of trials, or a folder.

    Raises:
        Refusal: it cannot be read at all.
    """
    return design.is_trials(path)


def run(path: Path, settings: Settings) -> Exit:
    """Replay what the file or folder holds."""
    for name in ("years", "scale"):
        if getattr(settings, name) is not None:
            sentence = N_("--{option}: how long and how large a trial is stands in its own file")
            raise UsageError(_(sentence, option=name))
    changed = _parameters(settings)
    trials = design.load_trials(path)
    beside = design.patterns_beside(path)
    name = (path.resolve().name or NAMELESS) if path.is_dir() else path.stem
    ensemble = sets.load() if settings.uncertainty == "ensemble" else None
    cold.tell(quiet=settings.quiet)
    from mentas.studies.trial.run import run_trials

    with progress.shown(name, unit="replicates", quiet=settings.quiet) as tell:
        done = run_trials(
            trials, name=name, out=settings.out, seed=settings.seed, replicates=settings.replicates,
            parameters=changed, ensemble=ensemble, workers=settings.workers, progress=tell,
            command=["mentas", *sys.argv[1:]],
        )  # fmt: skip
    failing.each_of(done.failures)
    if done.failures:
        sentence = N_("{failed} of {replicates} replicates failed; all are in manifest.json")
        words = _(sentence, failed=count(len(done.failures)), replicates=count(done.replicates))
        print(f"mentas: {words}", file=sys.stderr)
    _tell(done, settings)
    ends = [Exit.SOME_FAILED if done.failures else Exit.OK]
    ends += [_patterns(study, done.folder, changed, settings) for study in beside]
    return max(ends)


def _patterns(study: Path, folder: Path, changed: Mapping[str, float], settings: Settings) -> Exit:
    """A study of patterns beside the trials, with its own number of worlds, in a folder below theirs."""
    from mentas.cli import running

    own = replace(
        settings, replicates=None, uncertainty=None, out=folder / study.stem,
        set=[f"{PREFIX}{name}={value!r}" for name, value in changed.items()],
    )  # fmt: skip
    return running.run_patterns(study, own)


def _tell(done: Any, settings: Settings) -> None:
    """Forest plots into the folder, tables onto stdout."""
    from mentas.report import forest, trial_table

    if not settings.quiet:
        print(_("drawing figures"), file=sys.stderr)
    homes = done.homes
    for home in homes:
        forest.draw(home, current())
    if settings.json:
        print(trial_table.as_json(homes))
        return
    console = screen.console()
    for home in homes:
        trial_table.show(home, console, current())
    if len(homes) > 1:
        trial_table.show_all(done.folder, console, current())
    print(done.folder)


def _parameters(settings: Settings) -> Mapping[str, float]:
    """Changed parameters by dotted name, as `--set` gives them with or without `parameters.` before.

    Raises:
        UsageError: a value is no number.
        Refusal: there is no such parameter, or the value lies outside its range.
    """
    from mentas import parameters

    found: dict[str, float] = {}
    for text in settings.set or ():
        key, value = setting.change(text)
        name = key.removeprefix(PREFIX)
        try:
            found[name] = float(str(value).replace("_", ""))
        except ValueError:
            sentence = N_("--set {key} takes a number: of a trial only parameters can be changed")
            raise UsageError(_(sentence, key=key)) from None
    parameters.values(found)
    return found
