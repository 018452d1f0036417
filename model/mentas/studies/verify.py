"""Whether a study's folder still holds what its runs give: what is stored is read again, some runs are run again, and
the tables are made again from the runs."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.language import Said
from mentas.studies import changed, lock, manifest, names_of_tables, spaced
from mentas.studies import digest as whole
from mentas.studies.beside import beside
from mentas.studies.engine import engine_of, execute
from mentas.studies.ensemble.worlds import worlds
from mentas.studies.finished import Finished, Task, digest
from mentas.studies.one import live
from mentas.studies.problems import RefusedError
from mentas.studies.regions.nation import roster_of
from mentas.studies.roster import Place, Roster
from mentas.studies.session import How, Session
from mentas.studies.store import Store, check, names, progress

if TYPE_CHECKING:
    from mentas.studies.changed import Change
    from mentas.studies.design import Study
from mentas.studies.engine import Engine, Work

VERSION = ("mentas", "source_digest")
"""Fields of a manifest that say by what a study was made."""

RUNS = 5
"""Runs that are run again, unless more are asked for."""

NOT_FINISHED = Said("the study is not finished")


@dataclass(frozen=True, slots=True)
class Differs:
    """Something that is not what it should be."""

    what: str
    expected: str
    found: str


@dataclass(slots=True)
class Check:
    """One kind of check."""

    kind: str
    """`store`, `runs` or `tables`."""
    looked: int = 0
    """How many runs, or tables, were looked at."""
    differs: list[Differs] = field(default_factory=list)
    skipped: str = ""
    """Why nothing was looked at, if nothing was."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in a study's folder."""

    study: str
    checks: tuple[Check, ...]
    other_version: tuple[Change, ...]
    """What made the study that is not what looked at it."""
    digest: str | None = None
    """Of the whole study, as its report shows it; None before it has a table of runs."""

    @property
    def agrees(self) -> bool:
        """Whether all that was looked at is what it should be."""
        return not any(each.differs for each in self.checks)


def verify(
    folder: Path,
    *,
    runs: int = RUNS,
    seed: int = 1,
    other_version: bool = False,
    engine: Engine | None = None,
    work: Work = live,
) -> Verified:
    """Look at a study's folder; nothing in it is changed.

    Args:
        folder: of a study, perhaps unfinished.
        runs: how many are run again, drawn at random from those that ended well.
        seed: of that draw.
        other_version: whether to run runs again even if another version of mentas made the study.
        engine: what runs them; by default this process.
        work: what does a task.

    Raises:
        RefusedError: there is no study, it runs at this moment, its scenarios are not the same any more, or another
            version made it and `other_version` was not asked for; the message names each field, old and new.
        Refusal: this version does not read a scenario.
        OSError: a file cannot be read.
    """
    told = manifest.read(folder)
    with lock.held(folder):
        now = manifest.made_by()
        other = tuple(each for each in changed.changes({n: told.get(n) for n in VERSION}, now) if each.field in VERSION)
        if other and not other_version:
            fields = "; ".join(str(each) for each in other)
            raise RefusedError(
                Said(
                    "another version made {folder}: {fields}. --other-version compares all the same",
                    folder=folder,
                    fields=fields,
                )
            )
        study = manifest.study(folder)
        _same_sets(study, told)
        with beside(folder) as copy:
            stored = _store(folder)
            again = _runs(folder, copy, study, told, runs, seed, bool(other), engine or engine_of(workers=1), work)
            tables = _tables(folder, copy, study, _why_no_tables(told, stored, bool(other)))
        return Verified(study.name, (stored, again, tables), other, whole.of(folder))


def _same_sets(study: Study, told: Mapping[str, Any]) -> None:
    """Refuse a study whose ensemble of parameters is not the one that its manifest names."""
    new = worlds(study).account(study)
    found = [each for each in changed.changes(told, new) if each.field.startswith("ensemble.sha256")]
    if found:
        raise RefusedError(Said("its parameter sets are not those of before: {change}", change=found[0].said()))


def _store(folder: Path) -> Check:
    found = check(folder)
    differs = [
        Differs(
            Said("{file}, run {key}", file=file, key=key[:12]), Said("the digest it was stored with"), Said("another")
        )
        for key, file in found.changed.items()
    ]
    differs += [Differs(file, Said("a file of runs"), why) for file, why in found.unreadable.items()]
    return Check("store", found.runs, differs)


def _runs(
    folder: Path, copy: Path, study: Study, told: Mapping[str, Any], runs: int, seed: int, other: bool, engine: Engine,
    work: Work,
) -> Check:  # fmt: skip
    """Run some runs again and compare what they give."""
    done = Check("runs")
    roster = roster_of(study, spaced.points(study), worlds(study))
    if told.get("finished"):
        known = _published(folder / names_of_tables.FOLDER_OF_REGIONS if study.regions else folder)
    else:
        known = {} if other else _kept(copy, roster)
    places = [place for place in roster.places() if _named(place) in known]
    if not places:
        done.skipped = Said("no run ended well") if told.get("finished") or not other else NOT_FINISHED
        return done
    chosen = random.Random(seed).sample(places, min(runs, len(places)))
    of = {str(number): place for number, place in enumerate(chosen)}
    tasks = [roster.alone(place, key) for key, place in of.items()]
    found: dict[str, Finished] = {}
    execute(tasks, work=work, engine=engine, hand=lambda ended: found.update({run.key: run for run in ended}))
    for key, place in of.items():
        run, then = found[key], known[_named(place)]
        now = run.error if run.error is not None else digest(run.frames)
        if now != then:
            done.differs.append(Differs(_label(place), changed.shown(then), changed.shown(now)))
    done.looked = len(chosen)
    return done


def _label(place: Place) -> Said:
    run = {"scenario": place.arm.name, "point": place.point, "replicate": place.replicate}
    if place.region:
        return Said("{region}, {scenario}, point {point}, replicate {replicate}", region=place.region, **run)
    return Said("{scenario}, point {point}, replicate {replicate}", **run)


def _named(place: Place) -> tuple[str, str, int, int]:
    return place.region, place.arm.name, place.point, place.replicate


def _published(folder: Path) -> dict[tuple[str, str, int, int], str]:
    """Digest by region, scenario, point and replicate of the runs that ended well, as the study's table has them."""
    import pyarrow.parquet as pq

    table = pq.read_table(folder / names_of_tables.RUNS)
    points = table["point"].to_pylist() if "point" in table.column_names else [0] * table.num_rows
    regions = table["region"].to_pylist() if "region" in table.column_names else [""] * table.num_rows
    columns = [table[name].to_pylist() for name in ("scenario", "replicate", "digest")]
    rows = zip(regions, points, *columns, strict=True)
    return {(region, scenario, point, replicate): one
            for region, point, scenario, replicate, one in rows if one is not None}  # fmt: skip


def _kept(copy: Path, roster: Roster) -> dict[tuple[str, str, int, int], str]:
    """The same of a study that has no tables yet."""
    digests = Store(copy, roster.unique).digests()
    return {_named(place): digests[key] for place, key in zip(roster.places(), roster.keys, strict=True)
            if key in digests}  # fmt: skip


def _why_no_tables(told: Mapping[str, Any], stored: Check, other: bool) -> str:
    """Why the tables cannot be made again, or nothing."""
    if not told.get("finished"):
        return NOT_FINISHED
    if other:
        return Said("this version does not find the runs of another")
    return Said("runs are damaged") if stored.differs else ""


def _tables(folder: Path, copy: Path, study: Study, skipped: str) -> Check:
    """Make the tables again from the runs, and compare their bytes."""
    done = Check("tables", skipped=skipped)
    if skipped:
        return done
    session = Session(copy, How(engine_of(workers=1), _missing))
    spaced.KINDS[study.kind](study, worlds(study), session)
    made = {path.relative_to(copy) for path in copy.rglob("*") if path.is_file() and _is_table(path, copy)}
    asked = {names_of_tables.STORIES}  # made of runs, but not by the study
    there = {Path(name) for name in {*names_of_tables.EVERY} - asked if (folder / name).exists()}
    for name in sorted(made | there):
        old, new = ((base / name).read_bytes() if (base / name).exists() else None for base in (folder, copy))
        if old != new:
            made_again, kept = (changed.GONE if each is None else Said("{n} bytes", n=len(each)) for each in (new, old))
            done.differs.append(
                Differs(
                    str(name), Said("{what}, made again", what=made_again), Said("{what}, in the folder", what=kept)
                )
            )
    done.looked = len(made | there)
    return done


def _is_table(path: Path, copy: Path) -> bool:
    return path.relative_to(copy).parts[0] != names.FOLDER and path.name != progress.NAME


def _missing(task: Task) -> list[Finished]:
    """A run that is asked for and not there: it must not be run, but be seen in the tables."""
    return [Finished(key, error="the run is not in the store") for key, _ in task.runs]
