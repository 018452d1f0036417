"""A frontier study from its first spread of candidates to its tables.

Candidates are points of the levers for one scenario; the other scenarios compete as they are. All live in the same
worlds. Then the search proposes batches from what it was told, the best are lived again in fresh worlds, since what was
chosen for its luck looks better than it is, and once more at a larger envelope, which says what more money buys.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.measures.names import MEASURES
from mentas.studies import atomic, csv, responses, results
from mentas.studies.ensemble.worlds import Worlds, worlds
from mentas.studies.names_of_tables import CONFIRMED, MORE, OF_FRONTIER
from mentas.studies.roster import Roster
from mentas.studies.space.dimension import Choice, Dimension, Simplex
from mentas.studies.space.plan import MOST_CONFIRMED
from mentas.studies.space.points import Points, laid, unit_columns

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study
    from mentas.studies.failures import Failure
    from mentas.studies.frontier.tried import Tried
    from mentas.studies.responses import Responses
    from mentas.studies.session import Session

ENVELOPE = "budget.per_year"

ABOUT = OF_FRONTIER[-1]

MONEY = ("grant", "benefit_per_month", "mentoring_cost", "per_year")
"""Last words of levers in rupiah."""


def run(study: Study, lived: Worlds, session: Session) -> tuple[Roster, tuple[Failure, ...], pd.DataFrame]:
    """Live through candidates, search, confirm, and write what was found."""
    import pandas as pd

    roster, failures, found = _searched(study, lived, session)
    responses.write(session.folder, roster, found)
    tried, chosen = _tried(study, found, roster), list(range(len(roster.points)))
    assert study.design is not None and study.baseline is not None
    fresh = study.design.confirm
    judged = tried
    again = replace(study, replicates=study.replicates + fresh)
    wider = worlds(again)
    if fresh:
        chosen = _best(study, tried)
        after, errors, found = _lived(again, wider, session, roster.points, chosen, study.replicates, CONFIRMED)
        failures, judged = failures + errors, _tried(study, found, after, names=_names(chosen))
    above, step = None, 0.0
    if study.design.step:
        arm = moved(study)
        budget = next(each.scenario.budget for each in study.arms if each.name == arm)
        assert budget is not None
        envelope = round(budget.per_year * (1.0 + study.design.step))
        step = float((envelope - budget.per_year) * _years(study))
        richer = _richer(study, roster.points, chosen, arm, envelope)
        first = study.replicates if fresh else 0
        more, errors, found = _lived(
            again, wider, session, richer, range(len(richer)), first, MORE
        )  # fmt: skip
        failures = failures + errors
        above = _tried(study, found, more, names=_names(chosen)).only(_names(chosen))
    _write(session.folder, study, roster, judged, above, step)
    return roster, failures, pd.DataFrame()


def _years(study: Study) -> int:
    return max(arm.scenario.years for arm in study.arms)


def moved(study: Study) -> str:
    """The scenario that the levers change."""
    (name,) = {name for each in study.dimensions for name in each.arms}
    return name


def senses(study: Study) -> list[str]:
    """`max` or `min` for each outcome."""
    return ["max" if MEASURES[each.measure].better == "higher" else "min" for each in study.wanted]


def _searched(study: Study, lived: Worlds, session: Session) -> tuple[Roster, tuple[Failure, ...], Responses]:
    """All candidates, from the first spread and the search."""
    from mentas.studies.frontier.search import Search

    assert study.design is not None
    names = unit_columns(study.dimensions)
    first = laid(study.design, study.dimensions, seed=study.seed).unit
    assert first is not None
    search = Search(
        levers=names, objectives=senses(study), first=first, batch=study.design.batch, seed=study.seed
    )  # fmt: skip
    unit = np.empty((0, len(names)))
    for _ in range(1 + study.design.batches):
        unit = np.vstack([unit, search.ask()])
        roster = Roster(study, Points(study.dimensions, unit=unit), lived, strict=session.how.strict)
        failures = session.execute(roster)
        found = results.gathered(roster, session.store)
        arm = found.scenarios.index(moved(study))
        told = found.values[:, arm, len(unit) - len(search.ask()) :].mean(axis=2).T
        search.tell(told)
    results.write(session.folder, session.store, roster, failures)
    return roster, failures, found


def _lived(
    study: Study, lived: Worlds, session: Session, points: Points, chosen: Sequence[int], first: int, name: str
) -> tuple[Roster, tuple[Failure, ...], Responses]:
    """Some candidates in the worlds from `first` on."""
    some = Points(points.dimensions, listed=[points[place] for place in chosen])
    roster = Roster(study, some, lived, strict=session.how.strict, first=first)
    failures = session.execute(roster)
    folder = session.folder / name
    folder.mkdir(exist_ok=True)
    found = results.write(folder, session.store, roster, failures)
    responses.write(folder, roster, found)
    return roster, failures, found


def _tried(study: Study, found: Responses, roster: Roster, names: Sequence[str] | None = None) -> Tried:
    """Candidates and the scenarios that compete as they are, in the worlds of a roster."""
    from mentas.studies.frontier.ground import Ground
    from mentas.studies.frontier.tried import Outcome, Tried

    arm = moved(study)
    place = found.scenarios.index(arm)
    others = [number for number, name in enumerate(found.scenarios) if name != arm]
    values = np.concatenate([found.values[:, others, 0], found.values[:, place]], axis=1)
    spent = np.concatenate([found.spent[others, 0], found.spent[place]], axis=0)
    outcomes = tuple(
        Outcome(each.name, sense, MEASURES[each.measure].unit, MEASURES[each.measure].id, MEASURES[each.measure].en)
        for each, sense in zip(study.wanted, senses(study), strict=True)
    )
    known = [found.scenarios[number] for number in others]
    ground = Ground.of(roster.lived.nest(), np.asarray(roster.replicates))
    named = names or _names(range(len(roster.points)))
    return Tried((*known, *named), outcomes, np.moveaxis(values, 0, 2), spent, ground)


def _names(chosen: Sequence[int] | range) -> list[str]:
    """What candidates are called: by their point."""
    return [f"mix_{place:03d}" for place in chosen]


def _best(study: Study, tried: Tried) -> list[int]:
    """Points to live again in fresh worlds."""
    from mentas.studies.frontier import pareto

    assert study.baseline is not None
    judged = pareto.judge(tried.whole(keep=[study.baseline]), baseline=study.baseline, seed=study.seed)
    listed = pareto.confirm(judged, baseline=study.baseline, most=MOST_CONFIRMED)
    return sorted(int(name.removeprefix("mix_")) for name in listed if name.startswith("mix_"))


def _richer(study: Study, points: Points, chosen: Sequence[int], arm: str, envelope: int) -> Points:
    """The chosen candidates at a larger envelope."""
    more = Dimension(
        name=ENVELOPE, role="lever", group="programme design", form=Choice((envelope,)), arms=(arm,)
    )  # fmt: skip
    return Points((*study.dimensions, more), listed=[(*points[place], envelope) for place in chosen])


def account(study: Study, roster: Roster, judged: Tried, step: float) -> dict[str, Any]:
    """What the tables do not say of themselves and a reader needs."""
    arm = next(each for each in study.arms if each.name == moved(study))
    assert arm.scenario.budget is not None and study.design is not None
    titles = {each.name: dict(each.scenario.title) for each in study.arms if each is not arm}
    for place, name in enumerate(_names(range(len(roster.points)))):
        titles[name] = {"id": f"Campuran {place}", "en": f"Mix {place}"}
    return {
        "titles": {name: title for name, title in titles.items() if name in judged.names},
        "outcomes": [asdict(each) for each in judged.outcomes],
        "levers": [lever for each in study.dimensions for lever in _levers(each)],
        "cost_of": study.wanted[0].name,
        "envelope": arm.scenario.budget.per_year,
        "step": step / _years(study),
        "tried": len(roster.points),
        "worlds": len(judged.ground),
        "fresh": study.design.confirm > 0,
    }


def _levers(each: Dimension) -> list[dict[str, Any]]:
    """How readers call a lever, and its unit."""
    if isinstance(each.form, Simplex):
        programmes = zip(each.columns, each.form.programmes, strict=True)
        return [
            {"name": column, "unit": "share", "id": programme.upper(), "en": programme.upper(), "of_money": True}
            for column, programme in programmes
        ]
    title = each.title or {"id": each.name, "en": each.name}
    unit = "Rp" if each.name.rpartition(".")[2] in MONEY else "1"
    return [{"name": each.name, "unit": unit, "id": title["id"], "en": title["en"], "of_money": False}]


def _write(folder: Path, study: Study, roster: Roster, judged: Tried, above: Tried | None, step: float) -> None:
    """All tables of the frontier."""
    from mentas.studies.frontier.ground import structures
    from mentas.studies.frontier.tables import TABLES, tables

    assert study.baseline is not None
    levers = roster.points.frame().drop(columns="point").set_axis(_names(range(len(roster.points))))
    found = tables(
        judged, levers, baseline=study.baseline, structures=structures(roster.lived.nest()),
        cost_of=study.wanted[0].name, seed=study.seed, above=above, step=step,
    )  # fmt: skip
    about = account(study, roster, judged, step)
    atomic.write_text(folder / ABOUT, json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    for name in TABLES:
        path = folder / f"{name}.csv"
        if name in found:
            csv.write(path, found[name])
        else:
            path.unlink(missing_ok=True)
