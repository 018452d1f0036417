"""Stories of a finished study: its runs are lived again, and are the same runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import mentas
from mentas.studies import batch, manifest, verify
from mentas.studies.design import Arm, Study
from mentas.studies.names_of_tables import EVERY, STORIES
from mentas.studies.problems import RefusedError
from mentas.studies.space.outcome import Outcome
from mentas.studies.story import book, choice, making
from mentas.studies.story.watch import STATES

VILLAGE = Path(__file__).parents[3] / "scenarios/toy/village.yaml"
WORDS = {"id": "Uji", "en": "Test"}
SHARES = {"transfers": {"bpnt": 1.0, "uep": 0.0, "kube": 0.0}, "groups": {"bpnt": 0.0, "uep": 0.3, "kube": 0.7}}
BOTH = ["transfers", "groups"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A study of the village, three replicates of three years, and the stories of one of them."""
    plain = mentas.load_scenario(VILLAGE).with_changes({"years": 3})
    policies = {"village": plain}
    policies |= {name: plain.with_changes({"budget.shares": shares}) for name, shares in SHARES.items()}
    arms = tuple(Arm(name=name, file=str(VILLAGE), scenario=each) for name, each in policies.items())
    study = Study(
        name="test", kind="compare", title=WORDS, question=WORDS, seed=7, arms=arms, baseline="transfers",
        replicates=3, wanted=(Outcome("poverty_rate"),), outcomes=("poverty_rate",),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("study") / "out"
    batch.run(study, out=folder, workers=1)
    making.make(folder, policies=BOTH, replicate=1)
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    return Path(shutil.copytree(finished, tmp_path / "out"))


@pytest.fixture
def lives(monkeypatch):
    """How often worlds are lived."""
    found = []
    real = making._live
    monkeypatch.setattr(making, "_live", lambda *args, **how: found.append(how) or real(*args, **how))
    return found


def change(folder, **fields):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_stories_say_whose_runs_they_are(finished):
    found = book.read(finished)
    rows = pq.read_table(finished / "runs.parquet").to_pylist()
    of = {(row["scenario"], row["replicate"]): (row["key"], row["digest"]) for row in rows}
    assert [(each["key"], each["digest"]) for each in found.policies] == [of["transfers", 1], of["groups", 1]]
    assert (found.replicate, found.seed, found.households, found.start) == (1, 7, 60.0, "2025-03")
    assert found.stories and sum(found.kinds.values()) <= 60
    for story in found.stories:
        assert found.kinds[story.kind] >= story.weight and story.middle
        assert {len(values) for life in story.lives for values in life.months.values()} == {37}


def test_a_story_is_what_the_world_of_the_run_gives_when_stepped_by_hand(finished):
    from mentas.world import World

    story = book.read(finished).stories[0]
    (arm,) = (arm for arm in manifest.study(finished).arms if arm.name == "groups")
    world = World(arm.scenario, seed=7, replicate=1)
    (row,) = np.flatnonzero(world.households.id == story.household)
    for month in range(37):
        for name in STATES:
            assert story.lives[1].months[name][month] == getattr(world.households, name)[row], (name, month)
        world.step()
    for name in ("illness", "loss", "jobless"):
        assert story.lives[0].months[name] == story.lives[1].months[name]


def test_what_is_there_is_not_made_again_unless_something_else_is_asked_for(folder, lives):
    before = (folder / STORIES).stat().st_mtime_ns
    making.make(folder)
    making.make(folder, policies=BOTH, replicate=1)
    assert making.seconds(folder) == 0.0
    assert not lives and (folder / STORIES).stat().st_mtime_ns == before
    making.make(folder, replicate=2)
    assert len(lives) == 1 and book.read(folder).replicate == 2


def test_stories_of_runs_that_have_changed_are_made_again(folder, lives):
    told = json.loads((folder / STORIES).read_text())
    told["policies"][1]["digest"] = "0" * 64
    (folder / STORIES).write_text(json.dumps(told))
    assert making.fresh(folder) is None and making.seconds(folder) > 0.0
    making.make(folder)
    assert len(lives) == 1 and making.fresh(folder) is not None


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"format": 1}'])
def test_a_file_that_holds_something_else_is_named_and_made_again(folder, text):
    (folder / STORIES).write_text(text)
    with pytest.raises(RefusedError, match="does not hold stories"):
        book.read(folder)
    making.make(folder, policies=BOTH, replicate=1)
    assert book.read(folder).replicate == 1


def test_a_file_of_another_format_is_as_none(folder):
    (folder / STORIES).write_text('{"format": 99}')
    assert book.read(folder) is None


def test_a_run_that_is_not_given_again_is_refused_in_one_line(folder):
    table = pq.read_table(folder / "runs.parquet")
    digests = pa.array(["f" * 64] * table.num_rows)
    pq.write_table(table.set_column(table.column_names.index("digest"), "digest", digests), folder / "runs.parquet")
    (folder / STORIES).unlink()
    with pytest.raises(RefusedError, match="does not give the study's run of transfers, replicate 1, again") as told:
        making.make(folder, policies=BOTH, replicate=1)
    assert "ffffffffffff" in str(told.value) and "\n" not in str(told.value)
    assert not (folder / STORIES).exists()


def test_the_same_stories_come_of_it_again(folder):
    before = (folder / STORIES).read_bytes()
    (folder / STORIES).unlink()
    seen = []
    making.make(folder, policies=BOTH, replicate=1, progress=lambda done, total: seen.append((done, total)))
    assert (folder / STORIES).read_bytes() == before
    assert seen[0][0] == 0 and seen[-1][0] == seen[-1][1] and seen == sorted(seen)


def test_a_household_that_is_asked_for_is_told_of(folder, lives):
    known = book.read(folder)
    assert making.follow(folder, known.stories[0].household).stories == known.stories[:1] and not lives
    other = min({0, 1, 2, 3, 4, 5, 6, 7, 8, 9} - {story.household for story in known.stories})
    found = making.follow(folder, other)
    assert [story.household for story in found.stories] == [other] and not found.stories[0].middle
    assert (found.replicate, found.kinds, len(lives)) == (1, known.kinds, 1)
    assert book.read(folder) == known


def test_a_household_that_is_not_there_is_refused_with_the_nearest(folder):
    with pytest.raises(RefusedError, match=r"no household 77777 in this world; nearest: \d+; there are 60, from 0 to"):
        making.follow(folder, 77777)


def test_a_study_with_stories_still_agrees_and_a_changed_one_drops_them(folder):
    assert verify.verify(folder, runs=1).agrees
    told = manifest.read(folder)
    assert manifest.retire(folder, told | {"seed": 8}, tables=EVERY)
    assert not (folder / STORIES).exists()


def test_studies_without_stories_are_refused(folder):
    told = manifest.read(folder)
    own = [told["scenarios"][0], told["scenarios"][1] | {"microdata": {"file": "own.csv"}}]
    for fields, said in (
        ({"kind": "sweep"}, "of kind sweep"),
        ({"finished": None}, "not finished"),
        ({"regions": [{}]}, "many regions"),
        ({"scenarios": told["scenarios"][:1]}, "holds one policy"),
        ({"scenarios": own}, "rows of your own file: none is shown alone"),
    ):
        change(folder, **told | fields)
        for ask in (making.make, making.seconds, lambda place: making.follow(place, 1)):
            with pytest.raises(RefusedError, match=said):
                ask(folder)


def test_the_policies_are_the_baseline_and_the_first_other_or_those_asked_for(folder):
    told = manifest.read(folder)
    assert choice.policies_of(told, None) == ("transfers", "village")
    assert choice.policies_of(told, ["groups", "village"]) == ("groups", "village")
    with pytest.raises(RefusedError, match="no policy 'group'; nearest: 'groups'"):
        choice.policies_of(told, ["group", "village"])
    for wrong in (["groups"], ["groups", "groups"]):
        with pytest.raises(RefusedError, match="must differ"):
            choice.policies_of(told, wrong)


def test_the_world_is_the_one_whose_difference_is_in_the_middle(folder):
    study = manifest.study(folder)
    rows = pq.read_table(folder / "outcomes.parquet").to_pylist()
    last = {(row["scenario"], row["replicate"]): row["value"] for row in rows
            if row["measure"] == "poverty_rate" and row["year"] == 3}  # fmt: skip
    gaps = [last["groups", number] - last["transfers", number] for number in range(3)]
    assert choice.choose(folder, study, policies=BOTH).replicate == gaps.index(sorted(gaps)[1])
    with pytest.raises(RefusedError, match="no replicate 9 in which both policies ended well; they go from 0 to 2"):
        choice.choose(folder, study, replicate=9)
