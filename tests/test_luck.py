"""Luck depends on its address alone, and is as random as it must be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mentas import luck

N = 20_000
WORK = luck.stream("work")


def draw(ids: np.ndarray, *, seed: int = 1, replicate: int = 0, stream: int = WORK, month: int = 0) -> np.ndarray:
    """Four uniforms for each id, shape (4, ids)."""
    out = np.empty((4, ids.size))
    luck.uniforms(ids, seed, replicate, stream, month, *out)
    return out


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            [0xA4093822, 0x299F31D0],
            [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
        ),
    ],
    ids=["zeros", "ones", "pi"],
)
def test_known_answers_of_philox(counter: list[int], key: list[int], expected: list[int]) -> None:
    # The vectors that Salmon et al. publish with Random123 for philox4x32-10.
    words = luck.philox(*(np.uint64(x) for x in counter), *(np.uint64(x) for x in key))
    assert [int(word) for word in words] == expected


def test_luck_does_not_depend_on_rows() -> None:
    ids = np.arange(1000)
    order = np.random.default_rng(0).permutation(ids)
    assert np.array_equal(draw(ids)[:, order], draw(order))
    assert np.array_equal(draw(ids)[:, 500:], draw(ids[500:]))


def test_one_number_at_an_address_is_the_first_of_its_four() -> None:
    ids = np.arange(50) * 10**9
    first = draw(ids, seed=9, replicate=3, month=-7)[0]
    assert [luck.uniform_at(9, 3, WORK, -7, int(i)) for i in ids] == first.tolist()


@pytest.mark.parametrize("change", [{"seed": 2}, {"replicate": 1}, {"month": 1}, {"stream": luck.stream("nature")}])
def test_every_part_of_the_address_gives_other_and_independent_luck(change: dict[str, int]) -> None:
    ids = np.arange(N)
    one, other = draw(ids), draw(ids, **change)
    assert not (one == other).any()
    assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 4.0 / np.sqrt(N)


def test_neighbouring_ids_and_the_four_numbers_are_independent() -> None:
    u = draw(np.arange(N))
    assert abs(np.corrcoef(u[0, 1:], u[0, :-1])[0, 1]) < 4.0 / np.sqrt(N)
    correlations = np.corrcoef(u)[np.triu_indices(4, k=1)]
    assert np.abs(correlations).max() < 4.5 / np.sqrt(N)


def test_no_two_of_a_hundred_thousand_addresses_share_their_words() -> None:
    ids = np.arange(10_000)
    seen = np.concatenate([draw(ids, replicate=r, month=m).T for r in range(2) for m in range(5)])
    assert len({row.tobytes() for row in seen}) == len(seen)


def test_addresses_at_the_limits_have_words_of_their_own() -> None:
    edges = [
        (seed, replicate, stream, month, id_)
        for seed in (0, 1, 2**32, 2**63 - 1)
        for replicate in (0, 1, 2**32 - 1)
        for stream in (0, 1, 2**32 - 1)
        for month in (luck.FIRST_MONTH, -1, 0, luck.LAST_MONTH)
        for id_ in (0, 1, 2**16, 2**32 - 1, 2**32, luck.MOST_IDS - 1)
    ]
    for seed, replicate, _, month, id_ in edges:
        luck.check_address(seed=seed, replicate=replicate, month=month, id_=id_)
    assert len({tuple(int(w) for w in luck.words(*edge)) for edge in edges}) == len(edges)


@pytest.mark.parametrize("apart", [1, 2, 12, 120])
def test_a_households_months_are_independent(apart: int) -> None:
    ids = np.arange(200)
    u = np.concatenate([draw(ids, month=m)[:2] for m in range(-60, 240)]).reshape(300, -1)
    one, other = u[apart:].ravel(), u[:-apart].ravel()
    assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / np.sqrt(one.size)


def test_uniforms_are_uniform_and_never_touch_the_ends() -> None:
    u = draw(np.arange(N)).ravel()
    assert 0.0 < u.min() < u.max() < 1.0
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    counts, _ = np.histogram(u, bins=256, range=(0, 1))
    assert stats.chisquare(counts).pvalue > 1e-3


def test_normals_are_normal() -> None:
    z = np.empty((4, N))
    luck.normals(np.arange(N), 1, 0, WORK, 0, *z)
    assert stats.kstest(z.ravel(), "norm").pvalue > 1e-3
    assert abs(z.mean()) < 0.015
    assert abs(z.std() - 1.0) < 0.015
    assert abs(stats.skew(z.ravel())) < 4.0 * np.sqrt(6.0 / z.size)
    assert abs(stats.kurtosis(z.ravel())) < 4.0 * np.sqrt(24.0 / z.size)


def test_the_four_normals_are_independent_in_size_too() -> None:
    # Both of a Box-Muller pair share a radius: that must not show.
    z = np.empty((4, N))
    luck.normals(np.arange(N), 1, 0, WORK, 0, *z)
    for numbers in (z, z**2):
        assert np.abs(np.corrcoef(numbers)[np.triu_indices(4, k=1)]).max() < 4.5 / np.sqrt(N)


def test_rows_beyond_the_ids_stay_as_they_are() -> None:
    for fill in (luck.uniforms, luck.normals, luck.mixed):
        out = np.full((4, 30), 0.5)
        fill(np.arange(20), 1, 0, WORK, 0, *out)
        assert (out[:, 20:] == 0.5).all() and not (out[:, :20] == 0.5).any()


def test_mixed_luck_is_two_normals_and_the_same_two_uniforms() -> None:
    ids = np.arange(100)
    out = np.empty((4, 100))
    luck.mixed(ids, 1, 0, WORK, 0, *out)
    assert np.array_equal(out[2:], draw(ids)[2:])


@pytest.mark.parametrize(
    "address",
    [{"seed": -1}, {"seed": 2**63}, {"replicate": 2**32}, {"month": -5000}, {"month": 70000}, {"id_": 2**48}],
)
def test_an_address_out_of_range_is_refused(address: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        luck.check_address(**({"seed": 1, "replicate": 0} | address))


def test_streams_of_the_package_do_not_collide() -> None:
    names = [
        "nature", "nature.shock", "work", "enterprise", "group", "group.quarrel", "group.birth", "investing", "ageing",
        "ageing.life", "registry", *(f"deliver.{p}" for p in ("pkh", "bpnt", "uep", "kube", "wrse")),
    ]  # fmt: skip
    assert len({luck.stream(name) for name in names}) == len(names)


def test_households_singled_out_have_the_luck_that_they_have_alone() -> None:
    ids = np.array([7, 2**40 + 1, 3, 12, 99], dtype=np.int64)
    rows = np.array([4, 1, 1, 0], dtype=np.int64)
    found = np.full(6, -1.0)
    luck.singled_out(ids, rows, 11, 2, 5, -3, found)
    assert found[:4].tolist() == [luck.uniform_at(11, 2, 5, -3, ids[row]) for row in rows]
    assert found[4:].tolist() == [-1.0, -1.0]  # what lies beyond stays
