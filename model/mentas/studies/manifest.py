"""The manifest: all that is needed to know where a study's figures come from, and to make them again."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mentas
from mentas.language import N_, Said, joined
from mentas.studies import atomic, changed, evidence, key, kinds
from mentas.studies.lock import MANIFEST
from mentas.studies.problems import RefusedError
from mentas.studies.regions import shard, total
from mentas.studies.space import plain

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.studies.design import Study

PACKAGES = ("mesa", "numpy", "pandas", "numba", "pyarrow", "scipy", "matplotlib", "PyYAML")

POINTS = "design.csv"
"""The file of points that a study read, copied into its folder."""

FIGURES = "figures"
"""Folder of a study's charts."""

INTERVALS = (
    "95 per cent, Student's t over replicates, differences paired by replicate; they hold Monte Carlo doubt only, "
    "not doubt about parameters or about the shape of the model"
)

DOUBTS = (
    "low, high, diff_low and diff_high: where 95 per cent of models lie, over calibrated parameter sets and "
    "structures, with the Monte Carlo error of that; diff_low90 and diff_high90: 90 per cent; diff_mean_low and "
    "diff_mean_high: where the mean over models lies, 95 per cent. Student's t on a nested analysis of variance of "
    "differences paired by replicate; share_dice, share_parameters and share_structure are parts of the "
    "squared width of diff_low to diff_high"
)
"""What the intervals are where parameters and structure vary."""


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
        **made_by(),
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
        "intervals": INTERVALS if study.uncertainty == "point" else DOUBTS,
        "uncertainty": study.uncertainty,
        **plain.of(study),
        "scenarios": [scenario(arm.name, arm.file, arm.scenario) | _of_nation(study) for arm in study.arms],
        **({"national": total.account()} if study.regions else {}),
        "parameters": {name: asdict(number) for name, number in numbers.items()},
        "evidence": dict(sorted(Counter(number.evidence for number in numbers.values()).items())),
        "share_assumed": evidence.share_assumed(numbers.values()),
    }


def made_by() -> dict[str, str]:
    """This version of mentas, and the digest of its sources."""
    return {"mentas": mentas.__version__, "source_digest": key.source_digest()}


def scenario(name: str, file: str, policy: Any) -> dict[str, Any]:
    """What a manifest says of one scenario; `resolved` is all that its runs depend on, and what `digest` is made of."""
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
        "resolved": key.resolved(policy),
        "microdata": microdata(policy),
        "document": evidence.plain_of(policy.document),
    }


def _of_nation(study: Study) -> dict[str, Any]:
    """Where a scenario is run, if in many regions."""
    count = len(study.regions)
    title = {"id": f"{count} wilayah bersama", "en": f"{count} regions together"}
    return {"region": "", "region_title": title} if count else {}


def microdata(policy: Any) -> dict[str, Any] | None:
    """What is known of the planner's own file that a scenario's population comes from, if there is one."""
    own = policy.population.microdata
    return None if own is None else dict(own.describe())


def rebuilt(entry: Mapping[str, Any], *, beside: Path = Path()) -> Scenario:
    """The scenario that an entry of a manifest's `scenarios` describes, from its `document` alone.

    Args:
        entry: what `scenario` gave, perhaps years ago.
        beside: folder of the scenario, from which paths of a region or of microdata start; others need none.

    Raises:
        RefusedError: it is not the same scenario any more; the message names each field, old and new.
        Refusal: this version does not read the document.
    """
    from mentas.scenario import layers, reading

    document = layers.written(entry["document"], f"manifest, scenario {entry['name']}")
    found = reading.from_document(document, name=str(entry["name"]), beside=beside)
    if key.scenario_digest(found) != entry["digest"]:
        now, then = key.resolved(found), entry["resolved"]
        fields = [f for f in sorted({*now, *then}) if now.get(f) != then.get(f)]
        parts = [
            Said("{field} was {then} and is {now}", field=f, then=_short(then.get(f)), now=_short(now.get(f)))
            for f in fields
        ]
        told = joined(parts, "; ")
        raise RefusedError(Said("scenario {name} is not what the manifest says: {told}", name=entry["name"], told=told))
    return found


def _short(value: Any) -> str:
    return changed.shown(json.dumps(value, ensure_ascii=False))


def study(folder: Path) -> Study:
    """The study that a folder holds, made again from its manifest; as many replicates as its tables are made of.

    Raises:
        RefusedError: there is none, it is no study of scenarios, its manifest is of a version that did not say enough,
            or a scenario is not the same any more.
        Refusal: this version does not read a scenario.
    """
    from mentas.studies.arms import Arm
    from mentas.studies.design import Study

    told = read(folder)
    if told.get("kind") not in kinds.STUDIES:
        text = N_("{folder} holds no study of scenarios: its kind is {kind}")
        raise RefusedError(Said(text, folder=folder, kind=told.get("kind")))
    missing = [name for name in plain.KEYS if name not in told]
    if missing:
        text = N_("{folder} was made by mentas {version}, which did not keep {missing}")
        raise RefusedError(Said(text, folder=folder, version=told.get("mentas"), missing=missing[0]))
    arms = [
        Arm(name=each["name"], file=each["file"], scenario=rebuilt(each, beside=Path(each["file"]).parent))
        for each in told["scenarios"]
    ]
    return Study(
        name=told["study"], kind=told["kind"], title=told["title"], question=told["question"], arms=tuple(arms),
        regions=tuple(shard.rebuilt(each, arms) for each in told["regions"]),
        **{name: told[name] for name in ("baseline", "replicates", "seed", "uncertainty")},
        **plain.settings(told, points=folder / POINTS),
    )  # fmt: skip


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


def keep_points(folder: Path, study: Study) -> None:
    """Copy the file of points that a study reads, if it reads one, into its folder."""
    file = None if study.design is None else study.design.file
    if file is not None and file != folder / POINTS:
        atomic.write_with(folder / POINTS, lambda copy: shutil.copyfile(file, copy))


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
        raise RefusedError(Said("{folder} holds no mentas study", folder=folder))
    return manifest


def check_belongs(folder: Path, *, name: str, kind: str) -> None:
    """Check that a folder is empty or holds this very study, or calibration, perhaps unfinished.

    Raises:
        RefusedError: it holds something else; the message names the field, old and new.
    """
    if not any(folder.iterdir()):
        return
    if not (folder / MANIFEST).exists():
        raise RefusedError(Said("{folder} holds other files; choose an empty folder with --out", folder=folder))
    old = read(folder)
    for field, new in (("study", name), ("kind", kind)):
        if old.get(field) != new:
            raise RefusedError(
                Said(
                    "{folder} holds another study: {field} is '{there}' there and '{here}' here; choose another "
                    "folder with --out",
                    folder=folder,
                    field=field,
                    there=old.get(field),
                    here=new,
                )  # fmt: skip
            )


def retire(folder: Path, new: Mapping[str, Any], *, tables: Collection[str]) -> list[str]:
    """Delete tables and figures that were made of anything else than what `new` describes; finished runs stay.

    A study that was changed and is stopped half-way must not leave figures of before under a manifest of now.

    Args:
        folder: the study's folder, which belongs to the study.
        new: the manifest about to be written.
        tables: names of the tables.

    Returns:
        What changed, as "field: old -> new"; empty if nothing did, and nothing was deleted.
    """
    if not (folder / MANIFEST).exists():
        return []
    found = changed.changes(read(folder), new)
    if found:
        for table in tables:
            (folder / table).unlink(missing_ok=True)
        shutil.rmtree(folder / FIGURES, ignore_errors=True)
    return [str(each) for each in found]
