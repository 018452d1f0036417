"""A worker that is unlike this machine is refused in one line that names both."""

from __future__ import annotations

import os
import sys

import numpy
import pytest

import mentas
from mentas.studies import key
from mentas.studies.engine import promise
from mentas.studies.engine.protocol import SINGLE
from mentas.studies.problems import RefusedError

AT = "tcp://127.0.0.1:4711"


def test_what_a_process_runs_is_told_by_name():
    mine = promise.here()
    assert mine["mentas"] == mentas.__version__ and mine["numpy"] == numpy.__version__
    assert key.source_digest().startswith(mine[promise.SOURCES])
    assert mine["Python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_a_worker_that_is_alike_is_taken():
    promise.require(promise.here(), promised=promise.here(), worker=AT)


@pytest.mark.parametrize(
    ("name", "other"), [("mentas", "9.9"), (promise.SOURCES, "0" * 12), ("Python", "2.7"), ("numpy", "1.0")]
)
def test_a_worker_that_is_not_is_refused_naming_both(name, other):
    mine = promise.here()
    with pytest.raises(RefusedError) as no:
        promise.require(mine | {name: other}, promised=mine, worker=AT)
    assert f"{AT} is not like this machine: {name}: {other} there, {mine[name]} here" in str(no.value)
    assert len(str(no.value).splitlines()) == 1


def test_a_worker_without_mentas_is_refused():
    error = ModuleNotFoundError("No module named 'mentas'")
    with pytest.raises(RefusedError, match="ModuleNotFoundError: No module named 'mentas'.*install the same there"):
        promise.require(error, promised=promise.here(), worker=AT)


def test_a_worker_settles_on_one_thread(monkeypatch):
    for name in SINGLE:
        monkeypatch.setenv(name, "2")
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    assert promise.settled() == promise.here()
    assert {os.environ[name] for name in SINGLE} == {"1"}
