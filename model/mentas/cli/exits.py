"""How a command ends: one line for a person, one exit code for a script."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NoReturn


class Exit(IntEnum):
    """Exit codes of every command.

    USAGE is a command line that could be refused whatever the files hold, such as `--scale 0`; INVALID is what a file
    holds, or would hold with a `--set`.
    """

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    INVALID = 3
    SOME_FAILED = 4
    REFUSED = 5
    INTERRUPTED = 130


class UsageError(Exception):
    """The command line asks for something that cannot be; exit code 2."""


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn every way in which `command` can end into a line on stderr and an exit code.

    The command's own `debug` option lets an unexpected error through with its traceback.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_reader()
            code = Exit.OK
        except KeyboardInterrupt:
            code = _end(Exit.INTERRUPTED, "stopped")
        except UsageError as error:
            code = _end(Exit.USAGE, str(error))
        except Exception as error:
            code = _known(error)
            if code is None:
                if kwargs.get("debug"):
                    raise
                code = _end(Exit.UNEXPECTED, f"{_words(error)} (--debug shows where)")
        sys.exit(int(code or Exit.OK))

    return run


def _known(error: Exception) -> Exit | None:
    """Report an error that the model foresees; None for any other."""
    from mentas.files import Refusal
    from mentas.studies.problems import FailedRunError, InterruptedStudyError, RefusedError

    if isinstance(error, Refusal):
        print(error, file=sys.stderr)
        return Exit.INVALID
    if isinstance(error, RefusedError):
        return _end(Exit.REFUSED, str(error))
    if isinstance(error, FailedRunError):
        kept = "what ended before is kept; --retry-failed runs it again"
        return _end(Exit.SOME_FAILED, f"a run failed: {error.error.splitlines()[0]} (run {error.key[:12]}); {kept}")
    if isinstance(error, InterruptedStudyError):
        return _end(Exit.INTERRUPTED, f"stopped: {error}. The same command goes on from there:\n  {command_line()}")
    return None


def command_line() -> str:
    """The command as it was typed, for the reader to use again."""
    import shlex

    return shlex.join(["mentas", *sys.argv[1:]])


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _end(code: Exit, message: str) -> Exit:
    print(f"mentas: {message}", file=sys.stderr)
    return code


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _forget_reader() -> None:
    """Whoever read our output has gone: send what is left nowhere, so that the exit is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
