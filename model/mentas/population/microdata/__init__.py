"""A planner's own microdata: one row a household, read, judged, and made into the population of a region."""

from __future__ import annotations

from mentas.population.microdata.columns import json_schema
from mentas.population.microdata.settings import Settings
from mentas.population.microdata.source import Microdata, load

__all__ = ["Microdata", "Settings", "json_schema", "load"]
