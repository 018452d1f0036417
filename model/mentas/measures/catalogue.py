"""The catalogue of measures: adding one takes about six lines.

A *ratio* and a *count* give a value for each row and are summed by group; a *whole* is one number of the world.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from mentas import units

if TYPE_CHECKING:
    from mentas.measures.people import People

Ratio = tuple[np.ndarray, np.ndarray]
Better = Literal["lower", "higher", "none"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its name, unit, titles, which direction is better, and how it is worked out."""

    name: str
    form: Literal["ratio", "count", "whole"]
    unit: str
    title: dict[str, str]
    better: Better
    sentence: str
    function: Callable[[People], Any]


CATALOGUE: dict[str, Measure] = {}


def _register(form: Literal["ratio", "count", "whole"]) -> Callable[..., Callable[[Callable[..., Any]], Any]]:
    def decorator(*, unit: str, id: str, en: str, better: Better) -> Callable[[Callable[..., Any]], Any]:  # noqa: A002
        if not units.known(unit):
            raise ValueError(f"'{unit}' is not a unit")

        def enter(function: Callable[..., Any]) -> Callable[..., Any]:
            name = function.__name__
            sentence = (function.__doc__ or "").strip()
            CATALOGUE[name] = Measure(name, form, unit, {"id": id, "en": en}, better, sentence, function)
            return function

        return enter

    return decorator


ratio = _register("ratio")
"""A measure that is one sum over another; the function gives both for each row. Worked out for every group."""
count = _register("count")
"""A measure that is a sum; the function gives a value for each row. Worked out for every group."""
whole = _register("whole")
"""A measure of the whole world; the function gives one number."""
