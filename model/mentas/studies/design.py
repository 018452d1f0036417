"""What a study runs: scenarios, how often, on which luck, against which baseline. Read from YAML or put together."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Problem, Reader, Refusal
from mentas.measures.names import NAMES as MEASURES
from mentas.scenario.kinds import Bilingual, Kind, Listing, Whole, Word
from mentas.scenario.schema import KEYS as SCENARIO_KEYS
from mentas.scenario.schema import Key, values_of
from mentas.studies import kinds

if TYPE_CHECKING:
    from mentas.scenario import Scenario

UNCERTAINTIES: tuple[str, ...] = ("point", "ensemble")
"""What varies between replicates: luck alone, or structure and calibrated parameters too."""

MOST_REPLICATES = 100_000
MOST_SCENARIOS = 200
MOST_SEED = 2**63 - 1
MOST_NAME = 100


def of_scenario(name: str) -> Kind:
    """What a key of that name takes in a scenario."""
    (kind,) = (key.kind for key in SCENARIO_KEYS if key.name == name)
    assert kind is not None
    return kind


KEYS: tuple[Key, ...] = (
    Key("kind", "compare", "What is done with the scenarios.", True, Word(kinds.COMPARED)),
    Key("title", "{id: text, en: text}", "Name of the study in Indonesian and English.", True, Bilingual()),
    Key("question", "{id: text, en: text}", "What the study asks.", True, Bilingual()),
    Key("scenarios", "list of paths", "Scenarios to compare; paths start from the study's own folder.", True),
    Key("baseline", "name of a scenario", "What differences are taken against; by default the first scenario."),
    Key("replicates", "1 to 100000", "Worlds for each scenario.", True, Whole(1, MOST_REPLICATES)),
    Key(
        "uncertainty",
        "point or ensemble",
        "What varies between replicates: luck alone, or structure and calibrated parameters too; by default point.",
        kind=Word(UNCERTAINTIES),
    ),
    Key("seed", "0 to 2^63 - 1", "Seed of all luck.", True, Whole(0, MOST_SEED)),
    Key("outcomes", "list of measures", "Measures to show; all are kept.", kind=Listing(Word(MEASURES), once=True)),
    Key("years", "1 to 50", "Years to run, in every scenario.", kind=of_scenario("years")),
    Key("scale", "0.0001 to 1", "Share of the households to simulate, in every scenario.", kind=of_scenario("scale")),
)
"""The keys of a study file."""

NAME = re.compile(r"\w(?:[\w.-]*[\w-])?")
"""What a study may be called: its name becomes a folder."""

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""What no folder may be called on Windows, to which results may be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One scenario of a study under the name by which the study's tables call it."""

    name: str
    file: str
    scenario: Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Scenarios to be set side by side on the same luck."""

    name: str
    kind: str
    title: dict[str, str]
    question: dict[str, str]
    arms: tuple[Arm, ...]
    baseline: str | None
    """Name of the arm that differences are taken against; None where there is one arm only."""
    replicates: int
    seed: int
    outcomes: tuple[str, ...] = ()
    """Measures that a reader asked for; empty means all. All are kept anyway."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What was changed in every scenario, for `Scenario.with_changes`."""
    uncertainty: str = "point"
    """`point` runs the scenarios as written; `ensemble` draws structure and parameters for each replicate."""
    ensemble: Path | None = None
    """File of the parameter sets, instead of the one that mentas comes with."""


def is_study(path: Path) -> bool:
    """Whether a file names a `kind` or `scenarios`, as studies do and scenarios do not; trials name theirs.

    Raises:
        Refusal: it cannot be read at all.
    """
    entries = files.read(path).entries or {}
    if "kind" in entries and entries["kind"].text in kinds.KINDS:
        return entries["kind"].text in kinds.COMPARED
    return "kind" in entries or ("scenarios" in entries and "region" not in entries and "extends" not in entries)


def load_study(path: Path, *, changes: Mapping[str, Any] | None = None) -> Study:
    """Read a study and its scenarios.

    Args:
        path: the YAML file.
        changes: dotted changes to every scenario, on top of those that the study makes.

    Raises:
        Refusal: something is wrong in the study or in one of its scenarios; all of it is named.
    """
    root = files.read(path)
    reader = Reader()
    names = [key.name for key in KEYS]
    kinds.judge(reader, root)
    fields = reader.mapping(root, "", names)
    if root.entries is not None:
        reader.require(root, {key.name: key.takes for key in KEYS if key.required}, names)
    read = values_of(reader, {key: node for key, node in fields.items() if key != "kind"}, "", KEYS)
    changed = {name: read[name] for name in ("years", "scale") if read.get(name) is not None} | dict(changes or {})
    arms = _arms(reader, fields["scenarios"], path.parent, changed) if "scenarios" in fields else ()
    baseline = _baseline(reader, fields.get("baseline"), arms)
    name = name_of(reader, root, path.stem)
    reader.finish()
    return Study(
        name=name,
        kind=fields["kind"].text or "",
        title=read["title"],
        question=read["question"],
        arms=arms,
        baseline=baseline,
        replicates=read["replicates"],
        seed=read["seed"],
        outcomes=tuple(read.get("outcomes") or ()),
        changes=changed,
        uncertainty=read.get("uncertainty") or "point",
    )


def study_of(paths: Sequence[Path], *, changes: Mapping[str, Any] | None = None) -> Study:
    """A comparison of some scenarios: one replicate on seed 1, against the first.

    Raises:
        Refusal: a scenario is refused, or named twice.
    """
    reader = Reader()
    nodes = [(path, Node(str(path), 0, 0, text=str(path))) for path in paths]
    arms = _named(reader, [(node, path, _load(reader, node, path, changes or {})) for path, node in nodes])
    names = "-".join(arm.name for arm in arms)[:MOST_NAME]
    name = name_of(reader, nodes[0][1], names) if arms else ""
    reader.finish()
    one = len(arms) == 1
    return Study(
        name=name,
        kind="compare",
        title=arms[0].scenario.title if one else {"id": names, "en": names},
        question=arms[0].scenario.question if one else {"id": "", "en": ""},
        arms=arms,
        baseline=None if one else arms[0].name,
        replicates=1,
        seed=1,
        changes=dict(changes or {}),
    )


def with_settings(
    study: Study,
    *,
    seed: int | None = None,
    replicates: int | None = None,
    baseline: str | None = None,
    uncertainty: str | None = None,
) -> Study:
    """A study with some of its settings changed; None leaves one as it is.

    Raises:
        Refusal: `baseline` is not one of the study's scenarios.
    """
    if baseline is not None:
        names = [arm.name for arm in study.arms]
        if baseline not in names:
            near = files.nearest(baseline, names)
            text = f"'{files.shorten(baseline)}' is not one of the scenarios"
            raise Refusal([Problem("--baseline", 0, 0, "", "unknown-baseline", text, ", ".join(names), near)])
        study = replace(study, baseline=baseline if len(names) > 1 else None)
    if seed is not None:
        study = replace(study, seed=seed)
    if uncertainty is not None:
        study = replace(study, uncertainty=uncertainty)
    return study if replicates is None else replace(study, replicates=replicates)


def _arms(reader: Reader, node: Node, folder: Path, changes: Mapping[str, Any]) -> tuple[Arm, ...]:
    listed = reader.listing(node, "scenarios", lambda item, place: item, MOST_SCENARIOS)
    if listed is None:
        return ()
    if not listed:
        reader.wrong(node, "scenarios", "short-list", "names no scenario")
    loaded = []
    known: dict[str, int] = {}
    for place, item in enumerate(listed):
        text = reader.text(item, f"scenarios[{place}]")
        if text is not None:
            path = folder / text
            whole = os.path.realpath(path) if files.is_file(path) else text
            if whole in known:
                twice = f"names the scenario '{files.shorten(path.name)}' twice, first on line {known[whole]}"
                reader.wrong(item, f"scenarios[{place}]", "named-twice", twice)
                continue
            known[whole] = item.line
            scenario = _load(reader, item, path, changes, f"scenarios[{place}]")
            loaded.append((item, path, scenario))
    return _named(reader, loaded)


def _load(reader: Reader, node: Node, path: Path, changes: Mapping[str, Any], place: str = "") -> Scenario | None:
    from mentas.scenario import load_scenario

    if not files.is_file(path):
        shown = files.shorten(node.text or "", 200)
        near = files.near_path(path)
        near = os.path.relpath(near, path.parent) if near and place else near
        reader.wrong(node, place, "no-file", f"there is no file {shown}", nearest=files.shorten(near, 200))
        return None
    try:
        kind = kinds.kind_of(path)
        if kind in kinds.KINDS or is_study(path):
            what = "a study" if kind in kinds.COMPARED or kind not in kinds.KINDS else f"of kind {kind}"
            text = f"{files.shorten(path.name)} is {what}, and a study compares scenarios"
            reader.wrong(node, place, "study", text)
            return None
        scenario = load_scenario(path)
        return scenario.with_changes(dict(changes)) if changes else scenario
    except Refusal as refusal:
        reader.note(*refusal.problems)
        return None


def _named(reader: Reader, loaded: Sequence[tuple[Node, Path, Scenario | None]]) -> tuple[Arm, ...]:
    """Arms with names that differ: a scenario's own, or with its folder's before it where two are alike."""
    known = [(node, path, scenario) for node, path, scenario in loaded if scenario is not None]
    stems = [scenario.name for _, _, scenario in known]
    arms: dict[str, Arm] = {}
    for node, path, scenario in known:
        stem = scenario.name
        name = stem if stems.count(stem) == 1 else f"{path.resolve().parent.name}_{stem}"
        if name in arms:
            reader.wrong(node, "scenarios", "named-twice", f"names the scenario '{files.shorten(name)}' twice")
        arms[name] = Arm(name=name, file=str(path), scenario=scenario)
        first = known[0][2]
        if (scenario.region, scenario.start) != (first.region, first.start):
            text = f"'{files.shorten(name)}' is of another region or start month than '{files.shorten(first.name)}'"
            reader.wrong(node, "scenarios", "another-place", f"{text}: their difference would not be policy's")
        if scenario.population.microdata != first.population.microdata:
            others = f"other households (population.microdata) than '{files.shorten(first.name)}'"
            text = f"'{files.shorten(name)}' has {others}"
            reader.wrong(node, "scenarios", "other-data", f"{text}: their difference would not be policy's")
    return tuple(arms.values())


def _baseline(reader: Reader, node: Node | None, arms: tuple[Arm, ...]) -> str | None:
    names = [arm.name for arm in arms]
    if node is None or not names:
        return names[0] if len(names) > 1 else None
    found = reader.word(node, "baseline", names)
    return found if len(names) > 1 else None


def name_of(reader: Reader, node: Node, name: str) -> str:
    """A name that can become a folder; another is a problem of the node."""
    if not NAME.fullmatch(name) or len(name) > MOST_NAME or DEVICES.fullmatch(name):
        text = f"its name must be letters, digits, '_', '-' and '.', at most {MOST_NAME}, and no device's"
        reader.wrong(node, "", "bad-name", text)
    return name
