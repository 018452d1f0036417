"""Trials replayed over replicates, kept as they finish, then scored.

The same command goes on where it was stopped: replicates already in the folder are not replayed again, and the tables
come out the same byte for byte as if nothing had happened, whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from mentas.studies import engine, key, lock, manifest
from mentas.studies.engine import Progress
from mentas.studies.ensemble.sets import Ensemble
from mentas.studies.finished import Finished
from mentas.studies.trial import account, tables
from mentas.studies.trial.draws import Draw, draws
from mentas.studies.trial.keeping import COLUMNS, FRAME, Kept, digest
from mentas.studies.trial.score import Scores
from mentas.studies.trial.trial import Trial

STRETCH = 10
"""Replicates that a worker does in one go: what an interruption can lose."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a worker does in one go: some replicates of a trial."""

    trial: Trial
    runs: tuple[tuple[str, Draw], ...]
    """Run key, and what a replicate is replayed with."""

    def split(self) -> list[Stretch]:
        """The same work, one replicate at a time."""
        return [Stretch(self.trial, (run,)) for run in self.runs]


Work = Callable[[Stretch], list[Finished]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A replicate that has no estimates."""

    trial: str
    replicate: int
    error: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """Trials that were replayed and scored."""

    folder: Path
    trials: tuple[Trial, ...]
    scores: tuple[Scores, ...]
    replicates: int
    """Of all trials together."""
    reused: int
    failures: tuple[Failure, ...]

    @property
    def homes(self) -> list[Path]:
        """Folder of each trial's tables."""
        return [tables.place(self.folder, self.trials, trial) for trial in self.trials]


def live(stretch: Stretch) -> list[Finished]:
    """Replay a stretch's replicates, and estimate in each what the trial published."""
    import pandas as pd

    from mentas.studies.trial.estimate import true_effects
    from mentas.studies.trial.estimator import estimated_effects
    from mentas.studies.trial.replay import replay

    finished = []
    for run_key, draw in stretch.runs:
        try:
            panel = replay(stretch.trial, replicate=draw.replicate, parameters=draw.parameters)
            estimates, true = estimated_effects(stretch.trial, panel), true_effects(stretch.trial, panel)
            rows = [(name, *estimate, true[name]) for name, estimate in estimates.items()]
            finished.append(Finished(run_key, {FRAME: pd.DataFrame(rows, columns=["effect", *COLUMNS])}))
        except Exception as error:  # a replicate that fails is told with its error; the others go on
            finished.append(Finished(run_key, error=f"{type(error).__name__}: {error}"))
    return finished


def run_trials(
    trials: Sequence[Trial],
    *,
    name: str,
    out: Path | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    parameters: Mapping[str, float] | None = None,
    ensemble: Ensemble | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    command: Sequence[str] = (),
    work: Work = live,
) -> Replayed:
    """Replay what is missing of some trials, score them, and write their folder.

    Args:
        trials: what to replay.
        name: of the folder under `outputs/`, and of the study in its manifest.
        out: the folder.
        seed: of all luck; by default each trial's own.
        replicates: of each trial; by default each trial's own.
        parameters: changed parameters by dotted name; what a trial's setting documents stands above them.
        ensemble: calibrated sets that replicates draw their parameters from; without it they are the model's.
        workers: processes, by default one a core.
        progress: told how many replicates are done.
        command: the command line, for the manifest.
        work: what does a stretch.

    Raises:
        RefusedError: the folder is in use or holds something else.
        InterruptedStudyError: Ctrl-C; finished replicates are kept.
        OSError: the folder cannot be written; finished replicates are kept.
    """
    changed = dict(parameters or {})
    trials = tuple(
        replace(
            trial,
            seed=trial.seed if seed is None else seed,
            replicates=trial.replicates if replicates is None else replicates,
        )
        for trial in trials
    )
    folder = lock.opened(out, name)
    with lock.held(folder):
        manifest.check_belongs(folder, name=name, kind="trial")
        told = account.describe(name, trials, parameters=changed, ensemble=ensemble, command=command)
        manifest.retire(folder, told, tables=tables.written(trials))
        manifest.write(folder, told)
        kept = Kept(folder)
        drawn = {trial.name: draws(trial, changed, ensemble) for trial in trials}
        keys = {trial.name: _keys(trial, drawn[trial.name]) for trial in trials}
        every = [run for runs in keys.values() for run in runs]
        reused = sum(run in kept for run in every)
        left = [stretch for trial in trials for stretch in _stretches(trial, drawn[trial.name], keys[trial.name], kept)]
        errors = engine.execute_and_keep(
            cast(Any, left), work=cast(Any, work), engine=engine.engine_of(workers=workers), keep=kept.keep,
            total=len(every), ended=len(every) - sum(len(stretch.runs) for stretch in left), progress=progress,
        )  # fmt: skip
        failures = tuple(
            Failure(trial.name, number, errors[run])
            for trial in trials
            for number, run in enumerate(keys[trial.name])
            if run in errors
        )
        scores = tables.write(folder, trials, keys, kept)
        manifest.write(folder, told | account.ended(len(every), failures))
    return Replayed(folder, trials, scores, len(every), reused, failures)


def _keys(trial: Trial, drawn: Sequence[Draw]) -> list[str]:
    """Run key of each replicate."""
    return [key.run_key(digest(trial, draw.parameters), seed=trial.seed, replicate=draw.replicate) for draw in drawn]


def _stretches(trial: Trial, drawn: Sequence[Draw], keys: Sequence[str], kept: Kept) -> list[Stretch]:
    """What is left to do of a trial."""
    left = [(run, draw) for run, draw in zip(keys, drawn, strict=True) if run not in kept]
    return [Stretch(trial, tuple(left[first : first + STRETCH])) for first in range(0, len(left), STRETCH)]
