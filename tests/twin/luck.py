"""Luck by address: Philox4x32 with ten rounds (Salmon et al. 2011) on Python's own integers."""

from __future__ import annotations

import math
import zlib
from functools import cache

LOW = 0xFFFFFFFF


@cache
def stream(name: str) -> int:
    """Number of a named stream: the CRC-32 of its name."""
    return zlib.crc32(name.encode())


def round_keys(seed: int) -> tuple[tuple[int, int], ...]:
    """The ten keys of a seed: its low and high half, each raised by its Weyl constant from round to round."""
    low, high = seed & LOW, seed >> 32
    return tuple(((low + n * 0x9E3779B9) & LOW, (high + n * 0xBB67AE85) & LOW) for n in range(10))


def philox(counter: tuple[int, int, int, int], keys: tuple[tuple[int, int], ...]) -> tuple[int, int, int, int]:
    """Four words of 32 bits for a counter of four words."""
    a, b, c, d = counter
    for key_a, key_c in keys:
        product_a, product_c = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (product_c >> 32) ^ b ^ key_a, product_c & LOW, (product_a >> 32) ^ d ^ key_c, product_a & LOW
    return a, b, c, d


def bell_pair(u: float, v: float) -> tuple[float, float]:
    """Two standard normals from two uniforms: Box and Muller."""
    radius, angle = math.sqrt(-2.0 * math.log(u)), 2.0 * math.pi * v
    return radius * math.cos(angle), radius * math.sin(angle)


class Luck:
    """The luck of one world: of a seed and a replicate."""

    def __init__(self, *, seed: int, replicate: int) -> None:
        self.keys = round_keys(seed)
        self.replicate = replicate
        self._four: tuple[object, tuple[float, float, float, float]] = (None, (0.0, 0.0, 0.0, 0.0))

    def uniforms(self, stream_: int, month: int, id_: int) -> tuple[float, float, float, float]:
        """Four numbers between 0 and 1, never either, at an address."""
        counter = id_ & LOW, (month + 4096) | (id_ >> 32) << 16, stream_, self.replicate
        a, b, c, d = philox(counter, self.keys)
        return (a + 0.5) / 2.0**32, (b + 0.5) / 2.0**32, (c + 0.5) / 2.0**32, (d + 0.5) / 2.0**32

    def uniform(self, stream_: int, month: int, id_: int) -> float:
        """The first number at an address."""
        return self.uniforms(stream_, month, id_)[0]

    def quarter(self, stream_: int, month: int, id_: int) -> float:
        """One number a household where four neighbours share an address: ids 4n to 4n + 3 have the four of n."""
        address = (stream_, month, id_ // 4)
        if self._four[0] != address:
            self._four = address, self.uniforms(*address)
        return self._four[1][id_ % 4]

    def bell(self, stream_: int, month: int, id_: int) -> float:
        """A standard normal at an address."""
        u, v, _, _ = self.uniforms(stream_, month, id_)
        return bell_pair(u, v)[0]
