"""The twin's luck is Philox as published, and the same as the columns' at every address."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas import luck as columns
from twin.luck import Luck, philox, round_keys, stream

PUBLISHED = [
    ((0, 0, 0, 0), 0, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, 2**64 - 1, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        0x299F31D0A4093822,
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
"""Known answers of Philox4x32-10 that come with Random123 (Salmon et al. 2011): counter, key, words."""


@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_philox_gives_the_published_words(counter, key, words):
    assert philox(counter, round_keys(key)) == words


@given(
    st.integers(0, 2**63 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(-4096, 61439),
    st.integers(0, 2**48 - 8),
)  # fmt: skip
def test_every_address_has_the_luck_of_the_columns(seed, replicate, stream_, month, id_):
    ours = Luck(seed=seed, replicate=replicate)
    ids = np.arange(id_, id_ + 3)
    z0, z1, u2, u3 = (np.empty(3) for _ in range(4))
    columns.uniforms(ids, seed, replicate, stream_, month, z0, z1, u2, u3)
    assert ours.uniforms(stream_, month, id_ + 1) == (z0[1], z1[1], u2[1], u3[1])
    columns.mixed(ids, seed, replicate, stream_, month, z0, z1, u2, u3)
    assert ours.bell(stream_, month, id_ + 2) == pytest.approx(z0[2], rel=1e-13, abs=1e-15)
    four = columns.singles(ids, seed, replicate, stream_, month, np.empty(3 + columns.SPARE))
    assert [ours.quarter(stream_, month, int(i)) for i in ids] == four.tolist()


def test_streams_have_the_numbers_of_the_columns():
    assert stream("deliver.bpnt") == columns.stream("deliver.bpnt")
