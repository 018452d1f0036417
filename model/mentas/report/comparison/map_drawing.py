"""Draws maps of differences: one below the other, a policy each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mentas.report import numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.effect import Effect
from mentas.report.comparison.shapes import Ring, Shapes
from mentas.report.comparison.tiles import Place
from mentas.report.study import Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

WORSE, MIDDLE, BETTER = "#E08214", "#F7F7F7", "#4393C3"
"""Ends and middle of the colours, apart for the colour-blind too and light enough for black letters."""

PALE = 0.5
"""How much of its colour a difference has that is not told apart."""

TILE = 0.66
"""Height of a tile, inches."""
HEAD = 0.5
"""Room for a policy's name above its map, inches."""
SMALL = 0.02
"""Share of the map's frame below which a regency is named beside the map."""


def draw(
    study: Study, by_policy: dict[str, dict[str, Effect]], lang: str, *, tiles: dict[str, Place] | None,
    shapes: Shapes | None,
) -> Picture:  # fmt: skip
    """A map for each policy, of tiles or of shapes."""
    from mentas.report import style

    tall = TILE * (1 + max(row for _, row in tiles.values())) if tiles else 3.9
    count = len(by_policy)
    height = count * (HEAD + tall) + 0.05
    sheet = style.Sheet(height=height, grid=(count, 1), left=0.1, right=0.1, top=HEAD, bottom=0.05,
                        between=(HEAD / tall, 0.0))  # fmt: skip
    most = max((abs(e.difference) for some in by_policy.values() for e in some.values()), default=0.0) or 1.0
    for panel, (policy, found) in zip(sheet.panels[:, 0], by_policy.items(), strict=True):
        panel.set_axis_off()
        panel.set_title(style.wrap(study.title(policy, lang), 62), size=11, weight="bold", pad=4)
        looks = {name: _look(study, each, most, lang) for name, each in found.items()}
        if tiles is not None:
            _tiles(panel, tiles, looks)
        elif shapes is not None:
            _shapes(panel, shapes, looks)
    return sheet.figure


def _look(study: Study, each: Effect, most: float, lang: str) -> tuple[str, str, bool]:
    """Colour, number, and whether it is hatched."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    described = study.measure(each.measure)
    told = confidence.told(each)
    good = each.difference / most * (1.0 if described["better"] == "higher" else -1.0) * (1.0 if told else PALE)
    shade = LinearSegmentedColormap.from_list("", [WORSE, MIDDLE, BETTER])(0.5 + 0.5 * good)
    return to_hex(shade), numbers.signed(each.difference, described["unit"], lang), not told


def _tiles(panel: Any, tiles: dict[str, Place], looks: dict[str, tuple[str, str, bool]]) -> None:
    from matplotlib.patches import Rectangle

    from mentas.report import style

    columns, rows = (1 + max(place[axis] for place in tiles.values()) for axis in (0, 1))
    panel.set_xlim(0, columns)
    panel.set_ylim(rows, 0)
    for name, (column, row) in tiles.items():
        if name not in looks:
            continue
        shade, number, hatched = looks[name]
        panel.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, facecolor=shade, linewidth=0))
        if hatched:
            panel.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, fill=False, hatch="///", linewidth=0,
                                      edgecolor="#FFFFFF"))  # fmt: skip
        panel.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, fill=False, edgecolor="#595959",
                                  linewidth=0.8, linestyle=":" if hatched else "-"))  # fmt: skip
        _words(panel, (column + 0.5, row + 0.5), f"{style.wrap(name, 13)}\n{number}")


def _shapes(panel: Any, shapes: Shapes, looks: dict[str, tuple[str, str, bool]]) -> None:
    """Shapes with their numbers inside, those of small ones beside the map."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    from mentas.report import style

    points = [point for some in shapes.rings.values() for ring in some for point in ring]
    (west, east), (south, north) = ((min(p[a] for p in points), max(p[a] for p in points)) for a in (0, 1))
    _frame(panel, (west, east), (south, north))
    beside = []
    for name, rings in shapes.rings.items():
        shade, number, hatched = looks.get(name, ("#FFFFFF", "", False))
        path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        panel.add_patch(PathPatch(path, facecolor=shade, edgecolor="#595959", linewidth=0.6))
        if hatched:
            panel.add_patch(PathPatch(path, fill=False, hatch="///", edgecolor="#FFFFFF", linewidth=0))
        largest = max(rings, key=lambda ring: abs(_area(ring)))
        if abs(_area(largest)) < SMALL * (east - west) * (north - south):
            beside.append((_middle(largest), style.wrap(f"{name} {number}", 18)))
        elif number:
            _words(panel, _middle(largest), f"{name}\n{number}")
    _beside(panel, beside, east, (south, north))


def _frame(panel: Any, across: tuple[float, float], upright: tuple[float, float]) -> None:
    """Ends of the axes so that a degree of latitude is as long as it is on earth, with room for names on the right."""
    box = panel.get_position()
    shape = box.width * panel.figure.get_figwidth() / (box.height * panel.figure.get_figheight())
    stretch = max(math.cos(math.radians(sum(upright) / 2)), 0.05)
    tall = 1.04 * max(upright[1] - upright[0], (across[1] - across[0]) * stretch / (0.68 * shape), 1e-9)
    left = across[0] - 0.02 * tall / stretch
    panel.set_xlim(left, left + tall * shape / stretch)
    panel.set_ylim(sum(upright) / 2 - tall / 2, sum(upright) / 2 + tall / 2)


def _beside(panel: Any, named: list[tuple[tuple[float, float], str]], east: float, ends: tuple[float, float]) -> None:
    """Names of small shapes to the right of the map, each with a line to its place."""
    named = sorted(named, key=lambda each: -each[0][1])
    south, north = ends
    step = (north - south) / max(len(named) + 1, 8)
    top = (south + north) / 2 + step * (len(named) - 1) / 2
    for place, (point, text) in enumerate(named):
        at = (east + 0.06 * (north - south), top - step * place)
        panel.annotate(text, xy=point, xytext=at, va="center", size=10, annotation_clip=False,
                       arrowprops={"arrowstyle": "-", "color": "#595959", "linewidth": 0.7})  # fmt: skip


def _words(panel: Any, at: tuple[float, float], text: str) -> None:
    """Letters on a light ground, so that they can be read over hatches."""
    ground = {"facecolor": "white", "alpha": 0.6, "linewidth": 0, "pad": 1.5}
    panel.text(*at, text, ha="center", va="center", size=10, linespacing=1.1, bbox=ground)


def _area(ring: Ring) -> float:
    """Area of a ring, with a sign."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False)) / 2.0


def _middle(ring: Ring) -> tuple[float, float]:
    """Centre of gravity of a ring."""
    area = _area(ring)
    if abs(area) < 1e-12:
        return ring[0]
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:], strict=False)]
    x, y = (sum((a[axis] + b[axis]) * cross for a, b, cross in pairs) / (6.0 * area) for axis in (0, 1))
    return x, y
