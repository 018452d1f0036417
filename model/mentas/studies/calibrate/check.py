"""Does the method find parameters that are known? Trials are made up from the model itself, and calibrated to.

Points of the design are taken for the truth, a part of them at a time: emulators are fitted anew without that part, the
part's own moments and noise of the allowed size make the published effects, and the posterior is sampled as it is for
the real ones. A central 90 % interval must hold the truth in 90 of a hundred cases. Then one effect is moved to
where no parameters reach, and the same must be flagged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies import csv
from mentas.studies.calibrate.emulator import Emulators, fit
from mentas.studies.calibrate.fit import Agreement, agreement
from mentas.studies.calibrate.points import Points
from mentas.studies.calibrate.posterior import Aim, sample

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.calibrate.run import Calibration

NAME = "check.csv"
LEVEL = 0.9
PARTS = 4
"""Parts of the design that are the truth in turn."""

WALKERS, STEPS, DRAWS = 48, 500, 400
MISSED_EVERY = 4
"""One repeat in so many is also done with an effect that cannot be reached."""

FAR = 8.0
"""Allowed deviations beyond the farthest point of the design to which that effect is moved."""


@dataclass(frozen=True)
class Repeat:
    """One made-up calibration."""

    covered: np.ndarray
    """Whether the interval of each parameter holds the truth, shape (parameters,)."""
    ranks: np.ndarray
    """Place of the truth among the draws, 0 to 1, shape (parameters,)."""
    agrees: Agreement
    shifted: Agreement | None
    """With one effect moved out of reach; None where that was not tried."""


def check(
    found: Calibration, *, repeats: int, workers: int | None = None, steps: int = STEPS, processes: bool = True
) -> list[Repeat]:
    """Make up trials and calibrate to them.

    Args:
        found: a calibration; its design's points are the truths.
        repeats: how many, at most as many as there are points of the design.
        workers: processes, by default one a core.
        steps: of every walker.
        processes: whether Gaussian processes compete in the emulators.
    """
    plan, aim = found.plan, found.aim
    rng = np.random.default_rng([plan.seed, 1])
    order = rng.permutation(len(found.design))[:repeats]
    jobs = []
    for part in np.array_split(order, PARTS):
        rest = np.setdiff1d(np.arange(len(found.design)), part)
        emulators = fit(
            found.design.where(rest), found.design_moments[rest], centre=aim.effects, width=aim.deviations,
            thresholds=plan.thresholds, seed=plan.seed, processes=processes,
        )  # fmt: skip
        reach = np.abs(found.design_moments - aim.effects).max(axis=0) / aim.deviations
        for each in part:
            truth = found.design.where(np.array([each]))
            jobs.append((emulators, aim, truth, found.design_moments[each], reach, plan.seed, int(each), steps))
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if workers == 1:
        return [_repeat(*job) for job in jobs]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_repeat, *zip(*jobs, strict=True), chunksize=8))


def _repeat(
    emulators: Emulators,
    aim: Aim,
    truth: Points,
    moments: np.ndarray,
    reach: np.ndarray,
    seed: int,
    number: int,
    steps: int,
) -> Repeat:
    rng = np.random.default_rng([seed, 2, number])
    made_up = moments + aim.deviations * rng.normal(size=moments.size)
    shares, agrees = _posterior(emulators, Aim(made_up, aim.deviations), truth, seed=number, steps=steps)
    low, high = np.quantile(shares, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2], axis=0)
    known = truth.shares[0]
    shifted = None
    if number % MISSED_EVERY == 0:
        moved = int(rng.integers(moments.size))
        made_up = made_up.copy()
        made_up[moved] = aim.effects[moved] + (reach[moved] + FAR) * aim.deviations[moved]
        shifted = _posterior(emulators, Aim(made_up, aim.deviations), truth, seed=number, steps=steps)[1]
    return Repeat((low <= known) & (known <= high), (shares < known).mean(axis=0), agrees, shifted)


def _posterior(emulators: Emulators, aim: Aim, truth: Points, *, seed: int, steps: int) -> tuple[np.ndarray, Agreement]:
    """Draws, as ranks in the prior, and how they agree with what was published."""
    drawn = sample(
        emulators, aim, threshold=float(truth.thresholds[0]), parameters=truth.shares.shape[1], draws=DRAWS, seed=seed,
        walkers=WALKERS, steps=steps,
    ).points  # fmt: skip
    moments, errors = emulators.predict(drawn)
    # A draw is not run in the model here, so what the emulator may miss counts as allowed.
    whole = Aim(aim.effects, np.hypot(aim.deviations, errors.mean(axis=0)))
    return drawn.shares, agreement(moments, np.full(len(drawn), 1.0 / len(drawn)), whole)


def summary(found: Calibration, repeats: Sequence[Repeat]) -> pd.DataFrame:
    """Coverage of each parameter and of all, and how often a fit was flagged that was right, and that was not."""
    import pandas as pd

    covered = np.array([each.covered for each in repeats])
    rows = [("coverage", "all", covered.mean(), covered.size, _clustered(covered))]
    for place, prior in enumerate(found.plan.priors):
        share = covered[:, place].mean()
        rows.append(("coverage", prior.name, share, len(repeats), np.sqrt(share * (1.0 - share) / len(repeats))))
    right = np.array([each.agrees.misspecified for each in repeats])
    wrong = np.array([each.shifted.misspecified for each in repeats if each.shifted is not None])
    for name, flags in (("flagged though right", right), ("flagged where an effect is out of reach", wrong)):
        share = flags.mean() if flags.size else np.nan
        rows.append((name, "all", share, flags.size, np.sqrt(share * (1.0 - share) / max(flags.size, 1))))
    return pd.DataFrame(rows, columns=["what", "parameter", "share", "n", "se"])


def write(found: Calibration, repeats: Sequence[Repeat]) -> Path:
    """Write the summary into the study's folder."""
    path = found.folder / NAME
    csv.write(path, summary(found, repeats))
    return path


def _clustered(covered: np.ndarray) -> float:
    """Standard error of the share over parameters, which share their repeat's luck."""
    means = covered.mean(axis=1)
    return float(means.std(ddof=1) / np.sqrt(len(means))) if len(means) > 1 else np.nan
