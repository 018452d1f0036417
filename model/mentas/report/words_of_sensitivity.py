"""What figures of sensitivity say."""

from __future__ import annotations

from mentas.language import N_, tell

WORDS: dict[str, str] = {
    "level": N_("{measure}, {policy}"),
    "difference": N_("{measure}, {policy} less {baseline}"),
    "rests_morris": N_("{what}: {n} of {all} parameters matter. Over its whole range each moves it by: {parts}."),
    "rests_sobol": N_("{what}: {n} of {all} parameters matter. Part of what varies, with interactions: {parts}."),
    "rests_delta": N_("{what}: {n} of {all} parameters matter, by delta: {parts}."),
    "rests_none": N_("{what}: no parameter can be told from no effect."),
    "seen": N_("{n} of {all} parameters are told from no effect; the largest effect: {name}."),
    "seen_none": N_("None of {all} parameters is told from no effect."),
    "noise": N_("Of what varies between points, {share} is luck."),
    "turns": N_("{name}: below {value} (95 % interval {low} to {high}) {below} is better, above it {above}."),
    "turns_none": N_("No single parameter turns the answer, the others averaged over."),
    "turns_unknown": N_("For {n} of {all} parameters it cannot be told whether they turn the answer."),
    "refused": N_("{what}: cannot be analysed: {why}."),
    "first": N_("alone (S1)"),
    "total": N_("with interactions (ST)"),
    "share": N_("Share of the variance of the outcome, per cent"),
    "nothing": N_("no more than chance"),
    "mu_star": N_("Size of the effect over the whole range of the parameter (mu*)"),
    "sigma": N_("How much the effect depends on other parameters (sigma)"),
    "bend": N_("above the line: mostly by interactions or bends"),
    "bars": N_("Lines: 95 % interval over bootstrap samples of the design."),
    "grey": N_("Grey: cannot be told from no effect."),
    "named": N_("The {shown} largest are named."),
    "more": N_("Of {all} parameters, the {shown} largest are shown."),
    "dummy": N_("a parameter that the model does not see"),
    "better": N_("{policy} is better"),
    "unclear": N_("cannot be told"),
    "adopted": N_("adopted value"),
    "switch": N_("switch point with its 95 % interval"),
    "lines": N_("Each line is the parameter's whole range; other parameters vary as well and are averaged over."),
}
"""By key."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)
