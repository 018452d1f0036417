"""Measures: functions of the world with a unit each."""

from __future__ import annotations

from mentas.measures import enterprise, inequality, poverty, welfare
from mentas.measures.catalogue import CATALOGUE, Measure
from mentas.measures.table import table, transitions

__all__ = ["CATALOGUE", "Measure", "enterprise", "inequality", "poverty", "table", "transitions", "welfare"]
