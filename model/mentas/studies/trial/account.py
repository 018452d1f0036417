"""The manifest of replayed trials: what they were replayed with, and what stands behind its numbers."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import mentas
from mentas.studies import evidence, key, manifest
from mentas.studies.ensemble.sets import Ensemble
from mentas.studies.trial.keeping import digest
from mentas.studies.trial.trial import Trial

if TYPE_CHECKING:
    from mentas.studies.trial.run import Failure

METHOD = (
    "every replicate is the trial held once: assignment, sample, attrition and survey noise are drawn, and the trial's "
    "own estimator is applied; z = (mean of estimates - published) / root of (published error squared + error of that "
    "mean squared); an error that was not published is assumed to be half the effect"
)


def describe(
    name: str,
    trials: Sequence[Trial],
    *,
    parameters: Mapping[str, float],
    ensemble: Ensemble | None,
    command: Sequence[str],
) -> dict[str, Any]:
    """The manifest of trials that are about to be replayed."""
    from importlib.metadata import version

    numbers = evidence.of_model()
    return {
        "study": name,
        "kind": "trial",
        "mentas": mentas.__version__,
        "source_digest": key.source_digest(),
        "python": platform.python_version(),
        "packages": manifest.packages() | {"statsmodels": version("statsmodels")},
        "command": list(command),
        "process": os.getpid(),
        "started": manifest.now(),
        "finished": None,
        "seed": {trial.name: trial.seed for trial in trials},
        "replicates": {trial.name: trial.replicates for trial in trials},
        "baseline": None,
        "uncertainty": "point" if ensemble is None else "ensemble",
        "ensemble": None if ensemble is None else {"sha256": ensemble.sha256, "sets": len(ensemble.sets)},
        "method": METHOD,
        "changed_parameters": dict(parameters),
        "scenarios": [
            {
                "name": trial.name,
                "title": dict(trial.title),
                "study": trial.study,
                "digest": _digest(trial, parameters),
                "parameters": dict(trial.parameters),
                "settings": list(trial.settings),
            }
            for trial in trials
        ],
        "parameters": {parameter: asdict(number) for parameter, number in numbers.items()},
        "evidence": dict(sorted(Counter(number.evidence for number in numbers.values()).items())),
        "share_assumed": evidence.share_assumed(numbers.values()),
    }


def _digest(trial: Trial, parameters: Mapping[str, float]) -> str:
    """sha256 of all that a trial's tables rest on: besides the estimates, what was published."""
    said = [digest(trial, parameters), key.plain([trial.published, trial.ranking, trial.ratios])]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def ended(total: int, failures: Sequence[Failure]) -> dict[str, Any]:
    """What a manifest adds once all replicates have ended."""
    counts = {"total": total, "failed": len(failures), "failures": [asdict(failure) for failure in failures]}
    return {"finished": manifest.now(), "runs": counts}
