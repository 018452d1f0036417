"""The tables of replayed trials: effects.csv, replicates.parquet and trial.json of each, scores.csv of all.

One trial's stand in the folder itself; several have a folder each.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import mentas
from mentas.studies import atomic, csv
from mentas.studies.trial.keeping import Kept, write_frame
from mentas.studies.trial.score import Scored, Scores, score
from mentas.studies.trial.skill import Sums
from mentas.studies.trial.trial import Published, Trial

if TYPE_CHECKING:
    import pandas as pd

OF_A_TRIAL = ("effects.csv", "replicates.parquet", "trial.json", "forest.png")
OF_ALL = "scores.csv"

ALL = "all"
"""Name of the row of all trials together; and of the row of all roles."""

ROLES = (None, "calibrate", "check")


def place(folder: Path, trials: Sequence[Trial], trial: Trial) -> Path:
    """Where a trial's tables stand."""
    return folder if len(trials) == 1 else folder / trial.name


def written(trials: Sequence[Trial]) -> list[str]:
    """Names of all tables and figures, from the folder."""
    base = Path()
    return [OF_ALL, *(str(place(base, trials, trial) / name) for trial in trials for name in OF_A_TRIAL)]


def write(folder: Path, trials: Sequence[Trial], keys: Mapping[str, Sequence[str]], kept: Kept) -> tuple[Scores, ...]:
    """Score trials by their kept replicates, and write all tables."""
    import pandas as pd

    found = []
    for trial in trials:
        ended = [n for n, run in enumerate(keys[trial.name]) if run in kept]
        values = np.full((len(ended), len(trial.published), 3), np.nan)
        for row, number in enumerate(ended):
            values[row] = kept[keys[trial.name][number]]
        scores = score(trial, estimates=values[..., 0], errors=values[..., 1], true=values[..., 2])
        home = place(folder, trials, trial)
        home.mkdir(exist_ok=True)
        frame = _replicates(trial, ended, values)
        atomic.write_with(home / "replicates.parquet", partial(write_frame, frame=frame))
        csv.write(home / "effects.csv", pd.DataFrame([_row(trial, s) for s in scores.effects]))
        atomic.write_text(home / "trial.json", json.dumps(_told(trial, scores), indent=2, ensure_ascii=False) + "\n")
        found.append(scores)
    csv.write(folder / OF_ALL, pd.DataFrame(score_rows(trials, found)))
    return tuple(found)


def score_rows(trials: Sequence[Trial], scores: Sequence[Scores]) -> list[dict[str, Any]]:
    """Scores by trial and role, and of all trials together."""
    rows = []
    for role in ROLES:
        sums = [each.sums(role) for each in scores]
        named = [*zip((trial.name for trial in trials), sums, strict=True)]
        if len(sums) > 1:
            named.append((ALL, sum(sums, Sums())))
        rows += [{"trial": name, "role": role or ALL} | numbers(each) for name, each in named if each.shown]
    return rows


def numbers(sums: Sums) -> dict[str, float]:
    """A trial's scores as numbers."""
    return {
        "shown": sums.shown, "counted": sums.counted, "inside": sums.inside, "share_inside": sums.share_inside,
        "signs": sums.signs, "signs_right": sums.signs_right, "pairs": sums.pairs, "pairs_right": sums.pairs_right,
        "skill_zero": sums.skill_zero, "pooled": sums.pooled, "skill_pooled": sums.skill_pooled,
    }  # fmt: skip


def subgroup(effect: Published) -> str:
    """Whom an effect speaks of, besides `on`, in the words of the trial's file."""
    names = ("woman", "profit_above", "profit_below", "capital_above", "capital_below", "ability_top")
    values = {name: getattr(effect, name) for name in names}
    return ", ".join(f"{name} {_plain(value)}" for name, value in values.items() if value is not None)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def _row(trial: Trial, s: Scored) -> dict[str, Any]:
    e = s.effect
    return {
        "trial": trial.name, "effect": e.name, "arm": e.arm, "outcome": e.outcome,
        "months": " ".join(map(str, e.months)), "unit": e.unit, "per": e.per, "method": e.method,
        "estimand": e.estimand, "on": e.on, "subgroup": subgroup(e), "role": e.role, "published": e.effect,
        "se": s.error, "se_assumed": s.assumed, "simulated": s.simulated, "spread": s.spread, "simulated_se": s.doubt,
        "reported_se": s.reported, "true": s.true, "replicates": s.replicates, "z": s.z, "inside": s.inside,
        "sign_needed": s.sign_needed, "sign_right": s.sign_right, "spread_over_se": s.wider, "counted": s.counted,
        "left_out": s.left_out, "from_memory": e.from_memory, "source": e.source, "note": e.note,
    }  # fmt: skip


def _replicates(trial: Trial, ended: Sequence[int], values: np.ndarray) -> pd.DataFrame:
    """A row a replicate and effect."""
    import pandas as pd

    names = [effect.name for effect in trial.published]
    return pd.DataFrame(
        {
            "replicate": np.repeat(np.asarray(ended, dtype=np.int32), len(names)),
            "effect": names * len(ended),
            "estimate": values[..., 0].ravel(),
            "error": values[..., 1].ravel(),
            "true": values[..., 2].ravel(),
        }
    )


def _told(trial: Trial, scores: Scores) -> dict[str, Any]:
    """A trial and its scores as JSON; what is not known is null."""
    sums = {role or ALL: numbers(scores.sums(role)) for role in ROLES}
    return dict(
        _known(
            {
                "trial": trial.name, "mentas": mentas.__version__, "title": dict(trial.title), "study": trial.study,
                "currency": trial.currency,
                "arms": {arm.name: dict(arm.title) for arm in trial.arms}, "replicates": trial.replicates,
                "seed": trial.seed, "parameters": dict(trial.parameters), "settings": list(trial.settings),
                "scores": sums, "orders": [asdict(order) for order in scores.orders],
                "ratios": [asdict(ratio) for ratio in scores.ratios],
                "effects": [_row(trial, s) for s in scores.effects],
            }
        )
    )  # fmt: skip


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _known(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_known(each) for each in value]
    if isinstance(value, np.bool_ | np.integer | np.floating):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
