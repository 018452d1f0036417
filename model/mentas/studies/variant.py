"""A scenario with some of its keys changed, made only when it is needed: what travels is the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentas.files import Problem, Refusal

if TYPE_CHECKING:
    from mentas.scenario import Scenario

PARAMETERS = "parameters."


@dataclass(frozen=True, slots=True)
class Variant:
    """A scenario and dotted changes to it."""

    scenario: Scenario
    changes: tuple[tuple[str, Any], ...]

    def made(self) -> Scenario:
        """The changed scenario: what `with_changes` gives, without reading its document again for parameters alone.

        Raises:
            Refusal: a change is refused.
        """
        return made(self.scenario, dict(self.changes))


def made(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with changes, as `Scenario.with_changes` makes it; where only parameters, markets or the shape of
    spending change, a planner's own file is not read again."""
    from mentas import parameters
    from mentas.scenario.schema import DISTRIBUTIONS, MARKETS

    values = {name.removeprefix(PARAMETERS): value for name, value in changes.items() if name.startswith(PARAMETERS)}
    quick = {"markets": MARKETS, "population.distribution": DISTRIBUTIONS}
    slow = {n: v for n, v in changes.items() if not n.startswith(PARAMETERS) and not (n in quick and v in quick[n])}
    changed = scenario.with_changes(slow) if slow else scenario
    problems = []
    for name, value in values.items():
        problem = parameters.check(name, value)
        if problem is not None:
            problems.append(Problem(f"with_changes({PARAMETERS + name!r})", 0, 0, PARAMETERS + name, *problem))
    if problems:
        raise Refusal(problems)
    if values:
        changed = replace(changed, parameters=dict(changed.parameters) | {n: float(v) for n, v in values.items()})
    if changes.get("markets") in MARKETS:
        changed = replace(changed, markets=changes["markets"])
    if changes.get("population.distribution") in DISTRIBUTIONS:
        shape = replace(changed.population, distribution=changes["population.distribution"])
        changed = replace(changed, population=shape)
    return changed


def of(run: Scenario | Variant) -> Scenario:
    """The scenario of a run, made if need be."""
    return run.made() if isinstance(run, Variant) else run
