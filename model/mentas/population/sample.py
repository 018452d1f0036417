"""Which households of the region become rows, and how many each stands for.

Every regency is drawn on its own, in two strata: the poorer households, of which more are drawn, and the rest. The
n-th household of a stratum has a fixed address and a fixed place in an even sequence, so that a larger sample
contains the smaller one and one household more changes no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mentas import luck
from mentas.population.region import Region

STREAM = luck.stream("population.sample")

BIRTH = luck.FIRST_MONTH
"""Month at which all birth luck is drawn, before any month of a run."""

REGENCY_IDS = 10**9
"""Addresses of a regency."""

STRATUM_IDS = 5 * 10**8
"""Addresses of a stratum."""

FINE = 1024
"""Weights are whole 1024ths: their sums are exact in any order."""

STEP = np.array([0.6180339887498949, 0.7548776662466927, 0.5698402909980532])
"""Steps of the even sequence: the golden section for ranks, and for the chances of luck and size the two powers of the
plastic number, most even in two dimensions (Roberts 2018, The unreasonable effectiveness of quasirandom sequences)."""


class Stratum(NamedTuple):
    """A part of a regency's households: those between two ranks of spending a person."""

    regency: int
    part: int
    """0 for the poorer households, 1 for the rest."""
    rows: int
    households: int
    low: float
    """Rank of households at which it begins, 0 to 1."""
    high: float


def plan(region: Region, scale: float, parameters: Mapping[str, float]) -> list[Stratum]:
    """The strata in the order of rows: by regency, the poorer first.

    Args:
        region: the region.
        scale: rows over households, above 0 to 1; no regency has fewer rows than `least_rows`.
        parameters: `poorer_share`, `poorer_factor` and `least_rows` of population.yaml.

    Raises:
        ValueError: the scale is out of bounds.
    """
    if not 0.0 < scale <= 1.0:
        raise ValueError(f"scale must be above 0 and at most 1, not {scale}")
    share = parameters["poorer_share"]
    strata = []
    for regency, whole in enumerate(region.households.astype(np.int64)):
        households = int(whole)
        rows = min(max(round(scale * households), int(parameters["least_rows"])), households)
        poorer = round(share * households)
        drawn = min(poorer, max(round(parameters["poorer_factor"] * share * rows), 1), rows - 1)
        drawn = max(drawn, rows - (households - poorer))
        strata.append(Stratum(regency, 0, drawn, poorer, 0.0, share))
        strata.append(Stratum(regency, 1, rows - drawn, households - poorer, share, 1.0))
    return [stratum for stratum in strata if stratum.rows > 0]


def ids(stratum: Stratum, start: int, stop: int) -> np.ndarray:
    """Addresses of the stratum's households start to stop; int64."""
    return stratum.regency * REGENCY_IDS + stratum.part * STRATUM_IDS + np.arange(start, stop, dtype=np.int64)


def weights(stratum: Stratum, start: int, stop: int) -> np.ndarray:
    """Households that rows start to stop stand for; over the whole stratum they sum to its households, exactly."""
    each, left = divmod(stratum.households * FINE, stratum.rows)
    return (each + (np.arange(start, stop) < left)) / FINE


def origin(stratum: Stratum, seed: int, replicate: int) -> np.ndarray:
    """Where the stratum's even sequence begins: the luck of a whole stratum; shape (3,)."""
    address = np.array([stratum.regency * REGENCY_IDS + stratum.part * STRATUM_IDS], dtype=np.int64)
    found = np.empty((4, 1))
    luck.uniforms(address, seed, replicate, STREAM, BIRTH, found[0], found[1], found[2], found[3])
    return found[:3, 0]


def even(stratum: Stratum, begin: np.ndarray, start: int, stop: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rank of households by spending, chance of luck, chance of size, for the stratum's households start to stop.

    Any first n of the sequence fill ranks and chances evenly, and each single point is uniform over `origin`.
    """
    place = np.arange(start, stop, dtype=np.float64)
    rank, fortune, members = (np.modf(begin[k] + place * STEP[k])[0] for k in range(3))
    return stratum.low + (stratum.high - stratum.low) * rank, fortune, members
