"""A household as a family: each December it is a year older, and hands to work are counted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.luck import stream
from twin.numbers import between, single, whole

if TYPE_CHECKING:
    from twin.world import TwinWorld

SCHOOL_YEARS = {"infants": 7, "primary": 6, "junior": 3, "senior": 3}
"""Years that a child spends in each age group."""

AGES = (*SCHOOL_YEARS, "adults", "elderly")


class Family:
    """The part of a household's life that is its members."""

    model: TwinWorld

    def grow_older(self) -> None:
        """At most one member leaves each age group; a child expected is born; the last grown-up does not die."""
        p, month = self.model.parameters.ageing, self.model.month
        leaving = self.model.luck.uniforms(stream("ageing"), month, self.id)
        grown, death, child, home = self.model.luck.uniforms(stream("ageing.life"), month, self.id)
        before = {age: getattr(self, age) for age in AGES}
        after = dict(before)

        for (age, years), draw, older in zip(SCHOOL_YEARS.items(), leaving, AGES[1:], strict=False):
            if draw < before[age] / years:
                after[age] -= 1
                if older != "adults" or home < p.stays_home:
                    after[older] += 1
        if grown < p.adult_ageing * before["adults"]:
            after["adults"] -= 1
            after["elderly"] += 1
        elif grown - p.adult_ageing * before["adults"] < p.adult_death * before["adults"]:
            after["adults"] -= 1
        buried = death < p.elderly_death * before["elderly"]
        after["elderly"] -= buried
        if after["adults"] + after["elderly"] < 1:
            after["elderly" if buried else "adults"] += 1

        after["infants"] += self.pregnant
        self.pregnant = int(child < p.fertility * before["adults"])
        self.become(after)

    def become(self, members: dict[str, int]) -> None:
        """Have these members: usual earnings follow the size, needs and hands to work are taken stock of."""
        p = self.model.parameters.ageing
        size = sum(members.values())
        if size != self.size:
            self.permanent = whole(self.permanent * (size / self.size) ** p.earnings_follow)
        for age, count in members.items():
            setattr(self, age, count)
        self.size = size
        self.disabled = min(self.disabled, size)
        self.need = single(self.model.poverty_line[self.regency] * size)
        self.labour = single(self.hands_to_work())

    def hands_to_work(self) -> float:
        """Share of a full working household that the able make up, after care for infants and the disabled."""
        p = self.model.parameters.ageing
        able = max(self.adults - self.disabled, 0) + p.elderly_work * self.elderly
        care = p.infant_care * self.infants / max(self.adults, 1) + p.disabled_care * self.disabled
        return between((able - care) / p.full_workers, 0.0, 1.0)
