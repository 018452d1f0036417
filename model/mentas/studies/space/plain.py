"""The space of a study as JSON types, from which it can be made again years later."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies.space.dimension import Choice, Dimension, Mix, Simplex, Span
from mentas.studies.space.interest import Interest
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design

if TYPE_CHECKING:
    from mentas.studies.design import Study

FORMS: dict[str, type] = {"span": Span, "choice": Choice, "mix": Mix, "simplex": Simplex}

KEYS = ("dimensions", "design", "interest", "wanted", "keep", "changes", "ensemble_file", "regions")
"""What `of` says."""


def of(study: Study) -> dict[str, Any]:
    """What a manifest says of a study besides its scenarios, seed and replicates."""
    return {
        "dimensions": [_of_dimension(each) for each in study.dimensions],
        "design": None if study.design is None else _of_design(study.design),
        "interest": None if study.interest is None else asdict(study.interest),
        "wanted": [asdict(each) for each in study.wanted],
        "keep": sorted(study.keep),
        "changes": dict(study.changes),
        "ensemble_file": None if study.ensemble is None else str(study.ensemble),
        "regions": [each.account() for each in study.regions],
    }


def settings(told: Mapping[str, Any], *, points: Path) -> dict[str, Any]:
    """The same as fields of a `Study`.

    Args:
        told: what `of` said, perhaps through JSON.
        points: the file of points, where the design reads one.
    """
    design, interest, ensemble = told["design"], told["interest"], told["ensemble_file"]
    wanted = tuple(Outcome(**each) for each in told["wanted"])
    return {
        "dimensions": tuple(_dimension(each) for each in told["dimensions"]),
        "design": None if design is None else _design(design, points),
        "interest": None if interest is None else Interest(**interest | {"outcome": Outcome(**interest["outcome"])}),
        "wanted": wanted,
        "outcomes": tuple(dict.fromkeys(each.measure for each in wanted)),
        "keep": frozenset(told["keep"]),
        "changes": dict(told["changes"]),
        "ensemble": None if ensemble is None else Path(ensemble),
    }


def _of_dimension(dimension: Dimension) -> dict[str, Any]:
    (form,) = (name for name, kind in FORMS.items() if type(dimension.form) is kind)
    plain = {name: getattr(dimension, name) for name in ("name", "role", "group", "title", "arms")}
    return plain | {"form": form, **asdict(dimension.form)}


def _dimension(told: Mapping[str, Any]) -> Dimension:
    fields = {name: _bare(value) for name, value in told.items()}
    named = {each: fields.pop(each) for each in ("name", "role", "group", "title", "arms")}
    form = FORMS[fields.pop("form")]
    if "span" in fields:
        fields["span"] = Span(**fields["span"])
    return Dimension(**named, form=form(**fields))


def _of_design(design: Design) -> dict[str, Any]:
    """A design; its file of points by what it holds, wherever it lies."""
    plain = asdict(design) | {"file": None if design.file is None else str(design.file)}
    return plain if design.file is None else plain | {"sha256": hashlib.sha256(design.file.read_bytes()).hexdigest()}


def _design(told: Mapping[str, Any], points: Path) -> Design:
    fields = {name: value for name, value in told.items() if name != "sha256"}
    return Design(**fields | {"file": None if told["file"] is None else points})


def _bare(value: Any) -> Any:
    """Lists as tuples, as a study has them."""
    return tuple(_bare(each) for each in value) if isinstance(value, Sequence) and not isinstance(value, str) else value
