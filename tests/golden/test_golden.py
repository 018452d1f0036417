"""Ten worlds are what they were, byte for byte; where they are not, somebody has said why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from golden.cases import CASES, MONTHS, RECORD, SEED, changed, recorded, scenario, today
from golden.update import UNRELEASED, update, with_line
from mentas import rows
from mentas.markets import goods
from mentas.world import World
from reproducible.digest import lived

OLD = {"a": {"households": "1", "groups": "1"}, "b": {"households": "1", "groups": "1"}}
NEW = {"a": {"households": "1", "groups": "2"}, "b": {"households": "1", "groups": "1"}}


@pytest.mark.parametrize("case", CASES)
def test_a_world_is_as_recorded(case: str) -> None:
    """A change of results: `python3 tests/golden/update.py --because "why"`."""
    assert changed({case: recorded()[case]}, today([case])) == {}


def test_the_record_holds_these_worlds_and_no_other() -> None:
    assert list(recorded()) == list(CASES)


def test_ten_different_worlds_are_on_record() -> None:
    assert len(CASES) == 10
    assert len({digests["households"] for digests in recorded().values()}) == 10


def test_a_change_of_one_part_in_a_million_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = goods.demand
    monkeypatch.setattr(goods, "demand", lambda world, spent: honest(world, spent) * (1 + 1e-6 * world.month))
    case = "toy/village.yaml"
    assert "markets" in changed({case: recorded()[case]}, today([case]))[case]


def test_results_that_change_are_not_recorded_without_a_reason(tmp_path: Path) -> None:
    record, changelog = tmp_path / "digests.json", tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [0.1.0]\n\n- First.\n", encoding="utf-8")
    assert update(OLD, because="First record", record=record, changelog=changelog) == 0
    before = record.read_bytes(), changelog.read_bytes()
    assert update(NEW, because=" ", record=record, changelog=changelog) == 1
    assert (record.read_bytes(), changelog.read_bytes()) == before
    assert update(OLD, because="", record=record, changelog=changelog) == 0
    assert (record.read_bytes(), changelog.read_bytes()) == before


def test_the_reason_for_a_change_goes_into_the_changelog(tmp_path: Path) -> None:
    record, changelog = tmp_path / "digests.json", tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [0.1.0]\n\n- First.\n", encoding="utf-8")
    update(OLD, because="First record", record=record, changelog=changelog)
    assert update(NEW, because="Quarrels are\nlouder.", record=record, changelog=changelog) == 0
    assert recorded(record) == NEW
    section = changelog.read_text(encoding="utf-8").partition(UNRELEASED)[2].partition("## [0.1.0]")[0]
    assert "- Quarrels are louder (groups; 1 of 2 worlds on record).\n- First record" in section


def test_a_reason_joins_what_is_already_unreleased() -> None:
    text = "# C\n\n## [Unreleased]\n\n### Added\n\n- New.\n\n## [0.1.0]\n\n- First.\n"
    once = with_line(text, "- One.")
    assert once == text.replace("- New.\n", "- New.\n\n### Changed results\n\n- One.\n")
    assert with_line(once, "- Two.") == once.replace("- One.", "- Two.\n- One.")


@pytest.mark.slow
def test_the_record_is_the_same_with_another_machines_instructions() -> None:
    """Without AVX numpy and the C library take other roads to a logarithm, which end in other last bits."""
    digest = "import numpy as np; print(np.log(np.random.default_rng(0).random(100_001)).tobytes()[:80_000].hex())"
    code = f"{digest}; from golden.cases import today; import json; print(json.dumps(today()))"
    printed = [_printed(code, variables) for variables in ({}, {
        "NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3 AVX512_ICL AVX512_SPR",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-FMA4",
    })]  # fmt: skip
    assert printed[0][1] == printed[1][1]
    if printed[0][0] == printed[1][0]:
        pytest.skip("this machine's numpy cannot do without its vector instructions")


def _printed(code: str, variables: dict[str, str]) -> list[str]:
    places = os.pathsep.join(str(RECORD.parents[2] / place) for place in ("tests", "model"))
    environment = {**os.environ, **variables, "PYTHONPATH": places}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_without_the_jit_the_record_is_the_same() -> None:
    case = "toy/village.yaml"
    code = f"from golden.cases import today; import json; print(json.dumps(today([{case!r}])))"
    (printed,) = _printed(code, {"NUMBA_DISABLE_JIT": "1"})
    assert json.loads(printed) == {case: recorded()[case]}


def test_threads_do_not_change_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    case = "kaltim/mixed.yaml"
    monkeypatch.setattr("mentas.kernels.CHUNK", rows.BLOCK // 4)
    assert lived(World(scenario(case), seed=SEED, threads=2), MONTHS) == recorded()[case]
