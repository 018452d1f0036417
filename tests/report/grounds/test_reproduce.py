"""How to make a study again: the line that a report prints, typed elsewhere, gives the digest that it shows."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mentas.report.document import Command, Table, Words
from mentas.report.grounds import reproduce
from mentas.studies import digest

ROOT = Path(__file__).parents[3]
MANIFEST = {
    "study": "test", "mentas": "0.1.0", "source_digest": "cd" * 32, "python": "3.11.7", "packages": {"numpy": "2.4.6"},
    "command": ["mentas", "run", "a b.yaml"], "seed": 7, "replicates": 3, "started": "2026-11-28T17:01:59+00:00",
    "finished": "2026-11-28T18:10:20+01:00",
}  # fmt: skip


def _facts(section):
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    return dict(table.rows)


def _commands(section):
    return [block.text for block in section.blocks if isinstance(block, Command)]


def test_the_commands_can_be_typed_as_they_stand():
    assert _commands(reproduce.section(MANIFEST, "en", digest="ab")) == [
        "python3 -m pip install -c constraints.txt .",
        "mentas run 'a b.yaml' --out again",
    ]


def test_the_facts_of_a_study_in_both_languages():
    facts = _facts(reproduce.section(MANIFEST, "en", digest="ab"))
    assert facts["Libraries"] == "numpy 2.4.6"
    assert facts["Digest of all runs"] == "ab" and facts["Seed"] == "7" and facts["Replicates"] == "3"
    assert facts["Started"] == "28 November 2026, 17:01 UTC"
    assert facts["Finished"] == "28 November 2026, 17:10 UTC"  # a quarter past by the clock where it was written
    told = _facts(reproduce.section(MANIFEST, "id", digest="ab"))
    assert told["Selesai"] == "28 November 2026 pukul 17.10 UTC"


def test_what_made_a_study_is_said_with_the_beginning_of_its_source_digest():
    first = reproduce.section(MANIFEST, "id").blocks[0]
    assert first.text.startswith("Dibuat dengan mentas 0.1.0 (sidik data kode model cdcdcdcdcdcd …).")


def test_what_is_not_known_is_not_said():
    manifest = {**MANIFEST, "command": [], "finished": None, "seed": {"one": 1, "two": 2}}
    section = reproduce.section(manifest, "en")
    assert _commands(section) == []
    assert "from Python" in next(block.text for block in section.blocks if isinstance(block, Words))
    facts = _facts(section)
    assert "Digest of all runs" not in facts and facts["Finished"] == "" and facts["Seed"] == "one: 1; two: 2"


def _type(line, place):
    """Type a line in a folder, without the wish for progress."""
    words = [sys.executable, "-m", *shlex.split(line), "--quiet"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "model"), *sys.path])}
    end = subprocess.run(words, cwd=place, env=env, capture_output=True, text=True, timeout=900)
    assert end.returncode == 0, end.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    [
        "mentas run experiments/compare/village.yaml --replicates 2 --years 2 --set programmes.uep.grant=7_500_000 "
        "--workers 2 --out {out}",
        "mentas compare scenarios/toy/village.yaml {own} --replicates 3 --years 1 --seed 11 --out={out} --lang id",
        "mentas run scenarios/toy/village.yaml --replicates 4 --years 1 --uncertainty ensemble --out {out}",
        "mentas run scenarios/toy/village.yaml --target-halfwidth 0.05 --replicates 6 --years 1 --out {out}",
    ],
)
def test_the_printed_command_gives_the_same_digest_in_another_folder(tmp_path, typed):
    own = tmp_path / "of my own" / "grants.yaml"
    own.parent.mkdir()
    base = (ROOT / "scenarios" / "toy" / "village_grants.yaml").read_text(encoding="utf-8")
    own.write_text(base.replace("extends: village", f"extends: {ROOT}/scenarios/toy/village"), encoding="utf-8")
    out = tmp_path / "first out"
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    _type(typed.format(out=shlex.quote(str(out)), own=shlex.quote(str(own))), here)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    shown = digest.of(out)
    line = _commands(reproduce.section(told, "en", digest=shown))[-1]
    _type(line, there)
    assert digest.of(there / "again") == shown
