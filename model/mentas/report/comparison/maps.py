"""Maps of a difference by regency: tiles, or the shapes that a reader brings."""

from __future__ import annotations

from functools import partial

from mentas.language import tell
from mentas.report.comparison import by_group, groups
from mentas.report.comparison.by_group import Found
from mentas.report.comparison.shapes import Shapes
from mentas.report.comparison.tables import differences
from mentas.report.comparison.tiles import layout
from mentas.report.document import Figure
from mentas.report.study import Study


def figure(study: Study, found: Found, lang: str, shapes: Shapes | None = None) -> Figure | None:
    """A map for each policy; None where neither shapes nor tiles are known."""
    tiles = layout([name for _, name in found]) if shapes is None else None
    if shapes is None and tiles is None:
        return None
    from mentas.report.comparison import map_drawing

    measure = next(each.measure for some in found.values() for each in some)
    by_policy = {
        policy: {name: each for (_, name), some in found.items() for each in some if each.policy == policy}
        for policy in study.others
    }
    by_policy = {policy: by_name for policy, by_name in by_policy.items() if by_name}
    title = tell("Map: {measure} by regency, difference to {baseline}", lang, measure=study.measure(measure)[lang],
                 baseline=study.title(str(study.baseline), lang))  # fmt: skip
    table = differences(
        study, lang, name=f"map_{measure}", title=title, of=(tell("Regency", lang),),
        rows=[((groups.label(group, lang),), each) for group, some in found.items() for each in some],
    )  # fmt: skip
    draw = partial(map_drawing.draw, study, by_policy, lang, tiles=tiles, shapes=shapes)
    return Figure(f"map_{measure}", title, by_group.finding(study, found, lang), draw, table,
                  note=_note(lang, shapes))  # fmt: skip


def _note(lang: str, shapes: Shapes | None) -> str:
    """How to read the map, and what is missing on it."""
    said = [tell("Differences in points after the last year. Blue is better than the baseline, orange worse; hatched "
                 "where the two are not told apart.", lang)]  # fmt: skip
    if shapes is None:
        said.append(tell("Tiles stand near the regencies' real places; their size says nothing.", lang))
    elif shapes.missing:
        said.append(tell("Not in the file of boundaries: {names}.", lang, names=", ".join(shapes.missing)))
    return " ".join(said)
