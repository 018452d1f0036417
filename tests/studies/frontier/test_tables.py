"""The tables of a study hold the same candidates and leave out what failed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mentas.studies.frontier import tables
from studies.frontier.made import nested, tried

NAMES = ("now", "uep", "pkh", "mixed", "failed")
SHARES = pd.DataFrame({"share_uep": [1.0, 0.0, 0.5, 0.2]}, index=["uep", "pkh", "mixed", "failed"])


def _tried(seed: int = 1):
    rng, ground = np.random.default_rng(seed), nested(2)
    means = np.array([[50.0, 0.05], [90.0, 0.05], [60.0, 0.02], [75.0, 0.03], [99.0, 0.01]])
    luck = rng.standard_normal((1, 64, 2)) * (30.0, 0.01) + rng.standard_normal((5, 64, 2)) * (2.0, 0.001)
    values = means[:, None] + luck
    values[4, ::2] = np.nan
    return tried(values, ground, names=NAMES, spent=1e9 + 1e8 * np.arange(5)[:, None] + np.zeros((1, 64)))


def _tables(**more):
    about = {"baseline": "now", "cost_of": "mentas_kept", "seed": 1, "draws": 50}
    return tables.tables(_tried(), SHARES, structures={s: f"s{s}" for s in range(16)}, **(about | more))


def test_all_tables_are_made_and_what_failed_is_in_none():
    found = _tables()
    assert tuple(found) == tuple(name for name in tables.TABLES if name != "next_billion")
    assert all("failed" not in set(frame["candidate"]) for frame in found.values())
    first = found["candidates"].set_index("candidate")
    assert first["share_uep"].fillna(-1.0).to_dict() == {"now": -1.0, "uep": 1.0, "pkh": 0.0, "mixed": 0.5}
    assert np.isclose(first["spent"]["pkh"], 1.2e9)
    on = found["frontier"].drop_duplicates("candidate").set_index("candidate")
    assert on["on_means"].to_dict() == {"now": False, "uep": True, "pkh": True, "mixed": True}
    assert on["place"].to_dict() == {"now": 0, "uep": 1, "pkh": 3, "mixed": 2}
    assert found["cost"].set_index("candidate")["reading"].to_dict() == dict.fromkeys(["uep", "pkh", "mixed"], "costs")


def test_regret_is_of_the_frontier_and_the_baseline_in_each_outcome():
    found = _tables()
    assert set(found["regret"]["candidate"]) == {"now", "uep", "pkh", "mixed"}
    assert found["regret"].groupby("outcome")["structure"].nunique().tolist() == [17, 17]
    chosen = found["cautious"][found["cautious"]["chosen"]].set_index("outcome")["candidate"]
    assert chosen.to_dict() == {"mentas_kept": "uep", "poverty_gap": "pkh"}


def test_the_next_billion_is_of_those_that_had_a_larger_envelope():
    at = _tried().only(["uep", "mixed"])
    above = tried(at.values + 6.0, at.ground, names=at.names, spent=at.spent + 2e9)
    found = _tables(above=above, step=2e9)["next_billion"]
    assert found["candidate"].unique().tolist() == ["uep", "mixed"] and np.allclose(found["change"], 3.0)


def test_tables_are_the_same_twice():
    one, two = _tables(), _tables()
    assert all(one[name].equals(two[name]) for name in one)
