"""Wrong input gets one clear message: file:line:column, field, what is wrong, what is allowed, the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas.files import Refusal
from mentas.scenario import load_scenario

VILLAGE = Path(__file__).parents[2] / "scenarios" / "toy" / "village.yaml"
KALTIM = VILLAGE.parents[1] / "kaltim" / "base.yaml"


def refused(folder: Path, text: str | bytes, *, base: Path = VILLAGE) -> str:
    """What is said of a scenario that extends `base` and has `text` from its second line on."""
    file = folder / "x.yaml"
    head = f"extends: {base}\n".encode()
    file.write_bytes(head + (text if isinstance(text, bytes) else text.encode()))
    with pytest.raises(Refusal) as caught:
        load_scenario(file)
    return str(caught.value).replace(str(file), "x.yaml")


CASES = {
    "an unknown key": ("yeers: 3\n", "x.yaml:2:1: yeers: is not known here", "did you mean years?"),
    "a key twice": ("years: 3\nyears: 4\n", "x.yaml:3:1: names 'years' twice, first on line 2"),
    "a programme twice": ("programmes:\n  uep: {}\n  uep: {}\n", "x.yaml:4:3: names 'uep' twice, first on line 3"),
    "an alias": ("years: &y 3\nscale: *y\n", "x.yaml:2:8: names the anchor &y"),
    "a merge key": ("budget:\n  <<: {per_year: 1}\n", "x.yaml:3:3: uses a merge key; use `extends`"),
    "a tag": ("years: !!python/object:os.system 3\n", "x.yaml:2:8: has the tag"),
    "two documents": ("---\nyears: 3\n", "holds more than one document"),
    "not a number": ("growth: NaN\n", "x.yaml:2:9: growth: must be a number, not 'NaN'"),
    "infinity": ("growth: .inf\n", "x.yaml:2:9: growth: must be a number, not '.inf'"),
    "a huge number": (f"years: {'9' * 60}\n", "x.yaml:2:8: years: 9999", "is out of range"),
    "thousands or decimals": (
        "programmes: {uep: {grant: 36.500}}\n",
        "x.yaml:2:27: programmes.uep.grant: '36.500' can be read in two ways: write 36_500 for thousands",
    ),
    "a decimal comma": ("growth: 0,02\n", "x.yaml:2:9: growth: '0,02' has a comma: write decimals with a point"),
    "a percent sign": ("growth: 2%\n", "growth: '2%' has a percent sign: write a share, such as 0.25"),
    "a share above one": ("programmes: {uep: {leakage: 5}}\n", "leakage: 5 is out of range", "allowed: 0.0 to 1.0"),
    "a negative amount": ("programmes: {uep: {grant: -1}}\n", "grant: -1 is out of range", "allowed: 0 to"),
    "NO for Norway": ("markets: NO\n", "markets: 'NO' is not known", "allowed: responsive, fixed"),
    "yes for true": ("programmes: {uep: {indexed: yes}}\n", "indexed: must be true or false, not 'yes'"),
    "a quoted number": ('years: "3"\n', "years: must be a whole number, not '3'"),
    "a month that is none": ("start: 2025-13\n", "start: must be a month such as 2025-03, not '2025-13'"),
    "years out of range": ("years: 51\n", "years: 51 is out of range", "allowed: 1 to 50"),
    "shares above one": (
        "budget: {shares: {bpnt: 0.5, uep: 0.25, kube: 0.45}}\n",
        "x.yaml:2:18: budget.shares: shares sum to 1.2", "allowed: a sum of 1",
    ),
    "a budget that buys nobody": (
        "budget: {per_year: 1_000_000}\n", "buys nobody: one costs", "allowed: Rp",
    ),
    "a programme that does not exist": (
        "programmes: {uepp: {}}\n", "programmes.uepp: is not a programme that comes with mentas", "did you mean uep?",
    ),
    "another mechanism for a shipped programme": (
        "programmes: {uep: {mechanism: cash_transfer}}\n", "mechanism: of uep is capital_grant",
    ),
    "a field of another mechanism": (
        "programmes: {bpnt: {grant: 5}}\n", "programmes.bpnt.grant: is not known here",
    ),
    "a new programme without a title": (
        "programmes: {stipend: {mechanism: cash_transfer, quota: 5}}\n", "is new and needs a title",
    ),
    "a new programme that nothing limits": (
        "budget: null\nprogrammes: {s: {mechanism: cash_transfer, title: {id: a, en: b}, benefit_per_month: 1}}\n",
        "has neither a quota nor a budget",
    ),
    "deciles that fall": ("programmes: {uep: {deciles: [4, 1]}}\n", "must be [lowest, highest]"),
    "a programme that starts before the scenario": (
        "programmes: {uep: {start: 2024-09}}\n", "programmes.uep.start: lies before the scenario's own start",
    ),
    "a programme that ends before it starts": (
        "programmes: {uep: {start: 2026-03, end: 2026-01}}\n", "lies before the programme's start",
    ),
    "a parameter that does not exist": (
        "parameters: {enterprise.wair: 0.01}\n", "parameters.enterprise.wair: is not a parameter",
        "did you mean enterprise.wear?",
    ),
    "a parameter out of its range": (
        "parameters: {enterprise.wear: 0.5}\n", "lies outside the plausible range", "allowed: 0.003 to 0.02",
    ),
    "a title in one language": ("shocks: [{title: {id: a}, start: 2025-05, months: 3}]\n", "has no text in 'en'"),
    "a region that does not exist": ("region: kaltimm\n", "region: 'kaltimm' is neither", "did you mean kaltim?"),
    "a burn-in of a year and a half": ("population: {burn_in_months: 18}\n", "must be whole years"),
    "a shock without a start": (
        "shocks: [{title: {id: a, en: b}, months: 3}]\n", "shocks[0].start: is missing",
    ),
    "a list where a mapping belongs": ("budget: [1, 2]\n", "budget: must be a mapping, not a list"),
    "a mapping where a word belongs": ("markets: {a: 1}\n", "markets: must be text, not a mapping"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_is_refused(case: tuple[str, ...], tmp_path: Path) -> None:
    text, *words = case
    said = refused(tmp_path, text)
    assert all(word in said for word in words), said


def test_a_regency_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    said = refused(tmp_path, "programmes:\n  uep: {allocate: {Samarnda: 1}}\n", base=KALTIM)
    assert "x.yaml:3:20: programmes.uep.allocate.Samarnda: is not known here" in said
    assert "did you mean Samarinda?" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"a: [\n", "is not YAML"),
        (b"title:\t3\n", "has a tab"),
        (b"a: \x00\n", "control character"),
        (b"k: " + b"[" * 100, "nested too deeply"),
        (b"[" * 150_000, "longer than"),
        (b"x" * 300_000, "is larger than"),
        (b"".join(b"%sa:\n" % (b" " * i) for i in range(60)), "nested too deeply"),
        (b"k: [" + b"1, " * 30_000 + b"1]\n", "longer than"),
        (b"? [a]\n: 1\n", "has a key that is not a word"),
    ],
    ids=lambda value: value[:12].hex() if isinstance(value, bytes) else "",
)
def test_hostile_bytes_are_refused(data: bytes, words: str, tmp_path: Path) -> None:
    assert words in refused(tmp_path, data)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- 1\n", "3\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "y.yaml").write_text(text)
    with pytest.raises(Refusal, match=r"y\.yaml:1:1: (is empty|must be a mapping)|is missing"):
        load_scenario(tmp_path / "y.yaml")


def test_layers_that_run_in_a_circle_are_refused_naming_the_round(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(Refusal, match=r"b\.yaml:1:10: extends: runs in a circle: a\.yaml -> b\.yaml -> a\.yaml"):
        load_scenario(tmp_path / "a.yaml")


def test_a_layer_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("years: 3\n")
    (tmp_path / "a.yaml").write_text("extends: bas.yaml\n")
    with pytest.raises(Refusal, match=r"a\.yaml:1:10: extends: 'bas\.yaml' is not there; did you mean base\.yaml\?"):
        load_scenario(tmp_path / "a.yaml")


def test_all_problems_are_told_at_once_each_in_its_own_layer(tmp_path: Path) -> None:
    (tmp_path / "low.yaml").write_text(f"extends: {VILLAGE}\ngrowth: 7\n")
    (tmp_path / "top.yaml").write_text("extends: low.yaml\nyears: 0\nmarkets: open\n")
    with pytest.raises(Refusal) as caught:
        load_scenario(tmp_path / "top.yaml")
    places = [f"{Path(p.file).name}:{p.line}" for p in caught.value.problems]
    assert sorted(places) == ["low.yaml:2", "top.yaml:2", "top.yaml:3"]
