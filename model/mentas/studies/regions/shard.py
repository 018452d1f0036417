"""One region of a study: its part of the money, and the study's scenarios as they are there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from mentas.language import Said
from mentas.studies.arms import Arm
from mentas.studies.finished import PARTS
from mentas.studies.problems import RefusedError

if TYPE_CHECKING:
    from mentas.population.region import Region
    from mentas.scenario import Scenario
    from mentas.studies.design import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One region of a study."""

    name: str
    share: float
    """Of the money and the quotas of every scenario."""
    poor: int
    """People below the line by the region's figures."""
    households: int
    arms: tuple[Arm, ...]
    """The study's scenarios in this region, in its order and under its names."""

    def study(self, of: Study) -> Study:
        """The part of a study that is run here, by itself a comparison of one region."""
        return replace(of, arms=self.arms, regions=(), seed=seed_of(of.seed, self.name), keep=of.keep | {PARTS})

    def account(self) -> dict[str, Any]:
        """What a manifest says of it."""
        region = self.arms[0].scenario.region
        return {
            "name": self.name, "title": dict(region.title), "digest": region.digest, "share": self.share,
            "poor": self.poor, "households": self.households, "changes": {a.name: dict(a.changes) for a in self.arms},
        }  # fmt: skip


def rebuilt(told: Mapping[str, Any], arms: Sequence[Arm]) -> Shard:
    """The region that an entry of a manifest describes.

    Args:
        told: what `Shard.account` gave.
        arms: the study's scenarios.

    Raises:
        RefusedError: the region is not the same any more.
        Refusal: a scenario cannot be run there any more.
    """
    here = tuple(placed(arm, told["changes"][arm.name]) for arm in arms)
    if any(arm.scenario.region.digest != told["digest"] for arm in here):
        raise RefusedError(Said("region {name} is not what the manifest says", name=told["name"]))
    return Shard(arms=here, **{name: told[name] for name in ("name", "share", "poor", "households")})


def placed(arm: Arm, changes: Mapping[str, Any]) -> Arm:
    """A scenario with what changes in a region.

    Raises:
        Refusal: it cannot be run there.
    """
    return replace(arm, scenario=arm.scenario.with_changes(dict(changes)), changes=dict(changes))


def seed_of(seed: int, region: str) -> int:
    """The seed of a region's luck, by its name: the same however many regions there are, and in whatever order."""
    return int.from_bytes(hashlib.sha256(f"{seed} {region}".encode()).digest()[:8], "big") >> 1


def poor_of(region: Region) -> int:
    """People below their regency's line: persons times poverty rate, summed over regencies; at least one."""
    return max(round(float((region.persons * region.poverty_rate).sum())), 1)


def money(scenario: Scenario, weights: Sequence[int]) -> list[dict[str, int]]:
    """Changes of a scenario by region: the envelope, or programmes' own budgets, and quotas, divided by weight."""
    whole: dict[str, int] = {}
    if scenario.budget is not None:
        whole["budget.per_year"] = scenario.budget.per_year
    for each in scenario.programmes:
        if each.quota is not None:
            whole[f"programmes.{each.name}.quota"] = each.quota
        if each.budget_per_year is not None and scenario.budget is None:
            whole[f"programmes.{each.name}.budget_per_year"] = each.budget_per_year
    divided = {name: parts(value, weights) for name, value in whole.items()}
    return [{name: values[place] for name, values in divided.items()} for place in range(len(weights))]


def parts(whole: int, weights: Sequence[int]) -> list[int]:
    """A whole number divided by weight into whole numbers that add up to it: running sums are rounded, not parts."""
    total = sum(weights)
    edges = [0, *((2 * whole * upto + total) // (2 * total) for upto in accumulate(weights))]
    return [high - low for low, high in zip(edges, edges[1:], strict=False)]
