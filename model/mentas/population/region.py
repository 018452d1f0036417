"""A region: the places, people, lines and figures from which a population is made. The engine knows no region."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from mentas.population.figures import Figure, of_places, of_region, read_figures
from mentas.population.shape import DISTRIBUTIONS
from mentas.state import SECTORS

PACKAGED = Path(__file__).parent / "regions"
"""Folder of the regions that come with the package."""

BY_REGENCY: tuple[str, ...] = ("persons", "poverty_rate", "poverty_line", "urban_share")
"""Quantities that every regency must have, once."""

NEEDED: tuple[str, ...] = (
    "province_line",
    "mean_spending",
    "distribution.top_rank",
    "demography.household_size_mean",
    "demography.household_size_poor",
    "demography.female_headed_share",
    "business.share",
    *(f"national_cut.{decile}" for decile in range(1, 10)),
    *(f"business.sectors_{kind}.{sector}" for kind in ("urban", "rural") for sector in SECTORS),
)
"""Quantities of the region as a whole that must be there, once."""

SHAPE_FIGURES: dict[str, tuple[str, ...]] = {"gb2": ("a", "p", "q"), "shifted_lognormal": ("shift", "sigma")}
"""Figures that each distribution needs."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Region:
    """A region at its start month; arrays have shape (regencies,). Two regions are equal if their digests are."""

    name: str
    title: dict[str, str]
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
    figures: tuple[Figure, ...] = field(repr=False)
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

    @property
    def mean_line(self) -> float:
        """Mean over people of their regency's line, Rp/person/month."""
        return float(self.persons @ self.poverty_line / self.persons.sum())

    @property
    def poor_budget(self) -> float:
        """A month of spending of a poor household, Rp: the mean line times its size."""
        return self.mean_line * self.poor_size

    @property
    def households(self) -> np.ndarray:
        """Households of each regency, a whole number; shape (regencies,)."""
        return np.maximum(np.rint(self.persons / self.demography["household_size_mean"]), 1.0)


def regions() -> tuple[str, ...]:
    """Names of the regions that come with the package."""
    return tuple(sorted(path.name for path in PACKAGED.iterdir() if (path / "region.yaml").is_file()))


def load_region(name_or_path: str, *, beside: Path | None = None) -> Region:
    """Read a region by the name of a packaged one or by the path of a folder.

    Args:
        name_or_path: `kaltim`, or a folder that holds region.yaml and figures.csv.
        beside: folder from which a relative path is counted; the working folder if None.

    Raises:
        ValueError: there is no such region, or a figure is missing, doubled or out of bounds.
    """
    folder = PACKAGED / name_or_path
    if name_or_path not in regions():
        folder = (beside or Path()) / name_or_path
    if not (folder / "region.yaml").is_file():
        raise ValueError(
            f"region {name_or_path!r} is neither a folder with region.yaml nor one of {', '.join(regions())}"
        )
    return make_region(folder.name, _document(folder / "region.yaml"), read_figures(folder / "figures.csv"))


def make_region(name: str, document: Mapping[str, Any], figures: Sequence[Figure]) -> Region:
    """A region from its document (title, regencies, survey_programmes) and figures, checked."""
    regencies = tuple(document["regencies"])
    places = {quantity: np.array(of_places(figures, quantity, regencies)) for quantity in BY_REGENCY}
    whole = [figure for figure in figures if figure.place not in regencies]
    plain = of_region(whole, "")
    missing = [quantity for quantity in NEEDED if quantity not in plain]
    if missing:
        raise ValueError(f"region {name}: no figure for {', '.join(missing)}")
    top = {"top_rank": plain["distribution.top_rank"]}
    shapes = {kind: of_region(whole, f"distribution.{kind}.") | top for kind in DISTRIBUTIONS}
    region = Region(
        name=name,
        title=dict(document["title"]),
        regencies=regencies,
        distribution=shapes,
        national_cuts=np.array([plain[f"national_cut.{decile}"] for decile in range(1, 10)]),
        province_line=plain["province_line"],
        mean_spending=plain["mean_spending"],
        demography=of_region(whole, "demography."),
        business=of_region(whole, "business."),
        published={key.removeprefix("published."): plain[key] for key in plain if key.startswith("published.")},
        survey_programmes=dict(document.get("survey_programmes") or {}),
        figures=tuple(figures),
        digest=_digest(regencies, places, plain, document.get("survey_programmes")),
        **places,
    )
    _check(region)
    for array in (*places.values(), region.national_cuts):
        array.flags.writeable = False
    return region


def _document(path: Path) -> dict[str, Any]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return dict(document)


def _digest(regencies: tuple[str, ...], places: Mapping[str, np.ndarray], plain: Mapping[str, float], ran: Any) -> str:
    used = {key: value for key, value in plain.items() if key in NEEDED or key.startswith("distribution.")}
    content = [regencies, {key: value.tolist() for key, value in places.items()}, used, ran]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _check(region: Region) -> None:
    """Bounds that a population needs.

    Raises:
        ValueError: a figure lies outside them.
    """
    shares = {
        "poverty_rate": region.poverty_rate,
        "urban_share": region.urban_share,
        "female_headed_share": region.demography["female_headed_share"],
        "business.share": region.business["share"],
    }
    sound = {name: bool(np.all((np.asarray(v) >= 0) & (np.asarray(v) <= 1))) for name, v in shares.items()}
    sound["poverty_rate"] &= bool(np.all((region.poverty_rate > 0) & (region.poverty_rate < 1)))
    sound["persons"] = bool(np.all(region.persons >= 1))
    sound["poverty_line"] = bool(np.all(region.poverty_line > 0))
    sound["national_cut"] = bool(np.all(np.diff(region.national_cuts) > 0) and region.national_cuts[0] > 0)
    sound["household_size"] = 1.0 < region.demography["household_size_mean"] < region.poor_size < 10.0
    for kind in ("urban", "rural"):
        total = sum(region.business[f"sectors_{kind}.{sector}"] for sector in SECTORS)
        sound[f"business.sectors_{kind} (they sum to one)"] = abs(total - 1.0) < 1e-6
    for kind, names in SHAPE_FIGURES.items():
        sound[f"distribution.{kind}"] = all(region.distribution[kind].get(name, 0.0) > 0 for name in names)
    wrong = [name for name, fine in sound.items() if not fine]
    if wrong:
        raise ValueError(f"region {region.name}: out of bounds: {', '.join(wrong)}")
