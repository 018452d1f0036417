"""Documents drawn from a JSON Schema: mostly right, here and there nearly right. Text, not values, so that the
spelling of a number is drawn too."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from mentas.scenario.editor import scenario_schema
from mentas.studies.editor import study_schema
from mentas.studies.trial.editor import trial_schema

Schema = dict[str, Any]

ODD = (
    "NaN", ".nan", ".inf", "-.inf", "1e400", "-1e400", "1e-400", "-0", "-0.0", "+1", "1_000", "1_00", "0x10", "0o17",
    "010", "1:30", "36.500", "1.000.000", "0,5", "5%", "=1+1", "@a", "yes", "NO", "on", "True", "null", "~", "''",
    '"1"', "'5_000'", "[]", "{}", "[[]]", "[~]", "{a: }", "2025-13", "2025-03", "2025-3-1", "-", "?", "!!int 1", "&a 1",
    "*a", '"\\u202e"', '"\\0"', "٣", "１", "village", "..", "/", "con", "<b>", "$x^2$", "1e2", "2.0", "1.", ".5",
    "9" * 20, "9" * 400, "0." + "3" * 70, "a" * 2001, "|", ">-", "%", "`", "#", "''''", "'", '"', "{", "]", ",", ":",
)  # fmt: skip
"""Values that someone, or something, might write anywhere."""


class Generator:
    """Draws YAML text for schemas; `strange` is the chance of a value that is nearly right, at every place."""

    def __init__(self, rng: random.Random, root: Schema, *, strange: float = 0.04) -> None:
        self.rng, self.root, self.strange = rng, root, strange

    def value(self, schema: Schema) -> str:
        """One value, in flow style."""
        if self.rng.random() < self.strange:
            return self.rng.choice(ODD)
        if "$ref" in schema:
            return self.value(self.root["$defs"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self.value(self.rng.choice(schema["anyOf"]))
        if "const" in schema or "enum" in schema:
            return str(self.rng.choice(schema.get("enum") or [schema["const"]]))
        kind = schema.get("type", "string")
        kind = self.rng.choice(kind) if isinstance(kind, list) else kind
        return self._of[kind](self, schema)

    def _mapping(self, schema: Schema) -> str:
        known = schema.get("properties", {})
        names = [name for name in known if name in schema.get("required", ()) or self.rng.random() < 0.25]
        entries = [(name, known[name]) for name in names]
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and self.rng.random() < (0.2 if known else 0.9):
            name = self.rng.choice(("stipend", "uep", "kube", "bpnt", "Samarinda", "Dusun Hulu", "a_b", "x.y", "../x"))
            entries.append((name, more))
        if self.rng.random() < self.strange:
            entries.append((self._mistyped(known), {"type": "integer", "minimum": 0, "maximum": 9}))
        return "{" + ", ".join(f"{name}: {self.value(inner)}" for name, inner in entries) + "}"

    def _mistyped(self, known: dict[str, Any]) -> str:
        name = self.rng.choice([*known, "x"])
        place = self.rng.randrange(len(name))
        return name[:place] + self.rng.choice("aeiou_") + name[place + 1 :]

    def _list(self, schema: Schema) -> str:
        low, high = schema.get("minItems", 0), min(schema.get("maxItems", 3), 3)
        return "[" + ", ".join(self.value(schema["items"]) for _ in range(self.rng.randint(low, max(low, high)))) + "]"

    def _number(self, schema: Schema) -> str:
        low, high = schema.get("minimum", -10.0), schema.get("maximum", 10.0)
        edge = self.rng.random()
        if edge < 0.1:
            return repr(self.rng.choice((low, high)))
        if edge < 0.15:
            return repr(self.rng.choice((low - 1, high + 1)))
        return repr(round(self.rng.uniform(low, high), 4))

    def _integer(self, schema: Schema) -> str:
        low, high = schema["minimum"], schema["maximum"]
        edge = self.rng.random()
        if edge < 0.15:
            return str(self.rng.choice((low, high, low - 1, high + 1)))
        found = self.rng.randint(low, min(high, low + self.rng.choice((5, 100, 10_000_000))))
        return f"{found:_}" if self.rng.random() < 0.3 else str(found)

    def _text(self, schema: Schema) -> str:
        pattern = schema.get("pattern", "")
        if "_[0-9]" in pattern:
            return f"{self.rng.randint(0, 10**7):_}"
        if "[0-9]{4}" in pattern:
            return f"{self.rng.randint(2023, 2030)}-{self.rng.randint(1, 12):02d}"
        return self.rng.choice(("Desa", "a book", "village.yaml", "village", "'Rp60 juta'", "Dusun Hulu", "b c"))

    _of: dict[str, Callable[[Generator, Schema], str]] = {
        "object": _mapping, "array": _list, "number": _number, "integer": _integer, "string": _text,
        "boolean": lambda self, _: self.rng.choice(("true", "false")), "null": lambda *_: "null",
    }  # fmt: skip


def scenario(rng: random.Random, schema: Schema | None = None, *, strange: float = 0.04) -> str:
    """A scenario that states a few things over the village, or once in a while stands alone."""
    schema = schema or SCENARIO
    draw = Generator(rng, schema, strange=strange)
    keys = [name for name in schema["properties"] if name != "extends"]
    alone = rng.random() < 0.15
    chosen = [name for name in keys if alone and name in schema["then"]["required"] or rng.random() < 0.18]
    lines = [] if alone else ["extends: village.yaml"]
    for name in chosen:
        value = (
            rng.choice(("village", "village", "kaltim")) if name == "region" else draw.value(schema["properties"][name])
        )
        value = '{id: "a", en: "b"}' if alone and name in ("title", "question") and rng.random() < 0.8 else value
        lines.append(f"{draw._mistyped({name: 0}) if rng.random() < strange / 4 else name}: {value}")
    return "\n".join(lines) + "\n"


def study(rng: random.Random, schema: Schema | None = None, *, strange: float = 0.03) -> str:
    """A study of the scenarios that lie beside it."""
    schema = schema or STUDY
    draw = Generator(rng, schema, strange=strange)
    kind = rng.choice(("compare", "sweep", "sweep", "sensitivity", "frontier"))
    lines = []
    for name, inner in schema["properties"].items():
        wanted = name in schema["required"] or (name in ("levers", "design") and kind != "compare")
        wanted = wanted or (name == "outcomes" and kind == "frontier")
        if not wanted and rng.random() < 0.6 or rng.random() < strange / 2:
            continue
        if name in SPACED and kind == "compare" and rng.random() < 0.97:
            continue
        if name == "regions" and kind != "compare" and rng.random() < 0.97:
            continue
        value = draw.value(inner)
        if name == "kind" and rng.random() < 0.97:
            value = kind
        if name in SPACED and rng.random() < 0.8:
            value = rng.choice(SPACED[name][kind] if isinstance(SPACED[name], dict) else SPACED[name])
        if name in ("title", "question") and rng.random() < 0.8:
            value = "{id: a, en: b}"
        if name == "scenarios" and rng.random() < 0.8:
            value = rng.choice(("[village.yaml]", "[village.yaml, village_grants.yaml]", "[village_grants.yaml]"))
        if name == "regions" and rng.random() < 0.8:
            value = rng.choice(("[{region: village}]", "[{region: village, budget_share: 1}]"))
        if name == "baseline" and rng.random() < 0.8:
            value = rng.choice(("village", "village_grants"))
        if name == "replicates" and rng.random() < 0.8:
            value = str(rng.randint(1, 9))
        lines.append(f"{name}: {value}")
    return "\n".join(lines) + "\n"


def trial(rng: random.Random, *, strange: float = 0.02) -> str:
    """A sound trial with a few of its lines drawn anew, at the top or inside; once in a while a list of trials."""
    draw = Generator(rng, TRIAL, strange=strange)
    kind = "trials" if rng.random() < 0.05 else "trial"
    lines = [f"kind: {kind}"]
    for name, schema in TRIAL["$defs"][kind]["properties"].items():
        if name == "kind" or (name not in SOUND and rng.random() < 0.9):
            continue
        anew = name not in SOUND or rng.random() < 0.03
        lines.append(f"{name}: {draw.value(schema) if anew else _inside(draw, schema, SOUND[name])}")
    return "\n".join(lines) + "\n"


def _inside(draw: Generator, schema: Schema, sound: Any) -> str:
    """A sound value as YAML, with a part of it drawn anew here and there."""
    if not isinstance(sound, dict):
        return draw.value(schema) if draw.rng.random() < 0.02 else str(sound)
    known, more = schema.get("properties", {}), schema.get("additionalProperties")
    added = [name for name in known if name not in sound and draw.rng.random() < 0.03]
    entries = [f"{name}: {_inside(draw, known.get(name, more), inner)}" for name, inner in sound.items()]
    return "{" + ", ".join(entries + [f"{name}: {draw.value(known[name])}" for name in added]) + "}"


_CLASS = {
    "share": "0.5", "spending": "{median: 100, sd: 0.4}", "cash": "0.3", "capital": "{low: 0, high: 90}",
    "idle_capital": "{quantiles: {0: 0, 0.5: 1_000, 1: 9e3}}", "business": "0.3", "profit": "40",
}  # fmt: skip
SOUND: dict[str, Any] = {
    "title": "{id: a, en: b}", "study": "a book", "currency": "shells", "months": "24",
    "population": {
        "households": "2_000", "budget": "100", "poor_size": "4.5", "line": "30",
        "classes": {"poor": _CLASS, "other": _CLASS},
    },
    "design": {"unit": "household", "clusters": "20", "sample": "400"},
    "arms": {"grant": {"title": "{id: a, en: b}", "gifts": "[{form: goods, amount: 560, lock_months: 6}]"}},
    "published": {
        "gain": {
            "arm": "grant", "outcome": "spending", "months": "[12, 24]", "unit": "level", "effect": "4.5",
            "source": "Table 1",
        },
    },
}  # fmt: skip
"""A small sound trial, by key."""

SPACED: dict[str, Any] = {
    "levers": (
        "{programmes.uep.grant: {range: [2_000_000, 8_000_000]}}",
        "{programmes.uep.grant: {range: [2e6, 8e6], log: true}, growth: {values: [0, 0.01]}}",
        "{s: {simplex: [uep, bpnt]}, budget.per_year: {range: [60_000_000, 70_000_000]}}",
        "{s: {mix: {from: {uep: 1}, to: {bpnt: 0.5, kube: 0.5}}}, programmes.uep.active: {values: [true, false]}}",
    ),
    "uncertainties": ("{parameters.enterprise.*: {}}", "{parameters.enterprise.wear: {ranges: ensemble}}",
                      "{markets: {values: [fixed, responsive]}, parameters.registry.*: {evidence: [assumption]}}"),
    "design": {
        "compare": ("{method: grid}",),
        "sweep": ("{method: grid, levels: 3}", "{method: latin, samples: 8}", "{method: sobol, samples: 64}"),
        "sensitivity": ("{method: morris, samples: 4}", "{method: sobol, samples: 8, groups: true}"),
        "frontier": ("{method: sobol, samples: 8, batches: 2, batch: 4, confirm: 9}",),
    },
    "interest": ("{scenario: village_grants}", "{scenario: village, than: 0.2, is: below}"),
}  # fmt: skip
"""Sound values of the keys that lay out a space, by kind of study where they differ."""

SCENARIO, STUDY, TRIAL = scenario_schema(), study_schema(), trial_schema()
