"""Runs are counted without laying points, and come out as many as the roster has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas.studies import spaced
from mentas.studies.design import load_study
from mentas.studies.ensemble.worlds import worlds
from mentas.studies.planning.count import MOST_CONFIRMED, count, points_of
from mentas.studies.roster import Roster

ROOT = Path(__file__).parents[3]

HEAD = f"""
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
scenarios: [{ROOT}/scenarios/toy/village.yaml, {ROOT}/scenarios/toy/village_grants.yaml]
replicates: 3
seed: 5
constants: {{budget.per_year: 200_000_000}}
outcomes: [poverty_rate]
"""

GRANT = "programmes.uep.grant: {range: [2_000_000, 8_000_000], whole: true, only: [village_grants]}"
WEAR = "parameters.enterprise.wear: {}"
MARKETS = "markets: {values: [responsive, fixed], only: [village]}"

EXACT = {
    "compare": "kind: compare",
    "what one scenario alone is changed by": "kind: sweep\ndesign: {method: latin, samples: 6}\n"
    "uncertainties: {parameters.enterprise.wear: {only: [village_grants]}}",
    "a grid": f"kind: sweep\ndesign: {{method: grid, levels: 3}}\nlevers: {{{GRANT}, {MARKETS}}}",
    "a grid of shares": "kind: sweep\ndesign: {method: grid, levels: 4}\nlevers: {s: {simplex: [bpnt, uep, kube], "
    "only: [village]}}",
    "a file": f"kind: sweep\ndesign: {{method: csv, file: points.csv}}\nlevers: {{{GRANT}, {MARKETS}}}",
    "sobol indices": f"kind: sensitivity\ndesign: {{method: sobol, samples: 4}}\nlevers: {{{GRANT}}}\n"
    f"uncertainties: {{{WEAR}}}",
    "given": f"kind: sensitivity\ndesign: {{method: given, samples: 5}}\n"
    f"uncertainties: {{{WEAR}, parameters.investing.hurdle: {{}}}}",
}

AT_MOST = {
    "whole numbers, which may meet by chance": f"kind: sweep\ndesign: {{method: latin, samples: 6}}\n"
    f"levers: {{{GRANT}}}",
    "a choice that a random design may miss": f"kind: sweep\ndesign: {{method: latin, samples: 6}}\n"
    f"levers: {{{GRANT}, {MARKETS}}}",
    "trajectories": f"kind: sensitivity\ndesign: {{method: morris, samples: 4}}\nlevers: {{{GRANT}}}\n"
    f"uncertainties: {{{WEAR}, parameters.investing.hurdle: {{}}}}",
    "groups": f"kind: sensitivity\ndesign: {{method: sobol, samples: 4, groups: true}}\nlevers: {{{GRANT}}}\n"
    f"uncertainties: {{{WEAR}, parameters.nature.illness_chance: {{}}}}",
}


def loaded(folder: Path, text: str):
    (folder / "points.csv").write_text(
        "programmes.uep.grant,markets\n3000000,fixed\n4000000,fixed\n3000000,responsive\n"
    )  # fmt: skip
    (folder / "study.yaml").write_text(HEAD + text)
    return load_study(folder / "study.yaml")


@pytest.mark.parametrize("text", EXACT.values(), ids=EXACT.keys())
def test_as_many_runs_are_counted_as_there_are(tmp_path, text):
    of = loaded(tmp_path, text)
    roster, found = Roster(of, spaced.points(of), worlds(of)), count(of)
    assert found.exact and found.runs == len(roster.unique)
    assert found.points == len(roster.points) and found.shared == len(roster) - len(roster.unique)


@pytest.mark.parametrize("text", AT_MOST.values(), ids=AT_MOST.keys())
def test_what_cannot_be_known_without_points_is_the_most_that_there_can_be(tmp_path, text):
    of = loaded(tmp_path, text)
    roster, found = Roster(of, spaced.points(of), worlds(of)), count(of)
    assert found.points == len(roster.points)
    assert len(roster.unique) <= found.runs <= len(roster)


def test_a_scenario_that_no_lever_changes_is_counted_once_a_replicate(tmp_path):
    found = count(loaded(tmp_path, EXACT["what one scenario alone is changed by"]))
    assert (found.runs, found.shared) == (3 * (6 + 1), 3 * 5)


def test_a_frontier_is_counted_with_all_that_its_search_and_fresh_worlds_may_take(tmp_path):
    text = "kind: frontier\ndesign: {method: sobol, samples: 8, batches: 2, batch: 4, confirm: 5, step: 0.1}\n"
    of = loaded(tmp_path, text + f"levers: {{{GRANT}}}")
    found = count(of)
    # 8 + 2 x 4 candidates and the baseline in 3 worlds; then 13 of them and the baseline in 5 fresh ones, twice
    assert points_of(of) == 16 and not found.exact
    assert found.runs == 3 * (16 + 1) + 2 * 5 * (MOST_CONFIRMED + 1)
