"""Run keys: a finished run is used again if, and only if, everything that could change it is the same.

A key is the sha256 of the scenario's digest, the seed, the replicate, mentas' version and a digest of its
sources and data. Titles, questions, comments and the order of keys change no result and no key.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mentas

if TYPE_CHECKING:
    from mentas.scenario import Scenario

WORDS_ONLY = frozenset({"name", "title", "question", "sources", "document", "beside"})
"""Fields of a scenario that only describe it."""

ASIDE = frozenset({"cli", "report", "shipped"})
"""Parts of the package that no run depends on."""

DRAWN = "studies/ensemble/ensemble.csv"
"""Parameter sets: those that a run lives in are in its scenario, so that a new calibration makes no other run stale."""

SUFFIXES = frozenset({".py", ".yaml", ".csv"})


def run_key(scenario_digest: str, *, seed: int, replicate: int, kept: str = "") -> str:
    """The name under which a run's results are kept.

    Args:
        scenario_digest: of what the run does.
        seed: of all luck.
        replicate: number of the world.
        kept: what is kept of it, where that is not what a comparison keeps.
    """
    return _sha256([scenario_digest, seed, replicate, mentas.__version__, source_digest(), *([kept] if kept else [])])


def variant_digest(scenario_digest: str, changes: Mapping[str, Any]) -> str:
    """sha256 of a scenario with changes, which need not be made for it; without changes the scenario's own."""
    return _sha256([scenario_digest, plain(dict(changes))]) if changes else scenario_digest


def scenario_digest(scenario: Scenario) -> str:
    """sha256 of what a scenario does, however it is called and in whatever order it is written."""
    return _sha256(resolved(scenario))


def resolved(scenario: Scenario) -> dict[str, Any]:
    """All that a scenario does, as JSON types; the region by the digest of its figures."""
    fields = {f.name: getattr(scenario, f.name) for f in dataclasses.fields(scenario) if f.name not in WORDS_ONLY}
    return dict(plain(fields))


@cache
def source_digest() -> str:
    """sha256 of the model's sources and data files, by path within the package."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        if path.suffix in SUFFIXES and place.parts[0] not in ASIDE and place.as_posix() != DRAWN and path.is_file():
            digest.update(f"{place.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def plain(value: Any) -> Any:
    """`value` as JSON types; a region by its digest, a dataclass or mapping without its titles, 1.0 as 1."""
    if value is None or type(value) in (str, int, bool):
        return value
    if type(value) is float:
        return int(value) if value.is_integer() else value
    digest = getattr(value, "digest", None)
    if isinstance(digest, str):
        return digest
    if dataclasses.is_dataclass(value):
        value = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items() if k != "title"}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _sha256(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
