"""The tables of a calibration: what is identified, posterior against prior, and how each target is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies import csv
from mentas.studies.calibrate.emulator import LITTLE
from mentas.studies.calibrate.fit import MISFIT, agreement, quantiles

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.calibrate.run import Calibration

IDENTIFIED, PARTLY = 0.5, 0.8
"""Posterior over prior standard deviation below which a parameter is identified, or partly."""

PRIOR_SD = 12.0**-0.5
"""Of a rank in the prior."""

INTERVAL = (0.05, 0.5, 0.95)


def write(found: Calibration) -> None:
    """Write all tables into the study's folder."""
    for name, table in {
        "identified": identified,
        "posterior": posterior,
        "fit": fits,
        "structures": structures,
    }.items():
        csv.write(found.folder / f"{name}.csv", table(found))


def identified(found: Calibration) -> pd.DataFrame:
    """How much the targets say of each parameter, in each structure and in all with the same weight.

    Both measures are in ranks of the prior: the ratio of the standard deviations, and the move of the mean in the
    prior's standard deviations. With the effective number of draws of an ensemble the ratio is uncertain by about
    a tenth.
    """
    import pandas as pd

    groups: list[tuple[str, np.ndarray, np.ndarray]] = [
        (f"{each.threshold:g}", each.draws.points.shares, each.weighted.weights) for each in found.structures
    ]
    shares = np.vstack([group[1] for group in groups])
    weights = np.concatenate([group[2] for group in groups]) / len(groups)
    rows: list[dict[str, Any]] = []
    for threshold, ranks, heavy in [("all", shares, weights), *groups]:
        mean = heavy @ ranks
        ratio = np.sqrt(heavy @ (ranks - mean) ** 2) / PRIOR_SD
        for place, prior in enumerate(found.plan.priors):
            rows.append(
                {
                    "parameter": prior.name,
                    "threshold": threshold,
                    "sd_ratio": ratio[place],
                    "shift": (mean[place] - 0.5) / PRIOR_SD,
                    "verdict": verdict(ratio[place]),
                }
            )
    return pd.DataFrame(rows)


def verdict(ratio: float) -> str:
    """In words: identified, partly, not."""
    return "identified" if ratio < IDENTIFIED else "partly" if ratio < PARTLY else "not"


def posterior(found: Calibration) -> pd.DataFrame:
    """Quantiles of prior and posterior by parameter and structure, in the parameter's own unit."""
    import pandas as pd

    rows = []
    for each in found.structures:
        for place, prior in enumerate(found.plan.priors):
            values = prior.value(each.draws.points.shares[:, place])
            row: dict[str, Any] = {"parameter": prior.name, "threshold": each.threshold}
            row |= {f"prior_{share:g}": float(prior.value(np.array(share))) for share in INTERVAL}
            at = (0.05, 0.25, 0.5, 0.75, 0.95)
            found_at = quantiles(values[:, None], each.weighted.weights, at)[:, 0]
            rows.append(row | {f"posterior_{share:g}": value for share, value in zip(at, found_at, strict=True)})
    return pd.DataFrame(rows)


def fits(found: Calibration) -> pd.DataFrame:
    """Each target in each structure: published, before, after, and how many allowed deviations it is missed by."""
    import pandas as pd

    rows = []
    for each in found.structures:
        here = found.design.thresholds == each.threshold
        before = quantiles(found.design_moments[here], np.ones(here.sum()), INTERVAL)
        after = quantiles(each.moments, each.weighted.weights, INTERVAL)
        counted = each.weighted.weights > 0.0
        mean = each.weighted.weights[counted] @ each.moments[counted]
        for place, target in enumerate(found.targets):
            z = (mean[place] - target.effect) / found.aim.deviations[place]
            row: dict[str, Any] = {"target": target.name, "threshold": each.threshold, "published": target.effect}
            row |= {"se": target.se, "se_published": target.se_published, "allowed": found.aim.deviations[place]}
            row |= {f"prior_{share:g}": before[n, place] for n, share in enumerate(INTERVAL)}
            row |= {f"posterior_{share:g}": after[n, place] for n, share in enumerate(INTERVAL)}
            row |= {"posterior_mean": mean[place], "z": z, "misfit": abs(z) > MISFIT}
            row |= {"emulator": found.emulators.form(place), "r2": found.emulators.r2[place]}
            rows.append(row | {"emulator_weak": found.emulators.r2[place] < LITTLE, "market": target.market})
    return pd.DataFrame(rows)


def structures(found: Calibration) -> pd.DataFrame:
    """Each structure: how it agrees with all targets together, and how many draws count."""
    import pandas as pd

    rows = []
    for each in found.structures:
        fit = agreement(each.moments, each.weighted.weights, found.aim)
        rows.append(
            {
                "threshold": each.threshold,
                "targets": len(found.targets),
                "squares": fit.squares,
                "chance": fit.chance,
                "worst": fit.worst,
                "worst_allowed": fit.worst_allowed,
                "misspecified": fit.misspecified,
                "draws": len(each.draws.points),
                "effective": each.weighted.effective,
                "power": each.weighted.power,
                "effective_fixed": each.fixed.effective,
                "power_fixed": each.fixed.power,
            }
        )
    return pd.DataFrame(rows)
