"""Parameters: no number without a source, a unit and a range; none in code; none that nothing reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas import parameters, units
from mentas.files import Refusal
from mentas.world import PARAMETER_FILES

GOOD = """
wear:
  name: Wear
  unit: 1/month
  value: 0.01
  range: [0.0, 0.02]
  evidence: estimate
  source: "A book, 2020"
  as_of: 2020
"""


def catalogue(folder: Path, text: str) -> dict[str, parameters.Parameter]:
    place = folder / "behaviour"
    place.mkdir(exist_ok=True)
    (place / "enterprise.yaml").write_text(text)
    parameters.catalogue.cache_clear()
    return parameters.catalogue(folder)


def test_a_good_file_loads(tmp_path: Path) -> None:
    found = catalogue(tmp_path, GOOD)["enterprise.wear"]
    assert (found.value, found.range, found.evidence, found.source) == (0.01, (0.0, 0.02), "estimate", "A book, 2020")


@pytest.mark.parametrize("field", ["source", "unit", "range", "evidence", "as_of", "name", "value"])
def test_a_number_without_one_of_its_fields_does_not_load(field: str, tmp_path: Path) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"  {field}:")) + "\n"
    with pytest.raises(Refusal, match=f"has no {field}"):
        catalogue(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("value: 0.01", "value: 0.03", r"must be \[low, high\] around 0.03"),
        ("unit: 1/month", "unit: 1/moon", "did you mean 1/month"),
        ("evidence: estimate", "evidence: rumour", "is not known"),
        ('source: "A book, 2020"', "source:", "must be text"),
        ("evidence: estimate", "evidence: assumption", "has no settles"),
        ("evidence: estimate", "evidence: calibrated", "its source does not begin with the calibration"),
    ],
)
def test_a_wrong_field_does_not_load(old: str, new: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=words):
        catalogue(tmp_path, GOOD.replace(old, new))


def test_an_assumption_that_says_what_would_settle_it_loads(tmp_path: Path) -> None:
    text = GOOD.replace("estimate", "assumption") + '  settles: "A panel of carts"\n'
    assert catalogue(tmp_path, text)["enterprise.wear"].settles == "A panel of carts"


def test_a_calibrated_number_whose_source_names_the_calibration_loads(tmp_path: Path) -> None:
    text = GOOD.replace("estimate", "calibrated")
    with pytest.raises(Refusal, match="its source does not begin"):
        catalogue(tmp_path, text.replace("A book, 2020", "A guess, to be calibrated"))
    text = text.replace("A book, 2020", "Calibrated: ensemble of 2026. Before: a guess, to be calibrated")
    assert catalogue(tmp_path, text)["enterprise.wear"].evidence == "calibrated"


def test_every_parameter_has_all_its_fields_and_a_known_unit() -> None:
    for name, parameter in parameters.catalogue().items():
        assert parameter.unit in units.UNITS, name
        assert len(parameter.source) > 8 and parameter.as_of and parameter.title, name
        assert parameter.range[0] <= parameter.value <= parameter.range[1], name


def test_what_a_file_holds_is_what_its_module_reads() -> None:
    for stem, values in parameters.values().items():
        if stem != "population":
            assert set(values) == set(PARAMETER_FILES[stem].Parameters._fields), stem


def test_every_parameter_of_the_population_is_read() -> None:
    folder = Path(parameters.__file__).parent / "population"
    code = "".join(path.read_text() for path in folder.glob("*.py"))
    for key in parameters.values()["population"]:
        known = f'"{key}"' in code or (key.startswith("women_") and 'f"women_' in code)
        assert known, f"population.{key} is read nowhere"


def test_every_assumption_has_a_range_and_one_sentence_on_what_would_settle_it() -> None:
    assumed = {name: p for name, p in parameters.catalogue().items() if p.evidence == "assumption"}
    assert assumed
    for name, parameter in assumed.items():
        assert parameter.range[0] < parameter.range[1], name
        assert len(parameter.settles) > 30 and parameter.settles.endswith("."), name
        assert ". " not in parameter.settles, name


def test_only_choices_of_the_sample_and_guards_leave_nothing_to_measure() -> None:
    choices = {name for name, p in parameters.catalogue().items() if p.settles.startswith(parameters.CHOICE)}
    sample = {f"population.{key}" for key in ("poorer_share", "poorer_factor", "least_rows")}
    assert choices == sample | {"markets.least", "markets.most"}


def test_assumptions_say_so() -> None:
    grades = {p.evidence for p in parameters.catalogue().values()}
    assert grades <= set(parameters.EVIDENCE) and "assumption" in grades
