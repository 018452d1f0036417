"""What a file that is right is going to do, in a few lines: runs, what varies, effects, rows of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentas.language import N_, Said, joined
from mentas.studies.space import spaces

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.studies.design import Study
    from mentas.studies.trial.trial import Trial

MOST_SHOWN = 8
"""Levers or uncertainties that are named."""

VARIED: dict[str, tuple[str, str]] = {
    "lever": (N_("{count} lever: {names}"), N_("{count} levers: {names}")),
    "uncertainty": (N_("{count} uncertainty: {names}"), N_("{count} uncertainties: {names}")),
}
"""What varies by role, one and many."""


def of_study(study: Study) -> list[Said]:
    """How many runs a study makes, and what varies in which scenarios.

    Raises:
        Refusal: a file of points is wrong.
    """
    scenarios = _counted(len(study.arms), N_("{count:,} scenario"), N_("{count:,} scenarios"))
    worlds = _counted(study.replicates, N_("{count:,} replicate"), N_("{count:,} replicates"))
    if study.design is None:
        total = len(study.arms) * study.replicates * (len(study.regions) or 1)
        text = N_("{kind}: {total:,} runs = {scenarios} x {replicates}")
        if study.regions:
            text = N_("{kind}: {total:,} runs = {regions} regions x {scenarios} x {replicates}")
        regions = len(study.regions)
        return [Said(text, kind=study.kind, total=total, regions=regions, scenarios=scenarios, replicates=worlds)]
    points = spaces.points(study.design, study.dimensions, study.kind)
    text = N_("{kind} ({method}): {total:,} runs = {scenarios} x {points:,} points x {replicates}")
    if study.design.batches:
        text = N_("{kind} ({method}): up to {total:,} runs = {scenarios} x {points:,} points x {replicates}")
    total = len(study.arms) * points * study.replicates
    notes = [
        Said(
            text, kind=study.kind, method=study.design.method, total=total, scenarios=scenarios, points=points,
            replicates=worlds,
        )
    ]  # fmt: skip
    return notes + _varied(study)


def _varied(study: Study) -> list[Said]:
    notes = []
    for role, (one, many) in VARIED.items():
        names = [each.name for each in study.dimensions if each.role == role]
        if names:
            shown = ", ".join(names[:MOST_SHOWN]) + (", …" if len(names) > MOST_SHOWN else "")
            notes.append(Said(many if len(names) > 1 else one, count=len(names), names=shown))
    touched = {name for each in study.dimensions for name in each.arms}
    same = [arm.name for arm in study.arms if arm.name not in touched]
    return notes + ([Said("the same at every point: {names}", names=", ".join(same))] if same else [])


def _counted(count: int, one: str, many: str) -> Said:
    return Said(many if count > 1 else one, count=count)


def of_trial(trial: Trial) -> list[Said]:
    """How many effects a trial is set against, and what for."""
    scored = [effect for effect in trial.published if effect.scored]
    targets = sum(effect.role == "calibrate" for effect in scored)
    text = N_("{trial}: {effects} effects, {scored} of them scored, {targets} for calibration")
    return [Said(text, trial=trial.name, effects=len(trial.published), scored=len(scored), targets=targets)]


def of_scenarios(scenarios: Sequence[Scenario]) -> list[Said]:
    """What a reader should know of scenarios' own data, each thing once: how many rows, and what is not in them."""
    return list(dict.fromkeys(note for scenario in scenarios for note in _of_data(scenario)))


def _of_data(scenario: Scenario) -> list[Said]:
    own = scenario.population.microdata
    if own is None:
        return []
    text = N_("{file}: {rows:,} rows for {households:,.0f} households, sha256 {digest}")
    found = [Said(text, file=own.shown, rows=own.rows, households=own.households, digest=own.sha256[:12])]
    drawn = [
        name if count == own.rows else Said("{name} ({count:,} cells)", name=name, count=count)
        for name, count in own.imputed.items()
    ]
    if drawn:
        names = joined(drawn)
        found.append(Said("{file}: drawn by the model, not in the file: {names}", file=own.shown, names=names))
    return found + [Said("{file}: {note}", file=own.shown, note=note) for note in own.notes]
