"""Pipe the addressed luck into dieharder, a battery of tests that Debian ships (`apt-get install dieharder`).

python -m benchmarks.luck_battery --along ids        # or months, replicates; `--tests all`: everything

Dieharder is a program of its own, under the GPL; mentas neither contains nor needs it. Under perfect luck one p-value
in a hundred is called WEAK, one in a million FAILED.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from mentas import luck
from mentas.kernels import kernel

STDIN_RAW = "200"
"""Dieharder's number for 32-bit words from standard input."""

ADDRESSES = 2**18
"""Addresses a write; each gives four words."""

ALONG: dict[str, tuple[int, int, int]] = {"ids": (1, 0, 0), "months": (1200, 1, 0), "replicates": (1000, 0, 1)}
"""Addresses before the next household, and whether month or replicate grows between them."""

SOME = (*range(5), *range(8, 14), 15, 16, 17, 100, 101, 102, 202, *range(204, 210))
"""Dieharder's tests but for those that it calls suspect or not to be used, and the two slowest."""


@kernel
def fill(first: int, per: int, by_month: int, by_replicate: int, seed: int, stream: int, out: Any) -> None:
    """The four words of each of a row of addresses; 32-bit."""
    for k in range(out.size // 4):
        place = first + k
        inner = place % per
        w0, w1, w2, w3 = luck.words(seed, inner * by_replicate, stream, inner * by_month, place // per)
        out[4 * k], out[4 * k + 1], out[4 * k + 2], out[4 * k + 3] = w0, w1, w2, w3


def feed(pipe: Any, *, along: str, seed: int = 1) -> int:
    """Write words until the reader has had enough; returns how many addresses were written."""
    out = np.empty(4 * ADDRESSES, dtype=np.uint32)
    first = 0
    try:
        while True:
            fill(first, *ALONG[along], seed, luck.stream("work"), out)
            pipe.write(out.data)
            first += ADDRESSES
    except BrokenPipeError:
        return first


def judge(along: str, test: str) -> tuple[list[dict[str, Any]], int]:
    """One test of dieharder (or `all`) on fresh words: a row for each p-value, and the addresses read."""
    which = ["-a"] if test == "all" else ["-d", test]
    with subprocess.Popen(
        ["dieharder", "-g", STDIN_RAW, *which], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as battery:
        assert battery.stdin is not None and battery.stdout is not None
        read = feed(battery.stdin, along=along)
        text = battery.stdout.read().decode()
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    found = [
        {"test": row[0], "n_tuple": int(row[1]), "p_value": float(row[4]), "assessment": row[5]}
        for row in rows
        if len(row) == 6 and row[5] in ("PASSED", "WEAK", "FAILED")
    ]
    return found, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the battery; 1 if a test fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.luck_battery", description=__doc__.split("\n")[0])
    parser.add_argument("--along", choices=list(ALONG), default="ids", help="what grows from word to word")
    parser.add_argument("--tests", default=",".join(map(str, SOME)), help="dieharder's test numbers, or all")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "outputs" / "benchmarks")
    options = parser.parse_args(arguments)
    if shutil.which("dieharder") is None:
        print("dieharder is not installed (Debian: apt-get install dieharder); nothing was tested")
        return 0
    found = []
    for test in options.tests.split(","):
        rows, read = judge(options.along, test)
        for row in rows:
            print(f"{row['test']:22s} {row['n_tuple']:3d}  p = {row['p_value']:.6f}  {row['assessment']}", flush=True)
        print(f"  ({16 * read / 1e9:.1f} GB of words)", flush=True)
        found += rows
    counts = Counter(row["assessment"] for row in found)
    print(f"along {options.along}: {len(found)} p-values: {dict(counts)}")
    options.out.mkdir(parents=True, exist_ok=True)
    record = {"battery": "dieharder 3.31", "along": options.along, "machine": machine.facts(), "p_values": found}
    (options.out / f"luck_{options.along}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 1 if counts["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())
