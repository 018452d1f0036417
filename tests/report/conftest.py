"""A finished study made by hand: two policies, three replicates, numbers that can be worked out on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mentas.measures import MEASURES
from mentas.studies import analysis
from mentas.studies.ensemble import structures
from mentas.studies.ensemble import summary as doubtful
from mentas.studies.ensemble.nest import Nest
from mentas.studies.ensemble.plan import AXES, STRUCTURES

YEARS = range(3)
TITLES = {
    "cash": {"id": "Bantuan tunai", "en": "Cash"},
    "capital": {"id": "Modal <b>usaha</b>", "en": "Capital <b>& more</b>"},
}
GROUPS = (("all", "all"), ("decile", "1-4"))


VARIED = {
    "uncertainty": "ensemble",
    "ensemble": {
        "structures": 16, "kept": {"capital": {"enterprise.wear": 0.01}}, "sets": 440, "lucks": 2, "sha256": "ab" * 32,
        "parameters": ["work.job_loss"],
    },
}  # fmt: skip

PARAMETERS = {
    "work.job_loss": {
        "title": "Chance that the main earner loses the job in a month", "unit": "1/month", "value": 0.008,
        "range": [0.002, 0.02], "evidence": "estimate", "source": "BPS <b>2025</b>", "as_of": "2025", "note": "",
        "settles": "",
    },
    "pkh.deciles": {
        "title": "Registered national deciles served, lowest and highest", "unit": "decile", "value": [1, 4],
        "range": None, "evidence": "assumption", "source": "Minister", "as_of": "2025", "note": "",
        "settles": "Nothing to measure: a choice",
    },
}  # fmt: skip
"""Two numbers of which one is an assumption, and a choice."""


def nest(replicates: int) -> Nest:
    """The nest of a study whose pairs of replicates go round the structures."""
    places = [STRUCTURES[r // 2 % 16] for r in range(replicates)]
    columns = {axis: [each.level(axis) for each in places] for axis in AXES}
    numbers = {name: range(replicates) for name in ("replicate", "luck")}
    model = {name: [r // 2 for r in range(replicates)] for name in ("model", "set")}
    levels = {
        "threshold": ("0", "0.4", "0.8", "1.2"),
        "market": ("responsive", "fixed"),
        "shape": ("gb2", "shifted_lognormal"),
    }
    return Nest(pd.DataFrame(numbers | columns | model), levels)


def value(scenario: str, measure: str, year: int, replicate: int, effect: Callable[[int, int], float]) -> float:
    """Cash is 0.05 in every year; capital differs by `effect`; money-like measures are a million times as large."""
    base = 0.05 + (effect(year, replicate) if scenario == "capital" else 0.0)
    return base if MEASURES[measure].unit == "share" else 1e6 * base


@pytest.fixture
def study(tmp_path: Path) -> Callable[..., Path]:
    """Writes a study's folder; `effect(year, replicate)` is the difference of capital to cash."""

    def write(
        effect: Callable[[int, int], float] = lambda year, replicate: -0.001 * year * (1 + 0.1 * replicate),
        *,
        baseline: str | None = "cash",
        replicates: int = 3,
        unspent: int = 2,
        varied: bool = False,
    ) -> Path:
        names = list(TITLES) if baseline else ["capital"]
        measures = ("poverty_rate", "spending_mean", "income_mean", "mentas_kept", "mentas_per_billion")
        rows = [
            (s, r, m, *g, y, value(s, m, y, r, effect))
            for s in names for r in range(replicates) for m in measures for g in GROUPS for y in YEARS
        ]  # fmt: skip
        runs = pd.DataFrame(rows, columns=["scenario", "replicate", "measure", "group_kind", "group", "year", "value"])
        about: dict[str, Any] = {"scenarios": names, "baseline": baseline}
        summary = analysis.summary(runs, **about)
        if varied:
            summary = doubtful.summary(runs, **about, nest=nest(replicates))
            structures.table(runs, **about, nest=nest(replicates)).to_csv(tmp_path / "structures.csv", index=False)
        summary.to_csv(tmp_path / "summary.csv", index=False)
        money = [(s, "pkh", "Utara", 1, 100, 90 - unspent, 5, 5, unspent, 4.0, replicates) for s in names]
        columns = ["scenario", "programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent"]
        pd.DataFrame(money, columns=[*columns, "recipients", "n"]).to_csv(tmp_path / "spending.csv", index=False)
        moves = [
            (s, b, 2, before, after, (more := float(before == after)) + 1.0, more + 0.5, more + 1.5, replicates)
            for s in names for b in ("national", "provincial_anchored", "provincial_reranked")
            for before in range(1, 11) for after in range(1, 11)
        ]  # fmt: skip
        columns = ["scenario", "basis", "year", "from", "to", "households", "low", "high", "n"]
        pd.DataFrame(moves, columns=columns).to_csv(tmp_path / "decile_transitions.csv", index=False)
        manifest = _manifest(names, baseline, replicates) | (VARIED if varied else {})
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        return tmp_path

    return write


def _manifest(names: list[str], baseline: str | None, replicates: int) -> dict[str, Any]:
    described = {
        name: {"unit": m.unit, "better": m.better, "id": m.id, "en": m.en, "kinds": m.kinds, "sentence": m.sentence}
        for name, m in MEASURES.items()
    }
    region = {"region": "utara", "region_title": {"id": "Provinsi Utara", "en": "North"}, "start": "2025-03"}
    return {
        "study": "test", "title": {"id": "Uji", "en": "Test"}, "question": {"id": "Apa?", "en": "What?"},
        "mentas": "0.1.0", "command": ["mentas", "run", "a b.yaml"], "seed": 7, "replicates": replicates,
        "baseline": baseline, "outcomes": [], "measures": described, "parameters": PARAMETERS,
        "evidence": {"assumption": 1, "estimate": 1},
        "share_assumed": 0.5, "scenarios": [{"name": name, "title": TITLES[name], **region} for name in names],
        "runs": {"total": 6, "failed": 0},
    }  # fmt: skip
