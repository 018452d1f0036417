"""Tables of differences, and the small words that they share."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mentas.language import tell
from mentas.report import numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.effect import Effect
from mentas.report.document import Number, Range, Table, Value
from mentas.report.study import Study


def differences(
    study: Study, lang: str, *, name: str, title: str, of: tuple[str, ...],
    rows: Iterable[tuple[tuple[Value, ...], Effect]],
) -> Table:  # fmt: skip
    """A table of effects.

    Args:
        study: the study.
        lang: `id` or `en`.
        name, title: of the table.
        of: names of the columns before the policy's.
        rows: what stands in those columns, and the effect.
    """
    columns = (
        *of, tell("Policy", lang), tell("Value", lang), tell("Difference", lang), tell("95 % interval", lang),
        tell("How sure", lang), tell("n", lang),
    )  # fmt: skip
    note = tell("Difference to {baseline}, in points where shares differ.", lang,
                baseline=study.title(str(study.baseline), lang))  # fmt: skip
    return Table(name, title, columns, tuple((*before, *_cells(study, each, lang)) for before, each in rows), note)


def _cells(study: Study, each: Effect, lang: str) -> tuple[Value, ...]:
    unit = study.measure(each.measure)["unit"]
    places = numbers.places_apart(each.low, each.high, unit) or None
    gap: Value = None if math.isnan(each.difference) else Number(each.difference, unit, True, places)
    ends = Range(each.low, each.high, unit, True, places) if each.known else None
    sure = "" if gap is None else confidence.word(confidence.level(each), lang)
    return study.title(each.policy, lang), Number(each.mean, unit), gap, ends, sure, each.pairs


def when(year: int, lang: str) -> str:
    """After how many years."""
    return tell("After one year", lang) if year == 1 else tell("After {years} years", lang, years=year)
