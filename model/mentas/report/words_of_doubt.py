"""What the report says of doubt about parameters and structure."""

from __future__ import annotations

from mentas.language import N_

DOUBT: dict[str, str] = {
    "undecided_mean": N_(
        "{policy}: {measure} {value} {when}; cannot yet be told apart from {baseline} (on average over all models "
        "{gap} {way}, {low} to {high})."
    ),
    "split": N_(
        "How sure, {policy} against {baseline}, {measure}: of the interval {structure} is doubt about the "
        "structure of the model, {parameters} doubt about parameters, {dice} luck that more replicates take away."
    ),
    "split_less": N_(
        "How sure, {policy} against {baseline}, {measure}: of the interval {rest} is doubt about parameters and "
        "structure, {dice} luck that more replicates take away."
    ),
    "changes": N_(
        "The answer changes with {axis}. {policy} against {baseline}, {measure}, on average over models: {levels}."
    ),
    "holds": N_("{policy} against {baseline}, {measure}: {way} on average whatever {axes}."),
    "at_level": N_("{level}: {gap} {way}"),
    "axis_threshold": N_("the threshold above which capital pays (years of spending)"),
    "axis_market": N_("the market"),
    "axis_shape": N_("the shape of spending"),
    "doubts_of_means": N_(
        "Intervals say where the mean over models lies, of {n} replicates over {structures} structures and calibrated "
        "parameter sets, each with its own luck; single models lie farther apart."
    ),
    "doubts": N_(
        "Intervals say where 95 % of models lie: {n} replicates over {structures} structures and calibrated "
        "parameter sets, each with its own luck."
    ),
    "too_few": N_("Fewer than {n} replicates do not tell doubt about parameters from doubt about structure."),
    "keeps": N_("{policy} keeps its own value of {names}: doubt about that is not in its intervals."),
    "assumed_varied": N_(
        "{share} of the {count} numbers behind this rest on assumption; those that were not calibrated do not vary "
        "here: read signs and paths, not digits."
    ),
    "bands_varied": N_("Bands: where 95 % of models lie (luck, parameters, structure)."),
    "sources_varied": N_("Simulated; sources of all numbers: manifest.json"),
    "fig_structures": N_("Does the answer change with the structure of the model?"),
    "fig_structures_sub": N_(
        "Difference to: {baseline}, after {years} years. Bars: 95 % interval of the mean over models; thin lines: "
        "95 % of models.\nFull marks lie on one side of zero, empty ones are not told apart. Thresholds in years "
        "of spending."
    ),
    "fig_structures_poverty": N_("Poverty rate (P0), points"),
    "fig_structures_income": N_("Income, deciles 1-4, Rp thousand a person a month"),
    "level_all": N_("all models"),
    "level_threshold": N_("threshold {level}"),
    "level_none": N_("no threshold"),
    "level_responsive": N_("markets respond"),
    "level_fixed": N_("prices and sales fixed"),
    "level_gb2": N_("spending as GB2"),
    "level_shifted_lognormal": N_("spending as shifted lognormal"),
}
"""By key; part of `words.WORDS`."""
