"""How sure a difference is, in words at fixed thresholds. They are set here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mentas.language import N_, tell
from mentas.report.comparison.effect import Effect
from mentas.report.document import Fold, Items
from mentas.report.study import Study
from mentas.studies.analysis import told_apart


@dataclass(frozen=True, slots=True)
class Level:
    """How sure a difference is."""

    name: str
    word: str
    """The word of it, in English."""
    meaning: str
    """What has to hold for the word to be used, in English."""


CLEAR: Final = Level(
    "clear", N_("clear"),
    N_("“Clear”: the 95 % interval of the difference, over all models, leaves out zero."),
)  # fmt: skip
LIKELY: Final = Level(
    "likely", N_("likely"),
    N_("“Likely”: the 90 % interval over all models leaves out zero, the 95 % interval does not."),
)  # fmt: skip
AVERAGE: Final = Level(
    "average", N_("on average over models only"),
    N_("“On average over models only”: the mean over models differs from zero (95 % interval of the mean), but single "
       "models disagree; the one that holds here is not known. Two policies are then not ranked."),
)  # fmt: skip
LUCK: Final = Level(
    "luck", N_("more than luck"),
    N_("“More than luck”: the 95 % interval over replicates leaves out zero. It holds luck only; doubt about "
       "parameters and about the model is not in it."),
)  # fmt: skip
OPEN: Final = Level(
    "open", N_("cannot be told apart"),
    N_("“Cannot be told apart”: none of these holds. It does not mean that the policies are equal."),
)  # fmt: skip
SAME: Final = Level("same", N_("the same"), N_("“The same”: no replicate shows any difference."))
UNKNOWN: Final = Level(
    "unknown", N_("no interval"), N_("“No interval”: too few replicates can be compared to give one.")
)

OVER_MODELS: tuple[Level, ...] = (CLEAR, LIKELY, AVERAGE, OPEN, SAME, UNKNOWN)
"""Levels of a study whose replicates differ in structure and parameters, surest first."""

OVER_LUCK: tuple[Level, ...] = (LUCK, OPEN, SAME, UNKNOWN)
"""Levels of a study whose replicates differ in luck only."""

TOLD: tuple[Level, ...] = (CLEAR, LUCK)
"""Levels at which two policies are ranked."""


def level(effect: Effect) -> Level:
    """How sure a difference is."""
    if not effect.known:
        return UNKNOWN
    if effect.low == effect.high == 0.0:
        return SAME
    if told_apart(effect.low, effect.high):
        return CLEAR if effect.over_models else LUCK
    if told_apart(effect.low90, effect.high90):
        return LIKELY
    return AVERAGE if told_apart(effect.mean_low, effect.mean_high) else OPEN


def told(effect: Effect) -> bool:
    """Whether the policy is told apart from the baseline, and may be ranked against it."""
    return level(effect) in TOLD


def word(found: Level, lang: str) -> str:
    """The word of a level."""
    return tell(found.word, lang)


def levels(study: Study) -> tuple[Level, ...]:
    """The levels that a study can come to."""
    return OVER_MODELS if study.varied else OVER_LUCK


def terms(lang: str) -> tuple[tuple[str, str], ...]:
    """Every word with its meaning, for a glossary."""
    return tuple((tell(each.word, lang), tell(each.meaning, lang)) for each in (*OVER_MODELS[:3], LUCK, OPEN))


def explained(study: Study, lang: str) -> Fold:
    """What the words mean in this study."""
    texts = tuple(tell(each.meaning, lang) for each in levels(study))
    return Fold(tell("What the words say about how sure a difference is", lang), (Items(texts),))
