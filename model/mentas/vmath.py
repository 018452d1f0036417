"""Elementary functions that vectorise: built of + - * / compares, integer operations and bit casts.

The C library's exp, log and cos are scalar calls that stop a loop from vectorising, and differ in the last bit
from one machine to the next. These give the same bits everywhere, within 2 units in the last place.
"""

from __future__ import annotations

import numpy as np

from mentas.kernels import rule

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.44269504088896338700
HALF_PI = 1.57079632679489661923
SQRT_2 = 1.41421356237309504880


@rule
def exp(x: float) -> float:
    """e to the power x; x is held within -700 to 700, so that neither 0 nor infinity comes out."""
    x = min(max(x, -700.0), 700.0)
    k = np.floor(x * LOG2_E + 0.5)
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    scale = np.int64((np.int64(k) + np.int64(1023)) << np.int64(52)).view(np.float64)
    return (1.0 + (r + r * r * p)) * scale


@rule
def log(x: float) -> float:
    """Natural logarithm of a positive, normal number; no meaning for 0, below it, subnormal or not finite."""
    bits = np.float64(x).view(np.int64)
    exponent = (bits >> np.int64(52)) - np.int64(1023)
    mantissa = np.int64((bits & np.int64(0x000FFFFFFFFFFFFF)) | np.int64(0x3FF0000000000000)).view(np.float64)
    large = mantissa > SQRT_2
    m = mantissa * 0.5 if large else mantissa
    e = np.float64(exponent) + (1.0 if large else 0.0)
    f = m - 1.0
    s = f / (m + 1.0)
    z = s * s
    p = 2.0 / 23.0
    p = p * z + 2.0 / 21.0
    p = p * z + 2.0 / 19.0
    p = p * z + 2.0 / 17.0
    p = p * z + 2.0 / 15.0
    p = p * z + 2.0 / 13.0
    p = p * z + 2.0 / 11.0
    p = p * z + 2.0 / 9.0
    p = p * z + 2.0 / 7.0
    p = p * z + 2.0 / 5.0
    p = p * z + 2.0 / 3.0
    # log m = f - f^2/2 + s (f^2/2 + z p), in the order that keeps the rounding error small.
    half = 0.5 * f * f
    return e * LN2_HIGH - ((half - (s * (half + z * p) + e * LN2_LOW)) - f)


@rule
def power(x: float, a: float) -> float:
    """x to the power a for x >= 1e-300; 0 for x <= 0. Relative error at most (2 + |a log x|) x 2.3e-16."""
    value = exp(a * log(max(x, 1e-300)))
    return value if x > 0.0 else 0.0


@rule
def sincos_turn(u: float) -> tuple[float, float]:
    """Sine and cosine of u turns, for u in [0, 1]."""
    t = 4.0 * u
    q = np.floor(t + 0.5)
    f = (t - q) * HALF_PI
    z = f * f
    s = -1.0 / 1307674368000.0
    s = s * z + 1.0 / 6227020800.0
    s = s * z - 1.0 / 39916800.0
    s = s * z + 1.0 / 362880.0
    s = s * z - 1.0 / 5040.0
    s = s * z + 1.0 / 120.0
    s = s * z - 1.0 / 6.0
    sine = f + f * z * s
    c = 1.0 / 20922789888000.0
    c = c * z - 1.0 / 87178291200.0
    c = c * z + 1.0 / 479001600.0
    c = c * z - 1.0 / 3628800.0
    c = c * z + 1.0 / 40320.0
    c = c * z - 1.0 / 720.0
    c = c * z + 1.0 / 24.0
    cosine = 1.0 - 0.5 * z + z * z * c
    quadrant = np.int64(q) & np.int64(3)
    odd = (quadrant & np.int64(1)) == np.int64(1)
    a = cosine if odd else sine
    b = sine if odd else cosine
    return (-a if quadrant >= np.int64(2) else a), (-b if (quadrant == np.int64(1)) | (quadrant == np.int64(2)) else b)


@rule
def normal_pair(u0: float, u1: float) -> tuple[float, float]:
    """Two independent standard normals from two uniforms in (0, 1): Box and Muller 1958."""
    r = np.sqrt(-2.0 * log(u0))
    s, c = sincos_turn(u1)
    return r * c, r * s
