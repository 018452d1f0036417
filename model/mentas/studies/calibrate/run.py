"""A calibration from start to end: design, emulate, sample, confirm, tables.

The same command goes on where it was stopped: points that were run are not run again, and draws that were made are
not made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mentas.language import Said
from mentas.studies import atomic, lock, manifest
from mentas.studies.calibrate import describe, ensemble, tables
from mentas.studies.calibrate.confirm import Weighted, weighted
from mentas.studies.calibrate.emulator import Emulators, fit
from mentas.studies.calibrate.plan import Plan
from mentas.studies.calibrate.points import Points, design
from mentas.studies.calibrate.posterior import Aim, Sampled, sample
from mentas.studies.calibrate.rows import Rows
from mentas.studies.calibrate.simulation import Simulation
from mentas.studies.calibrate.targets import Simulator, Target, allowed
from mentas.studies.engine import Progress
from mentas.studies.problems import InterruptedStudyError, RefusedError

SEEN = 0.8
"""Share of the design's points, of those at which anything is defined, at which a target must be to be aimed at."""


@dataclass(frozen=True)
class Calibrated:
    """One structure after the last wave; all arrays have a row a draw."""

    threshold: float
    draws: Sampled
    moments: np.ndarray
    """By the model, shape (draws, targets)."""
    weighted: Weighted
    fixed: Weighted
    """On the targets that do not touch the market."""


@dataclass(frozen=True)
class Calibration:
    """A calibration that has ended."""

    plan: Plan
    folder: Path
    targets: tuple[Target, ...]
    dropped: tuple[str, ...]
    """Targets that too many points do not define."""
    aim: Aim
    emulators: Emulators
    design: Points
    design_moments: np.ndarray
    """Of the design's points at which every target is defined."""
    structures: tuple[Calibrated, ...]
    failures: dict[str, str]


def calibrate(
    plan: Plan,
    simulator: Simulator,
    *,
    out: Path | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] | None = None,
    command: Sequence[str] = (),
) -> Calibration:
    """Run what is missing of a calibration, and write its folder.

    Args:
        plan: what to do.
        simulator: the model.
        out: the folder, by default `outputs/<name>`.
        workers: processes, by default one a core.
        progress: told how many points are done.
        say: told what is done between the runs.
        command: the command line, for the manifest.

    Raises:
        RefusedError: the folder is in use or holds something else, or too few points ended well.
        InterruptedStudyError: Ctrl-C; finished points are kept.
    """
    folder = lock.opened(out, plan.name)
    with lock.held(folder):
        manifest.check_belongs(folder, name=plan.name, kind=plan.kind)
        account = describe.manifest_of(plan, simulator, command=command)
        manifest.write(folder, account)
        atomic.sweep(folder)
        steps = Steps(plan, simulator, folder, workers or os.cpu_count() or 1, progress, say or (lambda text: None))
        try:
            found = steps.all()
        except KeyboardInterrupt:
            raise InterruptedStudyError(done=steps.done, total=plan.runs) from None
        tables.write(found)
        ensemble.write(found)
        manifest.write(folder, account | describe.results_of(found))
    return found


class Steps:
    """The steps of one calibration, in a folder that is held."""

    def __init__(
        self, plan: Plan, simulator: Simulator, folder: Path, workers: int, progress: Progress | None,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.plan, self.simulator, self.folder, self.progress, self.say = plan, simulator, folder, progress, say
        self.simulation = Simulation(
            simulator, priors=plan.priors, replicates=plan.replicates, rows=Rows(folder), workers=workers
        )
        self.done = 0

    def all(self) -> Calibration:
        """Do all steps."""
        plan = self.plan
        points = design(plan.points, parameters=len(plan.priors), thresholds=plan.thresholds, seed=plan.seed)
        worlds = self._run(points)
        defined = np.isfinite(worlds).all(axis=1)
        kept = defined.sum(axis=0) >= SEEN * max(defined.any(axis=1).sum(), 1)
        targets = tuple(t for t, keep in zip(self.simulator.targets, kept, strict=True) if keep)
        dropped = tuple(t.name for t, keep in zip(self.simulator.targets, kept, strict=True) if not keep)
        if not targets:
            raise RefusedError(Said("no target is defined at most points of the design; see failures in manifest.json"))
        aim = aimed(targets, worlds[:, :, kept], plan.discrepancy)
        known, moments = _defined(points, worlds[:, :, kept].mean(axis=1))
        first = known, moments
        for wave in range(1, plan.waves + 1):
            self.say(Said("wave {wave} of {waves}: fitting emulators to {n} points", wave=wave, waves=plan.waves,
                          n=len(known)))  # fmt: skip
            emulators = fit(
                known, moments, centre=aim.effects, width=aim.deviations, thresholds=plan.thresholds, seed=plan.seed
            )
            each = plan.draws if wave == plan.waves else plan.refine
            sampled = [self._sampled(emulators, aim, wave, threshold, each) for threshold in plan.thresholds]
            points = sampled[0].points
            for more in sampled[1:]:
                points = points + more.points
            drawn = self._run(points)[:, :, kept].mean(axis=1)
            if wave < plan.waves:
                new, values = _defined(points, drawn)
                known, moments = known + new, np.vstack([moments, values])
        structures = tuple(
            _confirmed(each_sampled, drawn[place * each : (place + 1) * each], emulators, aim, targets)
            for place, each_sampled in enumerate(sampled)
        )
        return Calibration(
            plan, self.folder, targets, dropped, aim, emulators, *first, structures, dict(self.simulation.failures)
        )

    def _run(self, points: Points) -> np.ndarray:
        before = self.done

        def tell(ended: int, failed: int) -> None:
            self.done = before + ended
            if self.progress is not None:
                self.progress(self.done, self.plan.runs, failed)

        return self.simulation.run(points, tell)

    def _sampled(self, emulators: Emulators, aim: Aim, wave: int, threshold: float, draws: int) -> Sampled:
        """Draws of a wave, from the folder if they were made from the same emulators before."""
        path = self.folder / f"draws-{wave}-{threshold:g}.json"
        made_of = describe.digest(
            [self.plan.seed, self.plan.steps, draws, threshold]
            + [_digits(each) for each in (emulators.error, aim.effects, aim.deviations)]
        )
        if path.exists():
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["made_of"] == made_of:
                points = Points(np.array(said["shares"]), np.full(draws, threshold))
                return Sampled(points, said["acceptance"], said["autocorrelation"])
        self.say(Said("wave {wave}: sampling the posterior at threshold {threshold:g}", wave=wave, threshold=threshold))
        count = len(self.plan.priors)
        found = sample(
            emulators,
            aim,
            threshold=threshold,
            parameters=count,
            draws=draws,
            seed=self.plan.seed * 100 + wave,
            steps=self.plan.steps,
        )
        said = {"made_of": made_of, "acceptance": found.acceptance, "autocorrelation": found.autocorrelation}
        atomic.write_text(path, json.dumps(said | {"shares": found.points.shares.tolist()}))
        return found


def aimed(targets: Sequence[Target], worlds: np.ndarray, discrepancy: float) -> Aim:
    """Published effects and what each may be off: its error, the discrepancy, and what few replicates leave open."""
    with np.errstate(invalid="ignore"):
        noise = worlds.var(axis=1, ddof=1) / worlds.shape[1] if worlds.shape[1] > 1 else np.zeros(worlds.shape[::2])
    carlo = np.nanmedian(np.where(np.isfinite(noise), noise, np.nan), axis=0)
    effects = np.array([target.effect for target in targets])
    return Aim(effects, np.sqrt(allowed(targets, discrepancy) ** 2 + carlo))


def _defined(points: Points, moments: np.ndarray) -> tuple[Points, np.ndarray]:
    """Points at which every target is defined."""
    whole = np.isfinite(moments).all(axis=1)
    if not whole.any():
        raise RefusedError(Said("no point ended with all targets defined; see failures in manifest.json"))
    return points.where(whole), moments[whole]


def _confirmed(
    draws: Sampled, moments: np.ndarray, emulators: Emulators, aim: Aim, targets: Sequence[Target]
) -> Calibrated:
    market = np.array([target.market for target in targets])
    emulated = aim.log_likelihood(*emulators.predict(draws.points))
    true = aim.by_target(moments)
    return Calibrated(
        float(draws.points.thresholds[0]), draws, moments,
        weighted(true.sum(axis=1), emulated), weighted(true[:, ~market].sum(axis=1), emulated),
    )  # fmt: skip


def _digits(values: np.ndarray) -> list[str]:
    """Numbers as far as another machine's arithmetic would give them too."""
    return [f"{value:.6g}" for value in values]
