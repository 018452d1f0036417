"""Designs: what they promise of names and of prefixes, and how even they are."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from mentas.parameters import catalogue
from mentas.studies import sampling
from mentas.studies.sampling import keys, nested, sequences

LISTED = ["enterprise.hurdle", *list(sequences.dimensions())[:6]]
NAMES = ["own.word", "kué ✓", *LISTED]
GROUPS = dict.fromkeys(LISTED[:3], "economy") | {"own.word": "design", LISTED[4]: "design"}

COLUMNS = {"latin": sampling.latin, "sobol": sampling.sobol}
STEPS = {
    "morris": sampling.morris,
    "morris in groups": partial(sampling.morris, groups=GROUPS),
    "saltelli": sampling.saltelli,
    "saltelli in groups": partial(sampling.saltelli, groups=GROUPS),
}


@pytest.mark.parametrize("design", (COLUMNS | STEPS).values(), ids=[*COLUMNS, *STEPS])
@pytest.mark.parametrize("fewer", [0, 1, 5, 37, 64])
def test_more_samples_keep_the_earlier_rows_bit_for_bit(design, fewer):
    few, many = (design(NAMES, n, seed=7) for n in (fewer, 100))
    assert few.shape[1] == len(NAMES)
    assert few.tobytes() == many[: len(few)].tobytes()


def test_a_prefix_holds_across_the_chunks_of_the_sequence():
    n = sequences.CHUNK + 3
    few, many = (sampling.sobol(LISTED[:2], samples, seed=7) for samples in (n, n + 50))
    assert few.tobytes() == many[:n].tobytes()


@pytest.mark.parametrize("design", COLUMNS.values(), ids=COLUMNS)
def test_other_names_change_no_column(design):
    whole = dict(zip(NAMES, design(NAMES, 70, seed=7).T, strict=True))
    some = [NAMES[4], "another.word", NAMES[1], NAMES[0]]
    for name, column in zip(some, design(some, 70, seed=7).T, strict=True):
        assert name == "another.word" or column.tobytes() == whole[name].tobytes()


def test_other_names_change_neither_start_nor_order_of_a_trajectory():
    known, more = sampling.morris(NAMES, 12, seed=3), sampling.morris(["another", *NAMES[::-1]], 12, seed=3)
    known = known.reshape(12, len(NAMES) + 1, -1)
    more = more.reshape(12, len(NAMES) + 2, -1)[:, :, :0:-1]
    assert (known[:, 0] == more[:, 0]).all() and (known[:, -1] == more[:, -1]).all()

    def order(rows):
        return [[name for step in np.diff(each, axis=0) for name in np.flatnonzero(step)] for each in rows]

    assert order(known) == order(more)


def test_other_names_change_no_swapped_row():
    known = sampling.saltelli(NAMES[:3], 9, seed=3).reshape(9, 5, 3)
    more = sampling.saltelli(["another", *NAMES[:3]], 9, seed=3).reshape(9, 6, 4)
    assert (known[:, [0, -1]] == more[:, [0, -1], 1:]).all()


@pytest.mark.parametrize("design", (COLUMNS | STEPS).values(), ids=[*COLUMNS, *STEPS])
def test_another_seed_gives_other_numbers(design):
    one, other = (design(NAMES, 50, seed=seed) for seed in (1, 2))
    assert (one != other).any(axis=0).all()


@pytest.mark.parametrize("design", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("power", range(9))
def test_each_column_has_one_point_in_each_stratum_of_each_aligned_block(design, power):
    n = 2**power
    cells = np.floor(design(NAMES, 256, seed=5) * n).reshape(256 // n, n, -1)
    assert (np.sort(cells, axis=1) == np.arange(n)[None, :, None]).all()


@pytest.mark.parametrize("design", (COLUMNS | STEPS).values(), ids=[*COLUMNS, *STEPS])
def test_numbers_lie_in_the_unit_cube(design):
    rows = design(NAMES, 300, seed=11)
    assert rows.min() >= 0.0 and rows.max() <= 1.0


@pytest.mark.parametrize("design", COLUMNS.values(), ids=COLUMNS)
def test_each_number_is_uniform_over_seeds(design):
    # The i-th number alone, over seeds: mean 1/2 +- 4 standard errors, and tenths by chi squared, 99.9 % of chi2(9).
    drawn = np.array([design(NAMES[:3], 6, seed=seed)[5] for seed in range(500)])
    assert np.abs(drawn.mean(axis=0) - 0.5).max() < 4 * np.sqrt(1 / 12 / 500)
    for column in drawn.T:
        counts = np.histogram(column, bins=10, range=(0, 1))[0]
        assert ((counts - 50) ** 2 / 50).sum() < 27.9


def test_columns_are_not_correlated():
    # Independent columns whose rows 2k, 2k + 1 lie in opposite halves, four in a row in different quarters, and so on:
    # n times the variance of a correlation is 1 + 9/16 + 2 (3/32)^2 + 4 (3/256)^2 + ... = 1.581.
    names, n = [*NAMES[:2], *(f"word {k}" for k in range(16))], 512
    for design in COLUMNS.values():
        seen = np.array([np.corrcoef(design(names, n, seed=seed).T) for seed in range(12)])
        seen = seen[:, *np.triu_indices(len(names), 1)]
        assert n * (seen**2).mean() == pytest.approx(1.581, rel=0.15)
        assert np.abs(seen).max() < 5.0 * np.sqrt(1.581 / n)


def test_columns_of_sobol_are_correlated_less_than_independent_ones():
    listed = list(sequences.dimensions())
    for n, squares, most in ((512, 0.15, 0.25), (1024, 0.03, 0.12)):
        seen = np.array([np.corrcoef(sampling.sobol(listed, n, seed=seed).T) for seed in range(3)])
        seen = seen[:, *np.triu_indices(len(listed), 1)]
        assert n * (seen**2).mean() < squares
        assert np.abs(seen).max() < most


def test_sobol_integrates_interactions_of_listed_names_far_better_than_independent_columns():
    def error(design):
        found = []
        for seed in range(20):
            u = design(LISTED[1:5], 1024, seed=seed) - 0.5
            found.append((u[:, 0] * u[:, 1] + u[:, 2] * u[:, 3]).mean())
        return np.sqrt(np.mean(np.square(found)))

    independent = np.sqrt(2 / 144 / 1024)
    assert error(sampling.latin) == pytest.approx(independent, rel=0.5)
    assert error(sampling.sobol) < independent / 10


def test_both_integrate_sums_far_better_than_random_numbers():
    for design in COLUMNS.values():
        errors = [(design(NAMES, 256, seed=seed).sum(axis=1) - len(NAMES) / 2).mean() for seed in range(20)]
        assert np.sqrt(np.mean(np.square(errors))) < np.sqrt(len(NAMES) / 12 / 256) / 50


def test_numbers_are_the_same_on_every_machine():
    # Fixed when the designs were made: a change would make kept results and new designs differ.
    assert int(keys.key("a", 1)) == int.from_bytes(hashlib.sha256(b'["a", 1]').digest()[:8], "big")
    program = (
        "from mentas.studies.sampling import *; import hashlib; n = ['dummy', 'own.word', 'kué'];"
        "rows = [f(n, 20, seed=1).tobytes() for f in (latin, sobol, morris, saltelli)];"
        "print(hashlib.sha256(b''.join(rows)).hexdigest())"
    )
    ends = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout.strip()
        for seed in ("1", "2")
    ]  # fmt: skip
    assert set(ends) == {GOLDEN}


GOLDEN = "aafef64f78113cf2525faf957b89ad9ee1d03987d18871b030a2888a20d642bf"


def test_the_list_of_dimensions_is_full_and_names_each_name_once():
    names = sequences.dimensions()
    assert list(names.values()) == list(range(sequences.LISTED))
    assert set(names) - set(catalogue()) == {"dummy"}


def test_splitmix_gives_the_published_numbers():
    # First numbers of SplitMix64 from state 1234567: Rosetta Code, "Pseudo-random numbers/Splitmix64".
    found = keys.bits(np.uint64(1234567), np.arange(5, dtype=np.uint64))
    assert found.tolist() == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
    ]  # fmt: skip


def test_reversed_bits_are_van_der_corput():
    # 0, 1/2, 1/4, 3/4, 1/8, 5/8
    found = nested.reversed_bits(np.arange(6, dtype=np.uint64)) / 2.0**32
    assert found.tolist() == [0.0, 0.5, 0.25, 0.75, 0.125, 0.625]


def test_scrambling_keeps_what_two_numbers_share_from_the_top_and_no_more():
    numbers = np.arange(2**8, dtype=np.uint64) << np.uint64(24)
    after = nested.scrambled(numbers, keys.key("tree"))
    for k in range(1, 9):
        blocks = (after >> np.uint64(32 - k)).reshape(2**k, -1)
        assert (blocks == blocks[:, :1]).all() and len(np.unique(blocks[:, 0])) == 2**k


def test_a_grid_has_every_combination_and_the_last_varies_fastest():
    assert sampling.grid([2, 1, 3]).tolist() == [[0, 0, 0], [0, 0, 1], [0, 0, 2], [1, 0, 0], [1, 0, 1], [1, 0, 2]]
    assert sampling.grid([]).shape == (1, 0)


def test_a_trajectory_moves_each_group_once_by_half_the_levels():
    rows = sampling.morris(NAMES, 8, seed=2, groups=GROUPS)
    blocks = sampling.blocks(NAMES, GROUPS)
    rows = rows.reshape(8, len(blocks) + 1, len(NAMES))
    assert np.allclose(rows * 3, np.round(rows * 3))
    steps = np.diff(rows, axis=1)
    assert np.allclose(np.abs(steps).sum(axis=1), 2 / 3)
    for each in steps:
        moved = [tuple(np.flatnonzero(step)) for step in each]
        assert sorted(moved) == sorted(tuple(places) for places in blocks.values())
    orders = {tuple(np.abs(each[:, 0]).argsort()) for each in steps}
    assert len(orders) > 2


def test_trajectories_in_a_row_begin_at_all_levels():
    rows = sampling.morris(NAMES, 8, seed=2).reshape(8, len(NAMES) + 1, -1)
    assert (np.sort(rows[:4, 0], axis=0) == np.array([0, 1, 2, 3])[:, None] / 3).all()


def test_swapped_rows_are_a_with_each_group_from_b():
    n, groups = 10, sampling.blocks(NAMES, GROUPS)
    rows = sampling.saltelli(NAMES, n, seed=2, groups=GROUPS).reshape(n, len(groups) + 2, -1)
    a, b = sampling.sobol(NAMES, n, seed=2), sampling.sobol(NAMES, n, seed=2, twin=True)
    assert (rows[:, 0] == a).all() and (rows[:, -1] == b).all() and (a != b).all()
    for place, columns in enumerate(groups.values()):
        others = [k for k in range(len(NAMES)) if k not in columns]
        assert (rows[:, place + 1, columns] == b[:, columns]).all()
        assert (rows[:, place + 1, others] == a[:, others]).all()


def test_shares_sum_to_one_and_are_uniform_on_the_simplex():
    shares = sampling.simplex(sampling.latin(["a", "b", "c"], 4096, seed=1))
    assert np.allclose(shares.sum(axis=1), 1.0) and (shares > 0.0).all()
    # Uniform on the simplex is Dirichlet(1, 1, 1): mean 1/3, variance 1/18, P(share > 1/2) = 1/4.
    assert shares.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.015)
    assert shares.var(axis=0) == pytest.approx([1 / 18] * 3, rel=0.08)
    assert (shares > 0.5).mean(axis=0) == pytest.approx([0.25] * 3, abs=0.03)
    assert sampling.simplex(np.ones((1, 4))).tolist() == [[0.25] * 4]


def test_what_cannot_be_a_design_is_refused():
    with pytest.raises(ValueError, match="twice"):
        sampling.sobol(["a", "a"], 4, seed=1)
    with pytest.raises(ValueError, match="even"):
        sampling.morris(["a"], 4, seed=1, levels=5)
    with pytest.raises(ValueError, match="rows"):
        sampling.latin(["a"], -1, seed=1)
