"""Regions: what is read, what is refused, and when two are the same."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mentas.population import Region, load_region, regions
from mentas.population.figures import Figure
from mentas.population.region import PACKAGED, make_region

DOCUMENT: dict[str, Any] = {"title": {"id": "x", "en": "x"}, "regencies": ["Dusun Hilir", "Dusun Hulu"]}


def changed(region: Region, quantity: str, **fields: Any) -> Region:
    """The village with one figure changed."""
    figures = [replace(f, **fields) if f.quantity == quantity else f for f in region.figures]
    return make_region("village", DOCUMENT, figures)


def test_the_package_brings_a_province_and_a_village() -> None:
    assert regions() == ("kaltim", "village")


def test_the_province_has_ten_regencies_and_0_96_million_households(kaltim: Region) -> None:
    assert len(kaltim.regencies) == 10
    assert kaltim.persons.sum() == pytest.approx(3.83e6, rel=1e-3)
    assert kaltim.households.sum() == pytest.approx(957_000, rel=1e-3)


def test_the_village_has_sixty_households_in_two_hamlets(village: Region) -> None:
    assert village.households.tolist() == [32.0, 28.0]


def test_a_region_survives_pickling(kaltim: Region) -> None:
    again = pickle.loads(pickle.dumps(kaltim))
    assert again == kaltim
    assert again.persons.tolist() == kaltim.persons.tolist()
    assert again.survey_programmes == {"pkh": {"quota": 61978}, "bpnt": {"quota": 114695}}


def test_arrays_cannot_be_changed_by_a_world(kaltim: Region) -> None:
    with pytest.raises(ValueError, match="read-only"):
        kaltim.poverty_line[0] = 1.0


def test_a_digest_sees_figures_and_not_words(village: Region) -> None:
    same = changed(village, "persons", note="other words", source="other source")
    assert changed(village, "poverty_line", value=700001.0) != same
    assert same == changed(village, "mean_spending", url="elsewhere")
    assert same == make_region("other name", DOCUMENT | {"title": {"id": "y", "en": "y"}}, village.figures)
    assert same != make_region("village", DOCUMENT | {"survey_programmes": {"pkh": {"quota": 9}}}, village.figures)


@pytest.mark.parametrize(
    ("quantity", "value", "complaint"),
    [
        ("poverty_rate", 0.0, "poverty_rate"),
        ("poverty_rate", 120.0, "poverty_rate"),
        ("persons", 0.0, "persons"),
        ("poverty_line", -1.0, "poverty_line"),
        ("urban_share", 1.1, "urban_share"),
        ("demography.household_size_poor", 3.0, "household_size"),
        ("national_cut.2", 1.0, "national_cut"),
        ("business.sectors_rural.trade", 0.9, "they sum to one"),
        ("distribution.gb2.a", 0.0, "distribution.gb2"),
        ("business.share", 1.5, "business.share"),
    ],
)
def test_figures_out_of_bounds_are_named(village: Region, quantity: str, value: float, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        changed(village, quantity, value=value)


@pytest.mark.parametrize("quantity", ["business.share", "distribution.top_rank", "national_cut.9", "poverty_line"])
def test_a_missing_figure_is_named(village: Region, quantity: str) -> None:
    kept = [figure for figure in village.figures if figure.quantity != quantity]
    with pytest.raises(ValueError, match=quantity):
        make_region("village", DOCUMENT, kept)


def test_a_region_of_ones_own_is_found_beside_the_scenario(tmp_path: Path, village: Region) -> None:
    shutil.copytree(PACKAGED / "village", tmp_path / "mine")
    assert load_region("mine", beside=tmp_path) == village
    with pytest.raises(ValueError, match="nowhere.*kaltim, village"):
        load_region("nowhere", beside=tmp_path)


def test_published_figures_are_kept_apart_from_those_that_are_used(kaltim: Region) -> None:
    assert kaltim.published["poverty_gap"] == pytest.approx(0.00878)
    without = [f for f in kaltim.figures if f.quantity != "published.poverty_gap"]
    document = {"title": kaltim.title, "regencies": kaltim.regencies, "survey_programmes": kaltim.survey_programmes}
    assert make_region("kaltim", document, without) == kaltim


def test_figures_are_figures(kaltim: Region) -> None:
    assert all(isinstance(figure, Figure) and np.isfinite(figure.value) for figure in kaltim.figures)
