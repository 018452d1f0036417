"""The synthetic nation that the benchmark of regions runs."""

from __future__ import annotations

import pytest

from benchmarks import nation_study
from mentas.population.region import load_region
from mentas.studies import design


def test_provinces_add_up_to_the_households_asked_for_and_differ(tmp_path):
    nation_study.write(1_000_000, folder=tmp_path, years=1)
    sizes = nation_study.sizes(tmp_path)
    assert len(sizes) == 11 and sum(sizes) == pytest.approx(1_000_000, abs=200)
    assert max(sizes) == pytest.approx(220_000, abs=50)
    kaltim, first = load_region("kaltim"), load_region(str(tmp_path / "province01"))
    assert first.poverty_line == pytest.approx(0.9 * kaltim.poverty_line, rel=1e-5)
    assert first.poverty_rate == pytest.approx(1.6 * kaltim.poverty_rate, rel=1e-4)
    assert len({load_region(str(path.parent)).digest for path in tmp_path.glob("*/region.yaml")}) == 11


def test_the_envelope_is_the_provinces_for_each_household_and_all_of_it_is_divided(tmp_path):
    study = design.load_study(nation_study.write(2_000_000, folder=tmp_path, years=1))
    for place, arm in enumerate(study.arms):
        assert arm.scenario.budget.per_year == round(460_000_000_000 * 2_000_000 / 957_057)
        parts = [shard.arms[place].scenario.budget.per_year for shard in study.regions]
        assert sum(parts) == arm.scenario.budget.per_year and min(parts) > 0
