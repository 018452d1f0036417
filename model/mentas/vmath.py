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
SQRT_HALF = 0.70710678118654752440


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


@rule
def normal_cdf(z: float) -> float:
    """Share of a standard normal below z, to 2e-15; below 0 also to 5e-13 of itself, down to -37."""
    # The upper tail is t exp(-z^2/2 + P(t)) / 2 with t = 2 / (2 + |z| / sqrt 2) and P log(erfcx / t): smooth on (0, 1],
    # so one Chebyshev fit of degree 23, here in powers of y = 2 t - 1, serves every z without a branch.
    size = -z if z < 0.0 else z
    t = 2.0 / (2.0 + size * SQRT_HALF)
    y = 2.0 * t - 1.0
    p = ((2.934597432613373e-08 * y + 1.6973353922367096e-09) * y - 2.8693815693259236e-07) * y + 1.5486031770706182e-07
    p = ((p * y + 1.276799011975527e-06) * y - 1.7013687465805562e-06) * y - 2.9538916714955128e-06
    p = ((p * y + 8.937416077969829e-06) * y + 1.3095523172523915e-07) * y - 3.0408530165004777e-05
    p = ((p * y + 3.1752514751133276e-05) * y + 7.148868750959991e-05) * y - 0.00017430649736070342
    p = ((p * y - 9.375812714040421e-05) * y + 0.00067367981332211) * y - 0.000146242988642058
    p = ((p * y - 0.002345812680187436) * y + 0.0017589331728803967) * y + 0.008824938575953746
    p = ((p * y - 0.009872689346557962) * y - 0.0468956102322251) * y + 0.04734330684150133
    p = (p * y + 0.6726432239776781) * y - 0.6717940840566918
    tail = 0.5 * t * exp(p - 0.5 * size * size)
    return tail if z < 0.0 else 1.0 - tail


@rule
def normal_quantile(u: float) -> float:
    """Standard normal below which lies a share u in (0, 1): Wichura 1988, algorithm AS 241; within 4e-15 relative."""
    q = u - 0.5
    lower = q < 0.0
    near = u if lower else 1.0 - u
    if 0.180625 - q * q >= 0.0:
        return q * _central(0.180625 - q * q)
    r = np.sqrt(-log(near))
    z = _shoulder(r - 1.6) if r <= 5.0 else _tail(r - 5.0)
    return -z if lower else z


@rule
def _central(r: float) -> float:
    """Quantile / q in the middle 85 %; r = 0.180625 - q^2, q = u - 0.5."""
    a = ((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987
    a = ((a * r + 13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438
    a = a * r + 3.3871328727963665
    b = ((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597
    b = ((b * r + 5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091
    b = b * r + 1.0
    return a / b


@rule
def _shoulder(r: float) -> float:
    """Quantile where the nearer end of (0, 1) is at a distance of exp(-25) to 0.075; r = sqrt(-log distance) - 1.6."""
    a = ((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684
    a = ((a * r + 3.6478483247632045) * r + 5.769497221460691) * r + 4.630337846156546
    a = a * r + 1.4234371107496835
    b = ((1.0507500716444169e-09 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008
    b = ((b * r + 0.6897673349851) * r + 1.6763848301838038) * r + 2.053191626637759
    b = b * r + 1.0
    return a / b


@rule
def _tail(r: float) -> float:
    """Quantile nearer to an end than exp(-25); r = sqrt(-log distance) - 5."""
    a = ((2.0103343992922881e-07 * r + 2.7115555687434876e-05) * r + 0.0012426609473880784) * r + 0.026532189526576124
    a = ((a * r + 0.29656057182850487) * r + 1.7848265399172913) * r + 5.463784911164114
    a = a * r + 6.657904643501103
    b = ((2.0442631033899397e-15 * r + 1.421511758316446e-07) * r + 1.8463183175100548e-05) * r + 0.0007868691311456133
    b = ((b * r + 0.014875361290850615) * r + 0.1369298809227358) * r + 0.599832206555888
    b = b * r + 1.0
    return a / b
