"""`mentas plan`: what a study takes and gives, in a few lines."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, running, setting
from mentas.cli.exits import Exit, UsageError
from mentas.cli.progress import duration
from mentas.studies import design
from mentas.studies.calibrate import plan as calibrate
from mentas.studies.patterns import design as patterns
from mentas.studies.planning.plan import plan

if TYPE_CHECKING:
    from mentas.cli.running import Settings
    from mentas.studies.planning.told import Choice, Plan

MOST_CHANGES = 12

UNITS = ("B", "kB", "MB", "GB", "TB")

OF_PLAN = ("--no-timing",)
"""Options of this command that running the study does not take."""


def show(path: Path, settings: Settings, *, timing: bool) -> Exit:
    """Plan and print."""
    study = running.settled(_study(path, settings), settings)
    if timing:
        cold.tell(quiet=settings.quiet)
        if not settings.quiet:
            print("mentas: a few runs are done to know what they take, half a minute or so", file=sys.stderr)
    found = plan(
        study, engine=settings.engine.engine(), out=settings.out, limits=settings.limits, timing=timing,
        command=command(),
    )  # fmt: skip
    if settings.json:
        print(json.dumps(as_json(found), ensure_ascii=False, allow_nan=False))
    else:
        for line in lines(found, settings):
            print(line)
    return Exit.OK


def command() -> list[str]:
    """The command that runs the study: this one with `run` in the place of `plan`."""
    words = ["run" if place == 1 else word for place, word in enumerate(sys.argv)]
    return ["mentas", *(word for word in words[1:] if word not in OF_PLAN)]


def _study(path: Path, settings: Settings) -> design.Study:
    """The study of a file; a scenario alone is one too."""
    from mentas.cli.trying import is_trials

    if is_trials(path) or calibrate.is_calibration(path) or patterns.is_patterns(path):
        raise UsageError(f"{path} is no study over scenarios, and only these are planned")
    with setting.blamed(settings.changes, settings.flags):
        if design.is_study(path):
            return design.load_study(path, changes=settings.changes)
        return design.study_of([path], changes=settings.changes)


def lines(found: Plan, settings: Settings) -> Iterator[str]:
    """What is said."""
    yield from _runs(found)
    yield from _standing(found)
    if found.measured is None:
        if found.standing.holder is not None:
            yield f"in use by {found.standing.holder}; nothing is timed. How far it is: mentas status {found.folder}"
        return
    yield from _needs(found)
    yield from _precision(found, settings)
    if found.fits is not None:
        yield f"--max-time {settings.max_time}: {found.fits} replicates fit"
    if found.needed is not None:
        yield f"--target-halfwidth {settings.target_halfwidth:g}: about {found.needed:,} replicates"
    yield f"run it: {shlex.join(command())}"


def _runs(found: Plan) -> Iterator[str]:
    counted = found.count
    most = "" if counted.exact else "at most "
    points = f" x {counted.points:,} points" if found.study.design is not None else ""
    shared = f", where {counted.shared:,} are shared" if counted.shared else ""
    yield (
        f"{found.study.name} ({found.study.kind}): {counted.scenarios} scenarios{points} x {counted.replicates:,} "
        f"replicates = {most}{counted.runs:,} runs{shared}"
    )


def _standing(found: Plan) -> Iterator[str]:
    stands, folder = found.standing, found.folder
    if found.done is None:
        yield f"{folder} holds {stands.done:,} runs; how many are of use needs a plan with timing"
    elif not found.done:
        yield f"none is done; {folder} will hold them"
    else:
        yield f"{found.done:,} are done in {folder}; {found.left:,} are left"
    if stands.changes:
        yield "changed since the folder was written:"
        for change in stands.changes[:MOST_CHANGES]:
            yield f"  {change}"
        if len(stands.changes) > MOST_CHANGES:
            yield f"  and {len(stands.changes) - MOST_CHANGES} more"
        if stands.useless and stands.done:
            yield f"  so that the {stands.done:,} runs there are of another study, and are not used"


def _needs(found: Plan) -> Iterator[str]:
    seen, time = found.measured, found.time
    assert seen is not None and time is not None and found.memory is not None and found.disk is not None
    kept = "kept as the study's first" if seen.kept else "not kept, as the folder holds tables of an older version"
    failed = f", {seen.failed} failed" if seen.failed else ""
    yield f"timed: {seen.runs} runs of {_seconds(seen.seconds_a_run)} each, {kept}{failed}"
    if seen.died:
        yield f"warning: {seen.died} worker(s) died; is there enough memory?"
    yield (
        f"time left: about {duration(time.p50)}, nine times in ten under {duration(time.p90)}; "
        f"{found.workers} worker(s)"
    )  # fmt: skip
    yield f"memory: {_bytes(found.memory)}{_of_free(found.memory, found.free_memory)}"
    yield f"disk: {_bytes(found.disk)} more{_of_free(found.disk, found.free_disk)}"


def _of_free(wanted: int, free: int | None) -> str:
    if free is None:
        return ""
    warning = "; warning: it does not fit" if wanted > free else ""
    return f" of {_bytes(free)} free{warning}"


def _precision(found: Plan, settings: Settings) -> Iterator[str]:
    """What replicates buy."""
    study = found.study
    against = "" if study.baseline is None else f", difference to {study.baseline}"
    what = f"{found.outcome}{against}"
    if found.doubt is not None:
        doubt = found.doubt
        yield f"{what}, 95 per cent, from {doubt.replicates} replicates so far:"
        yield f"  the effect in another model lies within ±{_size(found, doubt.effect, settings)} of the mean"
        if doubt.least == doubt.least:
            least = _size(found, doubt.least, settings)
            yield f"  however many replicates there are, ±{least} of it stays: doubt about parameters and structure"
        yield "  what replicates buy is the mean over models:"
    elif found.spread is not None:
        low, high = found.spread.within
        yield (
            f"{what}, 95 per cent; told from {found.spread.replicates} replicates, the true widths are likely "
            f"{low:.1f} to {high:.1f} times these:"
        )
    else:
        yield f"{what}: how well replicates will tell it cannot be known yet; fewer than 3 have been run"
        return
    for choice in found.choices:
        yield f"  {_choice(found, choice, settings)}"


def _choice(found: Plan, choice: Choice, settings: Settings) -> str:
    several = found.spread is not None and found.spread.cells > 1
    worst = f", worst ±{_size(found, choice.worst, settings)}" if several else ""
    time = "" if choice.seconds is None else f", {duration(choice.seconds)}" if choice.seconds else ", done"
    return f"{choice.replicates:,} replicates: ±{_size(found, choice.typical, settings)}{worst}{time}"


def _size(found: Plan, width: float, settings: Settings) -> str:
    from mentas.measures.names import MEASURES
    from mentas.report import numbers

    return numbers.gap(width, MEASURES[found.outcome.measure].unit, settings.lang.value)


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60.0 else duration(seconds)


def _bytes(size: float) -> str:
    for unit in UNITS:
        if size < 1000.0 or unit == UNITS[-1]:
            break
        size /= 1000.0
    return f"{size:.1f} {unit}" if size < 10.0 and unit != "B" else f"{size:.0f} {unit}"


def as_json(found: Plan) -> dict[str, Any]:
    """The plan as JSON types."""
    from dataclasses import asdict

    stands, spread = found.standing, found.spread
    return {
        "study": found.study.name,
        "kind": found.study.kind,
        "folder": str(found.folder),
        **asdict(found.count),
        "done": found.done,
        "left": found.left,
        "in_folder": stands.done,
        "in_use_by": stands.holder,
        "changes": [{"field": each.field, "old": each.old, "new": each.new} for each in stands.changes],
        "workers": found.workers,
        "measured": None if found.measured is None else asdict(found.measured),
        "seconds_left": None if found.time is None else asdict(found.time),
        "memory": found.memory,
        "free_memory": found.free_memory,
        "disk": found.disk,
        "free_disk": found.free_disk,
        "outcome": str(found.outcome),
        "spread": None if spread is None else asdict(spread) | {"within": list(spread.within)},
        "doubt": None if found.doubt is None else asdict(found.doubt),
        "choices": [asdict(each) for each in found.choices],
        "fits": found.fits,
        "needed": found.needed,
    }
