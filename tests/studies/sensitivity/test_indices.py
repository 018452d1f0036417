"""Indices against functions whose own are known on paper."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest

from mentas.studies import sampling, sensitivity
from mentas.studies.sensitivity import UnusableResultsError, given_data, salib

NAMES = ["enterprise.low_scale", "investing.hurdle", "spending.buffer", "dummy"]
"""Names with a dimension of Sobol's sequence."""
LONG = [*NAMES[:3], "group.dividend_hoped", "markets.wage_response", "investing.buffer", "receiving.cash_leak", "dummy"]


def ishigami(unit: np.ndarray) -> np.ndarray:
    """Ishigami and Homma 1990 with a = 7, b = 0.1."""
    x = np.pi * (2.0 * unit - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[list[float], list[float]]:
    """Variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 and its parts."""
    a, b = 7.0, 0.1
    whole = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    one, two, both = 0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8, b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    return [one / whole, two / whole, 0.0, 0.0], [(one + both) / whole, two / whole, both / whole, 0.0]


WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0])


def g(unit: np.ndarray) -> np.ndarray:
    """Sobol's g-function of the first seven columns."""
    return np.prod((np.abs(4.0 * unit[:, :7] - 2.0) + WEIGHTS) / (1.0 + WEIGHTS), axis=1)


def g_indices() -> tuple[list[float], list[float]]:
    own = 1.0 / 3.0 / (1.0 + WEIGHTS) ** 2
    whole = np.prod(1.0 + own) - 1.0
    return [*own / whole, 0.0], [*own * np.prod(1.0 + own) / (1.0 + own) / whole, 0.0]


@pytest.mark.parametrize(
    ("function", "indices", "names"), [(ishigami, ishigami_indices, NAMES), (g, g_indices, LONG)], ids=["ishigami", "g"]
)
def test_sobol_indices_are_those_on_paper(function, indices, names):
    for seed in range(2):
        design = sampling.saltelli(names, 4096, seed=seed)
        found = sensitivity.sobol(design, function(design), names=names, seed=1)
        first, total = indices()
        assert found["S1"].to_numpy() == pytest.approx(first, abs=0.02)
        assert found["ST"].to_numpy() == pytest.approx(total, abs=0.02)
        assert found["influential"].tolist() == [value > 0.0 for value in total]


def test_sobol_indices_of_names_that_are_not_listed_are_less_exact():
    names = ["own", "words", "here", "dummy"]
    for seed in range(2):
        design = sampling.saltelli(names, 4096, seed=seed)
        found = sensitivity.sobol(design, ishigami(design), names=names, seed=1)
        assert found[["S1", "ST"]].to_numpy() == pytest.approx(np.transpose(ishigami_indices()), abs=0.06)


def test_intervals_of_sobol_indices_hold_those_on_paper():
    first, total = (np.array(each) for each in ishigami_indices())
    held = []
    for seed in range(20):
        design = sampling.saltelli(NAMES, 256, seed=seed)
        found = sensitivity.sobol(design, ishigami(design), names=NAMES, seed=1)
        for index, truth in (("S1", first), ("ST", total)):
            held.append(((found[f"{index}_low"] <= truth) & (truth <= found[f"{index}_high"]))[:3])
    assert np.mean(held) > 0.9


def test_sobol_indices_of_groups_are_those_on_paper():
    # x1 and x3 together have all of the variance that is not x2's, alone and in total.
    groups = {NAMES[0]: "one", NAMES[2]: "one", NAMES[1]: "two"}
    design = sampling.saltelli(NAMES, 2048, seed=1, groups=groups)
    found = sensitivity.sobol(design, ishigami(design), names=NAMES, seed=1, groups=groups, grouped=True)
    two = ishigami_indices()[0][1]
    assert found["name"].tolist() == ["one", "two", "dummy"]
    assert found["S1"].to_numpy() == pytest.approx([1 - two, two, 0.0], abs=0.03)
    assert found["ST"].to_numpy() == pytest.approx([1 - two, two, 0.0], abs=0.03)


def test_sums_by_group_are_of_names():
    groups = {NAMES[0]: "one", NAMES[2]: "one", NAMES[1]: "two"}
    design = sampling.saltelli(NAMES, 128, seed=1)
    found = sensitivity.sobol(design, ishigami(design), names=NAMES, seed=1, groups=groups)
    sums = sensitivity.by_group(found)
    assert found["name"].tolist() == NAMES and found["group"].tolist() == ["one", "two", "one", "dummy"]
    assert sums["group"].tolist() == ["one", "two", "dummy"]
    assert sums["ST"][0] == pytest.approx(found["ST"][0] + found["ST"][2])


def test_a_name_that_only_deals_luck_anew_is_not_influential_and_one_that_acts_is():
    # Total index of the second name on paper: noise of variance 0.04 / 4 in means of rows of variance 1/12 + 0.01.
    design = sampling.saltelli(NAMES[:2], 400, seed=1)
    deal = {value: k for k, value in enumerate(np.unique(design[:, 1]))}
    luck = np.random.default_rng(1).normal(0.0, 0.2, (len(deal), 4))
    common = np.random.default_rng(2).normal(0.0, 3.0, (1, 4))
    # Rows A and those with the first name swapped share the second name's luck.
    y = design[:, :1] + common + luck[[deal[value] for value in design[:, 1]]]
    found = sensitivity.sobol(design, y, names=NAMES[:2], seed=1)
    assert found["ST"][1] == pytest.approx(0.01 / (1 / 12 + 0.01), rel=0.2)
    assert found["influential"].tolist() == [True, False]


def test_morris_of_a_sum_and_a_product_is_known():
    # y = 3 x1 - 2 x2 + 8 (x3 - 1/2) (x1 - 1/2): levels 0, 1/3, 2/3, 1, so x - 1/2 is +-1/2 or +-1/6 with mean square
    # 5/36; effect of x1 is 3 + 8 (x3 - 1/2), of mean 3 and deviation 8 sqrt(5/36) = 2.981, absolute mean 3 + 1/4 (a
    # quarter of the cases is 3 - 4 = -1); of x3: 0, 2.981, absolute mean 8 (1/2 + 1/6) / 2 = 2.667; of x2: -2 always.
    design = sampling.morris(NAMES, 2000, seed=1)
    y = 3 * design[:, 0] - 2 * design[:, 1] + 8 * (design[:, 2] - 0.5) * (design[:, 0] - 0.5)
    found = sensitivity.morris(design, y, names=NAMES, seed=1)
    assert found["mu"].to_numpy() == pytest.approx([3.0, -2.0, 0.0, 0.0], abs=0.15)
    assert found["mu_star"].to_numpy() == pytest.approx([3.5, 2.0, 2.667, 0.0], abs=0.1)
    assert found["sigma"].to_numpy() == pytest.approx([2.981, 0.0, 2.981, 0.0], abs=0.1)
    assert found["rank"].tolist() == [1, 3, 2, 4]
    assert found["influential"].tolist() == [True, True, True, False]
    assert (found["mu_star_low"] <= found["mu_star"]).all() and (found["mu_star"] <= found["mu_star_high"]).all()


def test_morris_of_groups_has_size_and_no_direction():
    groups = {NAMES[0]: "one", NAMES[1]: "one", NAMES[2]: "two"}
    design = sampling.morris(NAMES, 40, seed=1, groups=groups)
    found = sensitivity.morris(design, 5 * design[:, 2], names=NAMES, seed=1, groups=groups, grouped=True)
    assert found["name"].tolist() == ["one", "two", "dummy"]
    assert found["mu_star"].to_numpy() == pytest.approx([0.0, 5.0, 0.0])
    assert found["mu"].isna().all()


def test_morris_knows_what_dice_alone_would_show():
    rng, design = np.random.default_rng(1), sampling.morris(NAMES, 300, seed=1)
    y = 9.0 * design[:, :1] + rng.normal(0.0, 5.0, (1, 4)) + rng.normal(0.0, 1.0, (len(design), 4))
    found = sensitivity.morris(design, y, names=NAMES, seed=1)
    # Each step compares means of 4 numbers of deviation 1: E|N(0, sqrt(2 / 4))| / (2/3) = 0.5642 * 1.5 = 0.846.
    assert found["nothing"].to_numpy() == pytest.approx([0.846] * 4, rel=0.05)
    assert found["mu_star"][1:].to_numpy() == pytest.approx([0.846] * 3, rel=0.15)
    assert found["influential"][0]


def test_given_data_orders_parameters_as_their_effects():
    design = sampling.latin(NAMES, 300, seed=1)
    y = 4.0 * design[:, 0] + 1.5 * (design[:, 1] > 0.7) + 0.4 * np.random.default_rng(1).normal(size=300)
    found = sensitivity.given(design, y, names=NAMES, seed=1).set_index("name")
    for index in ("PAWN", "delta"):
        assert found[index].loc[NAMES[:3]].is_monotonic_decreasing
        assert found[f"{index}_influential"].iloc[[0, 2, 3]].tolist() == [True, False, False]
    assert found["PAWN_influential"].iloc[1]


def test_by_pawn_a_column_without_effect_is_called_influential_in_one_case_of_twenty():
    called = []
    for seed in range(5):
        design = sampling.latin([f"word {k}" for k in range(30)], 120, seed=seed)
        columns = np.column_stack([design, given_data._dummies(120, seed=seed)])
        pawn = given_data._pawn(columns, np.random.default_rng(seed).normal(size=120), seed=seed)
        called.append(pawn[:30] > pawn[30:].max())
    assert np.mean(called) < 0.12


def test_results_that_are_not_finite_are_refused_with_their_rows():
    design, y = sampling.saltelli(NAMES, 40, seed=1), np.ones((240, 2))
    y[3, 1], y[7, 0] = np.nan, np.inf
    for analyse in (sensitivity.sobol, sensitivity.given):
        with pytest.raises(
            UnusableResultsError, match=re.escape("2 of 240 rows have results that are not finite (rows 3, 7)")
        ):
            analyse(design, y, names=NAMES, seed=1)
    with pytest.raises(UnusableResultsError, match="2 of 240"):
        sensitivity.morris(design[:240], y, names=NAMES, seed=1)
    with pytest.raises(UnusableResultsError, match="2 of 240"):
        sensitivity.noise(y)


def test_results_that_do_not_fit_their_design_are_refused():
    design = sampling.saltelli(NAMES, 40, seed=1)
    for rows in (239, 0):
        with pytest.raises(UnusableResultsError, match="do not fit"):
            sensitivity.sobol(design[:rows], np.ones(rows), names=NAMES, seed=1)
    with pytest.raises(UnusableResultsError, match="too few"):
        sensitivity.given(design[:99], np.ones(99), names=NAMES, seed=1)


def test_an_outcome_that_never_changes_has_no_indices():
    design, same = sampling.saltelli(NAMES, 40, seed=1), np.full((240, 3), 0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        total = sensitivity.sobol(design, same, names=NAMES, seed=1)
        delta = sensitivity.given(design, same, names=NAMES, seed=1)
        mu = sensitivity.morris(sampling.morris(NAMES, 40, seed=1), same[:200], names=NAMES, seed=1)
    assert total["ST"].isna().all() and not total["influential"].any()
    assert delta["PAWN"].isna().all() and not (delta["PAWN_influential"] | delta["delta_influential"]).any()
    assert (mu["mu_star"] == 0.0).all() and not mu["influential"].any()


@pytest.mark.parametrize("method", ["morris", "sobol", "given"])
def test_a_bootstrap_is_seeded_and_leaves_the_global_state_of_numpy_and_of_warnings_alone(method):
    designs = {"morris": sampling.morris, "sobol": sampling.saltelli, "given": sampling.latin}
    design = designs[method](NAMES[1:], 100, seed=1)
    y = np.sin(7.0 * design).sum(axis=1)

    def found(seed):
        return getattr(sensitivity, method)(design, y, names=NAMES[1:], seed=seed)

    np.random.seed(5)
    before, words, filters = np.random.get_state(), warnings.formatwarning, list(warnings.filters)
    first = found(0)
    after = np.random.get_state()
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert (warnings.formatwarning, list(warnings.filters)) == (words, filters)
    np.random.seed(6)
    assert first.equals(found(0))
    assert not first.equals(found(1))


def test_names_and_groups_may_be_any_words():
    names = ["a_raw", "b_conf", "dummy"]
    design = sampling.latin(names, 120, seed=1)
    assert sensitivity.given(design, design[:, 0], names=names, seed=1)["name"].tolist() == names


def test_base_rows_are_those_of_a_and_b():
    design = sampling.saltelli(NAMES, 8, seed=1)
    rows = design[sensitivity.base_rows(len(design), parts=len(NAMES))]
    assert (rows[0::2] == sampling.sobol(NAMES, 8, seed=1)).all()
    assert (rows[1::2] == sampling.sobol(NAMES, 8, seed=1, twin=True)).all()


def test_salib_never_sees_seed_zero():
    design = sampling.saltelli(NAMES, 16, seed=1)
    one, two = (
        salib.analysed("analyze_sobol", design, ishigami(design), seed=0, calc_second_order=False) for _ in range(2)
    )
    assert one["ST_conf"].tolist() == two["ST_conf"].tolist()
