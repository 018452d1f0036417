"""Which world of a comparison is lived again: two of its policies, and the replicate that is like the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.files import nearest, shorten
from mentas.language import Said
from mentas.studies import manifest, names_of_tables
from mentas.studies.problems import RefusedError

if TYPE_CHECKING:
    from mentas.studies.design import Study

Policies = tuple[str, str]
"""The baseline, or what stands for it, and the policy that is set against it."""

Runs = dict[tuple[str, int], tuple[str, str]]
"""Key and digest of the runs that ended well, by scenario and replicate."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Two runs of a study on the same luck."""

    policies: Policies
    replicate: int
    keys: tuple[str, str]
    digests: tuple[str, str]


def refuse(folder: Path, told: Mapping[str, Any]) -> None:
    """Refuse a study of which there are no stories.

    Raises:
        RefusedError: it is no comparison of policies in one region, it is not finished, or its households come from
            rows of a planner's own file, which nothing here may show one by one.
    """
    if told.get("kind") != "compare":
        raise RefusedError(Said("{folder} holds a study of kind {kind}, and stories are told of a comparison",
                                folder=folder, kind=told.get("kind")))  # fmt: skip
    if any(each.get("microdata") is not None for each in told["scenarios"]):
        raise RefusedError(Said("the households of {folder} come from rows of your own file: none is shown alone, so "
                                "that nobody can be found again in it", folder=folder))  # fmt: skip
    if told.get("regions"):
        raise RefusedError(Said("{folder} holds a study of many regions; stories are told of one", folder=folder))
    if len(told["scenarios"]) < 2:
        raise RefusedError(Said("{folder} holds one policy, and a story sets two side by side", folder=folder))
    if not told.get("finished"):
        raise RefusedError(Said("{folder} is not finished; the command that started it goes on with it", folder=folder))


def policies_of(told: Mapping[str, Any], asked: Sequence[str] | None) -> Policies:
    """The two policies: those asked for, or the baseline and the first other that the study lists.

    Raises:
        RefusedError: what is asked for is not two policies of the study.
    """
    names = [str(each["name"]) for each in told["scenarios"]]
    if asked is None:
        first = told.get("baseline") or names[0]
        return first, next(name for name in names if name != first)
    for name in asked:
        if name not in names:
            raise RefusedError(Said("the study has no policy '{name}'; nearest: '{near}'", name=shorten(name),
                                    near=nearest(name, names) or names[0]))  # fmt: skip
    if len(asked) != 2 or asked[0] == asked[1]:
        raise RefusedError(Said("a story takes two policies of the study, and they must differ"))
    return asked[0], asked[1]


def runs(folder: Path) -> Runs:
    """The runs that ended well, as the study's table has them.

    Raises:
        OSError: it cannot be read.
    """
    import pyarrow.parquet as pq

    table = pq.read_table(folder / names_of_tables.RUNS, columns=["scenario", "replicate", "key", "digest"])
    rows = table.to_pylist()
    return {(row["scenario"], row["replicate"]): (row["key"], row["digest"]) for row in rows if row["digest"]}


def choose(
    folder: Path, study: Study, *, policies: Sequence[str] | None = None, replicate: int | None = None
) -> Choice:
    """Choose what is lived again.

    Args:
        folder: of the study.
        study: what it holds.
        policies: two names; by default the baseline and the first other.
        replicate: number of the world; by default that whose difference of the main outcome between the two policies
            is nearest to the median over replicates, the first of several.

    Raises:
        RefusedError: there is no such policy, or no such replicate in which both runs ended well.
        OSError: a table cannot be read.
    """
    a, b = policies_of(manifest.read(folder), policies)
    ended = runs(folder)
    both = sorted(number for name, number in ended if name == a and (b, number) in ended)
    if not both or (replicate is not None and replicate not in both):
        raise RefusedError(Said("there is no replicate {number} in which both policies ended well; they go from 0 to "
                                "{last}", number="" if replicate is None else replicate,
                                last=study.replicates - 1))  # fmt: skip
    number = _typical(folder, study, (a, b), both) if replicate is None else replicate
    keys, digests = zip(ended[a, number], ended[b, number], strict=True)
    return Choice((a, b), number, keys, digests)


def _typical(folder: Path, study: Study, policies: Policies, replicates: Sequence[int]) -> int:
    """The replicate in the middle by the main outcome of everyone; the first where nothing is known of it."""
    import numpy as np
    import pyarrow.parquet as pq

    from mentas.studies.main_outcome import main_outcome

    outcome = main_outcome(study)
    last = min(arm.scenario.years for arm in study.arms if arm.name in policies)
    year = last if outcome.year is None else outcome.year
    cell = [("measure", "==", outcome.measure), ("year", "==", year), ("scenario", "in", list(policies))]
    rows = pq.read_table(folder / names_of_tables.OUTCOMES, filters=cell).to_pylist()
    value = {(row["scenario"], row["replicate"]): row["value"] for row in rows}
    a, b = (np.array([value.get((name, number), np.nan) for number in replicates]) for name in policies)
    gap = b - a
    away = np.abs(gap - np.nanmedian(gap)) if np.isfinite(gap).any() else np.zeros(gap.size)
    return int(replicates[int(np.argmin(np.where(np.isfinite(away), away, np.inf)))])
