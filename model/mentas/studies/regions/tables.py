"""The folder of a study of regions: the nation's tables as those of any comparison, and the regions' beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.measures.catalogue import ALL
from mentas.studies import analysis, csv, results
from mentas.studies.names_of_tables import FOLDER_OF_REGIONS, OUTCOMES, SUMMARY
from mentas.studies.regions.total import nation
from mentas.studies.results import Tables

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.failures import Failure
    from mentas.studies.finished import Finished
    from mentas.studies.regions.nation import Nation
    from mentas.studies.roster import Place
    from mentas.studies.store import Store


def write(folder: Path, store: Store, roster: Nation, failures: Sequence[Failure]) -> pd.DataFrame:
    """Write the tables of the regions and of the nation, one run after the other.

    Returns:
        The nation's summary, as in summary.csv.
    """
    beneath, whole, digests = folder / FOLDER_OF_REGIONS, roster.whole(), store.digests()
    beneath.mkdir(exist_ok=True)
    with ExitStack() as stack:
        regional, national = Tables(stack, beneath, roster), Tables(stack, folder, whole)

        def told() -> Iterator[tuple[Place, str, Finished | None]]:
            for place, key, run in results.rows(roster, store):
                regional.add(place, key, run, digests.get(key), None if run is None else run.error)
                yield place, key, run

        for place, run, digest in nation(told(), digests, regions=len(roster.study.regions)):
            national.add(place, run.key, run, digest, run.error)
    results.write_errors(folder, failures)
    csv.write(beneath / SUMMARY, _by_region(beneath, roster))
    return results.summarise(folder, whole)


def _by_region(folder: Path, roster: Nation) -> pd.DataFrame:
    """Outcomes of everyone summed up over replicates in each region."""
    import pandas as pd

    from mentas.studies.ensemble import summary as doubtful

    study, nest = roster.study, roster.lived.nest()
    scenarios, parts = [arm.name for arm in study.arms], []
    for shard in study.regions:
        runs = pd.read_parquet(folder / OUTCOMES, filters=[("region", "==", shard.name)])
        runs = runs.assign(group_kind=ALL, group=ALL)
        if nest is None:
            part = analysis.summary(runs, scenarios=scenarios, baseline=study.baseline)
        else:
            part = doubtful.summary(runs, scenarios=scenarios, baseline=study.baseline, nest=nest)
        part.insert(0, "region", shard.name)
        parts.append(part.drop(columns=["group_kind", "group"]))
    return pd.concat(parts, ignore_index=True)
