"""How the points of a study are laid, as `design` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mentas import files
from mentas.files import Node, Reader
from mentas.language import N_, Said
from mentas.scenario.kinds import Flag, Number, Text, Whole, Word
from mentas.scenario.schema import Key, values_of

METHODS: dict[str, tuple[str, ...]] = {
    "sweep": ("grid", "latin", "sobol", "csv"),
    "sensitivity": ("morris", "sobol", "given"),
    "frontier": ("sobol", "latin"),
}
"""Methods by kind of study; `given` looks at a Latin design with measures that need no special one."""

MOST_POINTS = 100_000
MOST_BATCHES = 1000
MOST_CONFIRMED = 13
"""Candidates of a frontier that are lived again, the baseline among them."""


ALL: tuple[str, ...] = tuple(dict.fromkeys(method for methods in METHODS.values() for method in methods))

KEYS: tuple[Key, ...] = (
    Key("method", N_("grid, latin, sobol or csv; for sensitivity morris, sobol or given"), "How points are laid.", True,
        Word(ALL)),
    Key("samples", "1 to 100000", "Points; for morris trajectories, for sobol indices base samples.",
        kind=Whole(1, MOST_POINTS)),
    Key("levels", "2 to 1000", "Values of a range: on a grid 5 unless said, for morris 4.", kind=Whole(2, 1000)),
    Key("file", N_("path of a CSV file"),
        "Points of method csv: one row each, a column for each lever and uncertainty.", kind=Text()),
    Key("groups", "true or false", "Whether an analysis of sensitivity moves whole groups at once.", kind=Flag()),
    Key("batches", "0 to 1000", "Of a frontier: how often better points are searched for.",
        kind=Whole(0, MOST_BATCHES)),
    Key("batch", "1 to 1000", "Of a frontier: points of one search.", kind=Whole(1, 1000)),
    Key("confirm", "0 to 100000", "Of a frontier: fresh worlds in which the best points are lived again.",
        kind=Whole(0, MOST_POINTS)),
    Key("step", "0.01 to 1", "Of a frontier: share by which the envelope is raised to see what more money buys.",
        kind=Number(0.01, 1.0)),
)  # fmt: skip

TAKES: dict[str, tuple[str, ...]] = {
    "samples": ("latin", "sobol", "morris", "given"),
    "levels": ("grid", "morris"),
    "file": ("csv",),
}
"""Methods by key that says something of these only."""

NEEDED = ("samples", "file")
"""Those among these keys that their methods need."""

OF_KIND: dict[str, str] = {
    "batches": "frontier",
    "batch": "frontier",
    "confirm": "frontier",
    "step": "frontier",
    "groups": "sensitivity",
}
"""Kind of study by key that belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the points of a study are laid."""

    method: str
    samples: int = 0
    levels: int | None = None
    file: Path | None = None
    groups: bool = False
    batches: int = 0
    batch: int = 16
    confirm: int = 0
    step: float = 0.0


def _check_keys(reader: Reader, node: Node, fields: Mapping[str, Node], method: str) -> None:
    """Note keys that a method needs and does not have, or has and would not look at."""
    takes = {key.name: key.takes for key in KEYS}
    for name, methods in TAKES.items():
        if method in methods and name in NEEDED and name not in fields:
            text = Said("is missing for method {method}", method=method)
            reader.wrong(node, f"design.{name}", "missing", text, allowed=files.takes(takes[name]))
        elif method not in methods and name in fields:
            text = Said(
                "says nothing of method {method}: it belongs to {names}", method=method, names=", ".join(methods)
            )
            reader.wrong_key(node, name, f"design.{name}", "other-method", text)


def read(reader: Reader, node: Node, kind: str, folder: Path) -> Design | None:
    """The design of a study of a kind; None, and problems in the reader, if it has none that can be laid."""
    names = [key.name for key in KEYS]
    before = len(reader.problems)
    fields = reader.mapping(node, "design", names)
    reader.require(node, {"method": KEYS[0].takes}, names, under="design")
    said = values_of(reader, fields, "design.", KEYS)
    method = said.get("method")
    if method is not None and method not in METHODS[kind]:
        text = Said("{method} is no method of a {kind}", method=method, kind=kind)
        reader.wrong(fields["method"], "design.method", "no-method", text, allowed=files.listed(METHODS[kind]))
    elif method is not None:
        _check_keys(reader, node, fields, method)
    for name, owner in OF_KIND.items():
        if name in fields and kind != owner:
            text = Said("belongs to an analysis of sensitivity only")
            if owner == "frontier":
                text = Said("belongs to a frontier only")
            reader.wrong_key(node, name, f"design.{name}", f"no-{owner}", text)
    levels = said.get("levels")
    if method == "morris" and levels is not None and levels % 2:
        text = Said("must be even for morris")
        reader.wrong(fields["levels"], "design.levels", "odd", text, allowed=Said("2, 4, 6 …"))
    path = None
    if method == "csv" and said.get("file"):
        path = folder / said["file"]
        if not files.is_file(path):
            shown = files.shorten(said["file"], 200)
            reader.wrong(fields["file"], "design.file", "no-file", Said("there is no file {path}", path=shown))
    if len(reader.problems) > before:
        return None
    return Design(**(said | {"file": path}))
