"""`mentas status`: how far a study is, in a few lines."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path
from typing import Any

from mentas.cli.exits import Exit
from mentas.cli.progress import duration
from mentas.studies import manifest
from mentas.studies.problems import RefusedError
from mentas.studies.status import Status, status


def show(folder: Path, *, as_json: bool) -> Exit:
    """Print it."""
    told = manifest.read(folder)
    try:
        known: Status | None = status(folder)
    except RefusedError:  # before its first run, or a kind that counts in another way
        known = None
    if as_json:
        print(json.dumps(_plain(told, known), ensure_ascii=False))
    else:
        for line in lines(folder, told, known, now=time.time()):
            print(line)
    return Exit.OK


def lines(folder: Path, told: dict[str, Any], known: Status | None, *, now: float) -> list[str]:
    """What is said.

    Args:
        folder: of the study.
        told: its manifest.
        known: its runs; None if they cannot be counted.
        now: seconds since 1970.
    """
    found = [f"{told['study']} ({told['kind']}) in {folder}"]
    if known is None:
        found.append("no run has ended yet" if told.get("finished") is None else f"finished {told['finished']}")
        return [*found, *_go_on(told, known)]
    failed = f", {known.failed} of them failed" if known.failed else ""
    found.append(f"{known.done:,} of {known.total:,} runs done{failed}")
    left = _left(known)
    rate = "" if known.rate is None else f", {_rate(known.rate)}"
    if known.running:
        about = "" if left is None else f", about {duration(left)} left"
        found.append(f"running: {known.holder}{rate}{about}")
    elif told.get("finished"):
        found.append(f"finished {told['finished']}{_reached(told)}")
    else:
        found.append("not running, and not finished")
    if known.done:
        found.append(f"last run ended {duration(max(now - known.last, 0.0))} ago")
    return [*found, *_go_on(told, known)]


def _go_on(told: dict[str, Any], known: Status | None) -> list[str]:
    """How to go on, where there is more to do: a study that was stopped, or ended for want of time."""
    running = known is not None and known.running
    ended = bool(told.get("finished")) and (told.get("reached") or {}).get("because") != "time"
    return [] if running or ended or not told.get("command") else [f"go on with: {shlex.join(told['command'])}"]


def _reached(told: dict[str, Any]) -> str:
    reached = told.get("reached")
    if not reached:
        return ""
    asked = "" if reached["asked"] is None else f" of {reached['asked']}"
    return f", with {reached['done']}{asked} replicates ({reached['because']})"


def _left(known: Status) -> float | None:
    """Seconds."""
    return (known.total - known.done) / known.rate if known.running and known.rate else None


def _rate(rate: float) -> str:
    return f"{rate:.2g} a second" if rate >= 1.0 else f"{60.0 * rate:.2g} a minute"


def _plain(told: dict[str, Any], known: Status | None) -> dict[str, Any]:
    found = {name: told.get(name) for name in ("study", "kind", "replicates", "finished", "reached", "command")}
    runs = None
    if known is not None:
        names = ("total", "done", "failed", "running", "holder", "rate", "started", "last")
        runs = {name: getattr(known, name) for name in names} | {"seconds_left": _left(known)}
    return found | {"runs": runs}
