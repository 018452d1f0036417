"""Where lives are told twice, and by which luck."""

from __future__ import annotations

from pathlib import Path

import mentas

SCENARIOS = Path(__file__).parents[2] / "scenarios"

SEED = 3


def kaltim(name: str, *, scale: float) -> mentas.Scenario:
    """A shipped scenario of East Kalimantan, on few rows of all its ten regencies."""
    return mentas.load_scenario(SCENARIOS / "kaltim" / name).with_changes({"scale": scale})
