"""Which scenarios of a study a dimension changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentas import files
from mentas.language import N_, Said
from mentas.studies.space.dimension import Mix, Simplex, started

if TYPE_CHECKING:
    from mentas.studies.arms import Arm
    from mentas.studies.space.reading import Written


class Touched:
    """Scenarios by dimension, once all dimensions of a study are known: one may switch on a programme that another
    changes.

    Args:
        written: the dimensions.
        arms: the scenarios.
    """

    def __init__(self, written: Sequence[Written], arms: Sequence[Arm]) -> None:
        self._arms = arms
        self._runs = {arm.name: {own.name for own in arm.scenario.programmes if own.active} for arm in arms}
        for each in written:
            switched = started(each.name, each.form)
            for arm in self.of(each) if switched else ():
                self._runs[arm.name] |= switched

    def of(self, each: Written) -> list[Arm]:
        """The scenarios that have what a dimension changes, among those that it is for.

        A scenario that sets a parameter itself keeps it, unless `only` names the scenario.
        """
        return [arm for arm in each.only or self._arms if self._has(arm, each)]

    def why(self, each: Written) -> tuple[Said, str]:
        """Why a dimension changes less than it should, in words, and the nearest name that would do."""
        missing = ", ".join(files.shorten(arm.name) for arm in each.only or self._arms if not self._has(arm, each))
        first, _, rest = each.name.partition(".")
        if isinstance(each.form, Mix | Simplex) or first == "budget":
            return Said("changes nothing in {names}: no budget there", names=missing), ""
        if first == "programmes":
            programme, _, key = rest.partition(".")
            near = files.nearest(programme, sorted(set().union(*self._runs.values())))
            near = f"programmes.{near}.{files.shorten(key)}" if near else ""
            text = N_("changes nothing in {names}: {programme} does not run there")
            return Said(text, names=missing, programme=files.shorten(programme)), near
        text = N_("changes nothing in {names}: set there already, which stays; say `only` to change it all the same")
        return Said(text, names=missing), ""

    def _has(self, arm: Arm, each: Written) -> bool:
        first, *rest = each.name.split(".")
        if isinstance(each.form, Mix | Simplex) or first == "budget":
            return arm.scenario.budget is not None
        if first == "programmes" and rest:
            if rest[1:] == ["active"]:
                return rest[0] in {own.name for own in arm.scenario.programmes}
            return rest[0] in self._runs[arm.name]
        if first == "parameters" and each.role == "uncertainty" and not each.only:
            return ".".join(rest) not in arm.scenario.parameters
        return True
