"""The heaviest passes of a month, by mentas' kernels and by C on the same data."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mentas import luck
from mentas.behaviour import enterprise, investing, spending, work
from mentas.world import World

SOURCE = Path(__file__).with_name("passes.c")

FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
"""None of them changes a bit: no contraction to fused operations, no reordering; the two last let loops vectorise."""

BUDGET = 2_500_000.0
FIXED = 0.3


class Pass(NamedTuple):
    """One pass told twice; both write into `outputs` of their own data."""

    name: str
    numba: Callable[[], Any]
    c: Callable[[], Any]
    outputs: Callable[[], list[tuple[np.ndarray, np.ndarray]]]
    """Pairs of arrays that must agree in every bit after both have run once."""


@cache
def compiler() -> str | None:
    """A C compiler of this machine, or None."""
    return shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")


@cache
def library() -> Any:
    """The C passes, compiled now.

    Raises:
        RuntimeError: there is no compiler, or it fails.
    """
    found = compiler()
    if found is None:
        raise RuntimeError("no C compiler (gcc, clang or cc) on this machine")
    folder = tempfile.mkdtemp(prefix="mentas-passes-")
    made = Path(folder) / "passes.so"
    done = subprocess.run(
        [found, *FLAGS, str(SOURCE), "-o", str(made), "-lm"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{found} failed: {done.stderr.strip()}")
    loaded = ctypes.CDLL(str(made))
    shutil.rmtree(folder)
    return loaded


def c_call(name: str, *arguments: Any) -> Callable[[], None]:
    """A call of a C pass, its arguments converted once: arrays as pointers, the rest as int64 or double."""
    function = getattr(library(), name)
    converted: list[Any] = [
        ctypes.c_void_p(a.ctypes.data) if isinstance(a, np.ndarray)
        else ctypes.c_int64(int(a)) if isinstance(a, (int, np.integer)) else ctypes.c_double(a)
        for a in arguments
    ]  # fmt: skip
    function.restype = None
    return lambda: function(*converted)


class Data:
    """Columns of a block with plausible values; two `Data` of a seed are equal."""

    def __init__(self, rows: int, seed: int = 7) -> None:
        draw = np.random.default_rng(seed)
        self.ids = np.arange(rows, dtype=np.int64) + 5 * 10**8
        self.out = [np.empty(rows) for _ in range(4)]
        self.z = draw.normal(size=rows)
        self.capital = np.floor(draw.lognormal(np.log(BUDGET), 1.5, rows)) * (draw.random(rows) < 0.9)
        self.permanent = np.floor(draw.lognormal(15.0, 0.6, rows))
        self.persistent = draw.normal(0.0, 0.3, rows).astype(np.float32)
        self.economy = draw.uniform(0.9, 1.1, rows)
        self.jobless = (draw.random(rows) < 0.05).astype(np.uint8)
        self.away = draw.uniform(0.0, 0.4, rows)
        self.expected, self.earned, self.mean = (np.floor(draw.lognormal(15.0, 0.6, rows)) for _ in range(3))
        self.transfers = np.floor(draw.random(rows) * 1e6) * (draw.random(rows) < 0.1)
        self.cash = np.floor(draw.lognormal(15.5, 1.0, rows))
        self.need = draw.uniform(1e6, 5e6, rows).astype(np.float32)
        self.spending = np.zeros(rows)
        self.wished = np.empty(rows)


def passes(world: World, *, rows: int) -> list[Pass]:
    """Every pass over `rows` rows of made data, with the parameters of `world`."""
    a, b = Data(rows), Data(rows)
    e, s = world.parameters.enterprise, world.parameters.spending
    least = world.parameters.investing.opening_capital
    w = world.parameters.work
    at = (1, 0, luck.stream("work"), 5)
    technology = (e.low_scale, e.low_curvature, e.high_scale, e.high_curvature)
    memory = (s.expectation_months, s.buffer, s.spend_excess, s.save_shortfall, s.floor, s.mean_months)

    def spend_numba() -> None:
        spending.expect(a.expected, a.earned, a.transfers, s.expectation_months)
        spending.wish(a.cash, a.expected, s.buffer, s.spend_excess, s.save_shortfall, a.wished)
        spending.eat(a.wished, a.need, s.floor, a.cash, a.spending)
        spending.remember(a.mean, a.spending, s.mean_months)

    def outs(count: int) -> Callable[[], list[tuple[np.ndarray, np.ndarray]]]:
        return lambda: list(zip(a.out[:count], b.out[:count], strict=True))

    return [
        Pass(
            "four uniforms (Philox)",
            lambda: luck.uniforms(a.ids, *at, *a.out),
            c_call("uniforms", rows, b.ids, *at, *b.out),
            outs(4),
        ),
        Pass(
            "a normal (Philox, log, cosine)",
            lambda: luck.bells(a.ids, *at, *a.out[:2]),
            c_call("bells", rows, b.ids, *at, *b.out[:2]),
            outs(1),
        ),
        Pass(
            "what a business makes (log, 3 exp)",
            lambda: enterprise.make(a.capital, a.z, BUDGET, FIXED, e, a.out[0]),
            c_call("make", rows, b.capital, b.z, BUDGET, FIXED, *technology, e.shock_sd, b.out[0]),
            outs(1),
        ),
        Pass(
            "return of one more rupiah (log, 2 exp)",
            lambda: investing.returns(a.capital, BUDGET, least, e, FIXED, a.out[0]),
            c_call("returns", rows, b.capital, BUDGET, least, *technology, FIXED, b.out[0]),
            outs(1),
        ),
        Pass(
            "wages (exp)",
            lambda: work.pay(
                a.permanent, a.persistent, a.z, a.economy, a.jobless, a.away, w.transitory_sd, w.jobless_loss, a.out[0]
            ),
            c_call(
                "pay", rows, b.permanent, b.persistent, b.z, b.economy, b.jobless, b.away, w.transitory_sd,
                w.jobless_loss, b.out[0],
            ),
            outs(1),
        ),
        Pass(
            "spending (four loops)",
            spend_numba,
            c_call(
                "spend", rows, b.expected, b.earned, b.transfers, b.cash, b.need, b.wished, b.spending, b.mean, *memory
            ),
            lambda: [(a.cash, b.cash), (a.spending, b.spending), (a.mean, b.mean), (a.expected, b.expected)],
        ),
    ]  # fmt: skip
