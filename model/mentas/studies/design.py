"""What a study runs: scenarios, how often, on which luck, against which baseline. Read from YAML or put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Problem, Reader, Refusal
from mentas.language import N_, Said
from mentas.scenario.kinds import Bilingual, Kind, Listing, Whole, Word
from mentas.scenario.schema import KEYS as SCENARIO_KEYS
from mentas.scenario.schema import Key, values_of
from mentas.studies import kinds
from mentas.studies.arms import Arm, arms_of, baseline_of, load, named
from mentas.studies.kinds import is_study
from mentas.studies.regions import reading as regions
from mentas.studies.space import outcome, spaces
from mentas.studies.space.interest import Interest
from mentas.studies.space.outcome import OUTCOMES, Outcome

if TYPE_CHECKING:
    from mentas.studies.regions.shard import Shard
    from mentas.studies.space.dimension import Dimension
    from mentas.studies.space.plan import Design

__all__ = ["KEYS", "NAME", "Arm", "Study", "is_study", "load_study", "name_of", "study_of", "with_settings"]

UNCERTAINTIES: tuple[str, ...] = ("point", "ensemble")
"""What varies between replicates: luck alone, or structure and calibrated parameters too."""

KEPT: tuple[str, ...] = ("groups", "spending", "transitions", "households")
"""What a study may keep of its runs besides outcomes of everyone."""

MOST_REPLICATES = 100_000
MOST_SEED = 2**63 - 1
MOST_NAME = 100


def of_scenario(name: str) -> Kind:
    """What a key of that name takes in a scenario."""
    (kind,) = (key.kind for key in SCENARIO_KEYS if key.name == name)
    assert kind is not None
    return kind


KEYS: tuple[Key, ...] = (
    Key("kind", ", ".join(kinds.STUDIES), "What is done with the scenarios.", True, Word(kinds.STUDIES)),
    Key("title", N_("{id: text, en: text}"), "Name of the study in Indonesian and English.", True, Bilingual()),
    Key("question", N_("{id: text, en: text}"), "What the study asks.", True, Bilingual()),
    Key("scenarios", N_("list of paths"), "Scenarios to compare; paths start from the study's own folder.", True),
    Key(
        "regions",
        "list of {region, budget_share}",
        "Of a comparison: regions that make up a nation, each scenario run in all.",
    ),
    Key("baseline", "name of a scenario", "What differences are taken against; by default the first scenario."),
    Key("replicates", "1 to 100000", "Worlds for each scenario.", True, Whole(1, MOST_REPLICATES)),
    Key(
        "uncertainty",
        "point or ensemble",
        "What varies between replicates: luck alone, or structure and calibrated parameters too; by default point.",
        kind=Word(UNCERTAINTIES),
    ),
    Key("seed", N_("0 to 2^63 - 1"), "Seed of all luck.", True, Whole(0, MOST_SEED)),
    Key(
        "outcomes",
        "list of measures",
        "Measures to show: names, or measure, group_kind, group and year; by default of everyone in the last year.",
        kind=OUTCOMES,
    ),
    Key("levers", "mapping by name", "What the government may choose: range, values, mix or simplex."),
    Key("uncertainties", "mapping by dotted name", "What nobody knows: range or values; parameters know their own."),
    Key("design", "mapping", "How points are laid over levers and uncertainties."),
    Key("constants", "mapping by dotted name", "Changes to every scenario."),
    Key("interest", "mapping", "Of a sweep: what is looked for, to be described in words."),
    Key(
        "keep",
        "list of " + ", ".join(KEPT),
        "What is kept of each run besides outcomes of everyone; a comparison keeps all but households.",
        kind=Listing(Word(KEPT), once=True),
    ),
    Key("years", "1 to 50", "Years to run, in every scenario.", kind=of_scenario("years")),
    Key("scale", "0.0001 to 1", "Share of the households to simulate, in every scenario.", kind=of_scenario("scale")),
)
"""The keys of a study file."""

NAME = re.compile(r"\w(?:[\w.-]*[\w-])?")
"""What a study may be called: its name becomes a folder."""

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""What no folder may be called on Windows, to which results may be copied."""


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
    wanted: tuple[Outcome, ...] = ()
    """The same with group and year."""
    dimensions: tuple[Dimension, ...] = ()
    """Levers, then uncertainties."""
    design: Design | None = None
    """How points are laid over the dimensions; None where there is one point, the scenarios as they are."""
    interest: Interest | None = None
    """What a sweep looks for."""
    keep: frozenset[str] = frozenset(KEPT[:3])
    """What is kept of each run besides outcomes of everyone."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What was changed in every scenario, for `Scenario.with_changes`."""
    uncertainty: str = "point"
    """`point` runs the scenarios as written; `ensemble` draws structure and parameters for each replicate."""
    ensemble: Path | None = None
    """File of the parameter sets, instead of the one that mentas comes with."""
    regions: tuple[Shard, ...] = ()
    """Regions in which every scenario is run, and that are added up; empty where each is run in its own."""


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
    kind = fields["kind"].text or "" if "kind" in fields else ""
    settled = {name: read[name] for name in ("years", "scale") if read.get(name) is not None}
    settled = {name: read[name] for name in ("years", "scale") if read.get(name) is not None}
    changed, constants = dict(changes or {}), spaces.constants(reader, fields.get("constants"), settled)
    arms: tuple[Arm, ...] = ()
    if "scenarios" in fields:
        arms = arms_of(reader, fields["scenarios"], path.parent, settled | changed, constants)
    baseline = baseline_of(reader, fields.get("baseline"), arms)
    name = name_of(reader, root, path.stem)
    space = (
        spaces.read(reader, root, fields, arms, read, baseline, path.parent) if kind in kinds.STUDIES and arms else {}
    )
    shards: tuple[Shard, ...] = ()
    if "regions" in fields and kind != "compare":
        reader.wrong_key(root, "regions", "regions", "no-compare", Said("belongs to a comparison"))
    elif "regions" in fields and arms:
        shards = regions.read(reader, fields["regions"], path.parent, arms)
    if read.get("outcomes"):
        outcome.check(reader, fields["outcomes"], arms, space.get("dimensions", ()))
    spaces.check_changes(reader, fields.get("constants"), changed, space.get("dimensions", ()))
    reader.finish()
    wanted = tuple(read.get("outcomes") or ())
    every = frozenset(KEPT[:3]) if kind == "compare" else frozenset({"spending"})
    return Study(
        name=name,
        kind=kind,
        title=read["title"],
        question=read["question"],
        arms=arms,
        baseline=baseline,
        replicates=read["replicates"],
        seed=read["seed"],
        outcomes=tuple(dict.fromkeys(each.measure for each in wanted)),
        wanted=wanted,
        changes=settled | {name: value for name, (value, _) in constants.items()} | changed,
        uncertainty=read.get("uncertainty") or "point",
        keep=every if read.get("keep") is None else frozenset(read["keep"]),
        regions=shards,
        **space,
    )


def study_of(paths: Sequence[Path], *, changes: Mapping[str, Any] | None = None) -> Study:
    """A comparison of some scenarios: one replicate on seed 1, against the first.

    Raises:
        Refusal: a scenario is refused, or named twice.
    """
    reader = Reader()
    nodes = [(path, Node(str(path), 0, 0, text=str(path))) for path in paths]
    arms = named(reader, [(node, path, load(reader, node, path, changes or {})) for path, node in nodes])
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
        Refusal: `baseline` is not one of the study's scenarios, a dimension is what the ensemble varies, or there are
            too many runs.
    """
    if baseline is not None:
        names = [arm.name for arm in study.arms]
        if baseline not in names:
            near = files.nearest(baseline, names)
            text = Said("'{name}' is not one of the scenarios", name=files.shorten(baseline))
            raise Refusal([Problem("--baseline", 0, 0, "", "unknown-baseline", text, files.listed(names), near)])
        study = replace(study, baseline=baseline if len(names) > 1 else None)
    if seed is not None:
        study = replace(study, seed=seed)
    if uncertainty is not None:
        study = replace(study, uncertainty=uncertainty)
    if replicates is not None:
        study = replace(study, replicates=replicates)
    if replicates is not None or uncertainty is not None:
        spaces.check_settings(study)
    return study


def name_of(reader: Reader, node: Node, name: str) -> str:
    """A name that can become a folder; another is a problem of the node."""
    if not NAME.fullmatch(name) or len(name) > MOST_NAME or DEVICES.fullmatch(name):
        text = Said(
            "its name must be letters, digits, '_', '-' and '.', at most {most}, and no device's", most=MOST_NAME
        )
        reader.wrong(node, "", "bad-name", text)
    return name
