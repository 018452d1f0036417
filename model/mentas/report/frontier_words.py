"""What the report says of frontiers."""

from __future__ import annotations

from mentas.language import N_, P_, tell

WORDS: dict[str, str] = {
    "lower": N_("lower"),
    "higher": N_("higher"),
    "mean": N_("mean of all"),
    "tried": N_(
        "{tried} mixes of {envelope} were tried. What is said here was found in {worlds} worlds that no choice has "
        "seen."
    ),
    "tried_seen": N_("{tried} mixes of {envelope} were tried in {worlds} worlds."),
    "curse": N_(
        "The best were picked in the same worlds in which they are measured: they look better than they are. Fresh "
        "worlds are needed before anything is decided."
    ),
    "on": N_("On average {n} stand on the frontier, where no other is better in every outcome ({outcomes}): {names}."),
    "on_one": N_("On average one stands alone on the frontier, the best in every outcome ({outcomes}): {names}."),
    "on_many": N_(
        "On average {n} stand on the frontier, where no other is better in every outcome ({outcomes}), among them "
        "{names}."
    ),
    "sure_many": N_("Of {n} of them their place is certain (95 %, all comparisons together)."),
    "sure": N_("Certain of their place (95 %, all comparisons together): {names}."),
    "sure_none": N_("Of none of them is its place certain (95 %, all comparisons together)."),
    "open": N_("{n} more cannot be ruled out: no other is certainly better in every outcome."),
    "beaten": N_("{n} are certainly beaten: another is better in every outcome."),
    "alike": N_("{names} cannot be told apart in any outcome."),
    "where": N_("Where the money goes on the frontier: {shares}."),
    "where_one": N_("{programme} {share}"),
    "where_range": N_("{programme} {low} to {high}"),
    "corner": N_(
        "Best on average in {measure}: {mix}, {value}; {gap} {way} than {baseline} (95 % interval of the mean over "
        "worlds {low} to {high})."
    ),
    "corner_same": N_("Best on average in {measure}: {mix}, {value}; cannot be told apart from {baseline}."),
    "corner_base": N_("Best on average in {measure}: {baseline} itself, {value}."),
    "base_on": N_("{baseline}: on the frontier too."),
    "base_open": N_("{baseline}: no mix is certainly better in every outcome."),
    "base_beaten": N_("{baseline}: certainly beaten; {mix} is better in every outcome."),
    "costs": N_(
        "{mix}: one household more ({measure}) costs {cost} (95 % interval {low} to {high}), counted from {baseline}."
    ),
    "saves": N_("{mix}: {gap} households more ({measure}) than {baseline}, for {saved} less."),
    "unclear": N_("{mix}: {gap} households more ({measure}) than {baseline}; that more is spent for it is not known."),
    "no_more": N_("{mix}: as many households ({measure}) as {baseline}, so that one more has no price."),
    "fewer": N_("{mix}: {gap} households fewer ({measure}) than {baseline}, so that one more has no price."),
    "not_known": N_(
        "{mix}: what one household more ({measure}) costs is not known, because the gain over {baseline} cannot be "
        "told apart from nothing."
    ),
    "next": N_("{mix}: the next Rp1 billion: {parts}."),
    "next_up": N_("{measure} {gap} {way} ({low} to {high})"),
    "next_unknown": N_("{measure} not told apart from no change"),
    "next_step": N_("The next Rp1 billion is measured by a step of {step} on top of {envelope}."),
    "unused": N_("{mix}: only {share} of that step could be spent."),
    "cautious": N_(
        "Cautious choice by {measure}: {mix}; in no structure of the model is it worse by more than {gap} than the "
        "best there."
    ),
    "cautious_best": N_("Cautious choice by {measure}: {mix}, the best in every structure of the model."),
    "cautious_sure": N_("Worlds drawn again choose the same in {share} of cases."),
    "cautious_rivals": N_(
        "Worlds drawn again choose the same in {share} of cases; it cannot be told apart from {rivals}."
    ),
    "worst": N_("In the worst tenth of worlds, {measure}: {parts}."),
    "worst_one": N_("{mix} {value}"),
    "source": N_("mentas {version} · {study} · {region} · seed {seed} · {n} worlds"),
    "source_fresh": N_("Simulated, in worlds that no choice has seen; sources of all numbers: manifest.json"),
    "source_seen": N_(
        "Simulated; the best were picked in these same worlds and look better than they are. Sources of all "
        "numbers: manifest.json"
    ),
    "fig_map": N_("What can be had for {envelope}"),
    "fig_map_sub": N_(
        "Differences to: {baseline}, in the same worlds. Up and to the right is better. Crosses: 95 % intervals "
        "of the mean over worlds; lines: the frontier of the two outcomes shown."
    ),
    "legend_frontier": N_("on the frontier, certain"),
    "legend_open": N_("on the frontier on average"),
    "legend_near": N_("cannot be ruled out"),
    "legend_dominated": N_("certainly beaten"),
    "fewer_better": N_("{measure} (less is better)"),
    "points_axis": N_("{measure}, points"),
    "unit_axis": N_("{measure}, {unit}"),
    "thousand": N_("Rp thousand a person a month"),
    "million_rp": N_("Rp million"),
    "households": N_("households"),
    "fig_mixes": N_("What the mixes on the frontier are made of"),
    "fig_mixes_sub": N_(
        "Shares of {envelope}, from the best in {first} (above) to the best in other outcomes. Full circles: "
        "certain of their place, empty ones: on average. Mixes of one group cannot be told apart in any outcome."
    ),
    "group": N_("group {number}"),
    "fig_regret": N_("What each choice may be regretted by"),
    "fig_regret_sub": N_(
        "{measure}: shortfall from the best mix in each structure of the model, {unit}. In brackets: not told "
        "apart from the best. Framed: the cautious choice, whose largest regret is smallest. Baseline: {baseline}."
    ),
    "largest": N_("largest"),
    "baseline": N_("baseline"),
    "threshold": P_("column", "threshold {level}"),
    "no_threshold": P_("column", "no threshold"),
    "responsive": N_("markets respond"),
    "fixed": N_("prices fixed"),
    "gb2": N_("GB2"),
    "shifted_lognormal": N_("lognormal"),
    "points_unit": N_("points"),
}
"""By key."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)
