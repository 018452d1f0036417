"""Adding up: what holds between a nation and its regions, by hand and against one table of all people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from mentas.measures import MEASURES
from mentas.measures.poverty import fgt, watts_index
from mentas.studies.finished import Finished
from mentas.studies.regions import total

COLUMNS = ["year", "measure", "group_kind", "group", "above", "below"]


def _nation(*regions):
    """Values of a nation by measure, from the sums of everyone in each region."""
    found = total.Total()
    for number, sums in enumerate(regions):
        rows = [(1, measure, "all", "all", *parts) for measure, parts in sums.items()]
        frame = pa.Table.from_pandas(pd.DataFrame(rows, columns=COLUMNS), preserve_index=False)
        found.add(f"R{number}", str(number), Finished(str(number), frames={"parts": frame}), "d")
    run, _ = found.finished()
    table = run.frames["outcomes"].to_pandas()
    return dict(zip(table["measure"], table["value"], strict=True))


def test_rates_are_weighted_by_people_and_sums_are_added():
    nan = float("nan")
    found = _nation(
        {"poverty_rate": (30.0, 100.0), "mentas": (4.0, nan)}, {"poverty_rate": (10.0, 900.0), "mentas": (1.0, nan)}
    )
    assert found == {"poverty_rate": 0.04, "mentas": 5.0}


def test_money_of_a_region_where_nobody_is_mentas_yet_counts_in_the_cost_of_the_others():
    found = _nation({"cost_per_mentas": (900.0, 0.0)}, {"cost_per_mentas": (100.0, 10.0)})
    assert found["cost_per_mentas"] == 100.0


def test_nothing_below_is_nothing_to_measure_and_an_unknown_sum_stays_unknown():
    found = _nation(
        {"fell_back": (0.0, 0.0), "lasting_gain": (float("nan"), 0.0)},
        {"fell_back": (0.0, 0.0), "lasting_gain": (1.0, 0.0)},
    )
    assert np.isnan(found["fell_back"]) and np.isnan(found["lasting_gain"])


def test_a_group_that_one_region_does_not_have_is_that_of_the_others():
    rows = pd.DataFrame(
        [(1, "mentas", "programme", "uep", 2.0, 0.0), (1, "mentas", "programme", "kube", 3.0, 0.0),
         (1, "mentas", "programme", "kube", 4.0, 0.0)], columns=COLUMNS,
    )  # fmt: skip
    found = total.added(rows, total.CELL)
    assert dict(zip(found["group"], found["above"], strict=True)) == {"uep": 2.0, "kube": 7.0}


@pytest.mark.parametrize(
    ("measure", "index"),
    [
        ("poverty_rate", lambda s, z, w: fgt(s, z, w, alpha=0)),
        ("poverty_gap", lambda s, z, w: fgt(s, z, w, alpha=1)),
        ("poverty_severity", lambda s, z, w: fgt(s, z, w, alpha=2)),
        ("watts", watts_index),
    ],
)
def test_poverty_of_the_nation_is_that_of_one_table_of_all_people(measure, index):
    luck = np.random.default_rng(4)
    regions = [
        (luck.lognormal(13.5, 0.6, n), np.full(n, line), luck.integers(1, 40, n).astype(float))
        for n, line in ((200, 700_000.0), (350, 500_000.0), (90, 900_000.0))
    ]
    sums = [{measure: (index(*region) * region[2].sum(), region[2].sum())} for region in regions]
    pooled = [np.concatenate(columns) for columns in zip(*regions, strict=True)]
    assert _nation(*sums)[measure] == pytest.approx(index(*pooled), rel=1e-12)


def test_a_measure_that_is_a_rank_among_all_people_is_said_to_be_left_out():
    told = total.account()
    assert set(told["left_out"]) == {"gini", "palma", "bottom40_share", "income_median", "spending_median"}
    assert {"mentas", "money_delivered", "groups_active"} <= set(told["sums"])
    assert {"poverty_rate", "watts", "spending_mean", "price_index", "cost_per_mentas"} <= set(told["ratios"])
    assert len(told["sums"]) + len(told["ratios"]) + len(told["left_out"]) == len(MEASURES)
