"""What the reader sees with: letters, language and clock."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime

from mentas.cli.doctor.finding import Finding, ok, warning
from mentas.language import _, current
from mentas.language import spoken as by_default

NAMES = {"id": "Bahasa Indonesia", "en": "English"}

LETTERS = "─│┌±−→…é"
"""What tables and sentences are written with, beyond ASCII."""


def terminal() -> Iterator[Finding]:
    """Whether the terminal has the letters of tables, and how wide it is."""
    import shutil

    what, encoding = _("terminal"), sys.stdout.encoding or "ascii"
    try:
        LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        yield warning(
            "terminal", what, _("{encoding}, which lacks some letters: they are replaced", encoding=encoding),
            _("Set PYTHONUTF8=1, and on Windows use the Windows Terminal."),
        )  # fmt: skip
        return
    if sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        yield ok("terminal", what, _("{encoding}, {n} columns", encoding=encoding, n=columns))
    else:
        yield ok("terminal", what, _("{encoding}, no terminal: plain lines", encoding=encoding))


def language() -> Iterator[Finding]:
    """What language is spoken, and why."""
    names = ("MENTAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    found = next((f"{name}={os.environ[name]}" for name in names if os.environ.get(name)), "")
    spoken = NAMES[current()]
    if found and by_default() == current():
        said = _("{language} ({setting}); --lang or MENTAS_LANG changes it", language=spoken, setting=found)
    else:
        said = _("{language}; --lang or MENTAS_LANG changes it", language=spoken)
    yield ok("language", _("language"), said)


def clock() -> Iterator[Finding]:
    """What time it is here: manifests and reports are dated with it."""
    now = datetime.now().astimezone()
    what, said = _("clock"), _("{time}, time zone {zone}", time=now.isoformat(" ", "minutes"), zone=time.tzname[0])
    if now.year < 2025:
        yield warning("clock", what, said, _("Set the clock: reports and manifests are dated with it."))
    else:
        yield ok("clock", what, said)
