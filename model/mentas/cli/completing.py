"""How a word on the command line could go on: files, folders of studies, parameters, keys of scenarios.

Shells ask at every press of a key: each function looks at one folder, or reads what is small. Names of one level are
offered at a time, up to the next `/` or `.`; the shell asks again from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

SUFFIXES = (".yaml", ".yml")

OUTPUTS = "outputs"


def file(incomplete: str) -> list[str]:
    """Scenarios and studies, of this folder and shipped ones, and folders on the way to them."""
    from mentas.cli.shipped import FOLDERS, root

    found = {path for path in _below(Path(), incomplete) if path.endswith(("/", *SUFFIXES))}
    first = incomplete.split("/", 1)[0]
    if any(folder.startswith(first) for folder in FOLDERS):
        shipped = _below(root(), incomplete)
        found |= {
            path for path in shipped if path.endswith(("/", *SUFFIXES)) and path.split("/", 1)[0] in FOLDERS
        }  # fmt: skip
    return sorted(found)


def folder(incomplete: str) -> list[str]:
    """Folders."""
    return sorted(path for path in _below(Path(), incomplete) if path.endswith("/"))


def study(incomplete: str) -> list[str]:
    """Folders that hold a study, and folders on the way to one."""
    found = {path for path in folder(incomplete) if not _is_study(path)}
    near = {path.rstrip("/") for path in (*folder(incomplete), *folder(f"{OUTPUTS}/")) if _is_study(path)}
    return sorted(found | {path for path in near if path.startswith(incomplete)})


def parameter(incomplete: str) -> list[str]:
    """Parameters of the model and of its programmes."""
    from mentas.studies import evidence

    return _levels([*evidence.of_model(), *evidence.of_programmes()], incomplete)


def change(incomplete: str) -> list[str]:
    """Keys of a scenario, and after `=` the words that one takes."""
    key, equals, word = incomplete.partition("=")
    keys = _keys()
    if not equals:
        return _levels([f"{name}=" for name in keys], incomplete)
    return [f"{key}={each}" for each in keys.get(key, ()) if each.startswith(word)]


def _keys() -> Mapping[str, tuple[str, ...]]:
    """Dotted keys of a scenario with the words that each takes, as far as they can be listed."""
    from mentas.scenario.editor import scenario_schema

    whole = scenario_schema()
    return dict(_leaves("", whole, whole["$defs"]))


def _leaves(path: str, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Dotted keys below one place of a schema, which may name a part that several share."""
    schema = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    inside = schema.get("properties")
    if inside:
        for name, each in inside.items():
            yield from _leaves(f"{path}.{name}" if path else name, each, parts)
    elif path:
        yield path, _words(schema)


def _words(schema: Mapping[str, Any]) -> tuple[str, ...]:
    listed = schema.get("enum") or schema.get("examples")
    if listed:
        return tuple(str(each) for each in listed)
    return ("true", "false") if schema.get("type") == "boolean" else ()


def _levels(names: Iterable[str], incomplete: str) -> list[str]:
    """Names that go on from here, up to their next dot; whole ones where there is but one way on."""
    fits = [name for name in names if name.startswith(incomplete)]
    cut = {name[: name.find(".", len(incomplete)) + 1] or name for name in fits}
    return sorted(cut) if len(cut) > 1 else sorted(fits)


def _below(base: Path, incomplete: str) -> Iterator[str]:
    """Paths that go on from here, as they would be typed; folders end in a slash, hidden ones are left out."""
    head, slash, tail = incomplete.rpartition("/")
    try:
        with os.scandir(base / f"{head}{slash}") as entries:
            for entry in entries:
                if entry.name.startswith(tail) and not entry.name.startswith((".", "__")):
                    yield f"{head}{slash}{entry.name}{'/' if entry.is_dir() else ''}"
    except OSError:  # a folder that is not there has nothing to offer
        return


def _is_study(path: str) -> bool:
    return os.path.exists(os.path.join(path, "manifest.json"))
