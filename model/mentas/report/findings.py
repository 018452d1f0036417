"""What a study found, in plain sentences. Nothing is ranked that its interval does not tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from mentas.report import doubts, numbers
from mentas.report.study import BOTTOM, Group, Row, Study
from mentas.report.words import say
from mentas.studies.analysis import told_apart

HEADLINES: tuple[str, ...] = ("poverty_rate", "spending_mean", "mentas_kept")
"""Measures that sentences are made of, by their group in `Study.group_of`."""

MUCH_UNSPENT = 0.05
"""Share of a budget left over from which a reader is warned."""

OF_DESIGN = "sensitivity"
"""The kind of study whose intervals come from its design, not from replicates."""


def sentences(study: Study, lang: str) -> list[str]:
    """The findings: each headline for each policy at the end, how the path of poverty turns, and how sure that is."""
    found = [sentence(study, name, m, study.last, lang) for m in HEADLINES if study.has(m) for name in study.scenarios]
    return [text for text in found if text] + list(turns(study, lang)) + list(doubts.sentences(study, lang))


def sentence(study: Study, scenario: str, measure: str, year: int, lang: str) -> str:
    """One policy's value of a measure in a year, and how it differs from the baseline; empty for the baseline."""
    row = study.row(scenario, measure, year)
    described = study.measure(measure)
    unit = described["unit"]
    words = {
        "policy": study.title(scenario, lang),
        "measure": named(study, measure, lang),
        "value": numbers.level(row.mean, unit, lang),
        "when": say("after_one", lang) if year == 1 else say("after", lang, years=year),
    }
    if study.baseline is None:
        return say("alone" if study.replicates > 1 else "single", lang, **words)
    if scenario == study.baseline:
        return ""
    words["baseline"] = study.quoted(study.baseline, lang)
    low, high, difference = row.diff_low, row.diff_high, row.difference
    if not row.compared:
        return say("single", lang, **words)
    if not told_apart(low, high):
        mean = doubts.mean(study, scenario, measure, year, lang)
        return say("undecided_mean" if mean else "undecided", lang, **mean, **words)
    near, far = sorted((abs(low), abs(high)))
    way = say("lower" if difference < 0 else "higher", lang)
    places = numbers.places_for((low, high), unit)
    size = {
        "gap": numbers.gap(difference, unit, lang, places),
        "low": numbers.size(near, unit, lang, places),
        "high": numbers.gap(far, unit, lang, places),
    }
    return say("told", lang, way=way, **size, **words)


def turns(study: Study, lang: str) -> Iterator[str]:
    """For each policy whose poverty differs from the baseline's otherwise at the end than in year 1: both, in words."""
    if study.baseline is None or study.last < 2 or not study.has("poverty_rate"):
        return
    for scenario in study.others:
        rows = [study.row(scenario, "poverty_rate", year) for year in (1, study.last)]
        first, last = (_stand(row) for row in rows)
        if all(row.compared for row in rows) and first != last:
            said = {
                when: say(f"turn_{way}", lang, gap=numbers.gap(row.difference, "share", lang))
                for when, way, row in zip(("first", "last"), (first, last), rows, strict=True)
            }
            names = {"policy": study.quoted(scenario, lang), "baseline": study.quoted(study.baseline, lang)}
            yield say("turn", lang, years=study.last, **said, **names)


def _stand(row: Row) -> str:
    """Where a difference stands: lower, higher or undecided."""
    if not told_apart(row.diff_low, row.diff_high):
        return "undecided"
    return "lower" if row.diff_high < 0 else "higher"


def cautions(study: Study, lang: str) -> list[str]:
    """What a reader must know before using the findings."""
    found = list(unspent(study, lang))
    found += _own_data(study, lang)
    if study.varied:
        found += doubts.cautions(study, lang)
    elif study.replicates > 1 and study.manifest.get("kind") != OF_DESIGN:
        found.append(say("dice", lang, n=study.replicates))
    share = numbers.percent(study.manifest["share_assumed"], lang)
    key = "assumed_varied" if study.varied else "assumed"
    numbers_behind = study.manifest["parameters"]
    calibrated = sum(each["evidence"] == "calibrated" for each in numbers_behind.values())
    found.append(say(key, lang, share=share, count=len(numbers_behind), calibrated=calibrated))
    if "pkh" in set(study.spending["programme"]):
        found.append(say("pkh", lang))
    runs = study.manifest.get("runs") or {}
    if runs.get("failed"):
        found.append(say("failed", lang, failed=runs["failed"], total=runs["total"]))
    return found


def unspent(study: Study, lang: str) -> Iterator[str]:
    """Policies that leave so much of their budget that they have not been tested at their full size."""
    for scenario in study.scenarios:
        money = study.spending[study.spending["scenario"] == scenario]
        budget, left = float(money["budget"].sum()), float(money["unspent"].sum())
        if budget > 0 and left / budget > MUCH_UNSPENT:
            yield say("unspent", lang, policy=study.quoted(scenario, lang), money=numbers.rupiah(left, lang),
                      share=numbers.percent(left / budget, lang))  # fmt: skip


def _own_data(study: Study, lang: str) -> list[str]:
    """What a planner's own file did not have and the model drew; each file once."""
    files = {own["sha256"]: own for scenario in study.manifest["scenarios"] if (own := scenario.get("microdata"))}
    found = []
    for own in files.values():
        rows, households = (numbers.number(own[key], 0, lang) for key in ("rows", "households"))
        drawn = ", ".join(own["imputed"]) or say("nothing", lang)
        found.append(say("own_data", lang, file=own["file"], rows=rows, households=households, drawn=drawn))
    return found


def named(study: Study, measure: str, lang: str, group: Group | None = None) -> str:
    """A measure's title, with the deciles that it is shown for."""
    title = study.measure(measure)[lang]
    return f"{title} ({say('bottom', lang)})" if (group or study.group_of(measure)) == BOTTOM else str(title)
