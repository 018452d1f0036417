"""Scenarios: YAML read, checked and resolved."""

from __future__ import annotations

from mentas.scenario.reading import load_scenario
from mentas.scenario.scenario import Scenario

__all__ = ["Scenario", "load_scenario"]
