"""Simulators with known answers, so that a calibration can be tested in seconds. Workers import this module by name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mentas.studies.calibrate.targets import THRESHOLD, Prior, Target

PRIORS = (
    Prior(name="enterprise.low_scale", low=0.03, high=0.1),
    Prior(name="nature.asset_loss_chance", low=0.005, high=0.03, log=True),
    Prior(name="enterprise.wear", low=0.003, high=0.02),
)
"""Of the three, no moment of the toy depends on the last."""

NAMES = ("sum", "difference", "square", "price")

CORNERS = {prior.name: (prior.low, prior.high) for prior in PRIORS}


def truth(parameters: dict[str, float]) -> dict[str, float]:
    """Moments in an endless number of worlds: of the ranks a and b of the first two parameters in their priors."""
    a = (parameters["enterprise.low_scale"] - 0.03) / 0.07
    b = np.log(parameters["nature.asset_loss_chance"] / 0.005) / np.log(6.0)
    jump = parameters[THRESHOLD]
    return {
        "toy/sum": 10.0 * (a + b) + jump,
        "toy/difference": 10.0 * (a - b),
        "toy/square": 5.0 * (a - 0.3) ** 2 + b,
        "toy/price": 2.0 * b,
    }


@dataclass(frozen=True)
class Toy:
    """Four moments of two parameters; a replicate adds the same luck to all points."""

    aimed: tuple[float, ...] = (11.0, -3.0, 1.0, 1.2)
    luck: float = 0.05
    traces: str = ""
    """Folder in which every point that is run leaves a trace."""
    fail_below: float = -np.inf
    """Points whose first parameter is below fail."""
    targets: tuple[Target, ...] = field(init=False)
    digest: str = "toy"

    def __post_init__(self) -> None:
        errors = (0.6, 0.6, 0.3, 0.2)
        found = [
            Target(name=f"toy/{name}", effect=effect, se=se, market=name == "price")
            for name, effect, se in zip(NAMES, self.aimed, errors, strict=True)
        ]
        object.__setattr__(self, "targets", tuple(found))

    def moments(self, parameters: dict[str, float], replicate: int) -> dict[str, float]:
        if parameters["enterprise.low_scale"] < self.fail_below:
            raise ValueError("planted")
        if self.traces and replicate == 0:
            name = hashlib.sha256(repr(sorted(parameters.items())).encode()).hexdigest()
            with Path(self.traces, name).open("a") as file:
                file.write("x")
        luck = np.random.default_rng(replicate).normal(size=4) * self.luck
        return {name: value + float(luck[place]) for place, (name, value) in enumerate(truth(parameters).items())}


def ran(folder: str | Path) -> list[int]:
    """How often each point was run."""
    return [len(path.read_text()) for path in Path(folder).iterdir()]
