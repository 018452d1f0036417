"""mentas: what the same rupiah does for the poor as a monthly transfer, as a family's business, or as a group's.

    import mentas

    scenario = mentas.load_scenario("scenarios/kaltim/mixed.yaml")
    result = mentas.run(scenario.with_changes({"years": 5}), seed=1)

Names load on first use, so that `import mentas` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentas.scenario import Scenario, load_scenario
    from mentas.studies.one import Result, run
    from mentas.views import Household, KubeGroup, Market
    from mentas.world import World

__version__ = "0.1.0"

__all__ = ["Household", "KubeGroup", "Market", "Result", "Scenario", "World", "__version__", "load_scenario", "run"]

_HOMES = {
    "Scenario": "mentas.scenario",
    "load_scenario": "mentas.scenario",
    "Result": "mentas.studies.one",
    "run": "mentas.studies.one",
    "Household": "mentas.views",
    "KubeGroup": "mentas.views",
    "Market": "mentas.views",
    "World": "mentas.world",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mentas' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
