"""All tables of a frontier study, by the name of their file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentas.studies.frontier import money, pareto, regret
from mentas.studies.frontier.tried import Tried

if TYPE_CHECKING:
    import pandas as pd

TABLES: tuple[str, ...] = ("candidates", "frontier", "cost", "next_billion", "regret", "cautious")
"""What is written; `next_billion` only where a larger envelope was lived through."""


def tables(
    tried: Tried,
    levers: pd.DataFrame,
    *,
    baseline: str,
    structures: Mapping[int, str],
    cost_of: str,
    seed: int,
    above: Tried | None = None,
    step: float = 0.0,
    draws: int = pareto.DRAWS,
) -> dict[str, pd.DataFrame]:
    """What is known of the candidates that a study ends with.

    Args:
        tried: candidates and worlds, fresh ones where there are; what failed is left out here.
        levers: indexed by candidate, a column for each lever in its own unit; the baseline may lack them.
        baseline: the policy that differences are taken against.
        structures: name by number.
        cost_of: the outcome whose cost is asked for.
        seed: of the study.
        above: some of the candidates in the same worlds at a larger envelope.
        step: rupiah by which that envelope is larger.
        draws: times that worlds are drawn again.

    Returns:
        Frames by the names in `TABLES`. `candidates` holds candidate, spent (Rp, mean over worlds), and the levers;
        the others are as `pareto.judge`, `money` and `regret` give them. Regret and the cautious choice are of all
        outcomes, among the candidates on the frontier on the means, and the baseline.
    """
    import pandas as pd

    whole = tried.whole(keep=[baseline])
    judged = pareto.judge(whole, baseline=baseline, seed=seed, draws=draws)
    on = judged.drop_duplicates("candidate").set_index("candidate")["on_means"]
    best = whole.only([name for name in whole.names if on[name] or name == baseline])
    outcomes = [outcome.name for outcome in whole.outcomes]
    spent = pd.DataFrame({"candidate": whole.names, "spent": whole.spent.mean(axis=1)})
    found = {
        "candidates": spent.join(levers, on="candidate"),
        "frontier": judged,
        "cost": money.cost_each(whole, baseline=baseline, outcome=cost_of),
        "regret": pd.concat(
            [regret.table(best, structures=structures, outcome=outcome) for outcome in outcomes], ignore_index=True
        ),
        "cautious": pd.concat(
            [regret.choices(best, outcome=outcome, seed=seed, draws=draws) for outcome in outcomes], ignore_index=True
        ),
    }
    if above is not None:
        found["next_billion"] = money.next_billion(tried.only(above.names), above, step=step)
    return found
