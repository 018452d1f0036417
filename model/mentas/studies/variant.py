"""A scenario with some of its keys changed, made only when it is needed: what travels is the change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentas.files import Problem, Refusal
from mentas.studies.space.dimension import SHARES

if TYPE_CHECKING:
    from mentas.scenario import Scenario

PARAMETERS = "parameters."


@dataclass(frozen=True, slots=True)
class Variant:
    """A scenario and dotted changes to it."""

    scenario: Scenario
    changes: tuple[tuple[str, Any], ...]

    def made(self) -> Scenario:
        """The changed scenario.

        Raises:
            Refusal: a change is refused.
        """
        return made(self.scenario, dict(self.changes))


def made(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """A scenario with changes: what `with_changes` gives for `settled` changes.

    Where only parameters, markets or the shape of spending change, neither the document nor a planner's own file is
    read again.

    Raises:
        Refusal: a change is refused.
    """
    quick = {name: value for name, value in changes.items() if _is_quick(name, value)}
    slow = {name: value for name, value in changes.items() if name not in quick}
    changed = _settled(scenario, slow)[1] if slow else scenario
    return _quickly(changed, quick) if quick else changed


def settled(scenario: Scenario, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes as `with_changes` must be told them, for it to do what a division of the budget means: programmes that
    it does not name get nothing, and a share that would serve nobody goes to the others.

    Raises:
        Refusal: a change is refused.
    """
    return _settled(scenario, changes)[0] if SHARES in changes else dict(changes)


def of(run: Scenario | Variant) -> Scenario:
    """The scenario of a run, made if need be."""
    return run.made() if isinstance(run, Variant) else run


def _settled(scenario: Scenario, changes: Mapping[str, Any]) -> tuple[dict[str, Any], Scenario]:
    found = dict(changes)
    if SHARES in found and scenario.budget is not None:
        found[SHARES] = dict.fromkeys(scenario.budget.shares, 0.0) | found[SHARES]
    while True:
        try:
            return found, scenario.with_changes(found)
        except Refusal as refusal:
            nobody = {problem.field.removeprefix("programmes.") for problem in refusal.problems}
            if SHARES not in found or any(problem.code != "buys-nobody" for problem in refusal.problems):
                raise
            shares = {name: 0.0 if name in nobody else share for name, share in found[SHARES].items()}
            whole = sum(shares.values())
            if whole == 0.0 or shares == found[SHARES]:
                raise
            found[SHARES] = {name: share / whole for name, share in shares.items()}


def _is_quick(name: str, value: Any) -> bool:
    """Whether a change is made without reading the scenario's document again."""
    from mentas.scenario.schema import DISTRIBUTIONS, MARKETS

    if name.startswith(PARAMETERS):
        return isinstance(value, int | float) and not isinstance(value, bool)
    words = {"markets": MARKETS, "population.distribution": DISTRIBUTIONS}.get(name, ())
    return isinstance(value, str) and value in words


def _quickly(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    from mentas import parameters
    from mentas.scenario import layers

    values = {name.removeprefix(PARAMETERS): value for name, value in changes.items() if name.startswith(PARAMETERS)}
    wrong = {name: problem for name, value in values.items() if (problem := parameters.check(name, value)) is not None}
    if wrong:
        raise Refusal(
            [Problem(f"with_changes({PARAMETERS + n!r})", 0, 0, PARAMETERS + n, *said) for n, said in wrong.items()]
        )
    document, population = scenario.document, scenario.population
    for name, value in changes.items():
        document = layers.change(document, name, value)
    if "population.distribution" in changes:
        population = replace(population, distribution=changes["population.distribution"])
    return replace(
        scenario,
        parameters=dict(scenario.parameters) | {name: float(value) for name, value in values.items()},
        markets=changes.get("markets", scenario.markets),
        population=population,
        document=document,
    )
