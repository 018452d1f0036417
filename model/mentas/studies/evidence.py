"""Every number that a result can rest on, with what stands behind it: the model's parameters and its programmes'."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from mentas import parameters
from mentas.files import DECIMAL, WHOLE, Node, Problem, Refusal


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number, or list of numbers or words, and where it comes from."""

    title: str
    unit: str
    value: Any
    range: Any
    """Plausible values: [low, high], or a list of words, or None where the value has parts."""
    evidence: str
    source: str
    as_of: str
    note: str
    settles: str
    """What would replace an assumption; it begins with `parameters.CHOICE` where nothing could."""

    @property
    def is_choice(self) -> bool:
        """Whether the number is a choice of a sample, a guard or a policy rather than a fact."""
        return self.settles.startswith(parameters.CHOICE)


def of_model() -> dict[str, Evidence]:
    """The parameters of behaviour, markets, registry and population by dotted name."""
    return {
        name: Evidence(p.title, p.unit, p.value, list(p.range), p.evidence, p.source, p.as_of, p.note, p.settles)
        for name, p in parameters.catalogue().items()
    }


def of_programmes(names: Collection[str] | None = None) -> dict[str, Evidence]:
    """What shipped programmes are made of, as `uep.grant`; what one does not say itself is its mechanism's default.

    Args:
        names: programmes wanted; all that are shipped if None. One that is not shipped is left out.

    Raises:
        Refusal: an assumption does not say what would settle it.
    """
    from mentas.scenario.programmes import definition, shipped

    found = {}
    for name in shipped():
        if names is None or name in names:
            own = definition(name).entries or {}
            defaults = definition(str(own["mechanism"].text)).entries or {}
            for field, node in (defaults | own).items():
                if node.entries is not None and "value" in node.entries:
                    found[f"{name}.{field}"] = _entry(f"{name}.{field}", node)
    return found


def share_assumed(found: Collection[Evidence]) -> float:
    """Share of numbers that rest on assumption."""
    return sum(each.evidence == "assumption" for each in found) / max(len(found), 1)


def _entry(name: str, node: Node) -> Evidence:
    plain = {key: plain_of(field) for key, field in (node.entries or {}).items()}
    words = {field: str(plain.get(field, "")) for field in ("as_of", "note", "settles")}
    fault = parameters.unfounded(plain["evidence"], source=plain["source"], settles=words["settles"])
    if fault is not None:
        raise Refusal([Problem(node.file, node.line, node.column, name, *fault)])
    return Evidence(
        title=str(plain.get("name", "")),
        unit=plain["unit"],
        value=plain["value"],
        range=plain.get("range", plain.get("allowed")),
        evidence=plain["evidence"],
        source=plain["source"],
        **words,
    )


def plain_of(node: Node) -> Any:
    """A YAML tree as JSON types: what looks like a number is one, unless it was quoted."""
    if node.entries is not None:
        return {key: plain_of(value) for key, value in node.entries.items()}
    if node.items is not None:
        return [plain_of(item) for item in node.items]
    text = node.text or ""
    if node.is_null:
        return None
    if not node.quoted and text in ("true", "false"):
        return text == "true"
    if not node.quoted and WHOLE.fullmatch(text):
        return int(text.replace("_", ""))
    return float(text.replace("_", "")) if not node.quoted and DECIMAL.fullmatch(text) else text
