"""What is in a run's key, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest

from mentas.studies import key
from studies.fakes import FakeScenario


@dataclass(frozen=True)
class Grant:
    """Stands in for a programme."""

    name: str
    title: dict[str, str]
    grant: int
    sectors: dict[str, float]


UEP = Grant("uep", {"en": "UEP"}, 5_000_000, {"trade": 0.5, "food": 0.5})
SCENARIO = FakeScenario("a", programmes=(UEP,))
DIGEST = key.scenario_digest(SCENARIO)


@pytest.mark.parametrize(
    "same",
    [
        replace(SCENARIO, name="b", title={"en": "Other"}, question={}, sources=("x",), document={"years": 2}),
        replace(SCENARIO, programmes=(replace(UEP, title={"en": "Other"}),)),
        replace(SCENARIO, programmes=(replace(UEP, sectors={"food": 0.5, "trade": 0.5}),)),
        replace(SCENARIO, scale=1),
        replace(SCENARIO, region=SimpleNamespace(name="renamed", digest="0")),
    ],
)
def test_words_and_order_of_keys_do_not_change_a_key(same):
    assert key.scenario_digest(same) == DIGEST


@pytest.mark.parametrize(
    "changed",
    [
        replace(SCENARIO, years=3),
        replace(SCENARIO, scale=0.5),
        replace(SCENARIO, programmes=()),
        replace(SCENARIO, programmes=(UEP, UEP)),
        replace(SCENARIO, programmes=(replace(UEP, grant=5_000_001),)),
        replace(SCENARIO, programmes=(replace(UEP, name="kube"),)),
        replace(SCENARIO, parameters={"enterprise.threshold": 0.4}),
        replace(SCENARIO, region=SimpleNamespace(name="fake", digest="1")),
    ],
)
def test_whatever_a_run_depends_on_changes_its_key(changed):
    assert key.scenario_digest(changed) != DIGEST


def test_seed_replicate_version_and_sources_are_in_the_key(monkeypatch):
    keys = {key.run_key(DIGEST, seed=seed, replicate=replicate) for seed in (1, 2) for replicate in (0, 1)}
    monkeypatch.setattr("mentas.__version__", "9.9.9")
    keys.add(key.run_key(DIGEST, seed=1, replicate=0))
    monkeypatch.setattr(key, "source_digest", lambda: "0")
    keys.add(key.run_key(DIGEST, seed=1, replicate=0))
    assert len(keys) == 6


def test_plain_gives_json_types():
    assert key.plain((np.float64(1.5), np.int64(2), np.array([1.0, 2.0]), True, None)) == [1.5, 2, [1, 2], True, None]


def test_a_scenario_with_a_value_that_is_no_number_has_no_key():
    with pytest.raises(ValueError):
        key.scenario_digest(replace(SCENARIO, scale=float("nan")))


def test_new_parameter_sets_make_no_run_stale_but_new_sources_do(monkeypatch, tmp_path):
    monkeypatch.setattr(key, "__file__", str(tmp_path / "studies" / "key.py"))
    (tmp_path / "studies" / "ensemble").mkdir(parents=True)
    sets, source = tmp_path / "studies" / "ensemble" / "ensemble.csv", tmp_path / "studies" / "key.py"
    digests = []
    for path, text in ((sets, "a"), (source, "a"), (sets, "b"), (source, "b")):
        path.write_text(text)
        digests.append(key.source_digest.__wrapped__())
    assert digests[1] == digests[2] and len(set(digests)) == 3
