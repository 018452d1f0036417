"""A province that only YAML and CSV describe: it builds, is anchored, pays its programmes, is compared and reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas.files import Refusal
from mentas.state import SECTORS
from mentas.studies import batch, design
from mentas.world import World

HERE = Path(__file__).parents[1] / "regions"
SCENARIO = HERE / "pulau_harapan.yaml"
PACKAGE = Path(mentas.__file__).parent


@pytest.fixture(scope="module")
def start() -> World:
    """The island before its first month; not to be stepped."""
    return World(mentas.load_scenario(SCENARIO), seed=2)


def test_no_code_knows_the_place() -> None:
    texts = [path.read_text(encoding="utf-8").lower() for path in PACKAGE.rglob("*.py")]
    assert not any("harapan" in text for text in texts)


def test_its_households_are_those_of_its_figures(start: World) -> None:
    region, h = start.region, start.households
    assert region.regencies == ("Tanjung Ria", "Lembah Padi", "Bukit Kapur", "Kota Dermaga")
    # 61,000 / 4.4 = 13,864; 98,000 / 4.4 = 22,273; 27,000 / 4.4 = 6,136; 140,000 / 4.4 = 31,818
    assert np.bincount(h.regency, weights=h.weight).tolist() == [13864.0, 22273.0, 6136.0, 31818.0]
    rural = (h.urban == 0) & (h.open > 0)
    share = np.bincount(h.sector[rural], weights=h.weight[rural]) / h.weight[rural].sum()
    assert set(np.argsort(share)[-2:]) == {SECTORS.index("farming"), SECTORS.index("fishing")}


def test_each_regency_starts_at_its_own_poverty_rate_on_its_own_line(start: World) -> None:
    h = start.households
    persons = h.weight * h.size
    poor = np.bincount(h.regency, weights=persons * (h.spending_mean < h.need)) / np.bincount(
        h.regency, weights=persons
    )
    assert poor == pytest.approx([0.245, 0.162, 0.31, 0.084], abs=0.006)


def test_all_programmes_run_at_the_island_s_own_amounts() -> None:
    result = mentas.run(mentas.load_scenario(SCENARIO).with_changes({"years": 1}), seed=2, strict=True)
    money = result.spending.groupby("programme")[["budget", "delivered", "admin", "leaked", "unspent"]].sum()
    assert money["budget"].to_dict() == {
        "pkh": 10_000_000_000, "bpnt": 10_000_000_000, "uep": 10_000_000_000, "kube": 6_000_000_000,
        "wrse": 4_000_000_000,
    }  # fmt: skip
    assert (money[["delivered", "admin", "leaked", "unspent"]].sum(axis=1) == money["budget"]).all()
    assert (money["delivered"] > 0).all()
    assert set(result.spending["regency"]) == {"Tanjung Ria", "Lembah Padi", "Bukit Kapur", "Kota Dermaga"}


@pytest.mark.slow
def test_its_policies_are_compared_and_reported(tmp_path: Path) -> None:
    from mentas.report import findings, study

    paths = [HERE / "pulau_harapan_no_programmes.yaml", SCENARIO]
    asked = design.with_settings(design.study_of(paths, changes={"scale": 0.02, "years": 1}), replicates=2)
    done = batch.run(asked, out=tmp_path / "out", workers=1)
    assert not done.failures
    found = study.read(done.folder)
    assert found.region("id") == "Pulau Harapan"
    assert any("Hope Island" in text for text in findings.sentences(found, "en"))


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., str]:
    """The message with which the island is refused when a text in one of its files is another."""

    def read(file: str, old: str, new: str) -> str:
        shutil.copytree(HERE, tmp_path, dirs_exist_ok=True)
        path = tmp_path / "pulau_harapan" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            mentas.load_scenario(tmp_path / SCENARIO.name)
        return str(refusal.value)

    return read


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("figures.csv", "Tanjung Ria,2024-09,61000", "Tanjong Ria,2024-09,61000",
         "persons of Tanjung Ria: 0 figures, one is needed; Tanjong Ria has figures and is no regency"),
        ("figures.csv", "business.share", "busines.share",
         "business.share: has no figure; did you mean busines.share?"),
        ("figures.csv", "24.5,percent", "124.5,percent",
         "figures.csv:6:1: poverty_rate: is out of bounds; allowed: above 0 and below 100 per cent"),
        ("figures.csv", "24.5,percent", "24.5,procent", "has the unknown unit 'procent'; did you mean percent?"),
        ("figures.csv", "24.5,percent", '"24,5",percent', "has the value '24,5', which is not a plain number"),
        ("figures.csv", "H005", "H004", "figures.csv:6:1: H004: has an id that was used before"),
        ("region.yaml", "period: 2024-09", "period: 09/2024", "region.yaml:7:9: period: must be a month"),
        ("region.yaml", "codes: [9901, ", "codes: [", "region.yaml:15:8: codes: must be one for each regency"),
        ("region.yaml", "pkh: {quota", "pkhh: {quota", "is not a programme that comes with mentas"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_its_files_is_said_where(broken: Any, file: str, old: str, new: str, said: str) -> None:
    assert said in broken(file, old, new)
