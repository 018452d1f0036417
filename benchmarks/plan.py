"""How much is measured: all of it, a quick look, or next to nothing (for the harness's own tests)."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE = 957_057
"""Households of East Kalimantan."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Sizes and repeats."""

    sizes: tuple[int, ...]
    """Households of the worlds that are lived through by every peer."""
    months: int
    """Months of one repeat; whole years hold what is done once a year."""
    repeats: int
    twin_most: int
    """Households above which Mesa objects are left out."""
    acts_rows: int
    acts_years: int
    pass_rows: int
    pass_rounds: int
    whole_scale: float
    """Share of the province's households in whole runs."""
    whole_runs: int
    starts: int
    """Processes of each kind of start."""
    colds: int
    """Starts without compiled code."""
    cores_scale: float
    cores_repeats: int
    runs: int
    """Rounds of runs a second."""
    runs_rows: tuple[int, ...]
    """Households of the worlds whose runs a second are counted; 0 is the village."""
    runs_years: int
    studies: int
    """Rounds of whole studies."""
    studies_runs: int
    """Runs of each."""
    driver_runs: tuple[int, ...]
    """Runs of the studies whose driver is measured."""
    nation: tuple[int, ...]
    nation_months: int


FULL = Plan(
    sizes=(1_000, 10_000, 100_000, PROVINCE), months=12, repeats=5, twin_most=10_000, acts_rows=PROVINCE, acts_years=10,
    pass_rows=16_384, pass_rounds=200, whole_scale=1.0, whole_runs=3, starts=7, colds=2, cores_scale=1.0,
    cores_repeats=5, runs=5, runs_rows=(0, 10_000), runs_years=5, studies=5, studies_runs=40,
    driver_runs=(10_000, 100_000), nation=(10_000_000, 72_000_000), nation_months=12,
)  # fmt: skip

QUICK = Plan(
    sizes=(1_000, 10_000, 100_000), months=12, repeats=3, twin_most=1_000, acts_rows=100_000, acts_years=2,
    pass_rows=16_384, pass_rounds=40, whole_scale=0.1, whole_runs=1, starts=3, colds=0, cores_scale=0.2,
    cores_repeats=3, runs=2, runs_rows=(0,), runs_years=1, studies=2, studies_runs=10,
    driver_runs=(1_000, 5_000), nation=(1_000_000,), nation_months=2,
)  # fmt: skip

TINY = Plan(
    sizes=(300,), months=1, repeats=1, twin_most=300, acts_rows=300, acts_years=1,
    pass_rows=256, pass_rounds=2, whole_scale=0.001, whole_runs=1, starts=1, colds=0, cores_scale=0.01,
    cores_repeats=1, runs=1, runs_rows=(0,), runs_years=1, studies=1, studies_runs=2,
    driver_runs=(20, 40), nation=(2_000,), nation_months=1,
)  # fmt: skip
