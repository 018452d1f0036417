"""Mutation testing of the ledger, the registry, the programmes and the measures: do tests notice a changed sign?

    python tests/mutation/run.py                        # every mutant
    python tests/mutation/run.py programmes/choose.py   # those of some files
    python tests/mutation/run.py --sample 60 --seed 1   # a sample, as continuous integration runs it
    python tests/mutation/run.py --survivors            # only those that survived the last run

cosmic-ray makes the mutants. Its own runner starts Python anew for each of them, and mutmut passes by decorated
functions, which all kernels, rules and measures are. Here pytest collects the tests once, without compiled code, and
forks for every mutant: the changed code is put into the loaded model (no file is touched) and the tests that
`mutation.toml` names run until one fails, those first that found the last ones. Survivors are explained in
`survivors.yaml`. The exit code is 1 if fewer than 85 % were killed or, but for a sample, if a survivor has no
explanation there.
"""

from __future__ import annotations

import argparse
import fnmatch
import gc
import json
import os
import random
import resource
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

os.environ.update(NUMBA_DISABLE_JIT="1", HYPOTHESIS_PROFILE="mutants", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import pytest  # noqa: E402
import yaml  # noqa: E402

from mutation.mutants import ROOT, SOURCES, Mutant, mutants  # noqa: E402
from mutation.swap import swap  # noqa: E402

RESULTS = Path(os.environ.get("MUTATION_RESULTS", ROOT / "outputs" / "mutation.json"))
CPU_SECONDS = 30
"""After which a mutant that does not end counts as killed: it waits for ever. Of the processor, not of the clock."""
MEMORY = 6 << 30
LEAST = 0.85
"""Share of mutants to be killed."""


class Forks:
    """A pytest plugin that runs the collected tests on every mutant, in a process of its own."""

    def __init__(self, work: list[Mutant], tests: dict[str, list[str]], jobs: int, known: dict[str, Any]) -> None:
        self.work = work
        self.tests = tests
        self.jobs = jobs
        self.known = known
        self.found: dict[str, dict[str, Any]] = {}
        self.seconds: dict[str, float] = {}
        self.kills: Counter[tuple[str, str]] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests on the model as it is, then on the mutants."""
        items = session.items
        for place, item in enumerate(items):
            began = time.process_time()
            # There is always a next one, so that what a session shares is kept for the forks.
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=items[(place + 1) % len(items)])
            self.seconds[item.nodeid] = time.process_time() - began
            if session.testsfailed:
                raise SystemExit(f"fails without any mutant: {item.nodeid}")
        print(f"{len(items)} tests pass in {sum(self.seconds.values()):.0f} s; {len(self.work)} mutants", flush=True)
        by_file = defaultdict(list)
        for item in items:
            by_file[item.nodeid.partition("::")[0]].append(item)
        self.items = {file: [i for test in tests for i in by_file[test]] for file, tests in self.tests.items()}
        gc.collect()
        gc.freeze()  # what is there before a fork is not copied by collections in the children
        self._run(session)
        return True

    def _run(self, session: pytest.Session) -> None:
        waiting, running = list(reversed(self.work)), {}
        while waiting or running:
            while waiting and len(running) < self.jobs:
                mutant = waiting.pop()
                running[self._fork(session, mutant)] = mutant
            child, status, used = os.wait4(-1, 0)
            mutant, pipe = next((m, p) for (c, p), m in running.items() if c == child)
            del running[child, pipe]
            killer = os.read(pipe, 10_000).decode()
            os.close(pipe)
            self._note(mutant, os.waitstatus_to_exitcode(status), killer, used.ru_utime + used.ru_stime)

    def _fork(self, session: pytest.Session, mutant: Mutant) -> tuple[int, int]:
        """Start the tests of a mutant; returns the process and the pipe that names the test that failed."""
        order = sorted(
            self.items[mutant.file], key=lambda i: (-self.kills[mutant.file, i.nodeid], self.seconds[i.nodeid])
        )
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            return child, reading
        code = 3
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            try:
                swap(mutant)
            except Exception as error:
                os.write(writing, f"loading: {error}".encode()[:9_000])
                os._exit(1)
            for place, item in enumerate(order):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=order[(place + 1) % len(order)])
                if session.testsfailed:
                    os.write(writing, item.nodeid.encode()[:9_000])
                    os._exit(1)
            code = 0
        except BaseException:
            code = 1
        finally:
            os._exit(code)

    def _note(self, mutant: Mutant, code: int, killer: str, seconds: float) -> None:
        outcome = {0: "survived", 1: "killed", -signal.SIGXCPU: "timed out", -signal.SIGKILL: "timed out"}.get(code)
        self.kills[mutant.file, killer] += 1
        self.found[mutant.name] = {"outcome": outcome or f"killed ({code})", "by": killer, "seconds": round(seconds, 1)}
        if outcome == "survived":
            print("survived:", mutant.name, flush=True)
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(self.known | self.found, indent=0, ensure_ascii=False), encoding="utf-8")


def tests_of(file: str, modules: dict[str, list[str]]) -> list[str] | None:
    """Test files that run on mutants of a file; None if it is not among the mutated ones."""
    return next((tests for pattern, tests in modules.items() if fnmatch.fnmatch(file, pattern)), None)


def report(results: dict[str, dict[str, Any]], *, sampled: bool) -> int:
    """Print the rates by file and what survived without explanation; returns the exit code.

    A sample fails only where it lies two standard errors below the share to be killed.
    """
    triage = HERE / "survivors.yaml"
    entries = yaml.safe_load(triage.read_text(encoding="utf-8")) if triage.exists() else None
    explained = {entry["mutant"] for entry in entries or []}
    by_file: dict[str, Counter[bool]] = defaultdict(Counter)
    for name, result in results.items():
        by_file[name.partition("::")[0]][result["outcome"] != "survived"] += 1
    print(f"\n{'file':34}{'mutants':>8}{'killed':>8}{'rate':>8}")
    for file, counts in [*sorted(by_file.items()), ("all", sum(by_file.values(), Counter()))]:
        print(f"{file:34}{counts.total():8}{counts[True]:8}{counts[True] / counts.total():8.1%}")
    survived = [name for name, result in results.items() if result["outcome"] == "survived"]
    unexplained = [name for name in survived if name not in explained]
    for name in unexplained:
        print("not in survivors.yaml:", name)
    print(f"{len(survived)} survived, {len(unexplained)} of them without an explanation")
    least = LEAST - 2.0 * (LEAST * (1.0 - LEAST) / len(results)) ** 0.5 if sampled else LEAST
    enough = len(results) - len(survived) >= least * len(results)
    return 0 if enough and (sampled or not unexplained) else 1


def main() -> int:
    """Choose mutants, test them, report."""
    parser = argparse.ArgumentParser(description="Mutation testing of the ledger, registry, programmes and measures.")
    parser.add_argument("files", nargs="*", help="paths below model/mentas; all that mutation.toml names if none")
    parser.add_argument("--sample", type=int, help="test only so many mutants, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--survivors", action="store_true", help="test only those that survived the last run, or are new"
    )
    chosen = parser.parse_args()
    settings = tomllib.loads((HERE / "mutation.toml").read_text(encoding="utf-8"))
    paths = [p.relative_to(SOURCES).as_posix() for p in sorted(SOURCES.rglob("*.py"))]
    tests = {p: tests_of(p, settings["modules"]) for p in paths if not chosen.files or p in chosen.files}
    tests = {path: files for path, files in tests.items() if files}
    every = {m.name: m for file in tests for m in mutants(SOURCES / file, settings["operators"])}
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    before = {name: result for name, result in before.items() if name in every or name.partition("::")[0] not in tests}
    # Shuffled, so that a run that is broken off has drawn a fair sample.
    picked = random.Random(chosen.seed).sample(list(every.values()), len(every))
    if chosen.survivors:
        picked = [m for m in picked if before.get(m.name, {"outcome": "survived"})["outcome"] == "survived"]
    if chosen.sample is not None:
        picked = picked[: chosen.sample]
    os.chdir(ROOT)
    forks = Forks(picked, tests, chosen.jobs, before)
    files = list(dict.fromkeys(test for m in picked for test in tests[m.file]))
    given = ["-s", "-p", "no:terminal", "-p", "no:cacheprovider", "-k", f"not ({settings['without']})", *files]
    code = pytest.main(given, plugins=[forks])
    if code not in (0, 5) or len(forks.found) < len(picked):
        print(f"pytest ended with {code}")
        return 2
    if chosen.sample is not None:
        return report(forks.found, sampled=True)
    return report({n: r for n, r in (before | forks.found).items() if n in every}, sampled=False)


if __name__ == "__main__":
    raise SystemExit(main())
