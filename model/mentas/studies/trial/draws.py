"""Which parameters each replicate of a trial is replayed with: the model's own, or calibrated sets by their weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentas.studies.ensemble.plan import places
from mentas.studies.ensemble.sets import OF_THRESHOLD, THRESHOLDS, Ensemble
from mentas.studies.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class Draw:
    """What one replicate is replayed with."""

    replicate: int
    parameters: Mapping[str, float]
    """Changed parameters by dotted name; what the trial's setting documents stands above them."""


def draws(trial: Trial, parameters: Mapping[str, float], ensemble: Ensemble | None) -> list[Draw]:
    """The draws of a trial's replicates.

    From an ensemble, replicates take their sets as those of a study do, from every threshold in turn, under the
    trial's own market. A threshold that is given is kept, with the sets of the nearest one. Given parameters stand
    above a set's.
    """
    if ensemble is None:
        return [Draw(number, parameters) for number in range(trial.replicates)]
    held = {"market": trial.population.market}
    given = {**parameters, **trial.parameters}
    if OF_THRESHOLD in given:
        held["threshold"] = f"{min(THRESHOLDS, key=lambda one: abs(one - given[OF_THRESHOLD])):g}"
    return [
        Draw(place.replicate, {**place.parameters.values, **parameters})
        for place in places(ensemble, seed=trial.seed, replicates=trial.replicates, held=held)
    ]
