"""What of a study is not as a folder's manifest has it: field by field, in a scenario down to the single number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mentas.language import P_, Said

MADE_FROM = ("mentas", "source_digest", "seed", "replicates", "baseline", "uncertainty", "ensemble")
"""Fields of a manifest that a study's tables depend on, besides its scenarios."""

SPACE = ("dimensions", "design", "interest", "wanted", "keep", "regions")
"""More of these; manifests of trials do not have them."""

OF_RUNS = frozenset(
    {"mentas", "source_digest", "seed", "uncertainty", "ensemble", "dimensions", "design", "keep", "regions"}
)
"""Those of all these that a run's key depends on; scenarios are besides."""

OF_EVERY = frozenset({"mentas", "source_digest", "seed", "uncertainty", "ensemble"})
"""Those of them that are in the key of every run."""

WORDS = frozenset({"file", "title", "id", "en"})
"""Parts of a field that only describe it."""

MOST_SHOWN = 60

GONE = Said(P_("a value that is not there", "nothing"))
"""How a value is shown that is not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is not what it was."""

    field: str
    old: Any
    new: Any
    of_runs: bool = True
    """Whether runs of before are of no use because of it."""

    def said(self) -> Said:
        """The change in a line."""
        return Said("{field}: {old} -> {new}", field=self.field, old=shown(self.old), new=shown(self.new))

    def __str__(self) -> str:
        return str(self.said())


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What is not the same in two manifests, of all that their tables are made from.

    Args:
        old: what a folder holds.
        new: what a study says now.
    """
    found: list[Change] = []
    for field in (*MADE_FROM, *(name for name in SPACE if name in old and name in new)):
        for path, before, after in _walk(field, _plain(old.get(field)), _plain(new.get(field))):
            if path.rpartition(".")[2] not in WORDS:
                found.append(Change(path, before, after, field in OF_RUNS))
    before, after = ({s["name"]: s for s in m.get("scenarios", ())} for m in (old, new))
    for name in dict.fromkeys([*before, *after]):
        found += _of_scenario(Said("scenario {name}", name=name), before.get(name), after.get(name))
    return found


def _of_scenario(name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[Change]:
    then, now = (None if each is None else each["digest"] for each in (old, new))
    if then == now:
        return
    fields = [
        Change(Said("{scenario}: {path}", scenario=name, path=path), before, after)
        for path, before, after in _walk("", *(_plain((each or {}).get("resolved")) for each in (old, new)))
    ]
    yield from fields if old and new and fields else [Change(name, then, now)]


def _walk(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Paths at which two plain values differ, with both; a list of as many entries entry by entry."""
    old, new = _numbered(old, new), _numbered(new, old)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys([*old, *new]):
            yield from _walk(f"{path}.{name}" if path else str(name), old.get(name), new.get(name))
    elif old != new:
        yield path, old, new


def _numbered(value: Any, other: Any) -> Any:
    """A list of mappings as a mapping by their names, or their numbers, where the other has as many entries."""
    if not (isinstance(value, list) and isinstance(other, list) and len(value) == len(other)):
        return value
    if not all(isinstance(each, Mapping) for each in (*value, *other)):
        return value
    named = [each.get("name", place) for place, each in enumerate(value)]
    return dict(zip(named, value, strict=True)) if len(set(named)) == len(named) else value


def _plain(value: Any) -> Any:
    """A value as JSON gives it back."""
    return json.loads(json.dumps(value, default=str))


def shown(value: Any) -> str:
    """A value in a line of text: short, digests shorter still."""
    if value is None:
        return GONE
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) == 64 and all(each in "0123456789abcdef" for each in text):
        return text[:12]
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."
