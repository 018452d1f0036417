"""What the policies cost, short: the budget of a year, and how much of it arrived."""

from __future__ import annotations

import pandas as pd

from mentas.language import tell
from mentas.report import findings, numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.effect import Effect, effect
from mentas.report.document import Block, Number, Table, Value, Words
from mentas.report.study import Study
from mentas.report.words import listed

SAME_BUDGET = 0.005
"""Relative difference up to which budgets count as the same."""


def blocks(study: Study, lang: str) -> tuple[Block, ...]:
    """A sentence on the budget, a small table of where it went, and what a household mentas costs."""
    money = study.spending.groupby("scenario")[["budget", "delivered", "admin", "leaked", "unspent"]].sum()
    money = money[money["budget"] > 0.0]
    if money.empty:
        return ()
    years = study.last
    spent = money["budget"].to_dict()
    budgets = {name: float(spent[name]) / years for name in study.scenarios if name in spent}
    return (
        Words(_envelope(study, budgets, lang)),
        _table(study, money, budgets, lang),
        *(Words(text, "caution") for text in findings.unspent(study, lang)),
        *(Words(text, "note") for text in _per_mentas(study, money, lang)),
    )


def _envelope(study: Study, budgets: dict[str, float], lang: str) -> str:
    """The budget of a year in words."""
    least, most = min(budgets.values()), max(budgets.values())
    free = [study.quoted(name, lang) for name in study.scenarios if name not in budgets]
    if most - least > SAME_BUDGET * most:
        said = tell("The policies cost from {least} to {most} a year (nominal).", lang,
                    least=numbers.rupiah(least, lang), most=numbers.rupiah(most, lang))  # fmt: skip
    elif len(budgets) == 1:
        (name,) = budgets
        said = tell("{policy} costs {budget} a year (nominal), {all} in all.", lang, policy=study.quoted(name, lang),
                    budget=numbers.rupiah(most, lang), all=numbers.rupiah(most * study.last, lang))  # fmt: skip
    else:
        said = tell("Each policy has the same {budget} a year (nominal), {all} in all.", lang,
                    budget=numbers.rupiah(most, lang), all=numbers.rupiah(most * study.last, lang))  # fmt: skip
    return said if not free else f"{said} {tell('No budget: {policies}.', lang, policies=listed(free, lang))}"


def _table(study: Study, money: pd.DataFrame, budgets: dict[str, float], lang: str) -> Table:
    """Budget, and what share of it arrived, was administered, leaked or was left."""
    columns = (
        tell("Policy", lang), tell("Budget a year", lang), tell("Reached households and groups", lang),
        tell("Administration and mentors", lang), tell("Leaked", lang), tell("Unspent", lang),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for name, budget in budgets.items():
        row = {part: float(value) for part, value in zip(money.columns, money.loc[name].to_numpy(float), strict=True)}
        shares = (row[part] / row["budget"] for part in ("delivered", "admin", "leaked", "unspent"))
        rows.append((study.title(name, lang), Number(budget, "Rp nominal/year"),
                     *(Number(s, "share", places=0) for s in shares)))  # fmt: skip
    note = tell("Mean of {n} replicates, all {years} years.", lang, n=study.replicates, years=study.last)
    return Table("cost", tell("What the policies cost", lang), columns, tuple(rows), note)


def _per_mentas(study: Study, money: pd.DataFrame, lang: str) -> list[str]:
    """What one household more that leaves poverty for good costs, where the baseline spends nothing."""
    if not study.has("mentas_kept"):
        return []
    if study.baseline is None or study.baseline in money.index:
        return [tell("What a household mentas costs is not said: many leave poverty without any programme, and no "
                     "policy here does without one.", lang)]  # fmt: skip
    found = []
    for name in study.others:
        each = effect(study, name, "mentas_kept", study.last)
        if name in money.index and each is not None:
            spent = float(money[["delivered", "admin", "leaked"]].sum(axis=1).to_dict()[name])
            found.append(_each_more(study, each, spent, lang))
    return found


def _each_more(study: Study, each: Effect, spent: float, lang: str) -> str:
    """Rupiah for each household mentas that there would not be without the policy."""
    policy = study.title(each.policy, lang)
    if not (confidence.told(each) and each.low > 0.0):
        return tell("{policy}: what one household mentas more costs cannot be said, for it is not known that there "
                    "are more.", lang, policy=policy)  # fmt: skip
    middle, least, most = (numbers.rupiah(spent / more, lang) for more in (each.difference, each.high, each.low))
    return tell("{policy}: {middle} for each household mentas more than without it (95 % interval {least} to {most}).",
                lang, policy=policy, middle=middle, least=least, most=most)  # fmt: skip
