"""What the report says of trials."""

from __future__ import annotations

from mentas.language import N_, P_, tell

WORDS: dict[str, str] = {
    "arm": N_("Arm"),
    "outcome": N_("Outcome"),
    "months": N_("Month"),
    "published": N_("Published (SE)"),
    "simulated": N_("Simulated (spread)"),
    "z": N_("z"),
    "sign": N_("Sign"),
    "role": N_("Role"),
    "right": N_("right"),
    "wrong": N_("WRONG"),
    "not_needed": N_("-"),
    "control": N_("control group"),
    "calibrate": N_("target"),
    "check": N_("check"),
    "from memory": N_("from memory"),
    "not scored": N_("not scored"),
    "no error": N_("no SE"),
    "not simulated": N_("not simulated"),
    "dagger": N_(
        "† standard error not published: half the effect is assumed. Spread: standard deviation of the estimates "
        "over replicates, each a trial of the published size."
    ),
    "inside": N_(
        "|z| < 1.96: {inside} of {counted} scored ({share}). Right sign where the published interval excludes "
        "zero: {right} of {signs}."
    ),
    "order": N_("Order {names}: {right} of {pairs} pairs right (simulated: {simulated})."),
    "no_order": N_("Order of {names}: nothing in it is scored."),
    "ratio": N_("{later} / {earlier}: published {published} (SE {error}), simulated {simulated}."),
    "ratio_aside": N_("{later} / {earlier}: published {published} (SE {error}), simulated {simulated} (not scored)."),
    "skill": N_(
        "Skill (1 is perfect): {zero} against 'no effect', {pooled} against 'the mean published effect of its "
        "kind' ({n} effects; that mean knows the effect itself)."
    ),
    "spread": N_("Spread of simulated estimates over the published SE, median: {ratio}."),
    "settings": N_("What differs from the trial as it was held, or is assumed about it:"),
    "parameters": N_("Parameters that differ from a policy scenario, as the trial's setting documents: {list}"),
    "no_parameters": N_("Parameters are those of a policy scenario, all of them."),
    "all": N_("All trials"),
    "trial": N_("Trial"),
    "scored": N_("Scored"),
    "inside_short": N_("|z| < 1.96"),
    "signs_short": N_("Signs"),
    "pairs_short": N_("Order"),
    "skill_zero": N_("Skill: no effect"),
    "skill_pooled": N_("Skill: pooled mean"),
    "women": N_("women"),
    "men": N_("men"),
    "profit_above": N_("profit from {x}"),
    "profit_below": N_("profit below {x}"),
    "capital_above": N_("capital after from {x}"),
    "capital_below": N_("capital after below {x}"),
    "top": N_("top {x} % by ability"),
    "rest": N_("all but the top {x} % by ability"),
    "ineligible": N_("the ineligible"),
    "everyone": N_("everyone"),
    "tot": N_("of those who took it"),
    "level": N_("level"),
    "change": N_("log change, x 100"),
    "still": N_("owners still open, %"),
    "level_unit": N_("{currency} a {per}"),
    "stock_unit": N_("{currency}"),
    "own_unit": P_("trial", "share"),
    "percent_of_control": N_("% of control"),
    "control_sd": N_("control SDs"),
    "points": N_("points"),
    "gain_per_transfer": N_("gain a year / transfer"),
    "per_transfer": N_("sum / transfer"),
    "month": N_("month"),
    "year": N_("year"),
    "sub": N_(
        "Each effect in published standard errors: 0 is no effect. Both bars are 95 % intervals: of the published "
        "effect,\nand of what {n} simulated trials of the published size found. Numbers at the right are in the "
        "unit named."
    ),
    "levels": N_("Levels, as % of the published figure"),
    "effects": N_("Effects, in published standard errors"),
    "legend_published": N_("published"),
    "legend_simulated": N_("simulated"),
    "legend_far": N_("simulated, too far from it (|z| from 1.96)"),
    "legend_aside": N_("hollow: not scored"),
    "source": N_(
        "{study}\nmentas {version} · {n} replicates · seed {seed} · {inside} of {counted} scored with |z| < 1.96 · "
        "{right} of {signs} signs right"
    ),
    "header": N_("published (SE) | simulated (spread)"),
    "after": N_("month {months}"),
    "spending": N_("spending"),
    "spending_person": N_("spending a person"),
    "spending_month": N_("spending of the month"),
    "income": N_("income"),
    "earnings": N_("earnings"),
    "profit": N_("profit"),
    "capital": N_("capital"),
    "cash": N_("cash"),
    "assets": N_("assets"),
    "open": N_("runs a business"),
    "hours": N_("working time in the business"),
    "poor": N_("poor"),
    "invested": N_("invested"),
    "price": N_("prices"),
    "spending_sum": N_("spending, summed"),
    "output_sum": N_("output, summed"),
    "demand_sum": N_("demand, summed"),
}
"""By key."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)
