"""A study on a screen: a short table of its outcomes in the last year, then the findings in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from mentas.report import findings, numbers, study
from mentas.report.words import say
from mentas.studies.analysis import told_apart


def show(folder: Path, console: Any, lang: str) -> None:
    """Print the findings of the study in `folder`."""
    found = study.read(folder)
    console.print(Text(found.manifest["title"][lang], style="bold"))
    if found.manifest["question"][lang]:
        console.print(Text(found.manifest["question"][lang]))
    console.print(outcomes(found, lang))
    for text in findings.sentences(found, lang):
        console.print(Text(f"• {text}"))
    console.print()
    for text in findings.cautions(found, lang):
        console.print(Text(f"! {text}", style="yellow"))


def outcomes(found: study.Study, lang: str) -> Table:
    """Outcomes down, policies across: the value, and below it the difference to the baseline with its interval."""
    table = Table(title_justify="left", show_lines=True)
    table.add_column(say("outcome", lang, years=found.last), overflow="fold")
    for scenario in found.scenarios:
        mark = f"\n({say('baseline', lang)})" if scenario == found.baseline else ""
        table.add_column(Text(found.title(scenario, lang) + mark), justify="right", overflow="fold")
    for measure in found.outcomes:
        if found.has(measure):
            cells = [cell(found, scenario, measure, lang) for scenario in found.scenarios]
            table.add_row(Text(findings.named(found, measure, lang)), *(Text(text) for text in cells))
    return table


def cell(found: study.Study, scenario: str, measure: str, lang: str) -> str:
    """A value, and where there is a baseline the difference to it, or that the two cannot be told apart."""
    row = found.row(scenario, measure, found.last)
    unit = found.measure(measure)["unit"]
    value = numbers.level(row.mean, unit, lang)
    if found.baseline is None or scenario == found.baseline or not row.compared:
        return value
    ends = row.diff_low, row.diff_high
    if not told_apart(*ends):
        return f"{value}\n{say('same' if ends == (0.0, 0.0) else 'not_apart', lang)}"
    places = numbers.places_for(ends, unit)
    difference, low, high = (numbers.signed(number, unit, lang, places) for number in (row.difference, *ends))
    return f"{value}\n{difference} [{low}; {high}]"
