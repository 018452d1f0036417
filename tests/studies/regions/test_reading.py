"""What a study may say of regions, how money is divided, and how all else is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mentas.files import Refusal
from mentas.population.region import PACKAGED
from mentas.studies import design, manifest
from mentas.studies.problems import RefusedError
from mentas.studies.regions.shard import parts, seed_of

TOY = Path(__file__).parents[3] / "scenarios" / "toy"

STUDY = """\
kind: compare
title: {id: Uji, en: Test}
question: {id: Apa?, en: What?}
scenarios: [TOY/village.yaml, TOY/village_grants.yaml]
constants: {budget.per_year: 400_000_001, programmes.uep.quota: 11}
replicates: 2
seed: 9
regions:
  - {region: village}
  - {region: hamlet}
"""


def write(folder, old="", new=""):
    shutil.copytree(PACKAGED / "village", folder / "hamlet")
    figures = folder / "hamlet" / "figures.csv"
    figures.write_text(
        figures.read_text().replace("poverty_rate,Dusun Hilir,2025-03,12", "poverty_rate,Dusun Hilir,2025-03,48")
    )
    path = folder / "study.yaml"
    path.write_text(STUDY.replace(old, new).replace("TOY", str(TOY)))
    return path


def _money(study):
    return [[arm.scenario.budget.per_year for arm in shard.arms] for shard in study.regions]


def test_money_is_divided_by_poor_people_to_the_rupiah(tmp_path):
    study = design.load_study(write(tmp_path))
    # poor: 128 x 0.12 + 112 x 0.2 = 37.76, and 128 x 0.48 + 112 x 0.2 = 83.84 people
    assert [(shard.name, shard.poor) for shard in study.regions] == [("village", 38), ("hamlet", 84)]
    assert [shard.share for shard in study.regions] == [38 / 122, 84 / 122]
    assert _money(study) == [[124_590_164] * 2, [275_409_837] * 2]  # 400,000,001 x 38 / 122 = 124,590,164.2
    quotas = [{p.name: p.quota for p in shard.arms[1].scenario.programmes}["uep"] for shard in study.regions]
    assert quotas == [3, 8]  # 11 x 38 / 122 = 3.4
    assert [arm.name for arm in study.regions[1].arms] == [arm.name for arm in study.arms]
    assert study.arms[0].scenario.budget.per_year == 400_000_001


def test_a_share_may_be_said(tmp_path):
    text = "regions:\n  - {region: village, budget_share: 0.25}\n  - {region: hamlet, budget_share: 0.75}\n"
    study = design.load_study(write(tmp_path, STUDY[STUDY.index("regions:") :], text))
    assert _money(study) == [[100_000_000] * 2, [300_000_001] * 2]


@pytest.mark.parametrize(("whole", "weights"), [(10, [1, 1, 1]), (460_000_000_000, [7, 0, 199_710, 3]), (2, [1] * 38)])
def test_parts_add_up_and_each_is_within_one_of_its_due(whole, weights):
    found = parts(whole, weights)
    assert sum(found) == whole
    assert all(abs(part - whole * weight / sum(weights)) <= 1 for part, weight in zip(found, weights, strict=True))


def test_luck_goes_by_the_name_of_a_region():
    seeds = {seed_of(seed, name) for seed in (1, 2) for name in ("kaltim", "jabar")}
    assert len(seeds) == 4 and all(0 <= seed < 2**63 for seed in seeds)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("region: hamlet", "region: hamlt", "10:14: regions[1].region", "did you mean hamlet?"),
        ("{region: hamlet}", "{regon: hamlet}", "10:6: regions[1].regon", "did you mean region?"),
        ("{region: hamlet}", "{region: village}", "10:5: regions[1]", "names the region 'village' twice"),
        ("{region: hamlet}", "{region: hamlet, budget_share: 0.5}", "9:5: regions[0].budget_share", "is missing"),
        ("{region: hamlet}", "{region: hamlet, budget_share: 50%}", "10:36: regions[1].budget_share", "percent"),
        ("{region: hamlet}", "hamlet", "10:5: regions[1]", "must be a mapping"),
        ("  - {region: village}\n  - {region: hamlet}", "  []", "9:3: regions", "names no region"),
        ("400_000_001", "60_000_000", "9:5: regions[0]", "cannot have scenario village: programmes."),
        ("kind: compare", "kind: sweep\ndesign: {method: grid}\nlevers: {programmes.uep.grant: {values: [1, 2]}}",
         "10:1: regions", "belongs to a comparison"),
    ],
)  # fmt: skip
def test_a_refusal_names_place_field_and_what_is_allowed(tmp_path, old, new, place, words):
    path = write(tmp_path, old, new)
    with pytest.raises(Refusal) as caught:
        design.load_study(path)
    lines = [line for line in str(caught.value).splitlines() if words in line]
    assert lines and lines[0].startswith(f"{path}:{place}"), str(caught.value)


def test_shares_that_do_not_sum_to_one_are_refused(tmp_path):
    text = "regions:\n  - {region: village, budget_share: 0.25}\n  - {region: hamlet, budget_share: 0.7}\n"
    with pytest.raises(Refusal, match=r"9:3: regions: shares sum to 0\.95; allowed: a sum of 1"):
        design.load_study(write(tmp_path, STUDY[STUDY.index("regions:") :], text))


def test_a_study_of_regions_is_made_again_from_its_manifest(tmp_path):
    of = design.load_study(write(tmp_path))
    folder = tmp_path / "out"
    folder.mkdir()
    manifest.write(folder, manifest.describe(of, command=[], started="now"))
    again = manifest.study(folder)
    assert [shard.account() for shard in again.regions] == [shard.account() for shard in of.regions]
    assert [a.scenario for s in again.regions for a in s.arms] == [a.scenario for s in of.regions for a in s.arms]
    figures = tmp_path / "hamlet" / "figures.csv"
    figures.write_text(
        figures.read_text().replace("poverty_rate,Dusun Hilir,2025-03,48", "poverty_rate,Dusun Hilir,2025-03,47")
    )
    with pytest.raises(RefusedError, match="region hamlet is not what the manifest says"):
        manifest.study(folder)
