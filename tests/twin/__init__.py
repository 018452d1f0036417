"""The twin: the same month told a second time, as plain Mesa agents in plain Python, one object a household.

It is an oracle. It is written from the description of the model and knows none of the columns' rules, passes or
kernels; it shares with them only what is data: parameters, the region, the scenario, the names of the state, and the
address of everyone's luck. On a small world both must live the same lives, household by household, act by act.

    from twin import TwinWorld

    world = mentas.World(scenario, seed=3)      # drawn and settled, at month 0
    twin = TwinWorld.beginning_of(world)        # the same people as objects; `world` is read once and not kept
    twin.step()                                 # one month; world.step() must tell the same
    for act in twin.acts(): ...                 # or one month act by act; gives the name of each act that is done

It is an ordinary Mesa model as well, for `mesa.batch_run` of either version: it draws its own population (as the
columns do, burn-in and all), collects the pulse of each month and stops running at the scenario's end.

    mesa.batch_run(TwinWorld, {"scenario": scenario, "rng": [1, 2]})             # Mesa 3.3
    mesa.batch_run(TwinWorld, {"scenario": scenario}, rng=[1, 2])                # Mesa 3.5
    TwinWorld(scenario, rng=1, replicate=0, start=beginning.burn_in(scenario))   # from a finished burn-in

Whoever changes a rule of the model tells it here as well, from its description and not from its code: one file holds
one actor or one part of a life, and `comparing` says what counts as rounding. A disagreement names act, month, row,
column and both values; which telling is right is then for the description to say.

Agents: `twin.households`, `twin.groups` and `twin.markets` are AgentSets of `HouseholdAgent`, `KubeGroupAgent` and
`MarketAgent`; `twin.government` and `twin.registry` are single agents. Attributes have the names of the columns.
"""

from __future__ import annotations

from twin.world import TwinWorld

__all__ = ["TwinWorld"]
