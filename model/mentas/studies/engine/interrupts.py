"""Being stopped from outside by Ctrl-C or SIGTERM, where it does no harm.

A KeyboardInterrupt that falls into a destructor or a callback is lost, and in the middle of a write it leaves the
counts wrong. While somebody else is at work it therefore waits until the driver looks.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn


class Interruption:
    """Whether somebody asked for an end."""

    def __init__(self) -> None:
        self._asked = self._waits = False

    def check(self) -> None:
        """Raise the KeyboardInterrupt that waits, or was lost."""
        if self._asked:
            raise KeyboardInterrupt

    @contextmanager
    def waiting(self, wait: bool) -> Iterator[None]:
        """For as long as the block lasts an interruption waits for `check`, if `wait`; a second one does not."""
        self._waits = wait
        try:
            yield
        finally:
            self._waits = False

    def also(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """A signal's handler that does what the other does, except that its interruption may wait."""

        def handle(*args: Any) -> None:
            try:
                handler(*args)
            except KeyboardInterrupt:
                again, self._asked = self._asked, True
                if again or not self._waits:
                    raise

        return handle


@contextmanager
def heard() -> Iterator[Interruption]:
    """For as long as the block lasts no interruption is lost, and SIGTERM is one unless the program has its own way.

    Only the main thread hears signals; in another nothing is changed.
    """
    found = Interruption()
    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if number == signal.SIGTERM and handler is signal.SIG_DFL:
                before[number] = signal.signal(number, found.also(_interrupt))
            elif callable(handler):
                before[number] = signal.signal(number, found.also(handler))
    try:
        yield found
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt
