"""`mentas run` and `mentas compare`: one world shown, or a study run, kept, drawn and told."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, engines, failing, progress, screen, setting, trying
from mentas.cli.exits import Exit, UsageError
from mentas.cli.options import Lang
from mentas.studies import design, limits
from mentas.studies.calibrate import plan
from mentas.studies.limits import Limits
from mentas.studies.names_of_tables import ERRORS
from mentas.studies.patterns import design as patterns

if TYPE_CHECKING:
    from mentas.studies.rounds import Reached

ALL = "all"


"""The file of a study's folder that holds the runs that failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line says besides the files; None leaves it to the file."""

    seed: int | None = None
    replicates: int | None = None
    years: int | None = None
    scale: float | None = None
    set: tuple[str, ...] = ()
    workers: int | None = None
    out: Path | None = None
    json: bool = False
    quiet: bool = False
    strict: bool = False
    uncertainty: str | None = None
    lang: Lang = Lang.en
    max_time: str | None = None
    target_halfwidth: float | None = None
    fail_fast: bool = False
    retry_failed: bool = False
    engine: engines.Wanted = engines.Wanted()

    @property
    def flags(self) -> dict[str, Any]:
        """Changes that have an option of their own."""
        return {name: value for name in ("years", "scale") if (value := getattr(self, name)) is not None}

    @property
    def changes(self) -> dict[str, Any]:
        """Changes to every scenario, as `Scenario.with_changes` takes them."""
        return dict(setting.change(text) for text in self.set) | self.flags

    @property
    def limits(self) -> Limits:
        """What decides how many replicates there are."""
        seconds = None if self.max_time is None else limits.duration(self.max_time)
        return Limits(seconds=seconds, halfwidth=self.target_halfwidth, most=self.replicates)

    def check_no_study(self, what: str) -> None:
        """Refuse options of studies.

        Raises:
            UsageError: there is one; it is named.
        """
        flags = ("max_time", "target_halfwidth", "fail_fast", "retry_failed")
        given = [f"--{name.replace('_', '-')}" for name in flags if getattr(self, name)]
        for option in (*given, *self.engine.options):
            raise UsageError(f"{option} is for studies over scenarios, not for {what}")


def run_file(path: Path, settings: Settings) -> Exit:
    """Run whatever the file is."""
    if trying.is_trials(path):
        settings.check_no_study("trials")
        return trying.run(path, settings)
    if plan.is_calibration(path):
        from mentas.cli import calibrating

        settings.check_no_study("a calibration")
        return calibrating.run(path, settings)
    if patterns.is_patterns(path):
        settings.check_no_study("patterns")
        return run_patterns(path, settings)
    if design.is_study(path):
        with setting.blamed(settings.changes, settings.flags):
            study = design.load_study(path, changes=settings.changes)
        return _study(study, settings)
    if settings.uncertainty == "ensemble" and (settings.replicates or 1) == 1:
        raise UsageError("--uncertainty ensemble needs --replicates: one world has no interval")
    if settings.out is None and (settings.replicates or 1) == 1 and settings.target_halfwidth is None:
        settings.check_no_study("one world; say --replicates")
        return _world(path, settings)
    with setting.blamed(settings.changes, settings.flags):
        study = design.study_of([path], changes=settings.changes)
    return _study(study, settings)


def compare_files(paths: Sequence[Path], baseline: str | None, settings: Settings) -> Exit:
    """Compare scenarios."""
    studies = [path for path in paths if design.is_study(path)]
    if studies:
        raise UsageError(f"{studies[0]} is a study; `mentas run` runs it, and `mentas compare` takes scenarios")
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
        world_table.show(result, lang=settings.lang)
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


def settled(study: design.Study, settings: Settings) -> design.Study:
    """A study as the command line has it."""
    return design.with_settings(
        study, seed=settings.seed, replicates=settings.replicates, uncertainty=settings.uncertainty
    )


def _reached(reached: Reached, settings: Settings) -> str:
    """How many replicates there are, and why no more."""
    width = f", with which the first outcome is known to +/- {reached.halfwidth:.3g}" if reached.halfwidth else ""
    if reached.because == "time":
        asked = "" if reached.asked is None else f" of {reached.asked}"
        return f"{reached.done}{asked} replicates fit in {settings.max_time}; the same command goes on from there"
    if reached.because == "unknown":
        return f"{reached.done} replicates, and no run tells the first outcome; its interval cannot be known"
    return f"{reached.done} replicates{width}"


def run_patterns(path: Path, settings: Settings) -> Exit:
    """A study of patterns: live what is missing, judge it, draw it, tell it."""
    if settings.years is not None:
        raise UsageError("--years: the months of its patterns say how long a study of patterns runs")
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
    for failure in done.failures[:5]:
        print(f"failed: {failure.scenario}, replicate {failure.replicate}: {failure.error}", file=sys.stderr)
    from mentas.report import patterns as report

    report.draw(done.folder)
    if settings.json:
        print((done.folder / running.JSON).read_text(encoding="utf-8"), end="")
    else:
        report.show(done.folder, screen.console(), settings.lang.value)
        print(done.folder)
    return Exit.SOME_FAILED if done.failures else Exit.OK


def _tell(done: Any, study: design.Study, settings: Settings) -> None:
    """Figures into the folder, findings onto stdout."""
    from mentas.report import of_kind

    if not settings.quiet:
        print("drawing figures", file=sys.stderr)
    of_kind.draw(done.folder, study.kind)
    if settings.json:
        print(json.dumps(_study_json(done, study), ensure_ascii=False, allow_nan=False))
        return
    of_kind.show(done.folder, study.kind, screen.console(), settings.lang.value)
    print(done.folder)


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
