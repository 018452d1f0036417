"""One measurement in a process of its own, so that its memory is its own: prints JSON as its last line.

python -m benchmarks.child columns '{"rows": 10000, "months": 12}'
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import peers
from mentas import beginning
from mentas.world import World


def memory(what: str) -> int:
    """Bytes of memory now (`VmRSS`) or at most since `forget` (`VmHWM`)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) * 1024
    raise OSError(f"no {what} in /proc/self/status")


def forget() -> None:
    """Count the most memory from now on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def live(rows: int, months: int, *, peer: str, folder: Path) -> dict[str, Any]:
    """Make a world of about `rows` rows and live `months` months; bytes are beyond what a warm process holds."""
    peers.warm_up()
    base = memory("VmRSS")

    scenario = peers.scenario(rows, folder=folder)
    forget()
    begin = time.process_time()
    if peer == peers.COLUMNS:
        world = World(scenario, seed=1)
    else:
        start = beginning.burn_in(scenario, seed=1)
        world = peers.makers()[peer](scenario, start)
        del start
    drawn, there = time.process_time() - begin, count(world)
    at_start = memory("VmHWM")
    forget()
    spent = []
    for _ in range(months):
        begin = time.process_time()
        world.step()
        spent.append(time.process_time() - begin)
    return {
        "rows": there,
        "base": base,
        "start_seconds": drawn,
        "start_bytes": (at_start - base) / there,
        "bytes": (memory("VmHWM") - base) / there,
        "month_seconds": spent,
    }


def count(world: Any) -> int:
    """Households of a world of columns or of objects."""
    households = world.households
    return len(households.id) if hasattr(households, "id") and hasattr(households.id, "size") else len(households)


def main() -> None:
    """Measure what the command line asks for."""
    peer, settings = sys.argv[1], json.loads(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(live(**settings, peer=peer, folder=Path(folder))))


if __name__ == "__main__":
    main()
