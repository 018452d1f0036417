"""The engine that was asked for, or a line that says why it cannot be had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentas.studies.engine import choose, engine_of
from mentas.studies.engine.local import Here, Local
from mentas.studies.problems import RefusedError


def test_one_worker_is_this_process_and_by_default_there_is_one_a_core(monkeypatch):
    assert engine_of(workers=1) == Here()
    assert engine_of("local", workers=3) == Local(3)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert engine_of().workers == 6


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("ray", {}, "there is no engine 'ray'; there are local and dask"),
        ("local", {"scheduler": "127.0.0.1:1"}, "are for --engine dask"),
        ("local", {"insecure": True}, "are for --engine dask"),
        ("local", {"key": Path("k.pem")}, "are for --engine dask"),
        ("dask", {"scheduler": "127.0.0.1:1", "workers": 2}, "--workers: a Dask cluster has the workers"),
        ("dask", {}, "takes --scheduler"),
    ],
)
def test_what_does_not_go_together_is_refused(name, options, why):
    with pytest.raises(RefusedError, match=why):
        engine_of(name, **options)


def test_without_dask_the_refusal_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(choose, "find_spec", lambda name: None)
    with pytest.raises(RefusedError, match=r"Dask is not installed; pip install 'mentas\[dask\]'"):
        engine_of("dask", scheduler="127.0.0.1:8786")


def test_an_address_is_refused_before_anything_is_called():
    pytest.importorskip("distributed")
    with pytest.raises(RefusedError, match="is on another machine"):
        engine_of("dask", scheduler="192.0.2.7:8786")
    with pytest.raises(RefusedError, match="--cert and --key is missing"):
        engine_of("dask", scheduler="tls://192.0.2.7:8786", ca=Path(__file__))
    assert engine_of("dask", scheduler="192.0.2.7", insecure=True).address == "tcp://192.0.2.7:8786"


def test_choosing_an_engine_imports_nothing_heavy():
    line = (
        "import sys; from mentas.studies.engine import engine_of; engine_of(workers=2); "
        "print(sorted({'dask', 'distributed', 'pandas', 'numpy', 'numba', 'tornado'} & set(sys.modules)))"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    end = subprocess.run([sys.executable, "-c", line], env=env, capture_output=True, text=True, check=True)
    assert end.stdout == "[]\n"
