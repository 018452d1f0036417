"""Write `docs/reference` from the code: commands, keys, measures, parameters.

python3 docs/make_reference.py
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
HEAD = "<!-- Written by docs/make_reference.py; change the code instead. -->\n\n"


def pages() -> dict[str, str]:
    """Every page by its name."""
    return {
        "cli.md": HEAD + commands(),
        "scenario.md": HEAD + keys("scenario"),
        "study.md": HEAD + keys("study"),
        "measures.md": HEAD + measures(),
        "parameters.md": HEAD + parameters(),
        "confidence.md": HEAD + confidence(),
    }


def commands() -> str:
    """Every command with its options."""
    import typer

    from mentas.cli.app import app

    group: Any = typer.main.get_command(app)
    top = group.make_context("mentas", [], resilient_parsing=True)
    parts = ["# Commands\n", f"{_flat(group.help)}\n", f"{_flat(group.epilog)}\n"]
    for name, command in group.commands.items():
        if not command.hidden:
            here = command.make_context(name, [], parent=top, resilient_parsing=True)
            records = [record for each in command.params if (record := each.get_help_record(here)) is not None]
            rows = [(f"`{_flat(names)}`", _flat(meaning)) for names, meaning in records]
            parts += [f"## mentas {name}\n", f"{_flat(command.help)}\n", *_table(("option", "meaning"), rows)]
    return "\n".join(parts)


def keys(kind: str) -> str:
    """Every key of a kind of file, from its JSON Schema."""
    folder = {"scenario": "scenarios", "study": "experiments"}[kind]
    schema = json.loads((ROOT / folder / f"{kind}.schema.json").read_text(encoding="utf-8"))
    title = {"scenario": "Keys of a scenario", "study": "Keys of a study"}[kind]
    lead = (
        f"What a {kind} file may say. Editors complete and check these as you type: `mentas schema {kind} --out FILE` "
        "writes the JSON Schema, which the first line of every shipped file points to.\n"
    )
    rows = [(f"`{name}`", _flat(told)) for name, told in _keys(schema, schema, "", 0)]
    return "\n".join([f"# {title}\n", lead, *_table(("key", "meaning"), rows)])


DEEPEST = 2


def _keys(schema: dict[str, Any], whole: dict[str, Any], above: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, part in schema.get("properties", {}).items():
        path = f"{above}{name}"
        if part.get("description"):
            yield path, part["description"]
        if depth < DEEPEST and set(part.get("properties", {})) != {"id", "en"}:
            yield from _keys(part, whole, f"{path}.", depth + 1)
    extra = schema.get("additionalProperties")
    if isinstance(extra, dict) and depth < DEEPEST and extra.get("properties"):
        yield from _keys(extra, whole, f"{above}NAME.", depth + 1)


def measures() -> str:
    """Every measure with its unit, titles and sentence."""
    from mentas.measures.names import MEASURES

    rows = [
        (f"`{m.name}`", m.en, m.id, m.unit, {"lower": "lower", "higher": "higher", "none": ""}[m.better],
         ", ".join(m.kinds), m.sentence)
        for m in MEASURES.values()
    ]  # fmt: skip
    lead = "What a study can tell of its worlds, each year. `outcomes:` of a study lists some; the tables hold all.\n"
    head = ("measure", "English", "Indonesian", "unit", "better", "for", "what it is")
    return "\n".join(["# Measures\n", lead, *_table(head, rows)])


def parameters() -> str:
    """Every number of the model with its unit, range, grade and source."""
    from itertools import groupby

    from mentas.parameters import catalogue

    parts = [
        "# Parameters\n",
        "Every number of the model. `mentas params NAME` shows one with its note and what would settle it; "
        "`mentas params --grade` counts how they are known.\n",
    ]
    for name, group in groupby(catalogue().items(), key=lambda item: item[0].partition(".")[0]):
        parts.append(f"## {name}\n")
        rows = [(f"`{key}`", p.title, _number(p.value), p.unit, _range(p.range), p.evidence, p.source, p.as_of)
                for key, p in group]  # fmt: skip
        parts += _table(("parameter", "what it is", "value", "unit", "plausible", "evidence", "source", "as of"), rows)
    return "\n".join(parts)


def confidence() -> str:
    """The words of how sure a difference is, in both languages."""
    from mentas.report.comparison.confidence import terms

    lead = (
        "Reports say how sure a difference to the baseline is in these words, whose thresholds are fixed. Only what is "
        "clear, or more than luck where nothing but luck varies, is ranked.\n\nLaporan menyatakan seberapa pasti suatu "
        "selisih dengan kata-kata ini, yang batasnya tetap.\n"
    )
    rows = [(*english, *indonesian) for english, indonesian in zip(terms("en"), terms("id"), strict=True)]
    head = ("English", "meaning", "Indonesia", "arti")
    return "\n".join(["# Words of confidence\n", lead, *_table(head, rows)])


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else f"{value:g}" \
        if isinstance(value, float) else str(value)  # fmt: skip


def _range(ends: Any) -> str:
    return "" if ends is None else f"{_number(ends[0])} to {_number(ends[1])}"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    for row in rows:
        yield "| " + " | ".join(_cell(str(cell)) for cell in row) + " |"
    yield ""


def _cell(text: str) -> str:
    """Text of a cell; what Markdown would take for a mark is told apart."""
    plain = re.sub(r"(https?://[^\s,;)]+)", r"<\1>", text)
    return plain.replace("|", r"\|").replace("*", r"\*") if not plain.startswith("`") else plain.replace("|", r"\|")


def main() -> int:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text.rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
