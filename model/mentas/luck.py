"""Luck is addressed, never drawn in order: a Philox hash of (seed, replicate, stream, month, household).

Philox4x32 with ten rounds (Salmon, Moraes, Dror, Shaw 2011, Parallel random numbers: as easy as 1, 2, 3). The key
is the seed; the counter is (id, month and high id, stream, replicate), so that no two addresses share a number.
Who looks, in which order, and how often, changes nothing.

Limits, which `check_address` holds and the kernels do not: ids below 2**48, months from -4096 to 61439, replicates
below 2**32: beyond them two addresses may share their luck. Seeds below 2**63: kernels take Python integers as int64.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from mentas.kernels import kernel, rule
from mentas.vmath import normal_pair

MASK = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
MULTIPLY_0 = np.uint64(0xD2511F53)
MULTIPLY_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
ROUNDS = 10

FIRST_MONTH = -4096
LAST_MONTH = 61439
MOST_IDS = 2**48

SPARE = 8
"""Rows of scratch that `singles` may need beyond its own."""


def stream(name: str) -> int:
    """Number of a named stream of luck: every act and programme has its own."""
    # Held in an int64, because kernels would be compiled anew for every Python constant that they are called with.
    return np.int64(zlib.crc32(name.encode()))  # type: ignore[return-value]


def check_address(*, seed: int, replicate: int, month: int = 0, id_: int = 0) -> None:
    """Check that an address lies where no two addresses meet.

    Raises:
        ValueError: it does not.
    """
    for name, value, low, high in (
        ("seed", seed, 0, 2**63 - 1),
        ("replicate", replicate, 0, 2**32 - 1),
        ("month", month, FIRST_MONTH, LAST_MONTH),
        ("id", id_, 0, MOST_IDS - 1),
    ):
        if not low <= value <= high:
            raise ValueError(f"{name} must lie in {low} to {high}, not {value}")


@rule
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> tuple[Any, Any, Any, Any]:
    """Four words of Philox4x32-10 for a counter and a key; all 32-bit numbers held in uint64."""
    for _ in range(ROUNDS):
        p0 = MULTIPLY_0 * c0
        p1 = MULTIPLY_1 * c2
        c0, c1, c2, c3 = (p1 >> HALF) ^ c1 ^ k0, p1 & MASK, (p0 >> HALF) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


@rule
def words(seed: int, replicate: int, stream_: int, month: int, id_: int) -> tuple[Any, Any, Any, Any]:
    """Four independent words below 2**32 at an address; uint64."""
    i = np.uint64(id_)
    when = np.uint64(month + 4096) | ((i >> HALF) << np.uint64(16))
    key = np.uint64(seed)
    return philox(i & MASK, when, np.uint64(stream_), np.uint64(replicate), key & MASK, key >> HALF)


@rule
def uniform(word: Any) -> float:
    """A word as a number between 0 and 1, never 0 or 1."""
    return (np.float64(word) + 0.5) * 2.3283064365386962890625e-10


@rule
def uniform_at(seed: int, replicate: int, stream_: int, month: int, id_: int) -> float:
    """One uniform number at an address."""
    word, _, _, _ = words(seed, replicate, stream_, month, id_)
    return uniform(word)


@kernel
def uniforms(ids: Any, seed: int, replicate: int, stream_: int, month: int, u0: Any, u1: Any, u2: Any, u3: Any) -> None:
    """Fill the first rows of four arrays with uniform numbers for the households `ids`; rows beyond stay."""
    for i in range(ids.size):
        w0, w1, w2, w3 = words(seed, replicate, stream_, month, ids[i])
        u0[i] = uniform(w0)
        u1[i] = uniform(w1)
        u2[i] = uniform(w2)
        u3[i] = uniform(w3)


@kernel
def singled_out(ids: Any, rows: Any, seed: int, replicate: int, stream_: int, month: int, u: Any) -> None:
    """Fill `u` with what `uniform_at` gives for the households in `rows`.

    Their ids are brought together first: a loop that looks them up draws one at a time, and takes five times as long.
    """
    found = np.empty(rows.size, dtype=np.int64)
    for i in range(rows.size):
        found[i] = ids[rows[i]]
    for i in range(rows.size):
        u[i] = uniform_at(seed, replicate, stream_, month, found[i])


@kernel
def normals(ids: Any, seed: int, replicate: int, stream_: int, month: int, z0: Any, z1: Any, z2: Any, z3: Any) -> None:
    """Fill the first rows of four arrays with standard normals for the households `ids`; rows beyond stay."""
    uniforms(ids, seed, replicate, stream_, month, z0, z1, z2, z3)
    n = ids.size
    to_normals(z0[:n], z1[:n])
    to_normals(z2[:n], z3[:n])


@kernel
def bells(ids: Any, seed: int, replicate: int, stream_: int, month: int, z: Any, scratch: Any) -> None:
    """Fill `z` with one standard normal for each of the households `ids`; `scratch` has as many rows."""
    for i in range(ids.size):
        w0, w1, _, _ = words(seed, replicate, stream_, month, ids[i])
        z[i] = uniform(w0)
        scratch[i] = uniform(w1)
    for i in range(ids.size):
        z[i], _ = normal_pair(z[i], scratch[i])


@kernel
def mixed(ids: Any, seed: int, replicate: int, stream_: int, month: int, z0: Any, z1: Any, u2: Any, u3: Any) -> None:
    """As `normals`, but only `z0` and `z1` are normals; `u2` and `u3` are uniforms."""
    uniforms(ids, seed, replicate, stream_, month, z0, z1, u2, u3)
    to_normals(z0[: ids.size], z1[: ids.size])


@kernel
def in_order(ids: Any) -> bool:
    """Whether ids follow one another, as in a population that was drawn."""
    found = True
    for i in range(ids.size):
        found &= ids[i] == ids[0] + i
    return found


@kernel
def singles(ids: Any, seed: int, replicate: int, stream_: int, month: int, scratch: Any) -> Any:
    """One uniform number for each of the households `ids`: four neighbours share the words of one address.

    Returned is a part of `scratch`, which must have room for `SPARE` rows more than there are households.
    """
    rows = ids.size
    if rows > 0 and in_order(ids):
        first = ids[0] >> 2
        for four in range((ids[rows - 1] >> 2) - first + 1):
            w0, w1, w2, w3 = words(seed, replicate, stream_, month, first + four)
            scratch[4 * four] = uniform(w0)
            scratch[4 * four + 1] = uniform(w1)
            scratch[4 * four + 2] = uniform(w2)
            scratch[4 * four + 3] = uniform(w3)
        return scratch[ids[0] & 3 : (ids[0] & 3) + rows]
    for i in range(rows):
        w0, w1, w2, w3 = words(seed, replicate, stream_, month, ids[i] >> 2)
        odd = (ids[i] & 1) == 1
        near = w1 if odd else w0
        far = w3 if odd else w2
        scratch[i] = uniform(far if (ids[i] & 2) == 2 else near)
    return scratch[:rows]


@kernel
def to_normals(a: Any, b: Any) -> None:
    """Turn pairs of uniforms into pairs of normals, in place."""
    for i in range(a.size):
        a[i], b[i] = normal_pair(a[i], b[i])
