"""A virtual trial: who is put into which group, who is asked, who is found again, and what they say.

Luck is addressed by the trial's seed, the replicate and the household (or cluster), in streams of its own: it knows
nothing of arms, outcomes or of the luck of the world.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from mentas import luck
from mentas.studies.trial.estimate import CONTROL, group, log_amount, log_before, population, reliability, seen
from mentas.studies.trial.panels import Panel
from mentas.studies.trial.trial import Published, Trial

ASSIGNMENT = luck.stream("trial.assignment")
SAMPLE = luck.stream("trial.sample")
ATTRITION = luck.stream("trial.attrition")


class Survey:
    """One trial of the published size, held among the households of a panel."""

    def __init__(self, trial: Trial, panel: Panel, *, replicate: int) -> None:
        self.trial = trial
        self.panel = panel
        self.replicate = replicate
        self._samples: dict[tuple[str, str], np.ndarray] = {}
        self._bells: dict[tuple[str, int], np.ndarray] = {}

    @cached_property
    def groups(self) -> np.ndarray:
        """Group of each household: 0 is control, 1 the trial's first arm, and so on.

        Groups are filled in a random order of clusters, or of the eligible and of the other households apart, so that
        their sizes are the design's.
        """
        base = self.panel.baseline
        if self.trial.design.unit == "cluster":
            clusters, place = np.unique(base.cluster, return_inverse=True)
            return self._shared_out(self._uniforms(ASSIGNMENT, clusters))[place]
        chance = self._uniforms(ASSIGNMENT, np.arange(base.cluster.size))
        groups = np.zeros(base.cluster.size, dtype=np.int64)
        for rows in (np.flatnonzero(base.eligible), np.flatnonzero(~base.eligible)):
            groups[rows] = self._shared_out(chance[rows])
        return groups

    def sampled(self, effect: Published, arm: str) -> np.ndarray:
        """Rows of a group that are surveyed, in order, of those that an effect is on; a subgroup is part of them."""
        key = (effect.on, arm)
        if key not in self._samples:
            self._samples[key] = self._drawn(effect, arm)
        rows = self._samples[key]
        return rows[group(self.panel, effect, offered=arm != CONTROL)[rows]]

    def found(self, month: int) -> np.ndarray:
        """Whether each household can be surveyed in a month; everyone can at the start."""
        rows = self.panel.baseline.cluster.size
        if month == 0 or self.trial.design.attrition == 0.0:
            return np.ones(rows, dtype=bool)
        return self._uniforms(ATTRITION, np.arange(rows), month) >= self.trial.design.attrition

    def answers(self, effect: Published, arm: str, month: int) -> np.ndarray:
        """What each household would say of an effect's outcome if it lived in an arm's world.

        Noise is normal with the variance that makes the share `reliability` of the answers' variance true, seen
        among the control's households that the effect is on. Of a `change`, it is added to the log of the amount.
        """

        def truth(world: str) -> np.ndarray:
            amount = seen(self.trial, self.panel, effect, world, month)
            return log_amount(self.trial, amount) if effect.method == "change" else amount

        return self._noisy(effect, arm, month, truth)

    def before(self, effect: Published, arm: str) -> np.ndarray:
        """What each household would say of the time that a `change` starts from: log of the amount."""
        return self._noisy(effect, arm, 0, lambda world: log_before(self.trial, self.panel.worlds[world], effect))

    def _noisy(self, effect: Published, arm: str, month: int, truth: Callable[[str], np.ndarray]) -> np.ndarray:
        base, design = self.panel.baseline, self.trial.design
        on = population(self.panel, effect)
        spread = float(truth(CONTROL)[on].std()) if on.any() else 0.0
        true_share = reliability(self.trial, effect.outcome)
        said = truth(arm).astype(np.float64)
        if true_share < 1.0:
            sd = spread * ((1.0 - true_share) / true_share) ** 0.5
            said += sd * self._normals(f"trial.survey.{effect.outcome}", month)
        if design.cluster_sd > 0.0:
            deviations = self._normals(f"trial.cluster.{effect.outcome}", month)
            said += design.cluster_sd * spread * deviations[base.cluster]
        return said

    def _drawn(self, effect: Published, arm: str) -> np.ndarray:
        """Rows of a group's sample: as many from each cluster as can be, at random within it."""
        base, design = self.panel.baseline, self.trial.design
        who = population(self.panel, effect)
        if effect.on == "eligible" and arm != CONTROL:
            who = who & self.panel.worlds[arm].offered
        rows = np.flatnonzero(who & (self.groups == self._number(arm)))
        share = design.control_share if arm == CONTROL else (1.0 - design.control_share) / len(self.trial.arms)
        chance = self._uniforms(SAMPLE, rows)
        if design.unit == "cluster":
            turn = np.zeros(rows.size, dtype=np.int64)
            order = np.lexsort((chance, base.cluster[rows]))
            inside = base.cluster[rows][order]
            starts = (
                np.flatnonzero(np.r_[True, inside[1:] != inside[:-1]]) if rows.size else np.zeros(0, dtype=np.int64)
            )
            turn[order] = np.arange(rows.size) - np.repeat(starts, np.diff(np.r_[starts, rows.size]))
            order = np.lexsort((chance, turn))
        else:
            order = np.argsort(chance, kind="stable")
        return np.sort(rows[order[: round(design.sample * share)]])

    def _shared_out(self, chance: np.ndarray) -> np.ndarray:
        """Group by random number: the lowest are control, the others are shared out evenly among the arms."""
        rank = np.argsort(np.argsort(chance, kind="stable"), kind="stable")
        control = round(self.trial.design.control_share * chance.size)
        arms = len(self.trial.arms)
        return np.where(rank < control, 0, 1 + (rank - control) * arms // max(chance.size - control, 1))

    def _number(self, arm: str) -> int:
        return 0 if arm == CONTROL else 1 + [each.name for each in self.trial.arms].index(arm)

    def _uniforms(self, stream: int, ids: np.ndarray, month: int = 0) -> np.ndarray:
        found = np.empty((4, ids.size))
        luck.uniforms(ids.astype(np.int64), self.trial.seed, self.replicate, stream, month, *found)
        return found[0]

    def _normals(self, stream: str, month: int) -> np.ndarray:
        """A standard normal for each household, or for the cluster of that number: there are no more clusters."""
        if (stream, month) not in self._bells:
            found = np.empty((2, self.panel.baseline.cluster.size))
            ids = np.arange(found.shape[1])
            luck.bells(ids, self.trial.seed, self.replicate, luck.stream(stream), month, *found)
            self._bells[stream, month] = found[0]
        return self._bells[stream, month]
