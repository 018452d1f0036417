"""A region: the places, people, lines and figures from which a population is made. The engine knows no region."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from mentas import files
from mentas.files import WHOLE, Node, Problem, Reader, Refusal
from mentas.language import N_, Said, said
from mentas.population import bounds
from mentas.population.figures import Figure, of_places, of_region, read_figures

PACKAGED = Path(__file__).parent / "regions"
"""Folder of the regions that come with the package."""

KEYS: tuple[str, ...] = ("title", "period", "regencies", "codes", "survey_programmes")
"""Keys of a region.yaml."""

NEEDED: tuple[str, ...] = ("title", "period", "regencies")
"""Keys that it must have."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Region:
    """A region at its start month; arrays have shape (regencies,). Two regions are equal if their digests are."""

    name: str
    title: dict[str, str]
    period: str
    """Month that the figures describe, YYYY-MM."""
    regencies: tuple[str, ...]
    persons: np.ndarray
    """People, on the population base behind the poverty rates."""
    poverty_rate: np.ndarray
    """Share of people below the regency's own line."""
    poverty_line: np.ndarray
    """Rp/person/month at prices of the start month."""
    urban_share: np.ndarray
    """Share of people in urban areas."""
    distribution: dict[str, dict[str, float]]
    """Figures of each shape of spending, `top_rank` among them."""
    national_cuts: np.ndarray
    """Upper ends of national deciles 1 to 9, Rp/person/month; shape (9,)."""
    cut_mean_spending: float
    """Mean spending of the region's people on the scale of the national cuts, Rp/person/month."""
    province_line: float
    """Rp/person/month; for provincial rates only."""
    mean_spending: float
    """Rp/person/month; a description of the region, not a target of the draw."""
    demography: dict[str, float]
    business: dict[str, float]
    published: dict[str, float]
    """Published figures of the region as a whole, against which a population can be judged."""
    survey_programmes: dict[str, Any]
    """Programmes that ran when the survey was taken, as in a scenario."""
    survey_node: Node | None = field(repr=False)
    """The same as the file has it, with its places, for refusals."""
    figures: tuple[Figure, ...] = field(repr=False)
    codes: tuple[str, ...] = ()
    """Official codes of the regencies (BPS), by which a planner's own data may name them; empty if not given."""
    stated_budget: float | None = None
    """A month of spending of a poor household, Rp, where it is known by itself."""
    digest: str
    """Digest of all that can change a result; comments, sources and order do not count."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Region) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def poor_size(self) -> float:
        """Members of a poor household, mean over poor households."""
        return self.demography["household_size_poor"]

    @cached_property
    def mean_line(self) -> float:
        """Mean over people of their regency's line, Rp/person/month."""
        return float(np.sum(self.persons * self.poverty_line) / np.sum(self.persons))

    @property
    def poor_budget(self) -> float:
        """A month of spending of a poor household, Rp: as stated, or the mean line times its size."""
        return self.mean_line * self.poor_size if self.stated_budget is None else self.stated_budget

    @property
    def households(self) -> np.ndarray:
        """Households of each regency, a whole number; shape (regencies,)."""
        return np.maximum(np.rint(self.persons / self.demography["household_size_mean"]), 1.0)


def regions() -> tuple[str, ...]:
    """Names of the regions that come with the package."""
    return tuple(sorted(path.parent.name for path in PACKAGED.glob("*/region.yaml")))


def load_region(name_or_path: str, *, beside: Path | None = None) -> Region:
    """Read a region by the name of a packaged one or by the path of a folder.

    Args:
        name_or_path: `kaltim`, or a folder that holds region.yaml and figures.csv.
        beside: folder from which a relative path is counted; the working folder if None.

    Raises:
        ValueError: there is no such region.
        Refusal: one of its files is wrong, or a figure is missing, doubled or out of bounds.
    """
    packaged = name_or_path in regions()
    folder = (PACKAGED if packaged else beside or Path()) / name_or_path
    if not files.is_file(folder / "region.yaml"):
        raise ValueError(
            Said(
                "'{name}' is neither a folder with region.yaml nor one of {names}",
                name=files.shorten(name_or_path),
                names=", ".join(regions()),
            )
        )
    reader = Reader()
    document = files.read(folder / "region.yaml")
    entries = reader.mapping(document, "", KEYS)
    if document.entries is not None:
        reader.require(document, dict.fromkeys(NEEDED, ""), KEYS)
    reader.finish()
    title = reader.bilingual(entries["title"], "title")
    period = reader.month(entries["period"], "period")
    regencies = reader.listing(entries["regencies"], "regencies", reader.text)
    codes = reader.listing(entries["codes"], "codes", reader.text) if "codes" in entries else []
    ran = reader.mapping(entries["survey_programmes"], "survey_programmes") if "survey_programmes" in entries else {}
    if regencies is not None and not 0 < len(set(regencies)) == len(regencies):
        reader.wrong(entries["regencies"], "regencies", "regencies", Said("must be names, each of them once"))
    if codes and regencies is not None and not len(set(codes)) == len(codes) == len(regencies):
        reader.wrong(entries["codes"], "codes", "codes", Said("must be one for each regency, each of them once"))
    reader.finish()
    assert title is not None and period is not None and regencies is not None and codes is not None
    return make_region(
        folder.name,
        title=title,
        period=f"{period[0]:04d}-{period[1]:02d}",
        regencies=regencies,
        survey_programmes={key: _plain(node) for key, node in ran.items()},
        survey_node=entries.get("survey_programmes"),
        figures=read_figures(folder / "figures.csv"),
        place=str(folder / "figures.csv"),
        codes=codes,
    )


def make_region(
    name: str,
    *,
    title: Mapping[str, str],
    period: str,
    regencies: Sequence[str],
    survey_programmes: Mapping[str, Any],
    figures: Sequence[Figure],
    place: str,
    survey_node: Node | None = None,
    codes: Sequence[str] = (),
) -> Region:
    """A region from its parts, checked; `place` is the file that a refusal names.

    Raises:
        Refusal: a figure is missing, doubled or out of bounds.
    """
    whole = [figure for figure in figures if figure.place not in regencies]
    try:
        places = {quantity: np.array(of_places(figures, quantity, regencies)) for quantity in bounds.BY_REGENCY}
        plain = of_region(whole, "")
    except ValueError as error:
        strange = sorted({figure.place for figure in whole if figure.quantity in bounds.BY_REGENCY})
        message = said(error)
        if strange:
            text = N_("{problem}; {place} has figures and is no regency of region.yaml")
            message = Said(text, problem=message, place=strange[0])
        raise Refusal([Problem(place, 0, 0, "", "figures", message)]) from None
    shapes = {kind: [f"distribution.{kind}.{key}" for key in keys] for kind, keys in bounds.SHAPE_FIGURES.items()}
    needed = {*bounds.NEEDED, *(quantity for quantities in shapes.values() for quantity in quantities)}
    missing = sorted(needed - set(plain))
    if missing:
        spare = set(plain) - needed
        problems = [
            Problem(place, 0, 0, name, "missing", Said("has no figure"), nearest=files.nearest(name, spare))
            for name in missing
        ]
        raise Refusal(problems)
    top = plain["distribution.top_rank"]
    used = {quantity: plain[quantity] for quantity in sorted(needed)}
    content = [list(regencies), {key: value.tolist() for key, value in places.items()}, used, survey_programmes]
    region = Region(
        name=name,
        title=dict(title),
        period=period,
        regencies=tuple(regencies),
        distribution={kind: of_region(whole, f"distribution.{kind}.") | {"top_rank": top} for kind in shapes},
        national_cuts=np.array([plain[f"national_cut.{decile}"] for decile in range(1, 10)]),
        cut_mean_spending=plain["national_cut.mean_spending"],
        province_line=plain["province_line"],
        mean_spending=plain["mean_spending"],
        demography=of_region(whole, "demography."),
        business=of_region(whole, "business."),
        published=of_region(whole, "published."),
        survey_programmes=dict(survey_programmes),
        survey_node=survey_node,
        figures=tuple(figures),
        codes=tuple(codes),
        digest=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        **places,  # type: ignore[arg-type]
    )
    wrong = bounds.outside(region)
    if wrong:
        raise Refusal([_outside(figures, place, quantity) for quantity in wrong])
    for array in (*places.values(), region.national_cuts):
        array.flags.writeable = False
    return region


def _outside(figures: Sequence[Figure], place: str, quantity: str) -> Problem:
    """The problem of a quantity that is out of bounds, at the line of its first figure."""
    lines = [figure.line for figure in figures if figure.quantity.startswith(quantity) and figure.line]
    at = (min(lines), 1) if lines else (0, 0)
    parts = quantity.startswith("business.sectors")
    message = Said("is out of bounds: not negative, they sum to one") if parts else Said("is out of bounds")
    return Problem(place, *at, quantity, "out-of-range", message, Said(bounds.ALLOWED[quantity]))


def _plain(node: Node) -> Any:
    """A node as plain values: whole numbers as such, all else as the text that the scenario's schema will judge."""
    if node.entries is not None:
        return {key: _plain(value) for key, value in node.entries.items()}
    if node.items is not None:
        return [_plain(item) for item in node.items]
    if node.is_null:
        return None
    text = node.text or ""
    return int(text.replace("_", "")) if WHOLE.fullmatch(text) and not node.quoted and len(text) < 20 else text
