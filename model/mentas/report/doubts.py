"""How sure a finding is, in sentences: of what its interval is made, and where the structure of the model turns it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from mentas.report import numbers, parameter_titles
from mentas.report.study import ALL, BOTTOM, Group, Study
from mentas.report.words import listed, say
from mentas.studies.analysis import told_apart
from mentas.studies.ensemble.doubt import KINDS
from mentas.studies.ensemble.plan import AXES, LUCKS
from mentas.studies.ensemble.structures import WHOLE

OF_MEANS = "frontier"
"""The kind of study whose intervals are all of means over models."""

TOLD: tuple[tuple[str, Group], ...] = (("poverty_rate", ALL), ("income_mean", BOTTOM))
"""Measures of which the doubt is told, and the group that they are of."""


def sentences(study: Study, lang: str) -> Iterator[str]:
    """For each policy: what turns the answer, and of what the interval is made."""
    if study.structures is None or study.baseline is None:
        return
    for measure, group in TOLD:
        if study.has(measure, group):
            for scenario in study.others:
                yield from changes(study, scenario, measure, group, lang)
    measure, group = TOLD[0]
    if study.has(measure, group):
        for scenario in study.others:
            yield from _split(study, scenario, measure, group, lang)


def cautions(study: Study, lang: str) -> list[str]:
    """What the intervals hold, and what they do not."""
    ensemble = study.manifest["ensemble"]
    key = "doubts_of_means" if study.manifest.get("kind") == OF_MEANS else "doubts"
    found = [say(key, lang, n=study.replicates, structures=ensemble["structures"])]
    enough = LUCKS * (2 * ensemble["structures"] - 1)
    if study.replicates < enough and ensemble["structures"] > 1:
        found.append(say("too_few", lang, n=enough))
    for scenario, names in ensemble["kept"].items():
        if scenario in study.scenarios:
            titles = (parameter_titles.title(name, lang) for name in names)
            found.append(say("keeps", lang, policy=study.quoted(scenario, lang), names="; ".join(titles)))
    return found


def levels(study: Study, scenario: str, measure: str, group: Group) -> pd.DataFrame:
    """Differences to the baseline in the last year: all structures first, then each level of each axis."""
    table = study.structures
    assert table is not None
    of_group = (table["group_kind"] == group[0]) & (table["group"] == group[1])
    mine = (table["scenario"] == scenario) & (table["measure"] == measure) & (table["year"] == study.last)
    return table[of_group & mine]


def mean(study: Study, scenario: str, measure: str, year: int, lang: str) -> dict[str, str]:
    """The mean difference over models with its interval, in words; empty where it is not known to differ from zero."""
    if not study.varied:
        return {}
    row = study.path(scenario, measure).loc[[year]].iloc[0]
    ends = float(row["diff_mean_low"]), float(row["diff_mean_high"])
    if not told_apart(*ends):
        return {}
    unit = study.measure(measure)["unit"]
    places = numbers.places_for(ends, unit)
    near, far = sorted(map(abs, ends))
    return {
        "way": _way(row, lang),
        "gap": numbers.gap(float(row["difference"]), unit, lang, places),
        "low": numbers.size(near, unit, lang, places),
        "high": numbers.gap(far, unit, lang, places),
    }


def changes(study: Study, scenario: str, measure: str, group: Group, lang: str) -> Iterator[str]:
    """Which level of an axis turns the answer; or that none does, where it is known at every level."""
    table = levels(study, scenario, measure, group)
    names = _names(study, scenario, measure, group, lang)
    unit = study.measure(measure)["unit"]
    apart = [told_apart(low, high) for low, high in zip(table["diff_mean_low"], table["diff_mean_high"], strict=True)]
    varied = [axis for axis in AXES if axis in set(table["axis"])]
    for axis in varied:
        mine = table[table["axis"] == axis]
        if mine["turns"].any():
            said = table[np.array(apart) & table["axis"].isin([axis, WHOLE]).to_numpy()]
            own = said[said["axis"] == axis]
            if len(set(own["difference"] > 0)) > 1:
                said = own
            texts = [
                say("at_level", lang, gap=numbers.gap(row["difference"], unit, lang), way=_way(row, lang),
                    level=level_words(str(row["axis"]), str(row["level"]), lang))
                for _, row in said.iterrows()
            ]  # fmt: skip
            yield say("changes", lang, axis=say(f"axis_{axis}", lang), levels="; ".join(texts), **names)
    if varied and all(apart) and len(set(table["difference"] > 0)) == 1:
        words = [say(f"axis_{axis}", lang) for axis in varied]
        yield say("holds", lang, way=_way(table.iloc[0], lang), axes=listed(words, lang), **names)


def _split(study: Study, scenario: str, measure: str, group: Group, lang: str) -> Iterator[str]:
    """Of what the interval of the effect is made."""
    shares_of = [f"share_{kind}" for kind in KINDS]
    row = study.path(scenario, measure, group).loc[study.last, shares_of]
    dice, parameters, structure = (float(share) for share in row.to_numpy(dtype=float))
    if math.isnan(dice):
        return
    shares = {"dice": dice, "parameters": parameters, "structure": structure, "rest": 1.0 - dice}
    texts = {name: f"{numbers.number(100 * share, 0, lang)}%" for name, share in shares.items()}
    key = "split_less" if math.isnan(parameters + structure) else "split"
    yield say(key, lang, **texts, **_names(study, scenario, measure, group, lang))


def level_words(axis: str, level: str, lang: str) -> str:
    """A level of an axis in words."""
    if axis != "threshold":
        return say(f"level_{level}", lang)
    if level == "0":
        return say("level_none", lang)
    return say("level_threshold", lang, level=numbers.number(float(level), 1, lang))


def _way(row: pd.Series, lang: str) -> str:
    return say("lower" if row["difference"] < 0 else "higher", lang)


def _names(study: Study, scenario: str, measure: str, group: Group, lang: str) -> dict[str, str]:
    from mentas.report.findings import named

    return {
        "policy": study.quoted(scenario, lang),
        "baseline": study.quoted(str(study.baseline), lang),
        "measure": named(study, measure, lang, group),
    }
