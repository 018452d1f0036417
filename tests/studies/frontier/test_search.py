"""A search asks the same in every process, learns from what it is told, and finds a front that is known."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import qmc

from mentas.studies.frontier.search import Search

LEVERS = ("pkh", "uep", "kube", "wrse", "grant", "months")


def _first(count: int = 16, seed: int = 1, levers: int = len(LEVERS)) -> np.ndarray:
    return qmc.Sobol(levers, rng=np.random.default_rng(seed)).random(count)


def _search(**other: object) -> Search:
    about = {"levers": LEVERS, "objectives": ("max", "min", "min"), "first": _first(), "batch": 8, "seed": 3}
    return Search(**(about | other))  # type: ignore[arg-type]


def _dtlz2(points: np.ndarray) -> np.ndarray:
    """Losses whose best trade-off is the unit sphere (Deb, Thiele, Laumanns, Zitzler 2002), off the middle."""
    far = 1.0 + ((points[:, 2:] - 0.35) ** 2).sum(axis=1)
    a, b = points[:, 0] * np.pi / 2, points[:, 1] * np.pi / 2
    return far[:, None] * np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=1)


def _played(search: Search, rounds: int, function=_dtlz2) -> np.ndarray:
    rows = []
    for _ in range(rounds):
        rows.append(search.ask())
        search.tell(function(rows[-1]) * (-1.0, 1.0, 1.0))
    return np.vstack(rows)


def test_the_first_batch_is_the_spread_that_was_given_and_later_ones_are_batches():
    search = _search()
    assert np.array_equal(search.ask(), _first())
    search.tell(np.zeros((16, 3)))
    assert search.ask().shape == (8, 6) and ((search.ask() >= 0.0) & (search.ask() <= 1.0)).all()


def test_a_search_told_again_asks_the_same():
    assert np.array_equal(_played(_search(), 3), _played(_search(), 3))
    assert not np.array_equal(_played(_search(), 2), _played(_search(seed=4), 2))


def test_asking_twice_changes_nothing():
    patient, eager = _search(), _search()
    for _ in range(3):
        for _ in range(3):
            eager.ask().sort(axis=0)  # nor does what is done to the answer
        assert np.array_equal(patient.ask(), eager.ask())
        patient.tell(_dtlz2(patient.ask()))
        eager.tell(_dtlz2(eager.ask()))


SCRIPT = """
import numpy as np
np.random.seed({noise}); np.random.random({noise})
from mentas.studies.frontier.search import Search
first = np.frombuffer(bytes.fromhex("{first}")).reshape(-1, 6)
search = Search(levers={levers}, objectives=("max", "min", "min"), first=first, batch=8, seed=3)
for _ in range(3):
    rows = search.ask()
    search.tell(np.stack([rows[:, 0], rows[:, 1] ** 2, rows.sum(axis=1)], axis=1))
print(search.ask().tobytes().hex())
"""


def test_another_process_asks_the_same_bit_for_bit():
    def told(rows):
        return np.stack([rows[:, 0], rows[:, 1] ** 2, rows.sum(axis=1)], axis=1)

    script = SCRIPT.format(first=_first().tobytes().hex(), levers=LEVERS, noise=7)
    env = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(sys.path)}
    end = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    here = _search()
    for _ in range(3):
        here.tell(told(here.ask()))
    assert end.stdout.strip() == here.ask().tobytes().hex()
    assert end.stderr == ""  # Optuna is quiet


def test_no_other_luck_is_touched_nor_is_anything_said(capfd):
    import random

    np.random.seed(5)
    random.seed(5)
    before = np.random.get_state()[1].copy(), random.getstate()  # type: ignore[index]
    _played(_search(), 3)
    assert np.array_equal(before[0], np.random.get_state()[1]) and before[1] == random.getstate()  # type: ignore[index]
    assert capfd.readouterr() == ("", "")


def test_a_search_depends_on_what_was_told_and_not_on_its_unit():
    def scaled(points):
        return _dtlz2(points) * (1e12, 0.5, 2.0**-20) + (3e12, -16.0, 0.0)

    found = _played(_search(), 3)
    assert np.allclose(found, _played(_search(), 3, lambda points: _dtlz2(points) * (1024.0, 0.5, 2.0**-20)))
    assert np.allclose(found[:16], _played(_search(), 3, scaled)[:16])
    assert not np.allclose(found, _played(_search(), 3, lambda points: 1.0 - _dtlz2(points)))


def test_failed_points_can_be_told_and_teach_nothing():
    one, other = _search(), _search()
    values = _dtlz2(one.ask())
    values[::4] = np.nan
    one.tell(values)
    values[::4, 1:] = 1e9  # a row with one number missing failed as a whole, whatever the others say
    other.tell(values)
    assert np.array_equal(one.ask(), other.ask())
    lost = _search()
    lost.tell(np.full((16, 3), np.nan))
    assert np.unique(lost.ask(), axis=0).shape == (8, 6)


def test_no_point_is_asked_for_twice():
    found = _played(_search(), 4, lambda points: np.zeros((len(points), 3)))
    assert len(np.unique(found, axis=0)) == len(found)


def test_a_search_without_a_first_spread_begins_at_random():
    search = _search(first=np.empty((0, 6)))
    assert np.unique(search.ask(), axis=0).shape == (8, 6)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"first": np.full((2, 5), 0.5)}, "rows of 6 numbers"),
        ({"first": np.full((2, 6), 1.5)}, "from 0 to 1"),
        ({"objectives": ("max", "more")}, "not more"),
        ({"objectives": ()}, "an objective"),
        ({"batch": 0}, "a point or more"),
    ],
)
def test_what_does_not_fit_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        _search(**wrong)


def test_values_must_be_those_of_the_batch():
    with pytest.raises(ValueError, match="a row for each point"):
        _search().tell(np.zeros((8, 3)))


def test_all_levers_of_a_point_are_asked_for_at_once(monkeypatch):
    import optuna

    asked, ask = [], optuna.Study.ask
    monkeypatch.setattr(optuna.Study, "ask", lambda study, space: asked.append(ask(study, space)) or asked[-1])
    search = _search()
    search.tell(_dtlz2(search.ask()))
    assert np.array_equal(search.ask(), [[trial.params[lever] for lever in LEVERS] for trial in asked])


@pytest.mark.slow
def test_a_known_front_is_found_better_than_by_as_many_spread_points():
    from optuna._hypervolume import compute_hypervolume

    edge = np.full(3, 1.2)

    def worth(points):
        losses = _dtlz2(points)
        return compute_hypervolume(losses[(losses < edge).all(axis=1)], edge)

    # all that lies within the edge and beyond the sphere: 1.2^3 - pi / 6 = 1.2044
    found = worth(_played(_search(first=_first(64), batch=16), 9))
    assert worth(_first(256)[:192]) < 0.87 < 1.03 < found < 1.2**3 - np.pi / 6
