"""Layers: a scenario that `extends` another states only what differs; mappings merge, all else is replaced."""

from __future__ import annotations

import os
from pathlib import Path

from mentas import files, parameters
from mentas.files import Node, Problem, Refusal
from mentas.files.reader import AMBIGUOUS
from mentas.language import Said
from mentas.scenario.programmes import shipped
from mentas.scenario.schema import NAMES

MOST_LAYERS = 8


def merged(path: Path) -> Node:
    """The document of a file with all the layers below it; every node keeps the file and place it came from.

    Raises:
        Refusal: a file cannot be read, or the layers run in a circle or too deep.
    """
    return _merged(path, ())


def _merged(path: Path, above: tuple[Path, ...]) -> Node:
    node = files.read(path)
    if node.entries is None:
        raise Refusal([node.problem("", "not-a-mapping", Said("must be a mapping, not {kind}", kind=node.kind))])
    below = node.entries.get("extends")
    if below is None:
        return node
    if below.text is None or below.is_null or not below.text.strip():
        raise Refusal(
            [below.problem("extends", "not-text", Said("must be the path of a file, not {kind}", kind=below.kind))]
        )
    shown = files.shorten(below.text, 200)
    target = path.parent / below.text
    if not files.is_file(target):
        if _is_folder(target):
            raise Refusal([below.problem("extends", "no-file", Said("'{shown}' is a folder, not a file", shown=shown))])
        near = files.near_path(target)
        near = files.shorten(os.path.relpath(near, path.parent), 200) if near else ""
        raise Refusal([below.problem("extends", "no-file", Said("'{shown}' is not there", shown=shown), nearest=near)])
    target = target.resolve()
    chain = (*above, path.resolve())
    if target in chain:
        circle = " -> ".join(p.name for p in (*chain[chain.index(target) :], target))
        raise Refusal(
            [below.problem("extends", "circle", Said("runs in a circle: {circle}", circle=files.shorten(circle, 300)))]
        )
    if len(chain) >= MOST_LAYERS:
        raise Refusal(
            [below.problem("extends", "too-many-layers", Said("has more than {most} layers", most=MOST_LAYERS))]
        )
    base = _merged(path.parent / below.text, chain)
    rest = Node(
        node.file,
        node.line,
        node.column,
        entries={k: v for k, v in node.entries.items() if k != "extends"},
        keys=node.keys,
    )
    return merge(base, rest)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def merge(base: Node, top: Node) -> Node:
    """`top` over `base`: mappings key by key, everything else replaced."""
    if base.entries is None or top.entries is None:
        return top
    entries = dict(base.entries)
    for key, value in top.entries.items():
        entries[key] = merge(entries[key], value) if key in entries else value
    return Node(top.file, top.line, top.column, entries=entries, keys={**base.keys, **top.keys})


def change(document: Node, path: str, value: object) -> Node:
    """The document with one dotted path changed, as if the file said so.

    Raises:
        Refusal: the path or the value is no such thing.
    """
    place = f"with_changes({path!r})"
    parts = path.split(".")
    if parts[0] == "parameters" and len(parts) > 1:
        parts = ["parameters", ".".join(parts[1:])]
    if not all(parts):
        raise Refusal(
            [Problem(place, 0, 0, path, "bad-path", Said("is not a dotted path such as programmes.uep.quota"))]
        )
    if parts == ["extends"]:
        raise Refusal([Problem(place, 0, 0, path, "extends", Said("cannot be changed once a file is read"))])
    if parts[0] not in NAMES:
        allowed = files.listed(name for name in NAMES if name != "extends")
        near = _near_key(path)
        raise Refusal(
            [Problem(place, 0, 0, files.shorten(path), "unknown-key", Said("is not known here"), allowed, near)]
        )
    node = written(value, place)
    for key in reversed(parts):
        node = Node(place, 0, 0, entries={key: node}, keys={key: (0, 0)})
    return merge(document, node)


def _near_key(path: str) -> str:
    """What a dotted path was meant to be: often it lacks its first word, `parameters` or `programmes`."""
    first, dot, rest = path.partition(".")
    known = parameters.catalogue()
    if dot and first in shipped():
        return f"programmes.{files.shorten(path)}"
    if dot and first in {name.partition(".")[0] for name in known}:
        near = files.nearest(path, known)
        return f"parameters.{near}" if near else "parameters"
    near = files.nearest(first, [*NAMES, *shipped()])
    near = f"programmes.{near}" if near in shipped() else near
    return f"{near}{dot}{files.shorten(rest)}" if near else ""


def written(value: object, place: str) -> Node:
    """A Python value as a node, as a file would hold it.

    Raises:
        Refusal: the value is not made of text, numbers, flags, lists and mappings.
    """
    if value is None:
        return Node(place, 0, 0, text="null")
    if isinstance(value, bool):
        return Node(place, 0, 0, text=str(value).lower())
    if isinstance(value, (int, float)) or hasattr(value, "item"):
        text = repr(value.item() if hasattr(value, "item") else value)
        # A person who writes 1.250 may mean thousands and is asked; a number of Python's has one meaning.
        return Node(place, 0, 0, text=f"{text}0" if AMBIGUOUS.fullmatch(text) else text)
    if isinstance(value, str):
        return Node(place, 0, 0, text=value, quoted=value in ("", "null", "~", "true", "false"))
    if isinstance(value, (list, tuple)):
        return Node(place, 0, 0, items=tuple(written(item, place) for item in value))
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        entries = {key: written(item, place) for key, item in value.items()}
        return Node(place, 0, 0, entries=entries, keys=dict.fromkeys(entries, (0, 0)))
    raise Refusal(
        [Problem(place, 0, 0, "", "bad-value", Said("a {name} cannot stand in a scenario", name=type(value).__name__))]
    )
