"""The regions, parameters and small populations that the tests of the population share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from mentas.parameters import values
from mentas.population import Region, build, load_region
from mentas.state import Households


@pytest.fixture(scope="session")
def kaltim() -> Region:
    return load_region("kaltim")


@pytest.fixture(scope="session")
def village() -> Region:
    return load_region("village")


@pytest.fixture(scope="session")
def parameters() -> dict[str, float]:
    return values()["population"]


@pytest.fixture(scope="session")
def draw(kaltim: Region, parameters: dict[str, float]) -> Callable[..., Households]:
    """Populations of East Kalimantan by scale, replicate and distribution, drawn once."""

    @cache
    def drawn(scale: float, replicate: int = 0, distribution: str = "gb2") -> Households:
        return build(
            kaltim,
            scale=scale,
            seed=11,
            replicate=replicate,
            distribution=distribution,
            parameters=parameters,
            persistent_sd=0.25,
            lasting_error_sd=0.18,
        )

    return drawn
