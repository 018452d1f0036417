"""Two real villages as one nation: its tables against one table of all their households."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.measures.poverty import fgt, watts_index
from mentas.studies import batch, design, verify
from studies.regions.test_reading import write

KEPT = "keep: [groups, spending, households]\nyears: 2\nreplicates: 1\n"


@pytest.mark.slow
def test_a_nation_of_two_villages_is_one_table_of_their_households(tmp_path):
    study = design.load_study(write(tmp_path, "replicates: 2\n", KEPT))
    folder = tmp_path / "out"
    batch.run(study, out=folder, workers=1)
    people = pd.read_parquet(folder / "regions" / "households.parquet")
    found = pd.read_parquet(folder / "outcomes.parquet").set_index(["scenario", "year", "measure"])["value"]
    assert not (folder / "households.parquet").exists()
    for name, mine in people.groupby("scenario"):
        assert set(mine["region"]) == {"village", "hamlet"}
        last = found[name, 2]
        weight = (mine["weight"] * mine["size"]).to_numpy()
        spending, need = mine["spending"].to_numpy(), mine["need"].to_numpy()
        for alpha, measure in enumerate(("poverty_rate", "poverty_gap", "poverty_severity")):
            assert last[measure] == pytest.approx(fgt(spending, need, weight, alpha=alpha), rel=1e-9)
        assert last["watts"] == pytest.approx(watts_index(spending, need, weight), rel=1e-9)
        assert last["spending_mean"] == pytest.approx(np.sum(mine["weight"] * spending) / weight.sum(), rel=1e-9)
        assert last["mentas"] == np.sum(mine["weight"] * mine["mentas"])
        assert last["businesses_open"] == pytest.approx(np.average(mine["business"], weights=mine["weight"]), rel=1e-9)
    money = pd.read_parquet(folder / "spending_runs.parquet").groupby("scenario")[["budget", "delivered"]].sum()
    for arm in study.arms:
        assert found[arm.name, 2, "money_delivered"] == money.loc[arm.name, "delivered"]
        assert money.loc[arm.name, "budget"] == 2 * arm.scenario.budget.per_year
    checked = verify.verify(folder, runs=2)
    assert checked.agrees and [each.looked for each in checked.checks][0] == 4
