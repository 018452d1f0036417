"""`mentas run` on a calibration: run, kept, drawn and told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.cli import cold, progress
from mentas.cli.amounts import count
from mentas.cli.exits import Exit, UsageError
from mentas.language import _, current, into
from mentas.studies.calibrate import plan

if TYPE_CHECKING:
    from mentas.cli.settings import Settings
    from mentas.studies.calibrate.run import Calibration

NOT_HERE = ("years", "scale", "set", "strict")
"""Options of scenarios, which a calibration has none of."""


def run(path: Path, settings: Settings) -> Exit:
    """Calibrate as the file says."""
    for name in NOT_HERE:
        if getattr(settings, name):
            raise UsageError(_("--{option} is for scenarios; a calibration is changed in its file", option=name))
    wanted = plan.load(path).with_settings(seed=settings.seed, replicates=settings.replicates)
    cold.tell(quiet=settings.quiet)
    from mentas.studies.calibrate import check, trials
    from mentas.studies.calibrate.run import calibrate

    simulator = trials.read(wanted.trials, [prior.name for prior in wanted.priors])

    def say(text: str) -> None:
        if not settings.quiet:
            print(into(text, current()), file=sys.stderr, flush=True)

    with progress.shown(wanted.name, unit="points", quiet=settings.quiet) as tell:
        found = calibrate(
            wanted, simulator, out=settings.out, workers=settings.workers, progress=tell, say=say,
            command=["mentas", *sys.argv[1:]],
        )  # fmt: skip
    if wanted.check:
        say(_("checking: known parameters are to be found again, {n} times", n=count(wanted.check)))
        check.write(found, check.check(found, repeats=wanted.check, workers=settings.workers))
    _tell(found, settings)
    return Exit.SOME_FAILED if found.failures else Exit.OK


def _tell(found: Calibration, settings: Settings) -> None:
    """Figures into the folder, findings onto stdout."""
    from mentas.report import calibration

    calibration.draw(found.folder)
    if found.failures:
        words = _("{n} points failed; errors are in manifest.json", n=count(len(found.failures)))
        print(f"mentas: {words}", file=sys.stderr)
    if settings.json:
        print(json.dumps(_short(found), ensure_ascii=False))
        return
    for line in calibration.lines(found.folder, current()):
        print(line)
    print(found.folder)


def _short(found: Calibration) -> dict[str, Any]:
    from mentas.cli import screen
    from mentas.studies.calibrate import tables

    return {
        "study": found.plan.name,
        "folder": str(found.folder),
        "failed": len(found.failures),
        "structures": screen.records(tables.structures(found)),
        "identified": screen.records(tables.identified(found)),
    }
