"""What a calibration is: which trials, which parameters, how much of everything. Read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mentas import files, parameters
from mentas.files import Node, Reader
from mentas.language import N_, Said
from mentas.scenario.kinds import Bilingual, Listing, Number, Whole, Word
from mentas.scenario.schema import Key, values_of
from mentas.studies.calibrate.targets import THRESHOLD, Prior
from mentas.studies.design import name_of

KIND = "calibrate"
MOST_POINTS = 100_000
MOST_TRIALS = 100
MOST_SEED = 2**63 - 1
STEPS = 1000
"""Steps of every walker of the sampler; the first half is forgotten."""


KEYS: tuple[Key, ...] = (
    Key("kind", KIND, "Parameters are calibrated to trials.", True, Word((KIND,))),
    Key("title", N_("{id: text, en: text}"), "Name of the study in Indonesian and English.", True, Bilingual()),
    Key("question", N_("{id: text, en: text}"), "What the study asks.", True, Bilingual()),
    Key("trials", N_("list of paths"), "Trials whose targets are aimed at; paths start from the study's folder.", True),
    Key("parameters", N_("list of dotted names"), "What is calibrated, each within its plausible range.", True),
    Key("log", "list of dotted names", "Those of them whose prior is even in the logarithm."),
    Key("tied", "{parameter: {to: parameter, times: number}}",
        "Parameters that follow a calibrated one in the ensemble; no target may depend on them."),
    Key("thresholds", N_("list of 0 to 1.2"), "Values of enterprise.threshold, each calibrated on its own.", True,
        Listing(Number(0.0, 1.2), 20, least=1, once=True)),
    Key("points", "16 to 100000", "Parameter sets of the design, all thresholds together.", True,
        Whole(16, MOST_POINTS)),
    Key("replicates", "1 to 1000", "Worlds for each set; the same luck for every set.", True, Whole(1, 1000)),
    Key("waves", "1 to 10", "How often the posterior is sampled and run; each learns from those before.", True,
        Whole(1, 10)),
    Key("refine", "1 to 10000", "Draws for each threshold in every wave but the last.", True, Whole(1, 10_000)),
    Key("draws", "2 to 10000", "Draws for each threshold in the last wave: the ensemble.", True, Whole(2, 10_000)),
    Key("discrepancy", "0 to 1", "Share of an effect by which a model that is right in kind may be off.", True,
        Number(0.0, 1.0)),
    Key("seed", N_("0 to 2^63 - 1"), "Seed of the design and of the sampling.", True, Whole(0, MOST_SEED)),
    Key("steps", "100 to 100000", "Steps of every walker of the sampler; by default 1000.", kind=Whole(100, 100_000)),
    Key("check", "0 to 10000", "Repeats in which known parameters are to be found again; by default none.",
        kind=Whole(0, 10_000)),
)  # fmt: skip
"""The keys of a calibration's file."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A parameter that is a multiple of a calibrated one, within its own range."""

    name: str
    to: str
    times: float

    def value(self, values: Mapping[str, float]) -> float:
        """The value beside these values of the calibrated parameters."""
        low, high = parameters.catalogue()[self.name].range
        return min(max(self.times * values[self.to], low), high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A calibration."""

    name: str
    title: dict[str, str]
    question: dict[str, str]
    trials: tuple[Path, ...]
    priors: tuple[Prior, ...]
    thresholds: tuple[float, ...]
    points: int
    replicates: int
    waves: int
    refine: int
    draws: int
    discrepancy: float
    seed: int
    steps: int = STEPS
    check: int = 0
    tied: tuple[Tie, ...] = ()
    kind: str = KIND

    @property
    def runs(self) -> int:
        """Parameter sets at which the model is run, in all."""
        return self.points + len(self.thresholds) * (self.refine * (self.waves - 1) + self.draws)

    def with_settings(self, *, seed: int | None = None, replicates: int | None = None) -> Plan:
        """The plan with another seed or number of worlds; None leaves one as it is."""
        return replace(
            self,
            seed=self.seed if seed is None else seed,
            replicates=self.replicates if replicates is None else replicates,
        )


def is_calibration(path: Path) -> bool:
    """Whether a file is of this kind.

    Raises:
        Refusal: it cannot be read at all.
    """
    kind = (files.read(path).entries or {}).get("kind")
    return kind is not None and kind.text == KIND


def load(path: Path) -> Plan:
    """Read a calibration; its trials are not opened.

    Raises:
        Refusal: something is wrong in it; all of it is named.
    """
    root = files.read(path)
    reader = Reader()
    names = [key.name for key in KEYS]
    fields = reader.mapping(root, "", names)
    if root.entries is not None:
        reader.require(root, {key.name: key.takes for key in KEYS if key.required}, names)
    read: dict[str, Any] = values_of(reader, fields, "", KEYS)
    priors = _priors(reader, fields.get("parameters"), fields.get("log"))
    tied = _tied(reader, fields.get("tied"), tuple(prior.name for prior in priors))
    trials = _trials(reader, fields.get("trials"), path.parent)
    name = name_of(reader, root, path.stem)
    reader.finish()
    return Plan(
        name=name,
        trials=trials,
        priors=priors,
        tied=tied,
        steps=read.pop("steps", None) or STEPS,
        check=read.pop("check", None) or 0,
        **{key: value for key, value in read.items() if key != "kind"},
    )


def _priors(reader: Reader, node: Node | None, log: Node | None) -> tuple[Prior, ...]:
    known = parameters.catalogue()
    listed = _names(reader, node, "parameters", tuple(name for name in known if name != THRESHOLD))
    if node is not None and not listed and not reader.problems:
        reader.wrong(node, "parameters", "short-list", Said("names no parameter"))
    logs = _names(reader, log, "log", listed) if listed else ()
    for name in logs:
        if known[name].range[0] <= 0.0:
            assert log is not None
            text = Said("{name} may be {low:g}, which has no logarithm", name=name, low=known[name].range[0])
            reader.wrong(log, "log", "no-logarithm", text)
    return tuple(
        Prior(name=name, low=r[0], high=r[1], log=name in logs) for name in listed for r in [known[name].range]
    )


def _names(reader: Reader, node: Node | None, field: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if node is None:
        return ()
    found = Listing(Word(allowed), once=True).read(reader, node, field)
    return tuple(name for name in found or () if name is not None)


def _tied(reader: Reader, node: Node | None, calibrated: tuple[str, ...]) -> tuple[Tie, ...]:
    known = tuple(name for name in parameters.catalogue() if name not in calibrated and name != THRESHOLD)
    found = []
    for name, entry in (reader.mapping(node, "tied", known) if node is not None else {}).items():
        fields = reader.mapping(entry, f"tied.{name}", ("to", "times"))
        if entry.entries is not None:
            reader.require(entry, {"to": "a calibrated parameter", "times": "a number"}, ("to", "times"))
        if "to" in fields and "times" in fields:
            to = reader.word(fields["to"], f"tied.{name}.to", calibrated)
            times = reader.number(fields["times"], f"tied.{name}.times", 0.0, 1000.0)
            if to is not None and times is not None:
                found.append(Tie(name, to, times))
    return tuple(found)


def _trials(reader: Reader, node: Node | None, folder: Path) -> tuple[Path, ...]:
    listed = () if node is None else reader.listing(node, "trials", lambda item, place: item, MOST_TRIALS)
    found = []
    for place, item in enumerate(listed or ()):
        text = reader.text(item, f"trials[{place}]")
        if text is not None and not files.is_file(folder / text):
            absent = Said("there is no file {path}", path=files.shorten(text, 200))
            reader.wrong(item, f"trials[{place}]", "no-file", absent)
        elif text is not None:
            found.append(folder / text)
    if node is not None and listed == []:
        reader.wrong(node, "trials", "short-list", Said("names no trial"))
    return tuple(found)
