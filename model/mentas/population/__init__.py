"""The population: regions and the households drawn from their figures."""

from mentas.population.draw import build
from mentas.population.region import Region, load_region, regions
from mentas.population.welfare import target_quantile, target_rank

__all__ = ["Region", "build", "load_region", "regions", "target_quantile", "target_rank"]
