"""A world that begins from a file: who is in it, what it spends on the first day, and what it never changes."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas import beginning
from mentas.files import Refusal
from mentas.studies import key, manifest
from mentas.world import World

from .conftest import rows, write

VILLAGE = Path(__file__).parents[3] / "scenarios" / "toy" / "village.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the village on its own data, with and without an `id`."""
    path = tmp_path_factory.mktemp("own")
    write(path / "plain.csv", rows())
    table = [row | {"id": 7 * n + 1} for n, row in enumerate(rows())]
    write(path / "numbered.csv", table)
    write(path / "turned.csv", table[::-1])
    for name in ("plain", "numbered", "turned"):
        text = f"extends: {VILLAGE}\nyears: 1\npopulation:\n  microdata: {name}.csv\n"
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def begin(folder: Path) -> Callable[..., World]:
    """Worlds of the village on its own data."""

    def make(name: str = "plain", **changes: Any) -> World:
        scenario = mentas.load_scenario(folder / f"{name}.yaml")
        return World(scenario.with_changes(changes) if changes else scenario, seed=5, strict=True)

    return make


@pytest.fixture(scope="module")
def world(begin: Callable[..., World]) -> World:
    """The village as its file says, before its first month; not to be stepped."""
    return begin()


def test_every_household_of_the_file_is_there_as_it_was_given(world: World) -> None:
    h, table = world.households, rows()
    assert h.id.size == 60 and h.weight.sum() == 60.0
    order = np.argsort(h.id)
    for name, column in (
        ("infants", "infants"), ("adults", "adults"), ("elderly", "elderly"), ("pregnant", "pregnant"),
        ("female_headed", "female_headed"), ("business", "open"), ("savings", "cash"), ("decile", "registered_decile"),
    ):  # fmt: skip
        assert getattr(h, column)[order].tolist() == [row[name] for row in table], name
    runs = np.array([row["business"] for row in table]) > 0
    assert h.capital[order][runs].tolist() == [row["capital"] for row in table if row["business"]]
    assert h.size.tolist() == (h.infants + h.primary + h.junior + h.senior + h.adults + h.elderly).tolist()
    assert h.need.tolist() == (world.poverty_line[h.regency] * h.size).astype(np.float32).tolist()


def test_spending_on_the_first_day_is_near_the_file_and_poverty_is_the_files(world: World) -> None:
    h = world.households
    given = np.array([row["spending_person"] for row in rows()])[h.id // 2**20] * h.size
    assert np.corrcoef(np.log(h.spending_mean), np.log(given))[0, 1] > 0.9
    assert np.median(np.abs(np.log(h.spending_mean / given))) < 0.25
    line = world.poverty_line[h.regency]
    for regency in (0, 1):
        here = h.regency == regency
        expected = np.sum((h.size * (given < line * h.size))[here]) / np.sum(h.size[here])
        found = np.sum((h.size * (h.spending_mean < h.need))[here]) / np.sum(h.size[here])
        assert found == pytest.approx(expected, abs=5.5 / np.sum(h.size[here]))  # no more than one household off


def test_those_whom_the_file_lists_are_paid_in_the_burn_in_and_nobody_else(folder: Path) -> None:
    scenario = mentas.load_scenario(folder / "plain.yaml").with_changes(
        {"budget": None, "programmes": {n: {"active": False} for n in ("uep", "kube")} | {"bpnt": {"quota": 3}}}
    )
    h = (made := World(scenario, seed=5)).households
    place = h.id // 2**20
    assert set(place[(h.enrolled & made.bit("bpnt")) > 0]) == set(range(10))
    assert set(place[h.transfers_mean > 0]) == set(range(10))


def test_every_family_that_the_file_lists_for_pkh_is_paid_whose_member_pkh_pays_for(folder: Path) -> None:
    kaltim = VILLAGE.parents[1] / "kaltim"
    (folder / "province.yaml").write_text(f"extends: {kaltim / 'own_data.yaml'}\n", encoding="utf-8")
    world = World(mentas.load_scenario(folder / "province.yaml").with_changes({"scale": 0.002}), seed=5)
    with (kaltim / "data" / "synthetic_extract.csv").open(encoding="utf-8") as handle:
        listed = {int(row["id"]) for row in csv.DictReader(handle) if row["pkh"] == "1"}
    given = np.isin(world.households.id // 2**20, list(listed))
    paid = (world.households.enrolled & world.bit("pkh")) > 0
    assert given.sum() > 50
    assert np.array_equal(paid, given)


def test_more_rows_than_the_file_has_are_copies_with_luck_of_their_own(tmp_path: Path) -> None:
    write(tmp_path / "few.csv", [row | {"weight": 3} for row in rows(20)])
    (tmp_path / "few.yaml").write_text(f"extends: {VILLAGE}\npopulation: {{microdata: few.csv}}\n", encoding="utf-8")
    h = World(mentas.load_scenario(tmp_path / "few.yaml"), seed=5).households
    assert np.bincount(h.id // 2**20).tolist() == [3] * 20
    assert np.unique(h.id).size == 60 and h.weight.tolist() == [1.0] * 60
    assert np.unique(h.ability).size > 50


def test_the_order_of_rows_does_not_matter_where_households_are_numbered(begin: Callable[..., World]) -> None:
    worlds = [begin("numbered"), begin("turned")]
    for made in worlds:
        for _ in range(12):
            made.step()
    for name, one, other in zip(worlds[0].households._fields, worlds[0].households, worlds[1].households, strict=True):
        assert one.tobytes() == other.tobytes(), name


def test_the_same_seed_gives_the_same_bytes_and_another_replicate_does_not(begin: Callable[..., World]) -> None:
    one, again = begin(), begin()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one.households, again.households, strict=True))
    other = World(one.policy, seed=5, replicate=1)
    assert not np.array_equal(other.households.ability, one.households.ability)


def test_a_policy_of_nothing_equals_no_policy(begin: Callable[..., World]) -> None:
    off = {name: {"active": False} for name in ("bpnt", "uep", "kube")}
    none = begin(budget=None, programmes=off)
    nothing = begin(budget=None, programmes={n: {"active": True, "quota": 0} for n in ("bpnt", "uep", "kube")})
    for _ in range(12):
        none.step(), nothing.step()
    assert none.households.spending_mean.tobytes() == nothing.households.spending_mean.tobytes()


def test_what_is_in_the_file_is_in_the_key_and_in_the_manifest(folder: Path, tmp_path: Path) -> None:
    scenario = mentas.load_scenario(folder / "plain.yaml")
    own = scenario.population.microdata
    assert own is not None
    told = manifest.scenario("plain", "plain.yaml", scenario)["microdata"]
    assert (told["rows"], told["households"], told["imputed"]) == (60, 60.0, {})
    assert told["sha256"] == own.sha256 and told["file"].endswith("plain.csv")
    changed = rows()
    changed[0]["savings"] += 1
    write(tmp_path / "plain.csv", changed)
    (tmp_path / "plain.yaml").write_text((folder / "plain.yaml").read_text(), encoding="utf-8")
    other = mentas.load_scenario(tmp_path / "plain.yaml")
    assert key.scenario_digest(scenario) != key.scenario_digest(other)
    assert beginning.key(scenario, 1, 0) != beginning.key(other, 1, 0)
    write(tmp_path / "plain.csv", rows())
    assert key.scenario_digest(mentas.load_scenario(tmp_path / "plain.yaml")) == key.scenario_digest(scenario)
    imputed = scenario.with_changes({"population.impute": ["savings"]})
    assert key.scenario_digest(imputed) != key.scenario_digest(scenario)


def test_a_file_that_changes_under_a_scenario_is_refused_and_a_pickle_is_small(tmp_path: Path) -> None:
    table = [row | {"savings": row["savings"] + 3} for row in rows()]
    write(tmp_path / "plain.csv", table)
    (tmp_path / "plain.yaml").write_text(
        f"extends: {VILLAGE}\npopulation: {{microdata: plain.csv}}\n", encoding="utf-8"
    )
    scenario = mentas.load_scenario(tmp_path / "plain.yaml")
    data = pickle.loads(pickle.dumps(scenario.population.microdata))
    assert data == scenario.population.microdata and len(pickle.dumps(data)) < 50_000
    write(tmp_path / "plain.csv", rows())
    from mentas.population.microdata import source

    source._read.clear()
    with pytest.raises(Refusal, match="has changed since the scenario was read"):
        _ = data.values


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("microdata: plan.csv", ":4:14: population.microdata: there is no file .*plan.csv; did you mean plain.csv"),
        ("microdata: ''", "population.microdata: is empty"),
        ("microdata: ..", "is not a regular file"),
        ("microdata: /dev/zero", "/dev/zero: is not a regular file"),
        ("microdata: plain.csv\n  impute: [saving]", ":5:12: population.impute.*did you mean savings"),
        ("microdata: plain.csv\n  impute: most", "population.impute: 'most' is not known; allowed: all"),
        ("microdata: plain.csv\n  decimal: ;", "population.decimal: ';' is not known"),
        ("microdata: plain.csv\n  spending_unit: thousands", "did you mean thousand"),
        ("impute: all", "population.impute: says how a file is written, but there is none"),
        ("microdatta: plain.csv", "population.microdatta: is not known here.*did you mean microdata"),
    ],
)
def test_a_scenario_that_names_its_file_wrongly_is_refused_with_its_place(folder: Path, line: str, said: str) -> None:
    bad = folder / "bad.yaml"
    bad.write_text(f"extends: {VILLAGE}\nyears: 1\npopulation:\n  {line}\n", encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        mentas.load_scenario(bad)


def test_the_shipped_example_is_valid_and_holds_no_column_too_many() -> None:
    scenario = mentas.load_scenario(VILLAGE.parents[1] / "kaltim" / "own_data.yaml")
    own = scenario.population.microdata
    assert own is not None and set(own.imputed) == {"savings"}
    assert own.households == pytest.approx(scenario.region.households.sum(), rel=1e-3)
    with own.path.open(encoding="utf-8") as handle:
        assert len(list(csv.DictReader(handle))) == own.rows


def test_scenarios_on_other_households_are_not_compared(folder: Path) -> None:
    from mentas.studies import design

    with pytest.raises(Refusal, match="'plain' has other households .* than 'village'"):
        design.study_of([VILLAGE, folder / "plain.yaml"])
    assert len(design.study_of([folder / "plain.yaml"]).arms) == 1


@pytest.mark.slow
def test_two_workers_read_the_file_and_give_what_one_gives(folder: Path, tmp_path: Path) -> None:

    from mentas.studies import batch, design

    cash = folder / "cash.yaml"
    cash.write_text("extends: plain.yaml\nbudget: {shares: {bpnt: 1, uep: 0, kube: 0}}\n", encoding="utf-8")
    asked = design.with_settings(design.study_of([cash, folder / "plain.yaml"]), replicates=2)
    done = [batch.run(asked, out=tmp_path / str(workers), workers=workers) for workers in (1, 2)]
    assert not any(study.failures for study in done)
    assert done[0].summary.equals(done[1].summary)
