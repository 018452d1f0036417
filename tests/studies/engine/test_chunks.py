"""Chunks: as many tasks together as are worth a journey, fewer towards the end, pulled as they are needed."""

from __future__ import annotations

from mentas.studies.engine.chunks import MOST, RECENT, Feed
from mentas.studies.finished import Task

ONE = ("key", None)


def _feed(runs=(1,) * 1000, *, known=True, worth=2.0, size=None):
    todo = [Task(1, number, (ONE,) * each) for number, each in enumerate(runs)]
    return Feed(iter(todo), runs=sum(runs) if known else None, worth=worth, size=size)


def _sizes(feed, *, seconds, workers=2):
    """Runs in every chunk, if a run takes so long."""
    sizes = []
    while feed.more:
        sizes.append(sum(len(task.runs) for task in feed.take(workers)))
        feed.learn(sizes[-1], seconds * sizes[-1])
    return sizes


def test_chunks_begin_with_a_task_and_grow_to_what_a_journey_is_worth():
    sizes = _sizes(_feed(known=False), seconds=0.125)
    assert sizes[:7] == [1, 2, 4, 8, 16, 16, 16] and sum(sizes) == 1000


def test_a_chunk_holds_fifty_runs_at_most():
    assert max(_sizes(_feed(known=False), seconds=1e-6)) == MOST == 50
    assert max(_sizes(_feed((7,) * 100, known=False), seconds=0.0)) == 49


def test_a_long_task_travels_alone():
    assert _sizes(_feed((4,) * 10), seconds=10.0) == [4] * 10
    assert _sizes(_feed((120, 120)), seconds=0.001) == [120, 120]


def test_tasks_are_not_torn_apart():
    sizes = _sizes(_feed((3,) * 100, known=False), seconds=0.25)
    assert set(sizes) == {3, 6} and sizes[-3:-1] == [6, 6]


def test_towards_the_end_chunks_are_half_a_fair_share_of_what_is_left():
    sizes = _sizes(_feed((1,) * 200), seconds=0.001, workers=4)
    left = 200
    for size in sizes:
        assert size <= max(1, left / 8)
        left -= size
    assert left == 0 and sizes[-8:] == [1] * 8


def test_a_slow_start_is_forgotten():
    feed = _feed(known=False)
    for _ in range(4):
        feed.take(4)
        feed.learn(1, 30.0)
    sizes = _sizes(feed, seconds=0.125)
    assert sizes[:4] == [1] * 4 and max(sizes[: RECENT + 6]) == 16


def test_without_a_journey_every_task_is_a_chunk():
    assert _sizes(_feed((2,) * 9, worth=0.0), seconds=1e-9) == [2] * 9


def test_a_given_size_is_in_tasks():
    assert _sizes(_feed((2,) * 16, size=7), seconds=100.0) == [14, 14, 4]


def test_no_task_is_pulled_beyond_the_next():
    pulled = []

    def stream():
        for number in range(10):
            pulled.append(number)
            yield Task(1, number, (ONE,))

    feed = Feed(stream(), runs=None, worth=2.0, size=3)
    assert len(pulled) == 1
    assert [task.replicate for task in feed.take(1)] == [0, 1, 2] and pulled == [0, 1, 2, 3]
