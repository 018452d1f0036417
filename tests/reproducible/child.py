"""What a fresh process does: it lives a world, runs a small study in its own folder, and prints what came of both.

python child.py WORKERS [FAULT]
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import mentas
from mentas.studies import batch
from mentas.studies.design import Arm, Study
from mentas.studies.finished import Finished, Task
from mentas.studies.names_of_tables import TABLES
from mentas.studies.one import live
from mentas.world import World
from reproducible import faults
from reproducible.digest import lived

VILLAGE = Path(__file__).parents[2] / "scenarios/toy/village.yaml"
WORDS = {"id": "Uji", "en": "Test"}
FAULT = sys.argv[2] if len(sys.argv) > 2 else ""


def study() -> Study:
    """Two policies for the village, two replicates; one is called by a word that not every encoding has."""
    plain = mentas.load_scenario(VILLAGE).with_changes({"years": 1, "population.burn_in_months": 12})
    other = plain.with_changes({"budget.shares": {"bpnt": 0.1, "uep": 0.2, "kube": 0.7}})
    arms = (Arm(name="désa", file="", scenario=plain), Arm(name="kelompok", file="", scenario=other))
    return Study(
        name="uji", kind="compare", title=WORDS, question=WORDS, arms=arms, baseline="désa", replicates=2, seed=4
    )


def work(task: Task) -> list[Finished]:
    """A worker's task, in a process of its own that must have the fault too."""
    if FAULT and not hasattr(faults, "planted"):
        faults.plant(FAULT)
        faults.planted = True  # type: ignore[attr-defined]
    return live(task)


def main() -> None:
    """Print digests of the world and of the study's tables."""
    found: dict[str, str] = {}
    workers = int(sys.argv[1])
    if FAULT and workers == 1:
        faults.plant(FAULT)
        faults.planted = True  # type: ignore[attr-defined]
    if workers == 1:
        found |= lived(World(study().arms[1].scenario, seed=3), 14)
    batch.run(study(), out=Path("out"), workers=workers, work=work)
    for table in TABLES:
        found[table] = hashlib.sha256(Path("out", table).read_bytes()).hexdigest()[:16]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
