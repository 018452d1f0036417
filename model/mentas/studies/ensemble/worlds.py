"""The scenario that each run of a study lives through: as written, or with the structure and parameters of its place.

What a scenario says itself it keeps: a parameter that it sets, and a market or a shape of spending that was chosen
for the whole study (`--set markets=fixed`). An axis of structure that is kept so is not varied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mentas.studies.ensemble.plan import AXES, LUCKS, Place, places, structures
from mentas.studies.ensemble.sets import MARKETS, OF_THRESHOLD, SHAPES, THRESHOLDS, Ensemble, load
from mentas.studies.variant import made

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.studies.design import Arm, Study
    from mentas.studies.ensemble.nest import Nest

CHOSEN = {"market": "markets", "shape": "population.distribution"}
"""Key of a scenario by axis."""


class Worlds:
    """What each replicate of each scenario is run with.

    Args:
        plan: places by replicate; empty where scenarios are run as they are written.
        ensemble: the sets that the plan draws from.
        held: level by axis of structure that the study does not vary.
    """

    def __init__(
        self, plan: tuple[Place, ...] = (), ensemble: Ensemble | None = None, held: Mapping[str, str] | None = None
    ) -> None:
        self.plan = plan
        self.ensemble = ensemble
        self.held = dict(held or {})
        self._made: dict[tuple[str, int], Scenario] = {}

    def scenario(self, arm: Arm, replicate: int) -> Scenario:
        """The scenario of a run; runs that differ in luck only share one."""
        if not self.plan:
            return arm.scenario
        place = self.plan[replicate]
        key = arm.name, place.model
        if key not in self._made:
            self._made[key] = made(arm.scenario, self.changes(arm, replicate))
        return self._made[key]

    def changes(self, arm: Arm, replicate: int) -> dict[str, Any]:
        """What the place of a replicate changes in a scenario, for `Scenario.with_changes`; empty as written."""
        if not self.plan:
            return {}
        place, own = self.plan[replicate], arm.scenario
        changed: dict[str, Any] = {
            f"parameters.{name}": value for name, value in place.parameters.values.items() if name not in own.parameters
        }
        changed |= {CHOSEN[axis]: getattr(place.structure, axis) for axis in CHOSEN if axis not in self.held}
        return changed

    def kept(self, arm: Arm) -> dict[str, float]:
        """Parameters of the ensemble that a scenario sets itself, with its own values."""
        names = self.ensemble.names if self.ensemble else ()
        return {name: arm.scenario.parameters[name] for name in names if name in arm.scenario.parameters}

    def nest(self) -> Nest | None:
        """The plan as tables see it; None where scenarios are run as they are written."""
        import pandas as pd

        from mentas.studies.ensemble.nest import Nest

        if not self.plan:
            return None

        rows = [
            (p.replicate, *(p.structure.level(axis) for axis in AXES), p.model, p.parameters.number, p.luck)
            for p in self.plan
        ]
        table = pd.DataFrame(rows, columns=["replicate", *AXES, "model", "set", "luck"])
        order = sorted(
            structures(self.held), key=lambda s: (s.threshold, MARKETS.index(s.market), SHAPES.index(s.shape))
        )
        return Nest(table, {axis: tuple(dict.fromkeys(each.level(axis) for each in order)) for axis in AXES})

    def account(self, study: Study) -> dict[str, Any]:
        """What the manifest says of it; empty where scenarios are run as they are written."""
        if self.ensemble is None:
            return {}
        return {
            "ensemble": {
                "sha256": self.ensemble.sha256,
                "sets": len(self.ensemble.sets),
                "parameters": list(self.ensemble.names),
                "structures": len(structures(self.held)),
                "lucks": LUCKS,
                "held": self.held,
                "kept": {arm.name: self.kept(arm) for arm in study.arms if self.kept(arm)},
                "calibration": {
                    name: value
                    for name, value in self.ensemble.manifest.items()
                    if isinstance(value, str | int | float)
                },
            }
        }


AS_WRITTEN = Worlds()
"""Scenarios run as they are written."""


def worlds(study: Study) -> Worlds:
    """The worlds of a study.

    Raises:
        Refusal: the study asks for the ensemble, and there is none, or it is damaged.
    """
    if study.uncertainty == "point":
        return AS_WRITTEN
    ensemble = load(study.ensemble)
    held = _held(study)
    return Worlds(
        places(ensemble, seed=study.seed, replicates=study.replicates, held=held), ensemble=ensemble, held=held
    )


def _held(study: Study) -> dict[str, str]:
    """Axes of structure that the study does not vary, with the level at which it stays."""
    held: dict[str, str] = {}
    for arm in study.arms:
        own = arm.scenario
        if OF_THRESHOLD in own.parameters:
            value = own.parameters[OF_THRESHOLD]
            held.setdefault("threshold", f"{min(THRESHOLDS, key=lambda t: abs(t - value)):g}")
        if "markets" in study.changes:
            held.setdefault("market", own.markets)
        if "population.distribution" in study.changes or own.population.microdata is not None:
            held.setdefault("shape", own.population.distribution)
    return held
