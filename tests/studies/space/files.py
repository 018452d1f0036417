"""Study files over the two toy scenarios, written as a planner would write them."""

from __future__ import annotations

from pathlib import Path

from mentas.files import Refusal
from mentas.studies import design
from mentas.studies.design import Study

TOY = Path(__file__).parents[3] / "scenarios" / "toy"

HEAD = f"""\
kind: sweep
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
scenarios: [{TOY}/village.yaml, {TOY}/village_grants.yaml]
replicates: 2
seed: 9
"""
GRANT = "levers: {programmes.uep.grant: {range: [2_000_000, 8_000_000]}}\n"
LATIN = "design: {method: latin, samples: 8}\n"


def write(folder: Path, text: str, *, head: str = HEAD, name: str = "study.yaml") -> Path:
    """A study's file: what every study says, and then its space."""
    path = folder / name
    path.write_text(head + text, encoding="utf-8")
    return path


def load(folder: Path, text: str, *, head: str = HEAD) -> Study:
    """The study of that text."""
    return design.load_study(write(folder, text, head=head))


def refused(folder: Path, text: str, *, head: str = HEAD) -> list[str]:
    """Lines of the refusal of a study, without the path of its file."""
    path = write(folder, text, head=head)
    try:
        design.load_study(path)
    except Refusal as refusal:
        return [line.removeprefix(f"{path}:").removeprefix(f"{folder}/") for line in str(refusal).splitlines()]
    return []
