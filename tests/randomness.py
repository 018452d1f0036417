"""Statistical tests of randomness: each takes 32-bit words in some order and returns p-values, by name of what it sees.

They are textbook tests (Knuth, The Art of Computer Programming 2, 3.3.2; Marsaglia's birthday spacings and binary rank;
L'Ecuyer and Simard's TestU01), chosen so that together they see values, order, bits and linear structure.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats

Test = Callable[[np.ndarray], list[float]]

BITS = np.arange(32, dtype=np.uint64)


def chi_square(counts: np.ndarray, expected: np.ndarray) -> float:
    """P-value of counts against expected ones, all of them together the same number."""
    return float(stats.chisquare(counts, expected * (counts.sum() / expected.sum())).pvalue)


def two_sided(z: np.ndarray | float) -> list[float]:
    """P-values of standard normal scores."""
    return [float(p) for p in np.atleast_1d(2.0 * stats.norm.sf(np.abs(z)))]


def bits_of(words: np.ndarray) -> np.ndarray:
    """Bits of each word, the lowest first; shape (words, 32)."""
    return ((words[:, None] >> BITS) & np.uint64(1)).astype(np.int64)


def frequency(words: np.ndarray) -> list[float]:
    """Every leading and every trailing byte is as frequent as any other."""
    bytes_ = [(words >> np.uint64(shift)) & np.uint64(255) for shift in (24, 12, 0)]
    return [chi_square(np.bincount(b.astype(np.int64), minlength=256), np.ones(256)) for b in bytes_]


def evenness(words: np.ndarray) -> list[float]:
    """Kolmogorov and Smirnov: the distribution lies nowhere far from uniform."""
    return [float(stats.kstest((words + 0.5) / 2.0**32, "uniform").pvalue)]


def serial_correlation(words: np.ndarray) -> list[float]:
    """No correlation with the next word, nor with that 2, 3, 4, 8 or 60 further on."""
    u = (words + 0.5) / 2.0**32 - 0.5
    return [
        p for lag in (1, 2, 3, 4, 8, 60) for p in two_sided(12.0 * (u[lag:] * u[:-lag]).sum() / np.sqrt(u.size - lag))
    ]


def pairs(words: np.ndarray) -> list[float]:
    """Pairs of neighbours fill a square of 64 by 64 cells evenly, by their leading and by their trailing bits."""
    found = []
    for shift in (26, 0):
        part = ((words >> np.uint64(shift)) & np.uint64(63)).astype(np.int64)
        cells = part[0 : part.size // 2 * 2 : 2] * 64 + part[1::2]
        found.append(chi_square(np.bincount(cells, minlength=4096), np.ones(4096)))
    return found


def triples(words: np.ndarray) -> list[float]:
    """Orders of three neighbours: each of six is as frequent as any other (permutations; RANDU's planes show here)."""
    part = words[: words.size // 3 * 3].reshape(-1, 3)
    order = np.argsort(part, axis=1)
    cubes = (part >> np.uint64(29)).astype(np.int64) @ np.array([64, 8, 1])
    return [
        chi_square(np.bincount(order @ np.array([9, 3, 1]), minlength=27)[[5, 7, 11, 15, 19, 21]], np.ones(6)),
        chi_square(np.bincount(cubes, minlength=512), np.ones(512)),
    ]


def runs(words: np.ndarray) -> list[float]:
    """Runs above and below the middle are as many as by chance (Wald and Wolfowitz)."""
    above = words >= np.uint64(2**31)
    n, up = above.size, int(above.sum())
    expected = 1.0 + 2.0 * up * (n - up) / n
    spread = np.sqrt((expected - 1.0) * (expected - 2.0) / (n - 1.0))
    return two_sided((1 + int((above[1:] != above[:-1]).sum()) - expected) / spread)


def gaps(words: np.ndarray) -> list[float]:
    """Between two words of the lowest eighth lie as many others as a geometric distribution says."""
    where = np.flatnonzero(words < np.uint64(2**29))
    between = np.minimum(np.diff(where) - 1, 40)
    share = 0.125 * 0.875 ** np.arange(41)
    share[40] = 0.875**40
    return [chi_square(np.bincount(between, minlength=41), share)]


def birthday_spacings(words: np.ndarray) -> list[float]:
    """Among 4,096 birthdays in 2**32 days, equal distances between neighbours are Poisson with mean 4."""
    years = np.sort(words[: words.size // 4096 * 4096].reshape(-1, 4096), axis=1)
    spacings = np.sort(np.diff(years, axis=1), axis=1)
    equal = int((spacings[:, 1:] == spacings[:, :-1]).sum())
    mean = 4.0 * len(years)
    return [float(min(1.0 - 1e-6, 2.0 * min(stats.poisson.cdf(equal, mean), stats.poisson.sf(equal - 1, mean))))]


def bit_balance(words: np.ndarray) -> list[float]:
    """Each of the 32 bits is set half of the time, and equals the same bit of the next word half of the time."""
    bits = bits_of(words)
    ones = 2.0 * (bits.mean(axis=0) - 0.5) * np.sqrt(len(bits))
    same = 2.0 * ((bits[1:] == bits[:-1]).mean(axis=0) - 0.5) * np.sqrt(len(bits) - 1)
    return two_sided(ones) + two_sided(same)


def hamming_weights(words: np.ndarray) -> list[float]:
    """Set bits of a word are binomial, and those of a word tell nothing about those of the next."""
    weights = bits_of(words).sum(axis=1)
    share = stats.binom.pmf(np.arange(33), 32, 0.5)
    inner = np.arange(6, 27)
    counts = np.bincount(weights, minlength=33)
    pooled = np.concatenate([[counts[:6].sum()], counts[inner], [counts[27:].sum()]])
    chances = np.concatenate([[share[:6].sum()], share[inner], [share[27:].sum()]])
    kind = np.digitize(weights[: weights.size // 2 * 2], [15, 17, 18])
    of_kind = np.array([share[:15].sum(), share[15:17].sum(), share[17], share[18:].sum()])
    together = np.bincount(kind[::2] * 4 + kind[1::2], minlength=16)
    return [chi_square(pooled, chances), chi_square(together, np.outer(of_kind, of_kind).ravel())]


def binary_rank(words: np.ndarray) -> list[float]:
    """Ranks of 32 by 32 matrices of bits: linear generators give themselves away."""
    matrices = words[: words.size // 32 * 32].reshape(-1, 32).copy()
    every = np.arange(len(matrices))
    rank = np.zeros(len(matrices), dtype=np.int64)
    for bit in BITS:
        has = ((matrices >> bit) & np.uint64(1)).astype(bool) & (np.arange(32) >= rank[:, None])
        found = has.any(axis=1)
        pivot = has.argmax(axis=1)
        place = np.minimum(rank, 31)
        row = matrices[every, pivot].copy()
        matrices[every[found], pivot[found]] = matrices[every[found], place[found]]
        matrices[every[found], place[found]] = row[found]
        below = ((matrices >> bit) & np.uint64(1)).astype(bool) & (np.arange(32) > place[:, None]) & found[:, None]
        matrices ^= np.where(below, row[:, None], np.uint64(0))
        rank += found
    counts = np.array([(rank <= 30).sum(), (rank == 31).sum(), (rank == 32).sum()])
    return [chi_square(counts, np.array([0.1336357, 0.5775762, 0.2887881]))]


TESTS: dict[str, Test] = {
    test.__name__: test
    for test in (
        frequency, evenness, serial_correlation, pairs, triples, runs, gaps, birthday_spacings, bit_balance,
        hamming_weights, binary_rank,
    )
}  # fmt: skip
