"""The manifest of a calibration, and what tells its parts apart."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import mentas
from mentas.studies import key, manifest
from mentas.studies.calibrate.fit import agreement
from mentas.studies.calibrate.plan import Plan
from mentas.studies.calibrate.targets import Simulator

if TYPE_CHECKING:
    from mentas.studies.calibrate.run import Calibration

METHOD = (
    "Simulated moments on common luck over a Sobol design, emulated by Gaussian processes or quadratics, sampled with "
    "emcee, draws run in the model and weighted by truncated, tempered importance sampling; docs/calibration.md"
)

FIXED = (
    "weight_fixed_*: on the targets that do not touch the market alone; trials are replayed with their own markets. "
    "weight_*_shifted_lognormal: as under gb2, as no trial depends on the shape of spending in a region"
)

PACKAGES = ("numpy", "scipy", "scikit-learn", "emcee", "numba")


def manifest_of(plan: Plan, simulator: Simulator, *, command: Sequence[str]) -> dict[str, Any]:
    """What is known of a calibration before it starts."""
    from importlib.metadata import version

    return {
        "study": plan.name,
        "kind": plan.kind,
        "title": plan.title,
        "question": plan.question,
        "mentas": mentas.__version__,
        "source_digest": key.source_digest(),
        "model_digest": simulator.digest,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "command": list(command),
        "process": os.getpid(),
        "started": manifest.now(),
        "finished": None,
        "method": METHOD,
        "weights": FIXED,
        "seed": plan.seed,
        "points": plan.points,
        "replicates": plan.replicates,
        "waves": plan.waves,
        "refine": plan.refine,
        "draws": plan.draws,
        "steps": plan.steps,
        "discrepancy": plan.discrepancy,
        "thresholds": list(plan.thresholds),
        "priors": [asdict(prior) for prior in plan.priors],
        "trials": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in plan.trials},
        "targets": [asdict(target) for target in simulator.targets],
    }


def results_of(found: Calibration) -> dict[str, Any]:
    """What is known of it when it has ended."""
    return {
        "finished": manifest.now(),
        "dropped_targets": list(found.dropped),
        "undefined_points": found.plan.points - len(found.design),
        "failures": {"total": len(found.failures), "errors": sorted(set(found.failures.values()))[:20]},
        "emulators": {
            target.name: {"form": found.emulators.form(place), "r2": round(float(found.emulators.r2[place]), 4)}
            for place, target in enumerate(found.targets)
        },
        "structures": [
            {
                "threshold": each.threshold,
                "effective_draws": each.weighted.effective,
                "effective_draws_untempered": each.weighted.effective_untempered,
                "power": each.weighted.power,
                "effective_draws_fixed": each.fixed.effective,
                "power_fixed": each.fixed.power,
                "acceptance": each.draws.acceptance,
                "autocorrelation": each.draws.autocorrelation,
                **asdict(fit := agreement(each.moments, each.weighted.weights, found.aim)),
                "misspecified": fit.misspecified,
            }
            for each in found.structures
        ],
    }


def digest(value: Any) -> str:
    """sha256 of something that JSON can say."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
