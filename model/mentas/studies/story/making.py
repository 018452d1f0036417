"""Making stories: two runs are lived again, telling households are found, and their months are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.language import Said
from mentas.studies import lock, manifest, names_of_tables
from mentas.studies.problems import RefusedError
from mentas.studies.story import book, choice
from mentas.studies.story.book import Life, Stories, Story
from mentas.studies.story.choice import Choice

if TYPE_CHECKING:
    import numpy as np

    from mentas.studies.design import Study
    from mentas.studies.finished import Task
    from mentas.studies.story.living import Pair, Tell
    from mentas.studies.story.watch import Watch

PER_ROW_MONTH = 0.8e-7
"""Seconds that a household's month takes, measured on two cores of 2023; for a forecast, not a promise."""


def make(
    folder: Path, *, policies: Sequence[str] | None = None, replicate: int | None = None, progress: Tell | None = None
) -> Path:
    """The stories of a comparison, made and written if they are not there, or not of the study's runs as they are now.

    Args:
        folder: of the study.
        policies: two names; by default those of the stories that are there, else the baseline and the first other.
        replicate: number of the world; by default that of the stories that are there, else one that is like the others.
        progress: told how many months are lived of how many.

    Raises:
        RefusedError: there are no stories of that study, its folder is in use, or this version does not give its runs
            again.
        Refusal: this version does not read a scenario.
        OSError: a file cannot be read or written.
    """
    told = manifest.read(folder)
    choice.refuse(folder, told)
    choice.policies_of(told, policies)
    with lock.held(folder):
        if fresh(folder, policies=policies, replicate=replicate) is None:
            study = manifest.study(folder)
            chosen = choice.choose(folder, study, policies=policies, replicate=replicate)
            book.write(folder, _live(study, chosen, told, asked=None, progress=progress))
    return folder / names_of_tables.STORIES


def follow(
    folder: Path, household: int, *, policies: Sequence[str] | None = None, replicate: int | None = None,
    progress: Tell | None = None,
) -> Stories:  # fmt: skip
    """The story of one household, asked for by its id; nothing is written.

    Args:
        folder, policies, replicate, progress: as `make` takes them.
        household: its id in the world.

    Raises:
        RefusedError: there is no such household, or as `make` says.
    """
    told = manifest.read(folder)
    choice.refuse(folder, told)
    known = fresh(folder, policies=policies, replicate=replicate)
    there = [] if known is None else [story for story in known.stories if story.household == household]
    if known is not None and there:
        return replace(known, stories=tuple(there))
    if known is not None:  # of the world whose other households have been told of
        policies, replicate = [each["name"] for each in known.policies], known.replicate
    study = manifest.study(folder)
    chosen = choice.choose(folder, study, policies=policies, replicate=replicate)
    return _live(study, chosen, told, asked=household, progress=progress)


def fresh(folder: Path, *, policies: Sequence[str] | None = None, replicate: int | None = None) -> Stories | None:
    """The stories that the folder holds, if they are of the study's runs as they are now and of what is asked for."""
    try:
        found = book.read(folder)
        ended = choice.runs(folder)
    except (RefusedError, OSError):
        return None
    if found is None or replicate not in (None, found.replicate):
        return None
    names = [each["name"] for each in found.policies]
    if policies is not None and names != list(policies):
        return None
    now = [ended.get((name, found.replicate), ("", ""))[1] for name in names]
    return found if now == [each["digest"] for each in found.policies] else None


def seconds(folder: Path) -> float:
    """What `make` takes, roughly; nothing if the stories are there.

    Raises:
        RefusedError: as `make` says.
    """
    choice.refuse(folder, manifest.read(folder))
    if fresh(folder) is not None:
        return 0.0
    study = manifest.study(folder)
    first = study.arms[0].scenario
    rows = float(first.region.households.sum()) * first.scale
    return rows * (first.population.burn_in_months + 4 * first.months) * PER_ROW_MONTH


def _live(
    study: Study, chosen: Choice, told: Mapping[str, Any], *, asked: int | None, progress: Tell | None
) -> Stories:
    """Live both runs, pick households or take the one asked for, and live both again with these watched."""
    import numpy as np

    from mentas.studies.story import kinds
    from mentas.studies.story.living import Clock, Pair

    tasks = _tasks(study, chosen)
    clock = Clock(0, progress)
    pair = Pair(tasks, clock)
    first = pair.scenarios[0]
    clock.total = first.population.burn_in_months + 2 * sum(each.months for each in pair.scenarios)
    clock.tick(0)
    if asked is not None:
        _check_known(asked, pair.known())
    two = kinds.together(*pair.count(chosen))
    members = kinds.kinds_of(two)
    if asked is None:
        picked = {kinds.middle(two, name, of): name for name, of in members.items() if of.any()}
    else:
        place = int(np.searchsorted(two.a.id, asked))
        picked = {asked: next((name for name, of in members.items() if of[place]), "")}
    return Stories(
        made_by=manifest.made_by(), seed=study.seed, replicate=chosen.replicate,
        start=f"{first.start[0]:04d}-{first.start[1]:02d}",
        policies=_policies(chosen, told),
        programmes={p.name: dict(p.title) for scenario in pair.scenarios for p in scenario.programmes},
        region=dict(first.region.title),
        households=float(two.a.weight.sum()),
        kinds={name: float(two.a.weight[of].sum()) for name, of in members.items()},
        stories=_stories(pair, picked, middle=asked is None),
    )  # fmt: skip


def _tasks(study: Study, chosen: Choice) -> tuple[Task, Task]:
    from mentas.studies import spaced
    from mentas.studies.ensemble.worlds import worlds
    from mentas.studies.roster import Place, Roster

    roster = Roster(study, spaced.points(study), worlds(study))
    arms = {arm.name: arm for arm in study.arms}
    a, b = (roster.alone(Place(chosen.replicate, 0, arms[name]), key)
            for name, key in zip(chosen.policies, chosen.keys, strict=True))  # fmt: skip
    return a, b


def _policies(chosen: Choice, told: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    titles = {each["name"]: each["title"] for each in told["scenarios"]}
    a, b = ({"name": name, "title": titles[name], "key": key, "digest": digest}
            for name, key, digest in zip(chosen.policies, chosen.keys, chosen.digests, strict=True))  # fmt: skip
    return a, b


def _check_known(asked: int, ids: np.ndarray) -> None:
    """Refuse an id that no household of the world has."""
    import numpy as np

    if asked in ids:
        return
    near = int(ids[np.argmin(np.abs(ids - asked))])
    raise RefusedError(Said("there is no household {asked} in this world; nearest: {near}; there are {count}, "
                            "from {first} to {last}", asked=asked, near=near, count=ids.size, first=int(ids[0]),
                            last=int(ids[-1])))  # fmt: skip


def _stories(pair: Pair, picked: Mapping[int, str], *, middle: bool) -> tuple[Story, ...]:
    """The stories of the households picked, in the order of the picks."""
    import numpy as np

    ids = np.array(list(picked), dtype=np.int64)
    a, b = pair.watch(ids)
    return tuple(
        Story(
            household=int(id_), kind=picked[int(id_)], middle=middle, lives=(_life(a, place), _life(b, place)),
            **a.start[place],
        )
        for place, id_ in enumerate(ids)
    )  # fmt: skip


def _life(watch: Watch, place: int) -> Life:
    months = {name: [_plain(each[place]) for each in values] for name, values in watch.columns.items()}
    received = {name: [_plain(each[place]) for each in values] for name, values in watch.programmes.items()}
    return Life(months=months, programmes={name: values for name, values in received.items() if any(values)})


def _plain(value: Any) -> float:
    """A number as JSON has it, whole where it is whole."""
    number = float(value)
    return int(number) if number.is_integer() else number
