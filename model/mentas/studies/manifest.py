"""The manifest: all that is needed to know where a study's figures come from, and to make them again."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mentas
from mentas.studies import atomic, evidence, key
from mentas.studies.lock import MANIFEST
from mentas.studies.problems import RefusedError

if TYPE_CHECKING:
    from mentas.studies.design import Study

PACKAGES = ("mesa", "numpy", "pandas", "numba", "pyarrow", "scipy", "matplotlib", "PyYAML")

INTERVALS = (
    "95 per cent, Student's t over replicates, differences paired by replicate; they hold Monte Carlo doubt only, "
    "not doubt about parameters or about the shape of the model"
)


def now() -> str:
    """The time, as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def describe(study: Study, *, command: Sequence[str], started: str) -> dict[str, Any]:
    """The manifest of a study that is about to start."""
    from mentas.measures.names import MEASURES

    used = {p.name for arm in study.arms for p in (*arm.scenario.programmes, *arm.scenario.survey_programmes)}
    numbers = evidence.of_model() | evidence.of_programmes(used)
    return {
        "study": study.name,
        "kind": study.kind,
        "title": study.title,
        "question": study.question,
        "mentas": mentas.__version__,
        "source_digest": key.source_digest(),
        "python": platform.python_version(),
        "packages": packages(),
        "command": list(command),
        "process": os.getpid(),
        "started": started,
        "finished": None,
        "seed": study.seed,
        "replicates": study.replicates,
        "baseline": study.baseline,
        "outcomes": list(study.outcomes),
        "measures": {name: asdict(measure) for name, measure in MEASURES.items()},
        "intervals": INTERVALS,
        "scenarios": [scenario(arm.name, arm.file, arm.scenario) for arm in study.arms],
        "parameters": {name: asdict(number) for name, number in numbers.items()},
        "evidence": dict(sorted(Counter(number.evidence for number in numbers.values()).items())),
        "share_assumed": evidence.share_assumed(numbers.values()),
    }


def scenario(name: str, file: str, policy: Any) -> dict[str, Any]:
    """What a manifest says of one scenario; `resolved` is all that its runs depend on."""
    return {
        "name": name,
        "file": file,
        "title": dict(policy.title),
        "question": dict(policy.question),
        "sources": list(policy.sources),
        "digest": key.scenario_digest(policy),
        "region": policy.region.name,
        "region_title": dict(policy.region.title),
        "start": f"{policy.start[0]:04d}-{policy.start[1]:02d}",
        "years": policy.years,
        "scale": policy.scale,
        "changed_parameters": dict(policy.parameters),
        "resolved": key.plain({f: getattr(policy, f) for f in ("programmes", "survey_programmes", "budget", "shocks")}),
        "microdata": microdata(policy),
        "document": evidence.plain_of(policy.document),
    }


def microdata(policy: Any) -> dict[str, Any] | None:
    """What is known of the planner's own file that a scenario's population comes from, if there is one."""
    own = getattr(getattr(policy, "population", None), "microdata", None)
    return None if own is None else dict(own.describe())


def packages() -> dict[str, str]:
    """Versions of the packages that results may depend on."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest whole or not at all."""
    atomic.write_text(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a study's folder.

    Raises:
        RefusedError: there is none, or it cannot be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or "study" not in manifest:
        raise RefusedError(f"{folder} holds no mentas study")
    return manifest


def check_belongs(folder: Path, study: Study) -> None:
    """Check that a folder is empty or holds this very study, perhaps unfinished.

    Raises:
        RefusedError: it holds something else; the message names the field, old and new.
    """
    if not any(folder.iterdir()):
        return
    if not (folder / MANIFEST).exists():
        raise RefusedError(f"{folder} holds other files; choose an empty folder with --out")
    old = read(folder)
    for field, new in (("study", study.name), ("kind", study.kind)):
        if old.get(field) != new:
            raise RefusedError(
                f"{folder} holds another study: {field} is '{old.get(field)}' there and '{new}' here; "
                "choose another folder with --out"
            )
