"""`mentas plan`: what a study takes and gives, in a few lines."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, running, setting
from mentas.cli.amounts import count, decimal, duration, several, short, size
from mentas.cli.exits import Exit, UsageError
from mentas.language import N_, _, current, into
from mentas.studies import design
from mentas.studies.calibrate import plan as calibrate
from mentas.studies.patterns import design as patterns
from mentas.studies.planning.plan import plan

if TYPE_CHECKING:
    from mentas.cli.settings import Planned
    from mentas.studies.planning.told import Choice, Plan

MOST_CHANGES = 12

OF_PLAN = ("--no-timing",)
"""Options of this command that running the study does not take."""


def show(path: Path, settings: Planned, *, timing: bool) -> Exit:
    """Plan and print."""
    study = running.settled(_study(path, settings), settings)
    if timing:
        cold.tell(quiet=settings.quiet)
        if not settings.quiet:
            words = _("a few runs are done to know what they take, half a minute or so")
            print(f"mentas: {words}", file=sys.stderr)
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
    plan = next((place for place, word in enumerate(sys.argv) if word == "plan"), 1)
    words = ["run" if place == plan else word for place, word in enumerate(sys.argv)]
    return ["mentas", *(word for word in words[1:] if word not in OF_PLAN)]


def _study(path: Path, settings: Planned) -> design.Study:
    """The study of a file; a scenario alone is one too."""
    from mentas.cli.trying import is_trials

    if is_trials(path) or calibrate.is_calibration(path) or patterns.is_patterns(path):
        raise UsageError(_("{file} is no study over scenarios, and only these are planned", file=path))
    with setting.blamed(settings.changes, settings.flags):
        if design.is_study(path):
            return design.load_study(path, changes=settings.changes)
        return design.study_of([path], changes=settings.changes)


def lines(found: Plan, settings: Planned) -> Iterator[str]:
    """What is said."""
    yield _runs(found)
    yield from _standing(found)
    if found.measured is None:
        if found.standing.holder is not None:
            sentence = N_("in use by {holder}; nothing is timed. How far it is: mentas status {folder}")
            yield _(sentence, holder=found.standing.holder, folder=found.folder)
        return
    yield from _needs(found)
    yield from _precision(found)
    if found.fits is not None:
        yield _("--max-time {time}: {n} replicates fit", time=settings.max_time, n=count(found.fits))
    if found.needed is not None:
        width = short(settings.target_halfwidth or 0.0, 6)
        yield _("--target-halfwidth {width}: about {n} replicates", width=width, n=count(found.needed))
    yield _("run it: {command}", command=shlex.join(command()))


def _runs(found: Plan) -> str:
    counted = found.count
    factors = [
        several(counted.scenarios, N_("{n} scenario"), N_("{n} scenarios")),
        several(counted.replicates, N_("{n} replicate"), N_("{n} replicates")),
    ]
    if found.study.design is not None:
        factors.insert(1, several(counted.points, N_("{n} point"), N_("{n} points")))
    sentence = N_("{study} ({kind}): {factors} = {runs} runs")
    if not counted.exact:
        sentence = N_("{study} ({kind}): {factors} = at most {runs} runs")
    said = _(sentence, study=found.study.name, kind=found.study.kind, factors=" x ".join(factors),
             runs=count(counted.runs))  # fmt: skip
    return _("{runs}, where {n} are shared", runs=said, n=count(counted.shared)) if counted.shared else said


def _standing(found: Plan) -> Iterator[str]:
    stands, folder = found.standing, found.folder
    if found.done is None:
        sentence = N_("{folder} holds {n} runs; how many are of use needs a plan with timing")
        yield _(sentence, folder=folder, n=count(stands.done))
    elif not found.done:
        yield _("none is done; {folder} will hold them", folder=folder)
    else:
        sentence = N_("{done} are done in {folder}; {left} are left")
        yield _(sentence, done=count(found.done), folder=folder, left=count(found.left or 0))
    if stands.changes:
        yield _("changed since the folder was written:")
        for change in stands.changes[:MOST_CHANGES]:
            yield f"  {into(change.said(), current())}"
        if len(stands.changes) > MOST_CHANGES:
            yield f"  {_('and {n} more', n=count(len(stands.changes) - MOST_CHANGES))}"
        if stands.useless and stands.done:
            sentence = N_("so that the {n} runs there are of another study, and are not used")
            yield f"  {_(sentence, n=count(stands.done))}"


def _needs(found: Plan) -> Iterator[str]:
    seen, time = found.measured, found.time
    assert seen is not None and time is not None and found.memory is not None and found.disk is not None
    sentence = N_("timed: {n} runs of {time} each, kept as the study's first")
    if not seen.kept:
        sentence = N_("timed: {n} runs of {time} each, not kept, as the folder holds tables of an older version")
    said = [_(sentence, n=count(seen.runs), time=_seconds(seen.seconds_a_run))]
    yield ", ".join([*said, _("{n} failed", n=count(seen.failed))] if seen.failed else said)
    if seen.died:
        yield _("warning: {n} worker(s) died; is there enough memory?", n=count(seen.died))
    sentence = N_("time left: about {middle}, nine times in ten under {most}; {workers} worker(s)")
    yield _(sentence, middle=duration(time.p50), most=duration(time.p90), workers=count(found.workers))
    yield _of_free(found.memory, found.free_memory, N_("memory: {wanted}"), N_("memory: {wanted} of {free} free"))
    yield _of_free(found.disk, found.free_disk, N_("disk: {wanted} more"), N_("disk: {wanted} more of {free} free"))


def _of_free(wanted: int, free: int | None, alone: str, of: str) -> str:
    """What is wanted, by itself or of what is free."""
    if free is None:
        return _(alone, wanted=size(wanted))
    said = _(of, wanted=size(wanted), free=size(free))
    return f"{said}; {_('warning: it does not fit')}" if wanted > free else said


def _precision(found: Plan) -> Iterator[str]:
    """What replicates buy."""
    study = found.study
    what = str(found.outcome)
    if study.baseline is not None:
        what = _("{outcome}, difference to {baseline}", outcome=found.outcome, baseline=study.baseline)
    if found.doubt is not None:
        doubt = found.doubt
        yield _("{what}, 95 per cent, from {n} replicates so far:", what=what, n=count(doubt.replicates))
        effect = _size(found, doubt.effect)
        yield f"  {_('the effect in another model lies within ±{width} of the mean', width=effect)}"
        if doubt.least == doubt.least:
            sentence = N_(
                "however many replicates there are, ±{width} of it stays: doubt about parameters and structure"
            )
            yield f"  {_(sentence, width=_size(found, doubt.least))}"
        yield f"  {_('what replicates buy is the mean over models:')}"
    elif found.spread is not None:
        low, high = (decimal(each, 1) for each in found.spread.within)
        sentence = N_(
            "{what}, 95 per cent; told from {n} replicates, the true widths are likely {low} to {high} times these:"
        )
        yield _(sentence, what=what, n=count(found.spread.replicates), low=low, high=high)
    else:
        sentence = N_("{what}: how well replicates will tell it cannot be known yet; fewer than 3 have been run")
        yield _(sentence, what=what)
        return
    for choice in found.choices:
        yield f"  {_choice(found, choice)}"


def _choice(found: Plan, choice: Choice) -> str:
    """A number of replicates, what it buys and what it takes."""
    said = [_("{n} replicates: ±{width}", n=count(choice.replicates), width=_size(found, choice.typical))]
    if found.spread is not None and found.spread.cells > 1:
        said.append(_("worst ±{width}", width=_size(found, choice.worst)))
    if choice.seconds is not None:
        said.append(duration(choice.seconds) if choice.seconds else _("done"))
    return ", ".join(said)


def _size(found: Plan, width: float) -> str:
    from mentas.measures.names import MEASURES
    from mentas.report import numbers

    return numbers.gap(width, MEASURES[found.outcome.measure].unit, current())


def _seconds(seconds: float) -> str:
    return _("{seconds} s", seconds=decimal(seconds, 1)) if seconds < 60.0 else duration(seconds)


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
