"""`mentas status`: how far a study is, in a few lines."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path
from typing import Any

from mentas.cli.amounts import count, duration, short
from mentas.cli.exits import Exit
from mentas.language import N_, _, current, into
from mentas.studies import manifest
from mentas.studies.problems import RefusedError
from mentas.studies.status import Status, status

BECAUSE = {"number": N_("number asked for"), "time": N_("time"), "halfwidth": N_("halfwidth"), "unknown": N_("unknown")}
"""What ended a study."""


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
    found = [_("{study} ({kind}) in {folder}", study=told["study"], kind=told["kind"], folder=folder)]
    if known is None:
        finished = told.get("finished")
        found.append(_("finished {when}", when=finished) if finished is not None else _("no run has ended yet"))
        return [*found, *_go_on(told, known)]
    done = {"done": count(known.done), "total": count(known.total), "failed": count(known.failed)}
    sentence = N_("{done} of {total} runs done, {failed} of them failed")
    found.append(_(sentence if known.failed else N_("{done} of {total} runs done"), **done))
    if known.running:
        found.append(_running(known))
    elif told.get("finished"):
        found.append(_finished(told))
    else:
        found.append(_("not running, and not finished"))
    if known.done:
        found.append(_("last run ended {time} ago", time=duration(max(now - known.last, 0.0))))
    return [*found, *_go_on(told, known)]


def _running(known: Status) -> str:
    """Who runs it, how fast, and how long it will be."""
    left = _left(known)
    said = [_("running: {holder}", holder=into(known.holder, current()))]
    if known.rate is not None:
        said.append(_rate(known.rate))
    if left is not None:
        said.append(_("about {time} left", time=duration(left)))
    return ", ".join(said)


def _go_on(told: dict[str, Any], known: Status | None) -> list[str]:
    """How to go on, where there is more to do: a study that was stopped, or ended for want of time."""
    running = known is not None and known.running
    ended = bool(told.get("finished")) and (told.get("reached") or {}).get("because") != "time"
    if running or ended or not told.get("command"):
        return []
    return [_("go on with: {command}", command=shlex.join(told["command"]))]


def _finished(told: dict[str, Any]) -> str:
    """When it ended, and with how many replicates where limits decided."""
    reached = told.get("reached")
    if not reached:
        return _("finished {when}", when=told["finished"])
    because = _(BECAUSE.get(reached["because"], reached["because"]))
    given = {"when": told["finished"], "done": count(reached["done"]), "because": because}
    if reached["asked"] is None:
        return _("finished {when}, with {done} replicates ({because})", **given)
    sentence = N_("finished {when}, with {done} of {asked} replicates ({because})")
    return _(sentence, asked=count(reached["asked"]), **given)


def _left(known: Status) -> float | None:
    """Seconds."""
    return (known.total - known.done) / known.rate if known.running and known.rate else None


def _rate(rate: float) -> str:
    if rate >= 1.0:
        return _("{n} a second", n=short(rate, 2))
    return _("{n} a minute", n=short(60.0 * rate, 2))


def _plain(told: dict[str, Any], known: Status | None) -> dict[str, Any]:
    found = {name: told.get(name) for name in ("study", "kind", "replicates", "finished", "reached", "command")}
    runs = None
    if known is not None:
        names = ("total", "done", "failed", "running", "holder", "rate", "started", "last")
        runs = {name: getattr(known, name) for name in names} | {"seconds_left": _left(known)}
    return found | {"runs": runs}
