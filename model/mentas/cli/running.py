"""`mentas run` and `mentas compare`: one world shown, or a study run, kept, drawn and told."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, failing, progress, screen, setting, trying
from mentas.cli.amounts import count, short
from mentas.cli.exits import Exit, UsageError
from mentas.cli.settings import Planned, Settings
from mentas.language import N_, _, current
from mentas.studies import design
from mentas.studies.calibrate import plan
from mentas.studies.names_of_tables import ERRORS
from mentas.studies.patterns import design as patterns

if TYPE_CHECKING:
    from mentas.studies.rounds import Reached

ALL = "all"


def run_file(path: Path, settings: Settings) -> Exit:
    """Run whatever the file is."""
    if trying.is_trials(path):
        settings.check_no_study(_("trials"))
        return trying.run(path, settings)
    if plan.is_calibration(path):
        from mentas.cli import calibrating

        settings.check_no_study(_("a calibration"))
        return calibrating.run(path, settings)
    if patterns.is_patterns(path):
        settings.check_no_study(_("patterns"))
        return run_patterns(path, settings)
    if design.is_study(path):
        with setting.blamed(settings.changes, settings.flags):
            study = design.load_study(path, changes=settings.changes)
        return _study(study, settings)
    if settings.uncertainty == "ensemble" and (settings.replicates or 1) == 1:
        raise UsageError(_("--uncertainty ensemble needs --replicates: one world has no interval"))
    if settings.out is None and (settings.replicates or 1) == 1 and settings.target_halfwidth is None:
        settings.check_no_study(_("one world; say --replicates"))
        return _world(path, settings)
    with setting.blamed(settings.changes, settings.flags):
        study = design.study_of([path], changes=settings.changes)
    return _study(study, settings)


def compare_files(paths: Sequence[Path], baseline: str | None, settings: Settings) -> Exit:
    """Compare scenarios."""
    studies = [path for path in paths if design.is_study(path)]
    if studies:
        sentence = N_("{file} is a study; `mentas run` runs it, and `mentas compare` takes scenarios")
        raise UsageError(_(sentence, file=studies[0]))
    with setting.blamed(settings.changes, settings.flags):
        study = design.study_of(paths, changes=settings.changes)
    return _study(design.with_settings(study, baseline=baseline), settings)


def _world(path: Path, settings: Settings) -> Exit:
    """One world of one scenario, by year."""
    from mentas.cli import world_table
    from mentas.scenario import load_scenario

    scenario = load_scenario(path)
    if settings.changes:
        with setting.blamed(settings.changes, settings.flags):
            scenario = scenario.with_changes(settings.changes)
    cold.tell(quiet=settings.quiet)
    from mentas.studies.one import run

    with progress.shown(scenario.name, unit="months", quiet=settings.quiet) as tell:
        tell(0, scenario.months, 0)
        result = run(
            scenario,
            seed=1 if settings.seed is None else settings.seed,
            strict=settings.strict,
            progress=lambda done, total: tell(done, total, 0),
        )
    if settings.json:
        print(json.dumps(world_table.as_json(result), ensure_ascii=False, allow_nan=False))
    else:
        world_table.show(result)
    return Exit.OK


def _study(study: design.Study, settings: Settings) -> Exit:
    """A study: run what is missing, write its folder, draw it, tell it."""
    from mentas.studies import batch

    study = settled(study, settings)
    cold.tell(quiet=settings.quiet)
    with progress.shown(study.name, unit="runs", quiet=settings.quiet) as tell:
        done = batch.run(
            study,
            out=settings.out,
            engine=settings.engine.engine(),
            strict=settings.strict,
            retry_failed=settings.retry_failed,
            fail_fast=settings.fail_fast,
            limits=settings.limits,
            progress=tell,
            command=["mentas", *sys.argv[1:]],
        )
    failing.tell(done.failures, done.runs, done.folder / ERRORS)
    if done.reached is not None:
        print(f"mentas: {_reached(done.reached, settings)}", file=sys.stderr)
    if len(done.summary) or (study.kind != "compare" and len(done.failures) < done.runs):
        _tell(done, study, settings)
    return Exit.SOME_FAILED if done.failures else Exit.OK


def settled(study: design.Study, settings: Planned) -> design.Study:
    """A study as the command line has it."""
    return design.with_settings(
        study, seed=settings.seed, replicates=settings.replicates, uncertainty=settings.uncertainty
    )


def _reached(reached: Reached, settings: Settings) -> str:
    """How many replicates there are, and why no more."""
    done = count(reached.done)
    if reached.because == "time" and reached.asked is None:
        sentence = N_("{done} replicates fit in {time}; the same command goes on from there")
        return _(sentence, done=done, time=settings.max_time)
    if reached.because == "time":
        sentence = N_("{done} of {asked} replicates fit in {time}; the same command goes on from there")
        return _(sentence, done=done, asked=count(reached.asked or 0), time=settings.max_time)
    if reached.because == "unknown":
        return _("{done} replicates, and no run tells the first outcome; its interval cannot be known", done=done)
    if reached.halfwidth:
        sentence = N_("{done} replicates, with which the first outcome is known to +/- {width}")
        return _(sentence, done=done, width=short(reached.halfwidth))
    return _("{done} replicates", done=done)


def run_patterns(path: Path, settings: Settings) -> Exit:
    """A study of patterns: live what is missing, judge it, draw it, tell it."""
    if settings.years is not None:
        raise UsageError(_("--years: the months of its patterns say how long a study of patterns runs"))
    with setting.blamed(settings.changes, settings.flags):
        wanted = patterns.load_patterns(path, changes=settings.changes)
    wanted = wanted.with_settings(seed=settings.seed, replicates=settings.replicates)
    cold.tell(quiet=settings.quiet)
    from mentas.studies.patterns import running

    with progress.shown(wanted.study.name, unit="worlds", quiet=settings.quiet) as tell:
        done = running.run(
            wanted, out=settings.out, workers=settings.workers, strict=settings.strict, progress=tell,
            command=["mentas", *sys.argv[1:]],
        )  # fmt: skip
    failing.each_of(done.failures)
    from mentas.report import patterns as report

    report.draw(done.folder)
    if settings.json:
        print((done.folder / running.JSON).read_text(encoding="utf-8"), end="")
    else:
        report.show(done.folder, screen.console(), current())
        print(done.folder)
    return Exit.SOME_FAILED if done.failures else Exit.OK


def _tell(done: Any, study: design.Study, settings: Settings) -> None:
    """Figures into the folder, findings onto stdout."""
    from mentas.report import of_kind

    if not settings.quiet:
        print(_("drawing figures"), file=sys.stderr)
    of_kind.draw(done.folder, study.kind)
    if settings.json:
        print(json.dumps(_study_json(done, study), ensure_ascii=False, allow_nan=False))
        return
    of_kind.show(done.folder, study.kind, screen.console(), current())
    print(done.folder)
    if not settings.quiet:
        report = shlex.join(["mentas", "report", str(done.folder)])
        print(_("As a page to read and send: {command}", command=report), file=sys.stderr)


def _study_json(done: Any, study: design.Study) -> dict[str, Any]:
    """The study in short: where it is, how many runs, and its outcomes for the whole region, all years."""
    if study.kind != "compare":
        return _counts(done, study)
    wanted = study.outcomes or tuple(dict.fromkeys(done.summary["measure"]))
    frame = done.summary[(done.summary["group_kind"] == ALL) & done.summary["measure"].isin(wanted)]
    return _counts(done, study) | {"summary": screen.records(frame.drop(columns=["group", "group_kind"]))}


def _counts(done: Any, study: design.Study) -> dict[str, Any]:
    """Where a study is, and how many runs it has."""
    return {
        "study": study.name,
        "kind": study.kind,
        "folder": str(done.folder),
        "runs": done.runs,
        "reused": done.reused,
        "failed": len(done.failures),
        "baseline": study.baseline,
    }
