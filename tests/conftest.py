"""Settings that every test shares."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parent.parent

# Kernels compile on first use and the machines are noisy: a deadline would test the machine, not the model.
settings.register_profile("mentas", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("thorough", settings.get_profile("mentas"), max_examples=1000)
# On a mutant a counterexample need not be a simple one.
settings.register_profile(
    "mutants", settings.get_profile("mentas"), max_examples=12, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "mentas"))


@pytest.fixture(scope="session")
def village_scenario() -> Any:
    """The toy village as shipped."""
    import mentas

    return mentas.load_scenario(ROOT / "scenarios" / "toy" / "village.yaml")


@pytest.fixture(scope="session")
def village() -> Callable[..., Any]:
    """Makes worlds of the toy village; `grants=True` gives groups most of the money."""
    import mentas
    from mentas.world import World

    plain = mentas.load_scenario(ROOT / "scenarios" / "toy" / "village.yaml")

    def make(*, grants: bool = False, seed: int = 3, replicate: int = 0, strict: bool = False) -> World:
        scenario = plain
        if grants:
            scenario = plain.with_changes({"budget.shares": {"bpnt": 0.1, "uep": 0.2, "kube": 0.7}})
        return World(scenario, seed=seed, replicate=replicate, strict=strict)

    return make
