"""Fuzzing: whatever the bytes, a file is accepted or refused in the validator's own words, in time and in memory.

    python3 tests/hostile/fuzz.py --cases 10000 --seed 1
    python3 tests/hostile/fuzz.py --replay outputs/fuzz/1-42 --place scenarios/toy/x.yaml

A worker takes the inputs one after the other; one that dies or does not end is replaced. What is found is made
smaller where that can be done and kept under outputs/fuzz with the command that plays it again.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "model")]

from hostile import mangle
from mentas import files
from mentas.files import Refusal
from mentas.scenario import load_scenario
from mentas.studies import design
from mentas.studies.calibrate import plan
from mentas.studies.key import scenario_digest
from mentas.studies.patterns import design as patterns
from mentas.studies.trial.design import is_trials, load_trials

MOST_SECONDS = 2.0
"""Processor time of one input; a busy machine makes no finding."""
MOST_BYTES = 500_000_000
MOST_SILENCE = 60.0
"""Seconds after which a worker that says nothing is ended."""
MOST_MESSAGE = 4_000
KEEP = mangle.ROOT / "outputs" / "fuzz"

Check = Callable[[Path], str]
"""What is wrong with how a file is taken; empty if nothing."""


class TooSlowError(BaseException):
    """An input took more than its time; not to be caught by anything on the way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that was not taken as it should."""

    number: int
    place: str
    what: str
    data: str
    """latin-1"""


def taken(path: Path) -> str:
    """Read the file as a command would, and look at what is said."""
    own = str(path)
    if path.parent.name == "here":
        path = path.parents[1] / "region_here.yaml"
    elif path.name == "points.csv":
        path = path.with_name("listed.yaml")
    try:
        if is_trials(path):
            load_trials(path)
        elif patterns.is_patterns(path):
            patterns.load_patterns(path)
        elif plan.is_calibration(path):
            plan.load(path)
        elif design.is_study(path):
            for arm in design.load_study(path).arms:
                scenario_digest(arm.scenario)
        else:
            scenario_digest(load_scenario(path))
    except Refusal as refusal:
        return next((wrong for problem in refusal.problems if (wrong := _unfit(problem, own))), "")
    return ""


def _unfit(problem: files.Problem, own: str) -> str:
    line = str(problem)
    if not line.isprintable() or len(line) > MOST_MESSAGE:
        return f"a message that is not one short line: {line[:300]!r}"
    if problem.file == own and not own.endswith(".csv"):
        if problem.line == 0 and problem.code != "too-large":
            return f"a message without a place: {line}"
        if problem.line > Path(own).read_bytes().count(b"\n") + 2:
            return f"a line that is not in the file: {line}"
    return "" if problem.message and problem.code else f"a message that says nothing: {line}"


def examined(check: Check, path: Path) -> str:
    """What is wrong with how `check` takes the file, time and unforeseen errors included."""

    def late(*_: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, late)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        wrong = check(path)
    except TooSlowError:
        wrong = f"took more than {MOST_SECONDS:g} s"
    except MemoryError:
        wrong = f"took more than {MOST_BYTES:,} bytes"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        wrong = f"{type(error).__name__}: {str(error)[:200]} ({Path(frame.filename).name}:{frame.lineno})"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    return wrong or (f"took {grown:,} bytes" if grown > MOST_BYTES else "")


def smaller(check: Check, path: Path, what: str, *, seconds: float = 5.0) -> bytes:
    """A part of the file that is taken in the same wrong way; lines are left out, then characters."""
    data, end = path.read_bytes(), time.monotonic() + seconds
    kind = what.split(":")[0]
    for pieces in (lambda d: d.splitlines(keepends=True), lambda d: [bytes([b]) for b in d] if len(d) < 400 else []):
        parts, size = pieces(data), max(len(pieces(data)) // 2, 1)
        while parts and size:
            at = 0
            while at < len(parts) and time.monotonic() < end:
                path.write_bytes(b"".join(parts[:at] + parts[at + size :]))
                if examined(check, path).split(":")[0] == kind:
                    parts = parts[:at] + parts[at + size :]
                else:
                    at += size
            size //= 2
        data = b"".join(parts) or data
    return data


def laid_out(folder: Path) -> None:
    """The shipped files in a folder, with a scenario over a region of its own."""
    for place, data in mangle.shipped().items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)
    (folder / "scenarios" / "toy" / "region_here.yaml").write_text("extends: village.yaml\nregion: here\n")


def work(*, seed: int, first: int, last: int, plant: str = "") -> None:
    """A worker: takes its inputs, says each number before it starts, and what it found."""
    check = _planted(plant, after=first + 2) if plant else taken
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        laid_out(folder)
        for place in mangle.shipped():
            assert not taken(Path(place)), "the shipped files must be sound"
        _limit_memory()
        for number in range(first, last):
            print(number, flush=True)
            given = mangle.make(seed, number)
            path = Path(given.place)
            path.write_bytes(given.data)
            wrong = examined(check, path)
            if wrong:
                data = smaller(check, path, wrong) if "more than" not in wrong else given.data
                print(json.dumps(asdict(Finding(number, given.place, wrong, data.decode("latin-1")))), flush=True)
            restored = mangle.shipped().get(given.place)
            path.unlink() if restored is None else path.write_bytes(restored)


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        limit = pages * resource.getpagesize() + MOST_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _planted(what: str, *, after: int) -> Check:
    """A check with a fault at one number, by which the fuzzer itself is tested."""
    count = iter(range(10**9))

    def check(path: Path) -> str:
        if next(count) != after and what != "raise":
            return ""
        if what == "die":
            os._exit(9)
        if what == "hog":
            return str(len(bytearray(10 * MOST_BYTES)))
        while what == "hang":
            pass
        if b"planted" in path.read_bytes() or b"1" in path.read_bytes():
            raise ZeroDivisionError("planted")
        return ""

    return check


def hunt(*, cases: int, seed: int, seconds: float = 3600.0, plant: str = "") -> Iterator[Finding]:
    """All findings among so many inputs of a seed."""
    first, end = 0, time.monotonic() + seconds
    while first < cases and time.monotonic() < end:
        words = ["--worker", "--seed", seed, "--first", first, "--cases", cases, "--plant", plant]
        worker = subprocess.Popen([sys.executable, __file__, *map(str, words)], stdout=subprocess.PIPE, text=False)
        assert worker.stdout is not None
        at, rest, silent = first - 1, b"", False
        try:
            while time.monotonic() < end:
                ready, _, _ = select.select([worker.stdout], [], [], MOST_SILENCE)
                silent = not ready
                piece = os.read(worker.stdout.fileno(), 65_536) if ready else b""
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    if line.startswith(b"{"):
                        yield Finding(**json.loads(line))
                    else:
                        at = int(line)
                if not piece:
                    break
            else:
                return  # out of time
            code = None if silent else worker.wait(MOST_SILENCE)
        finally:
            worker.kill()
            worker.wait()
            worker.stdout.close()
        if at < first:
            raise RuntimeError("a worker could not start")
        if code != 0:
            given = mangle.make(seed, at)
            what = f"was silent for {MOST_SILENCE:g} s" if silent else f"ended the process with {code}"
            yield Finding(at, given.place, what, given.data.decode("latin-1"))
        first = at + 1


def keep(finding: Finding, seed: int) -> str:
    """Write the input of a finding; returns the command that plays it again."""
    KEEP.mkdir(parents=True, exist_ok=True)
    path = KEEP / f"{seed}-{finding.number}"
    path.write_bytes(finding.data.encode("latin-1"))
    return f"python3 tests/hostile/fuzz.py --replay {path.relative_to(mangle.ROOT)} --place {finding.place}"


def replay(file: Path, place: str) -> str:
    """What is wrong with how a kept input is taken."""
    with tempfile.TemporaryDirectory() as name:
        data = file.read_bytes()
        os.chdir(name)
        laid_out(Path(name))
        Path(place).write_bytes(data)
        _limit_memory()
        return examined(taken, Path(place))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000, help="inputs")
    parser.add_argument("--seed", type=int, default=1, help="of the inputs; the same seed makes the same")
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after so long")
    parser.add_argument("--replay", type=Path, help="a kept input")
    parser.add_argument("--place", default="scenarios/toy/x.yaml", help="where it is laid among the shipped files")
    for hidden in ("--worker", "--first", "--plant"):
        kind = {"action": "store_true"} if hidden == "--worker" else {"type": int if hidden == "--first" else str}
        parser.add_argument(hidden, help=argparse.SUPPRESS, **kind)  # type: ignore[arg-type]
    asked = parser.parse_args()
    if asked.worker:
        work(seed=asked.seed, first=asked.first, last=asked.cases, plant=asked.plant or "")
        return 0
    if asked.replay:
        wrong = replay(asked.replay, asked.place)
        print(wrong or "taken as it should be")
        return int(bool(wrong))
    count, start = 0, time.monotonic()
    for finding in hunt(cases=asked.cases, seed=asked.seed, seconds=asked.seconds):
        count += 1
        print(f"input {finding.number} at {finding.place}: {finding.what}\n  {keep(finding, asked.seed)}", flush=True)
    print(f"{count} findings in {asked.cases} inputs of seed {asked.seed}, {time.monotonic() - start:.0f} s")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
