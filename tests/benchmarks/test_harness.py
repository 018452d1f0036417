"""The benchmarks run, count right and write what they found; nothing here depends on how fast a machine is."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import mentas
from benchmarks import __main__ as harness
from benchmarks import acts, c_passes, lines, machine, nation, peers, plan, sizes
from benchmarks.timing import interleaved, process
from mentas import world
from mentas.world import World


def test_a_ratio_is_that_of_medians_and_can_be_flipped() -> None:
    line = lines.Line(section="s", what="w", unit="ns", samples=[2.0, 1.0, 9.0], peer=[8.0, 6.0, 5.0], against="p")
    assert line.value == 2.0
    assert line.ratio == 3.0
    assert lines.ratio([2.0], [6.0], flipped=True) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (0.0123, "0.012"), (1.234, "1.23"), (12.34, "12.3"), (957057.0, "957,057")]
)
def test_numbers_have_three_digits_or_all_whole_ones(value: float, text: str) -> None:
    assert lines.number(value) == text


def test_a_table_says_what_was_reached_and_what_was_not() -> None:
    found = [
        lines.Line(section="One", what="fast", unit="ns", samples=[1.0], goal="under 2", reached=True),
        lines.Line(section="One", what="a | b", unit="s", samples=[3.0, 4.0], goal="under 2", reached=False, note="n"),
        lines.Line(section="Two", what="plain", unit="MB", samples=[5.0]),
    ]
    table = lines.markdown(found, title="T", machine="M", remarks=["R"])
    assert table.count("### ") == 2
    assert "| fast | 1.00 ns | 1 |  |  | under 2 | reached |" in table
    assert "| a \\| b; n | 3.50 (3.00) s | 2 |  |  | under 2 | not reached |" in table
    assert "| plain | 5.00 MB | 1 |  |  |  |  |" in table
    assert table.endswith("- R\n")


def test_a_page_is_rewritten_between_its_markers_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{lines.BEGIN}\nold\n{lines.END}\nafter\n")
    lines.write_between_markers(page, "new\n")
    lines.write_between_markers(page, "newer\n")
    assert page.read_text() == f"before\n{lines.BEGIN}\n\nnewer\n\n{lines.END}\nafter\n"
    page.write_text(f"{lines.END}\n{lines.BEGIN}\n")
    with pytest.raises(ValueError, match="needs the lines"):
        lines.write_between_markers(page, "new")


def test_tasks_take_turns() -> None:
    order: list[str] = []
    found = interleaved({name: lambda name=name: order.append(name) for name in "ab"}, repeats=3)
    assert order == list("ababab")
    assert [len(samples) for samples in found.values()] == [3, 3]


def test_memory_of_a_process_is_its_own_and_not_its_parents() -> None:
    held = bytearray(400_000_000)
    held[::4096] = b"1" * len(held[::4096])
    assert process(["-c", "print(1)"]).peak < 200


def test_a_process_is_told_with_its_time_memory_and_words() -> None:
    used = process(["-c", "x = bytearray(200_000_000); x[::4096] = b'1' * len(x[::4096]); print('done')"])
    assert used.stdout == "done\n"
    assert 200.0 < used.peak < 1000.0
    assert used.cpu > 0.0
    with pytest.raises(RuntimeError, match="ended with 3"):
        process(["-c", "raise SystemExit(3)"])


def test_time_inside_another_act_counts_there_alone() -> None:
    clock = acts.Clock()

    def burn(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    inner = clock.timed(lambda: burn(0.02), "inner")
    clock.timed(lambda: (burn(0.01), inner()), "outer")()
    assert clock.spent["inner"] >= 0.02
    assert clock.spent["outer"] < clock.spent["inner"]


def test_the_machine_is_named() -> None:
    assert {"processor", "cores", "memory", "Python", "numba", "numpy", "mesa"} <= set(machine.facts())
    assert 0 < machine.available_memory() <= machine.total_memory()


def test_worlds_of_all_peers_are_compared_by_what_they_collected() -> None:
    village = mentas.load_scenario(peers.VILLAGE)
    one, same, other = (World(village, seed=seed) for seed in (1, 1, 2))
    for each in (one, same, other):
        each.step()
    assert sizes.agree(one, same)
    assert not sizes.agree(one, other)


def test_a_nation_has_the_people_and_the_money_of_as_many_provinces(tmp_path: Path) -> None:
    province = mentas.load_scenario(peers.POLICY)
    people = float(province.region.households.sum())
    scenario = peers.scenario(round(10 * people), folder=tmp_path)
    assert scenario.region.households.sum() == pytest.approx(10 * people, rel=1e-5)
    assert scenario.budget.per_year == pytest.approx(10 * province.budget.per_year, rel=1e-6)
    assert np.array_equal(scenario.region.poverty_rate, province.region.poverty_rate)
    quotas = [{p.name: p.quota for p in s.survey_programmes} for s in (scenario, province)]
    assert all(quotas[0][name] == pytest.approx(10 * quota, abs=0.5) for name, quota in quotas[1].items() if quota)
    small = World(scenario.with_changes({"scale": 0.0002}), seed=1)
    small.step()
    assert small.households.weight.sum() == pytest.approx(10 * people, rel=1e-5)


def test_a_nation_that_does_not_fit_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nation, "child", lambda kind, **settings: {"bytes": 240.0, "start_bytes": 230.0})
    monkeypatch.setattr(machine, "available_memory", lambda: 2**30)
    (line,) = nation.lines(replace(plan.FULL, nation=(72_000_000,)))
    assert line.what == "not run: too little memory is free"
    assert line.value == pytest.approx(72e6 * 240 * 1.1 / 2**30)


def test_a_machine_without_a_compiler_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c_passes, "compiler", lambda: None)
    (line,) = sizes.passes(plan.TINY)
    assert lines.row(line) == ["no C compiler on this machine", "", "", "", "", "", ""]


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        harness.parsed(["--only", "sizes,speed"])
    assert "unknown section speed" in capsys.readouterr().err


def test_a_tiny_run_writes_its_table_and_record(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"# Speed\n{lines.BEGIN}\n{lines.END}\n")
    month = world.MONTH
    asked = ["--tiny", "--only", "sizes,passes,acts", "--out", str(tmp_path / "out"), "--write", str(page)]
    assert harness.main(asked) == 0
    record = json.loads((tmp_path / "out" / "tiny.json").read_text())
    assert (tmp_path / "out" / "tiny.md").read_text() in page.read_text()
    assert record["machine"] == machine.facts()
    told = [line["what"] for line in record["lines"]]
    assert "mentas, one core" in told
    for act in month:
        assert f"{act.__module__.rpartition('.')[2]}.{act.__name__}" in told
    assert world.MONTH is month
    assert not [line for line in record["lines"] if "DIFFERENT" in line["note"]]


@pytest.mark.slow
def test_the_other_sections_run_too(tmp_path: Path) -> None:
    asked = ["--tiny", "--only", "memory,province,starts,cores,runs,studies,drivers,nation", "--out", str(tmp_path)]
    assert harness.main(asked) == 0
    sections = {line["section"] for line in json.loads((tmp_path / "tiny.json").read_text())["lines"]}
    assert len(sections) == 9
