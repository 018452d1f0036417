"""Whether the model gives here what it gives elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from mentas.cli import amounts
from mentas.cli.doctor.finding import Finding, ok, problem, warning
from mentas.language import _

KNOWN = Path(__file__).with_name("known.json")
"""The digest of what the toy village gives; `tests/golden/update.py` writes it."""

VILLAGE = "scenarios/toy/village.yaml"
YEARS, SEED = 1, 11


def compiled() -> Iterator[Finding]:
    """Whether the compiled model is kept between runs."""
    import os
    import tempfile

    from mentas import kernels

    what, folder = _("compiled model"), kernels.FOLDER
    if not os.access(folder, os.W_OK):
        yield problem("compiled", what, _("{folder} cannot be written", folder=folder), _to_do())
    elif folder.parent == Path(tempfile.gettempdir()):
        yield warning("compiled", what, _("kept nowhere: every command compiles it, for half a minute"), _to_do())
    elif kernels.is_warm():
        yield ok("compiled", what, _("kept in {folder}; runs start at once", folder=folder))
    else:
        yield ok("compiled", what, _("not compiled yet, kept in {folder}; the first run takes half a minute longer",
                                     folder=folder))  # fmt: skip


def _to_do() -> str:
    return _("Let NUMBA_CACHE_DIR name a folder of your own.")


def files() -> Iterator[Finding]:
    """Whether the shipped scenarios and studies are whole."""
    from mentas.cli import checking, shipped

    what = _("shipped files")
    there = [shipped.root() / path for path in shipped.files() if path.suffix == ".yaml"]
    wrong = [found for found in map(checking.check, there) if found["problems"]]
    if not there or wrong:
        found = wrong[0]["text"].splitlines()[0] if wrong else _("there are none")
        yield problem("files", what, found, _("Install mentas again: its files were changed or lost."))
    else:
        yield ok("files", what, _("{n} are valid", n=len(there)))


def village() -> Iterator[Finding]:
    """Whether a year of the toy village is what it is elsewhere."""
    from mentas.cli import cold

    cold.tell(quiet=False)
    what, begun = _("trial run"), time.perf_counter()
    found = lived()
    took = amounts.decimal(time.perf_counter() - begun, 1)
    if found == known():
        yield ok("village", what, _("a toy village gives what it gives elsewhere ({seconds} s)", seconds=took))
    else:
        said = _("a toy village gives {found}, and {known} elsewhere", found=found[:12], known=known()[:12])
        to_do = _(
            "Do not trust results of this machine. Install mentas again, or send `mentas doctor --json` to its makers."
        )
        yield problem("village", what, said, to_do)


def lived() -> str:
    """Digest of what the toy village gives in a year."""
    from mentas.cli import shipped
    from mentas.scenario import load_scenario
    from mentas.studies.finished import digest
    from mentas.studies.one import run

    result = run(load_scenario(shipped.root() / VILLAGE).with_changes({"years": YEARS}), seed=SEED)
    return digest({name: getattr(result, name) for name in ("outcomes", "spending", "transitions")})


def known() -> str:
    """The digest on record."""
    return str(json.loads(KNOWN.read_text(encoding="utf-8"))["digest"])
