"""Small folders of studies of every kind, made by hand or with fakes of runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentas.studies import batch, csv
from mentas.studies.frontier.study import ABOUT
from mentas.studies.space.dimension import Span
from mentas.studies.space.interest import Interest
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design
from report import frontiers
from studies import spaced

WANTED = (Outcome("poverty_rate"), Outcome("mentas", "decile", "1-4"))

HOSTILE = {"id": "<b>$\\frac$</b> =1+1 {0} %s", "en": "<b>$\\frac$</b> =1+1 {0} %s"}


def sweep(folder: Path, *dimensions: Any, **settings: Any) -> Path:
    """A sweep in which the grant is the poverty of b, and a has 1."""
    settings = {"wanted": WANTED, "replicates": 3} | settings
    batch.run(spaced.study(*dimensions, **settings), out=folder, workers=1, work=spaced.work)
    return folder


def discovery(folder: Path, **settings: Any) -> Path:
    """A sweep that looks for where b is poor: from a grant of about 4.5 on."""
    words = {"id": "b miskin", "en": "b is poor"}
    interest = Interest(scenario="b", outcome=WANTED[0], higher=True, than=107.0, words=words)
    dimensions = (
        spaced.dimension("programmes.uep.grant", Span(2.0, 8.0), "b"),
        spaced.dimension("enterprise.wear", Span(0.0, 1.0), "b", role="uncertainty"),
    )
    return sweep(folder, *dimensions, interest=interest, design=Design(method="latin", samples=64), **settings)


def sensitivity(folder: Path, method: str, *, samples: int = 16, **settings: Any) -> Path:
    """An analysis of two numbers, of which the first alone does something."""
    dimensions = [
        replace(spaced.dimension(name, Span(low, high), "b", role="uncertainty"), group=group)
        for name, low, high, group in (
            ("programmes.uep.grant", 2.0, 8.0, "economy"),
            ("parameters.enterprise.wear", 0.005, 0.02, "behaviour"),
        )
    ]
    return sweep(folder, *dimensions, kind="sensitivity", design=Design(method=method, samples=samples), **settings)


def frontier(folder: Path, *, told: dict[str, Any] | None = None, outcomes: int = 3, **made: Any) -> Path:
    """A frontier made up."""
    found = frontiers.frontier(told=told, **made)
    kept = [each["name"] for each in found.account["outcomes"]][:outcomes]
    about = {**found.account, "outcomes": found.account["outcomes"][:outcomes]}
    region = about.pop("region_title")
    account = {"study": about["study"], "kind": "frontier", "mentas": "0.1.0", "seed": 7, "replicates": 32,
               "uncertainty": "ensemble", "finished": None, "command": ["mentas", "run", "f.yaml"],
               "title": {"id": "Garis depan", "en": "Frontier"}, "question": {"id": "Mana?", "en": "Which?"},
               "scenarios": [{"name": "now", "region_title": region, "title": HOSTILE}]}  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(account), encoding="utf-8")
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    for name, table in found.tables.items():
        csv.write(folder / f"{name}.csv", table[table["outcome"].isin(kept)] if "outcome" in table else table)
    return folder


def patterns(folder: Path) -> Path:
    """Four patterns, one of each verdict."""
    rows = [
        {"title": f"Pattern {verdict}", "title_id": f"Pola {verdict}", "unit": "share", "verdict": verdict,
         "role": role, "observed": None if number else 0.05, "observed_low": 0.04, "observed_high": 0.06,
         "simulated": simulated, "low": low, "high": high, "replicates": 3, "source": "=1+1"}
        for number, (verdict, role, simulated, low, high) in enumerate(
            (("inside", "check", 0.05, 0.045, 0.055), ("partly", "check", 0.059, 0.05, 0.068),
             ("outside", "check", 0.5, 0.4, 0.6), ("unknown", "fitted", None, None, None)))
    ]  # fmt: skip
    found = {"study": "made", "seed": 3, "replicates": 3, "patterns": rows,
             "verdicts": {"inside": 1, "partly": 1, "outside": 1, "unknown": 1}}  # fmt: skip
    account = {"study": "made", "kind": "patterns", "mentas": "0.1.0", "seed": 3, "replicates": 3, "command": [],
               "title": HOSTILE, "question": {"id": "", "en": ""}, "scenarios": [], "finished": None}  # fmt: skip
    folder.mkdir(exist_ok=True)
    for name, content in (("manifest.json", account), ("patterns.json", found)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder
