"""An interruption is never lost, waits where it would do harm, and leaves a program's own handlers as they were."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress

import pytest

from mentas.studies.engine.interrupts import heard


@pytest.fixture(autouse=True)
def handlers():
    """Those that a program starts with."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _send(number):
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_raised_at_once_and_the_handlers_are_put_back(number):
    with pytest.raises(KeyboardInterrupt), heard():
        _send(number)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_while_others_work_it_waits_until_somebody_looks_and_a_second_does_not():
    with heard() as stop:
        with stop.waiting(True):
            stop.check()
            _send(signal.SIGINT)
            with pytest.raises(KeyboardInterrupt):
                stop.check()
            with pytest.raises(KeyboardInterrupt):
                _send(signal.SIGTERM)
        with stop.waiting(False), pytest.raises(KeyboardInterrupt):
            _send(signal.SIGINT)


def test_one_that_was_lost_in_a_destructor_is_raised_again():
    with heard() as stop:
        with suppress(KeyboardInterrupt):
            _send(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stop.check()


def test_a_program_has_its_own_way_with_signals():
    told = []
    signal.signal(signal.SIGTERM, lambda *_: told.append("term"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with heard() as stop, stop.waiting(True):
        _send(signal.SIGTERM)
        _send(signal.SIGINT)
        stop.check()
    assert told == ["term"]


def test_outside_the_main_thread_nothing_is_changed():
    seen = []

    def look():
        with heard() as stop:
            stop.check()
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]
