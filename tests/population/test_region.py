"""Regions: what is read, what is refused, and when two are the same."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mentas.files import Refusal
from mentas.population import Region, load_region, regions
from mentas.population.region import PACKAGED, make_region


def again(region: Region, **changes: Any) -> Region:
    """The region made anew from its own parts, some of them changed."""
    parts = {
        "title": region.title,
        "period": region.period,
        "regencies": region.regencies,
        "survey_programmes": region.survey_programmes,
        "figures": region.figures,
        "place": "figures.csv",
    }
    return make_region(region.name, **(parts | changes))


def changed(region: Region, quantity: str, **fields: Any) -> Region:
    """The region with one quantity's figures changed."""
    return again(region, figures=[replace(f, **fields) if f.quantity == quantity else f for f in region.figures])


def test_the_package_brings_a_province_and_a_village() -> None:
    assert regions() == ("kaltim", "kaltim_2022", "village")


def test_the_province_has_ten_regencies_and_0_96_million_households(kaltim: Region) -> None:
    assert len(kaltim.regencies) == 10
    assert kaltim.persons.sum() == pytest.approx(3.83e6, rel=1e-3)
    assert kaltim.households.sum() == pytest.approx(957_000, rel=1e-3)


def test_the_village_has_sixty_households_in_two_hamlets(village: Region) -> None:
    assert village.households.tolist() == [32.0, 28.0]


def test_a_region_survives_pickling(kaltim: Region) -> None:
    copy = pickle.loads(pickle.dumps(kaltim))
    assert copy == kaltim
    assert copy.persons.tolist() == kaltim.persons.tolist()
    assert copy.survey_programmes == {"pkh": {"quota": 61978}, "bpnt": {"quota": 114695}}


def test_arrays_cannot_be_changed_by_a_world(kaltim: Region) -> None:
    with pytest.raises(ValueError, match="read-only"):
        kaltim.poverty_line[0] = 1.0


def test_a_digest_sees_figures_and_not_words(village: Region) -> None:
    assert again(village) == village
    assert changed(village, "persons", note="other words", source="other source", url="elsewhere") == village
    assert again(village, title={"id": "y", "en": "y"}, figures=village.figures[::-1]) == village
    assert changed(village, "poverty_line", value=700001.0) != village
    assert changed(village, "distribution.gb2.a", value=2.81) != village
    assert again(village, survey_programmes={"pkh": {"quota": 9}}) != village
    assert village != "village" and hash(again(village)) == hash(village)


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
        ("distribution.gb2.q", 0.3, "distribution.gb2"),
        ("distribution.shifted_lognormal.shift", 1.0, "shifted_lognormal"),
        ("distribution.top_rank", 0.5, "top_rank"),
        ("demography.female_headed_share", 0.9, "female_headed_share"),
        ("business.sectors_urban.craft", -0.05, "sectors_urban"),
        ("province_line", 0.0, "province_line"),
        ("business.share", 1.5, "business.share"),
    ],
)
def test_figures_out_of_bounds_are_named(village: Region, quantity: str, value: float, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        changed(village, quantity, value=value)


@pytest.mark.parametrize("quantity", ["business.share", "distribution.gb2.q", "national_cut.9", "poverty_line"])
def test_a_missing_figure_is_named(village: Region, quantity: str) -> None:
    kept = [figure for figure in village.figures if figure.quantity != quantity]
    with pytest.raises(Refusal, match=quantity):
        again(village, figures=kept)


def test_a_region_of_ones_own_is_found_beside_the_scenario(tmp_path: Path, village: Region) -> None:
    shutil.copytree(PACKAGED / "village", tmp_path / "mine")
    assert load_region("mine", beside=tmp_path) == village
    with pytest.raises(ValueError, match="nowhere.*kaltim, kaltim_2022, village"):
        load_region("nowhere", beside=tmp_path)


def test_published_figures_are_kept_apart_from_those_that_are_used(kaltim: Region) -> None:
    assert kaltim.published["poverty_gap"] == pytest.approx(0.00878)
    assert again(kaltim, figures=[f for f in kaltim.figures if f.quantity != "published.poverty_gap"]) == kaltim


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  - Dusun Hulu", "  - Dusun Hilir", "region.yaml:9:3: regencies: must be names, each of them once"),
        ("period: 2025-03", "period: 2025", "region.yaml:6:9: period: must be a month"),
        ("  en: Example Village", "", "title: has no text in 'en'"),
        (
            "survey_programmes",
            "survey_programme",
            "survey_programme: is not known here.*did you mean survey_programmes",
        ),
        ("regencies:", "places:", "regencies: is missing"),
        ("  - Dusun Hulu", "  - Dusun Jauh", "persons of Dusun Jauh: 0 figures"),
    ],
)
def test_a_region_yaml_that_is_wrong_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    shutil.copytree(PACKAGED / "village", tmp_path / "mine")
    path = tmp_path / "mine" / "region.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal, match=complaint):
        load_region("mine", beside=tmp_path)


@pytest.mark.parametrize("name", ["", "..", "a" * 5000, "\0", "kaltim/figures.csv", "/"])
def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="neither a folder"):
        load_region(name, beside=tmp_path)


def test_reading_a_region_loads_no_slow_library() -> None:
    code = (
        "import sys; from mentas.population import load_region; load_region('kaltim');"
        "slow = {'numba', 'pandas', 'scipy', 'SALib', 'mesa', 'matplotlib'} & set(sys.modules); assert not slow, slow"
    )
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
