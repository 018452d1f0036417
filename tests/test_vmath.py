"""Elementary functions: accurate, and the same with and without compilation."""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
from typing import Any

import numba
import numpy as np
import pytest

from mentas import vmath

RNG = np.random.default_rng(5)


def ulps(got: float, expected: float) -> float:
    """Error in units in the last place."""
    return float(abs(got - expected) / np.spacing(abs(expected)))


@pytest.mark.parametrize("x", [*RNG.uniform(-40, 40, 300), 0.0, 1.0, -1.0, 1e-12])
def test_exp_is_good_to_two_units_in_the_last_place(x: float) -> None:
    assert ulps(vmath.exp(float(x)), math.exp(x)) <= 2.0


@pytest.mark.parametrize("x", [*np.exp(RNG.uniform(-40, 40, 300)), *RNG.uniform(0.6, 1.6, 300)])
def test_log_is_good_to_two_units_in_the_last_place(x: float) -> None:
    assert ulps(vmath.log(float(x)), math.log(x)) <= 2.0


def test_log_of_one_is_nothing() -> None:
    assert vmath.log(1.0) == 0.0


@pytest.mark.parametrize("u", [*RNG.random(300), 0.0, 0.25, 0.5, 0.75])
def test_sine_and_cosine_of_a_turn(u: float) -> None:
    sine, cosine = vmath.sincos_turn(float(u))
    assert sine == pytest.approx(math.sin(2 * math.pi * u), abs=1e-15)
    assert cosine == pytest.approx(math.cos(2 * math.pi * u), abs=1e-15)


@pytest.mark.parametrize(("x", "a", "expected"), [(4.0, 0.5, 2.0), (0.0, 0.5, 0.0), (-1.0, 0.5, 0.0), (1.0, 7.0, 1.0)])
def test_power(x: float, a: float, expected: float) -> None:
    assert vmath.power(x, a) == pytest.approx(expected, rel=1e-14)


def test_power_is_as_good_as_its_docstring_says() -> None:
    for x in np.exp(RNG.uniform(-10, 25, 300)):
        for a in (-1.0, 0.3, 0.65, 2.0):
            bound = (2.0 + abs(a * math.log(x))) * 2.3e-16
            assert vmath.power(float(x), a) == pytest.approx(float(x) ** a, rel=bound)


def test_exp_stops_short_of_nothing_and_of_infinity() -> None:
    assert 0.0 < vmath.exp(-1e9) == vmath.exp(-700.0) == pytest.approx(math.exp(-700.0), rel=1e-15)
    assert vmath.exp(1e9) == vmath.exp(700.0) == pytest.approx(math.exp(700.0), rel=1e-15)


@pytest.mark.skipif(platform.machine() not in {"x86_64", "AMD64"}, reason="looks for instructions of x86")
@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
@pytest.mark.parametrize("name", ["exp", "log", "power"])
def test_a_loop_over_a_rule_vectorises(name: str) -> None:
    function = getattr(vmath, name)
    arguments = "x[i], 0.65" if name == "power" else "x[i]"
    names: dict[str, Any] = {"function": function}
    exec(f"def loop(x, y):\n    for i in range(x.size):\n        y[i] = function({arguments})", names)
    loop = numba.njit(error_model="numpy")(names["loop"])
    loop(np.ones(3), np.ones(3))
    (code,) = loop.inspect_asm().values()
    assert "mulpd" in code


def test_the_same_bits_without_compilation() -> None:
    code = (
        "import numpy as np; from mentas import luck, vmath;"
        "x = np.random.default_rng(1).uniform(0.001, 30, 200);"
        "f = lambda a: (vmath.exp(a), vmath.log(a), vmath.power(a, .65), *vmath.sincos_turn(a / 31),"
        " *vmath.normal_pair(a / 31, 1 - a / 31)); v = [y for a in x for y in f(a)];"
        "ids = np.arange(60) * 4_000_000_007; n = np.empty((4, 60)); z = np.empty((4, 60));"
        "luck.mixed(ids, 7, 2, 5, 3, *z); luck.normals(ids, 2**63 - 1, 2**32 - 1, luck.stream('a'), -4096, *n);"
        "print(np.array(v).tobytes().hex(), z.tobytes().hex(), n.tobytes().hex())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_DISABLE_JIT": flag},
        ).stdout  # fmt: skip
        for flag in ("0", "1")
    }
    assert len(printed) == 1
