"""Keep results for the validation page: `python3 docs/keep_validation.py outputs/all outputs/kaltim_patterns`.

Takes, from folders that `mentas run` wrote, the tables of replayed trials (effects.csv, scores.csv, trial.json) and of
patterns (patterns.csv) with their manifests, and writes them to docs/validation/ with six significant digits. Then
`python3 docs/make_validation.py` writes the page.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "validation"

EFFECTS = (
    "trial", "effect", "arm", "outcome", "months", "unit", "per", "method", "on", "subgroup", "role", "published", "se",
    "se_assumed", "simulated", "spread", "true", "replicates", "z", "inside", "sign_needed", "sign_right", "counted",
    "left_out", "source", "note",
)  # fmt: skip
PATTERNS = (
    "id", "title", "source", "role", "observed_low", "observed_high", "observed", "simulated", "low", "high", "spread",
    "verdict", "replicates", "unit", "statistic", "month", "world", "from_memory", "note",
)  # fmt: skip
SCORES = (
    "trial", "role", "shown", "counted", "inside", "share_inside", "signs", "signs_right", "pairs", "pairs_right",
    "skill_zero", "pooled", "skill_pooled",
)  # fmt: skip
TRIALS = ("trial", "title", "study", "currency", "replicates", "seed", "parameters", "settings")
RUNS = ("study", "kind", "mentas", "source_digest", "command", "replicates", "changed_parameters")

Rows = list[dict[str, Any]]


def keep(folders: Sequence[Path], kept: Path = KEPT) -> list[str]:
    """Write the kept tables anew from results folders; returns their names.

    Give all trials at once: they replace those that were kept. Patterns stay if none are given, and so do trials.

    Raises:
        SystemExit: a folder holds no finished results.
    """
    found: dict[str, Rows] = {"effects": [], "scores": [], "trials": [], "patterns": [], "runs": []}
    for folder in folders:
        account = folder / "manifest.json"
        told = json.loads(account.read_text(encoding="utf-8")) if account.is_file() else {}
        if not told.get("finished") or told.get("runs", {}).get("failed"):
            raise SystemExit(f"{folder} holds no results that ended well")
        found["runs"].append(_run(told))
        for path in sorted(folder.rglob("effects.csv")):
            found["effects"] += read(path)
        for path in sorted(folder.rglob("trial.json")):
            found["trials"].append(_trial(json.loads(path.read_text(encoding="utf-8"))))
        for name in ("scores", "patterns"):
            if (folder / f"{name}.csv").is_file():
                found[name] += read(folder / f"{name}.csv")
    kinds = {run["kind"] for run in found["runs"]}
    found["runs"] += [run for run in read(kept / "runs.csv") if run["kind"] not in kinds]
    columns = {"effects": EFFECTS, "scores": SCORES, "trials": TRIALS, "patterns": PATTERNS, "runs": RUNS}
    kept.mkdir(exist_ok=True)
    written = [name for name, rows in found.items() if rows]
    for name in written:
        write(kept / f"{name}.csv", columns[name], found[name])
    return written


def read(path: Path) -> Rows:
    """The rows of a table; none if it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write some columns of rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: short(row.get(name, "")) for name in columns} for row in rows)


def short(cell: Any) -> str:
    """A number with six significant digits, all else as it is."""
    text = "" if cell is None else str(cell)
    try:
        return f"{float(text):.6g}" if "." in text or "e" in text else text
    except ValueError:
        return text


def _run(told: dict[str, Any]) -> dict[str, Any]:
    given = told["replicates"]
    counts = sorted(set(given.values())) if isinstance(given, dict) else [given]
    changed = told.get("changed_parameters") or {}
    return {
        **{name: told[name] for name in ("study", "kind", "mentas", "source_digest")},
        "command": " ".join(["mentas", *told["command"][1:]]),
        "replicates": " ".join(map(str, counts)),
        "changed_parameters": json.dumps(changed, sort_keys=True) if changed else "",
    }


def _trial(told: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: told[name] for name in ("trial", "study", "currency", "replicates", "seed")},
        "title": told["title"]["en"],
        "parameters": json.dumps(told["parameters"], sort_keys=True) if told["parameters"] else "",
        "settings": "\n".join(told["settings"]),
    }


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    for name in keep([Path(word) for word in sys.argv[1:]]):
        print(KEPT / f"{name}.csv")
