"""Shapes of regencies from a GeoJSON file that a reader brings."""

from __future__ import annotations

import json
import math
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from mentas.files import Problem, Refusal, nearest, shorten
from mentas.files.problem import NOTHING
from mentas.language import Said

MOST_BYTES = 64 * 2**20
MOST_POINTS = 5_000_000

NAMES: tuple[str, ...] = (
    "name", "nama", "name_2", "wadmkk", "namobj", "kabupaten", "kabkot", "kab_kota", "kabupaten_kota", "regency",
    "shapename", "adm2_en", "adm2_id",
)  # fmt: skip
"""Properties that may name a regency, without regard to capitals, in the order in which they are asked."""

FINEST = 1 / 300
"""Points nearer to each other than this share of the map's width are drawn as one."""

FEWEST = 3
"""Points of a ring that has no area, its first counted again at its end."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Outlines by regency, longitude and latitude in degrees."""

    rings: dict[str, list[Ring]]
    """Outlines and holes of every part of a regency, simplified for drawing."""
    missing: tuple[str, ...]
    """Regencies that the file does not have."""


def read(path: Path, regencies: Sequence[str]) -> Shapes:
    """The shapes of some regencies.

    Args:
        path: a GeoJSON FeatureCollection of polygons, in degrees of longitude and latitude.
        regencies: names that are looked for among the features' properties.

    Raises:
        Refusal: the file cannot be read, is no such collection, or has none of the regencies.
    """
    features = _features(_load(path), path)
    wanted = {plain(name): name for name in regencies}
    rings: dict[str, list[Ring]] = {}
    for feature in features:
        name = next((wanted[plain(text)] for text in _names(feature) if plain(text) in wanted), None)
        if name is not None:
            rings.setdefault(name, []).extend(_rings(feature, path))
    if not any(rings.values()):
        seen = sorted({text for feature in features for text in _names(feature)})
        near = next((found for name in regencies if (found := nearest(name, seen))), "")
        _refuse(path, "no-regency", Said("has none of the study's regencies, such as {regency}", regency=regencies[0]),
                allowed=Said("{names}", names=", ".join(regencies)), nearest=shorten(near))  # fmt: skip
    if sum(map(len, (ring for some in rings.values() for ring in some))) > MOST_POINTS:
        _refuse(path, "too-large", Said("has more than {count} points", count=f"{MOST_POINTS:,}"))
    return Shapes(_simple(rings), tuple(name for name in regencies if not rings.get(name)))


def plain(name: str) -> str:
    """A name without capitals, spaces, signs, and the words for a regency or a city."""
    words = [word for word in name.casefold().replace(".", " ").split() if word not in ("kabupaten", "kab", "kota")]
    return "".join(letter for word in words for letter in word if letter.isalnum())


def _load(path: Path) -> Any:
    """What the file holds, as JSON has it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse(path, "no-file", Said("is not a file"))
        if path.stat().st_size > MOST_BYTES:
            _refuse(path, "too-large", Said("is larger than {size} MB; simplify its shapes", size=MOST_BYTES // 2**20))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        reason = error.strerror if isinstance(error, OSError) else None
        _refuse(path, "unreadable", Said("cannot be read: {reason}", reason=reason or "no file can have this name"))
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse(path, "not-json", Said("is no JSON"))


def _features(whole: Any, path: Path) -> list[dict[str, Any]]:
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection" or not isinstance(features, list):
        _refuse(path, "not-geojson", Said("is no GeoJSON with features (a FeatureCollection)"))
    return [each for each in features if isinstance(each, dict)]


def _names(feature: dict[str, Any]) -> Iterator[str]:
    """What a feature may be called, the likeliest first."""
    given = feature.get("properties")
    if isinstance(given, dict):
        lower = {str(key).casefold(): value for key, value in given.items() if isinstance(value, str)}
        yield from (lower[key] for key in NAMES if key in lower)


def _rings(feature: dict[str, Any], path: Path) -> Iterator[Ring]:
    """Outlines and holes of a feature."""
    shape = feature.get("geometry")
    kind, parts = (shape.get("type"), shape.get("coordinates")) if isinstance(shape, dict) else (None, None)
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list):
        _refuse(path, "not-polygons", Said("has a regency that is neither Polygon nor MultiPolygon"))
    try:
        for polygon in [parts] if kind == "Polygon" else parts:
            for pairs in polygon:
                ring = [_point(pair) for pair in pairs]
                if len(ring) > FEWEST:
                    yield ring
    except (TypeError, ValueError, IndexError, OverflowError):
        _refuse(path, "bad-coordinates", Said("has coordinates that are not degrees of longitude and latitude"))


def _point(pair: Any) -> tuple[float, float]:
    """A point of the earth.

    Raises:
        ValueError: it is none.
    """
    x, y = float(pair[0]), float(pair[1])
    if isinstance(pair[0], str) or not (abs(x) <= 180.0 and abs(y) <= 90.0):  # false for NaN too
        raise ValueError
    return x, y


def _simple(rings: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """The rings with points left out that nobody could see, and rings with them that are smaller than that."""
    points = [point for some in rings.values() for ring in some for point in ring]
    least = FINEST * max(
        max(p[axis] for p in points) - min(p[axis] for p in points) for axis in (0, 1)
    )  # fmt: skip
    thin = {name: [_thinned(ring, least) for ring in some] for name, some in rings.items()}
    return {name: [ring for ring in some if len(ring) > FEWEST] or rings[name] for name, some in thin.items()}


def _thinned(ring: Ring, least: float) -> Ring:
    kept: Ring = []
    for point in ring:
        if not kept or math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return [*kept, ring[0]] if kept else kept


def _refuse(path: Path, code: str, message: Said, *, allowed: Said = NOTHING, nearest: str = "") -> NoReturn:
    raise Refusal([Problem(str(path), 0, 0, "", code, message, allowed, nearest)])
