"""The model as a simulator: what the trials would find without any noise, at any parameters."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import parameters
from mentas.ledger import MoneyError
from mentas.studies import key
from mentas.studies.calibrate.describe import digest
from mentas.studies.calibrate.targets import THRESHOLD, Target
from mentas.studies.trial.score import error_of

if TYPE_CHECKING:
    from mentas.studies.patterns.design import Patterns
    from mentas.studies.trial.trial import Published, Trial

OF_THE_MARKET = frozenset({"price", "output_sum", "demand_sum"})
"""Outcomes that the answer of markets makes."""

WORDS = frozenset({"title", "study", "source", "note", "settings", "effect", "se", "from_memory", "role"})
"""Fields of a trial that no moment depends on."""

SCALE = 0.02
"""Share of a province's households that live in the worlds of its patterns."""

ASIDE = frozenset({"cli", "report", "shipped", "studies"})
"""Parts of the package that no moment depends on, but for `studies/trial`."""


class Trials:
    """Trials to be replayed.

    Args:
        trials: as read.
        patterns: of a province, whose targets are aimed at too; they live at `SCALE`.
        calibrated: names of the parameters that every call gives: their values in the model's files count for nothing.
    """

    def __init__(self, trials: Sequence[Trial], calibrated: Collection[str], patterns: Sequence[Patterns] = ()) -> None:
        self._trials = tuple(trials)
        self._patterns = tuple(patterns)
        effects = [
            target_of(trial, effect) for trial in trials for effect in trial.published if is_target(trial, effect)
        ]
        self.targets = tuple(effects + [each for one in patterns for each in targets_of(one)])
        names = [target.name for target in self.targets]
        shown = [_said(trial) for trial in self._trials] + [_asked(one) for one in self._patterns]
        self.digest = digest([shown, names, _engine(), _others(frozenset({*calibrated, THRESHOLD}))])

    def moments(self, parameters: dict[str, float], replicate: int) -> dict[str, float]:
        """The value of every target in one village of each trial.

        At some corners of the prior a village grows so rich that its money can no longer be counted to the rupiah
        (2^53), which the ledger reports: there no moment is defined.
        """
        from mentas.studies.trial.estimate import true_effects
        from mentas.studies.trial.replay import replay

        wanted = [target.name for target in self.targets]
        found: dict[str, float] = {}
        for trial in self._trials:
            if any(name.startswith(f"{trial.name}/") for name in wanted):
                try:
                    effects = true_effects(trial, replay(trial, replicate=replicate, parameters=parameters))
                except MoneyError:
                    return dict.fromkeys(wanted, math.nan)
                found |= {f"{trial.name}/{name}": value for name, value in effects.items()}
        for one in self._patterns:
            found |= _patterns_of(one, parameters, replicate)
        return {name: found[name] for name in wanted}


def read(paths: Sequence[Path], calibrated: Collection[str]) -> Trials:
    """Read trials, or lists or folders of them, and patterns.

    Raises:
        Refusal: something is wrong in one of them.
    """
    from mentas.studies.patterns.design import is_patterns, load_patterns
    from mentas.studies.trial.design import load_trials

    provinces = [path for path in paths if path.is_file() and is_patterns(path)]
    villages = [trial for path in paths if path not in provinces for trial in load_trials(path)]
    return Trials(villages, calibrated, [load_patterns(path) for path in provinces])


def is_target(trial: Trial, effect: Published) -> bool:
    """Whether calibration aims at an effect: meant for it, scored, not from memory, and with an error."""
    wanted = effect.role == "calibrate" and effect.scored and not effect.from_memory
    return wanted and bool(np.isfinite(error_of(trial, effect)[0]))


def target_of(trial: Trial, effect: Published) -> Target:
    """A published effect as a target; its error is the one with which trials are scored."""
    error, assumed = error_of(trial, effect)
    return Target(
        name=f"{trial.name}/{effect.name}",
        effect=effect.effect,
        se=error,
        se_published=not assumed,
        market=effect.outcome in OF_THE_MARKET or effect.on == "ineligible",
        source=effect.source,
    )


def targets_of(patterns: Patterns) -> list[Target]:
    """Patterns with the role `calibrate` as targets: the middle of the observed range, half of its width as error."""
    from mentas.studies.patterns import moments

    return [
        Target(
            name=f"{patterns.study.name}/{name}",
            effect=(observed.low + observed.high) / 2.0,
            se=(observed.high - observed.low) / 2.0,
            se_published=False,
            market=True,
        )
        for name, observed in moments.targets(patterns).items()
    ]


def _patterns_of(patterns: Patterns, parameters: dict[str, float], replicate: int) -> dict[str, float]:
    """The value of every pattern aimed at, in one world of each."""
    from mentas.studies.patterns import moments

    name = patterns.study.name
    try:
        found = moments.draws(parameters, replicate + 1, patterns=patterns, scale=SCALE)
    except MoneyError:
        return {f"{name}/{each}": math.nan for each in moments.targets(patterns)}
    return {f"{name}/{each}": float(values[replicate]) for each, values in found.items()}


def _asked(patterns: Patterns) -> Any:
    """All that the moments of patterns depend on, as JSON types."""
    from mentas.studies.patterns import moments

    aims = moments.targets(patterns)
    asked = [[p.name, p.world, p.statistic, p.month] for p in patterns.patterns if p.name in aims]
    worlds = {p.world for p in patterns.patterns if p.name in aims}
    digests = {arm.name: key.scenario_digest(arm.scenario) for arm in patterns.study.arms if arm.name in worlds}
    return [asked, digests, patterns.study.seed, SCALE]


def _said(trial: Trial) -> Any:
    """All that a trial's moments depend on, as JSON types."""

    def bare(value: Any) -> Any:
        if dataclasses.is_dataclass(value):
            fields = [field.name for field in dataclasses.fields(value) if field.name not in WORDS]
            return {name: bare(getattr(value, name)) for name in fields}
        return [bare(each) for each in value] if isinstance(value, list | tuple) else key.plain(value)

    return bare(trial)


@cache
def _engine() -> str:
    """sha256 of the sources that moments depend on; numbers of behaviour are not among them, `_others` are."""
    root = Path(parameters.ROOT)
    numbers = {path for place in parameters.PLACES for path in root.glob(place)}
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        ours = place.parts[0] not in ASIDE or place.parts[:2] == ("studies", "trial")
        if path.suffix in key.SUFFIXES and ours and path not in numbers and path.is_file():
            total.update(f"{place.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _others(calibrated: frozenset[str]) -> dict[str, float]:
    """Values of all parameters that are not calibrated."""
    return {name: each.value for name, each in parameters.catalogue().items() if name not in calibrated}
