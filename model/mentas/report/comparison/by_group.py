"""Differences to the baseline by group of households, and what may be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mentas.language import N_, tell
from mentas.report.comparison import confidence, groups
from mentas.report.comparison.clauses import direction
from mentas.report.comparison.confidence import AVERAGE, CLEAR, LIKELY, LUCK
from mentas.report.comparison.effect import Effect, effects
from mentas.report.study import Group, Study

Found = Mapping[Group, list[Effect]]
"""Effects of the policies on one measure, by group."""

STANDS: dict[tuple[str, str], str] = {
    (CLEAR.name, "higher"): N_("Clearly higher under {policy}: {groups}."),
    (CLEAR.name, "lower"): N_("Clearly lower under {policy}: {groups}."),
    (LUCK.name, "higher"): N_("Higher by more than luck under {policy}: {groups}."),
    (LUCK.name, "lower"): N_("Lower by more than luck under {policy}: {groups}."),
    (LIKELY.name, "higher"): N_("Likely higher under {policy}: {groups}."),
    (LIKELY.name, "lower"): N_("Likely lower under {policy}: {groups}."),
}
"""What is said of the groups in which a policy stands so, by the name of the level and the way."""


def of_kind(study: Study, kind: str, measure: str) -> Found:
    """The effects at the end on one measure, by group; groups of which nothing is compared are left out."""
    found = {
        group: [each for each in effects(study, measure, study.last, group) if each.known]
        for group in groups.groups(study, kind)
    }
    return {group: some for group, some in found.items() if some}


def finding(study: Study, found: Found, lang: str) -> str:
    """In which groups which policy stands otherwise than the baseline, the surest first."""
    said = list(stands(study, found, lang))
    if any(confidence.told(each) for some in found.values() for each in some):
        return " ".join(said)
    average = [each for some in found.values() for each in some if confidence.level(each) is AVERAGE]
    if average:
        words = {"n": len(average), "all": sum(map(len, found.values()))}
        said.append(
            tell("On average over models, though, the direction of {n} of {all} differences is known.", lang, **words)
        )
    none = tell("In no group can a policy be told apart from {baseline}.", lang,
                baseline=study.quoted(str(study.baseline), lang))  # fmt: skip
    return " ".join((none, *said))


def stands(study: Study, found: Found, lang: str) -> Iterator[str]:
    """A sentence for each level, way and policy."""
    for (name, way), text in STANDS.items():
        for policy in study.others:
            mine = _where(found, policy, way, [name])
            if mine:
                yield tell(text, lang, policy=study.quoted(policy, lang), groups=_names(found, policy, mine, lang))


def gains(study: Study, measure: str, found: Found, lang: str) -> Iterator[str]:
    """Who gains and who loses by a measure under each policy, only where they are told apart."""
    better = study.measure(measure)["better"]
    ways = {"lower": ("lower", "higher"), "higher": ("higher", "lower")}.get(better, ())
    texts = (N_("Better off under {policy}, by {measure}: {groups}."),
             N_("Worse off under {policy}, by {measure}: {groups}."))  # fmt: skip
    for policy in study.others:
        for text, way in zip(texts, ways, strict=False):
            mine = _where(found, policy, way, [level.name for level in confidence.TOLD])
            if mine:
                yield tell(text, lang, policy=study.quoted(policy, lang), measure=study.measure(measure)[lang],
                           groups=_names(found, policy, mine, lang))  # fmt: skip


def _names(found: Found, policy: str, mine: Sequence[Group], lang: str) -> str:
    """Some groups by their names, or that they are all that can be compared under a policy."""
    every = [group for group, some in found.items() if any(each.policy == policy for each in some)]
    return tell("all groups", lang) if len(mine) == len(every) > 1 else groups.names(mine, lang)


def _where(found: Found, policy: str, way: str, levels: Sequence[str]) -> list[Group]:
    """The groups in which a policy differs that way, at one of these levels."""
    return [
        group for group, some in found.items() for each in some
        if each.policy == policy and direction(each) == way and confidence.level(each).name in levels
    ]  # fmt: skip
