"""How a command ends: one line for a person, in the person's language, and one exit code for a script."""

from __future__ import annotations

import functools
import inspect
import os
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NoReturn

from mentas.cli import options as opt
from mentas.language import N_, _, current, into, said, using


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
    """The command line asks for something that cannot be; exit code 2. Its words are in the reader's language."""


OF_THE_SYSTEM = (
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("Disk quota exceeded"),
    N_("File exists"),
)
"""What an operating system says of a place to write to; what it says of files stands in `files`."""

ASKED = {"lang": opt.LangOption, "debug": opt.Debug}
"""Options that every command takes, whether or not it names them itself."""


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn every way in which `command` can end into a line on stderr and an exit code.

    It takes `--lang`, the language in which all is said, and `--debug`, which lets an unexpected error through with
    its traceback. A command that has parameters of these names is given them.
    """
    own = inspect.signature(command, eval_str=True).parameters

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        asked = {name: kwargs[name] if name in own else kwargs.pop(name, None) for name in ASKED if name in kwargs}
        signal.signal(signal.SIGTERM, _interrupt)
        with using(_language(asked.get("lang"))):
            code = _ended(command, args, kwargs, debug=bool(asked.get("debug")))
        sys.exit(int(code or Exit.OK))

    run.__signature__ = _with_asked(own)  # type: ignore[attr-defined]
    return run


def _with_asked(own: Any) -> inspect.Signature:
    """The signature of a command with the options that every command takes."""
    fixed = [each for each in own.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=of)
        for name, of in ASKED.items()
        if name not in own
    ]
    open_ended = [each for each in own.values() if each.kind is inspect.Parameter.VAR_KEYWORD]
    return inspect.Signature([*fixed, *more, *open_ended])


def _language(asked: Any) -> str:
    """The language that a command was asked for; a report may be asked for in more than one."""
    return str(getattr(asked, "value", asked)) if asked in tuple(opt.Lang) else current()


def _ended(command: Callable[..., Any], args: Any, kwargs: Any, *, debug: bool) -> Any:
    """How a command ended; what it has to say of that is on stderr."""
    try:
        code = command(*args, **kwargs)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_reader()
        return Exit.OK
    except KeyboardInterrupt:
        return _end(Exit.INTERRUPTED, _("stopped"))
    except UsageError as error:
        return _end(Exit.USAGE, str(error))
    except Exception as error:
        code = _known(error)
        if code is None:
            if debug:
                raise
            code = _end(Exit.UNEXPECTED, _("{error} (--debug shows where)", error=_words(error)))
        return code


def _known(error: Exception) -> Exit | None:
    """Report an error that the model foresees; None for any other."""
    from mentas.files import Refusal
    from mentas.studies.problems import FailedRunError, InterruptedStudyError, RefusedError

    if isinstance(error, Refusal):
        print(error.told(current()), file=sys.stderr)
        return Exit.INVALID
    if isinstance(error, RefusedError):
        return _end(Exit.REFUSED, into(said(error), current()))
    if isinstance(error, FailedRunError):
        sentence = N_("a run failed: {error} (run {key}); what ended before is kept; --retry-failed runs it again")
        return _end(Exit.SOME_FAILED, _(sentence, error=error.error.splitlines()[0], key=error.key[:12]))
    if isinstance(error, InterruptedStudyError):
        sentence = N_(
            "stopped: {done} of {total} runs are finished and kept. The same command goes on from there:\n  {command}"
        )
        return _end(
            Exit.INTERRUPTED, _(sentence, done=error.done, total=error.total, command=command_line())
        )  # fmt: skip
    return None


def command_line() -> str:
    """The command as it was typed, for the reader to use again."""
    import shlex

    return shlex.join(["mentas", *sys.argv[1:]])


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {_(error.strerror) if error.strerror else type(error).__name__}"
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
