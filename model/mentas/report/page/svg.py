"""A chart as SVG within a page: letters stay text, names stay names, and nothing reaches beyond the picture."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from mentas.report.page import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"

KEPT = frozenset({"g", "path", "rect", "circle", "use", "text", "tspan", "defs", "clipPath", "pattern", "image",
                  "linearGradient", "stop"})  # fmt: skip
"""Elements that a chart may be made of."""

DROPPED = frozenset({"metadata", "style"})
"""Elements that are left out: a style within a page would hold for all of it."""

NUMBER = re.compile(r"(?<![#\w.-])-?\d+(?:\.\d+)?(?:e-?\d+)?")
USED = re.compile(r"url\(#([^)]+)\)|^#(.+)$")
FONT = re.compile(r"font-family: [^;]*;? ?")
SPACE = re.compile(r"([:;]) ")
STEP = re.compile(r" ?([MLCQZz]) ?")
UNTURNED = re.compile(r"rotate\(-?0(?:\.0+)? [^)]*\)")

OVER = 0.2
"""Inches that a label may reach over the edge of the sheet; one that reaches farther is cut off, because the letters
of all others would have to shrink for it."""


def inline(draw: Callable[[], Picture], *, prefix: str, title: str, finding: str) -> str:
    """The SVG element of a picture, for a page of HTML.

    Args:
        draw: draws the picture.
        prefix: of all ids within, a name that no other picture of the page has.
        title: what is shown.
        finding: what is to be seen in it, its description.

    Raises:
        ValueError: the picture holds an element that charts are not made of.
    """
    root = ElementTree.fromstring(plain.seen(_drawn(draw)))
    used = {name for element in root.iter() for value in element.attrib.values() for name in _names(value)}
    picture = _element(root, used, prefix)
    width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
    picture.attrib = {
        "class": "chart", "role": "img", "aria-labelledby": f"{prefix}-title {prefix}-finding",
        "viewBox": f"0 0 {_short(width)} {_short(height)}", "preserveAspectRatio": "xMinYMin",
        "style": f"--points: {_short(width)}",
    }  # fmt: skip
    for place, (name, text) in enumerate((("title", title), ("desc", finding))):
        told = ElementTree.Element(name, {"id": f"{prefix}-{'title' if name == 'title' else 'finding'}"})
        told.text = plain.seen(text)
        picture.insert(place, told)
    return ElementTree.tostring(picture, encoding="unicode", short_empty_elements=True)


def _drawn(draw: Callable[[], Picture]) -> str:
    """What matplotlib writes, cut to what is drawn."""
    import matplotlib
    from matplotlib.transforms import Bbox

    from mentas.report import style

    written = StringIO()
    with style.styled(), matplotlib.rc_context({"svg.fonttype": "none"}), warnings.catch_warnings():
        # A name may hold signs that the font has not got; the reader's own fonts have them.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        picture = draw()
        picture.draw_without_rendering()
        width, height = picture.get_size_inches()
        sheet = Bbox.from_extents(0.0, 0.0, width, height).padded(OVER)
        cut = Bbox.intersection(picture.get_tightbbox(), sheet)
        picture.savefig(written, format="svg", metadata={"Date": None}, bbox_inches=cut)
    return written.getvalue()


def _element(element: ElementTree.Element, used: set[str], prefix: str) -> ElementTree.Element:
    """An element without namespaces, with short numbers, and with the ids that something points to."""
    made = ElementTree.Element(_tag(element), dict(_attributes(element, used, prefix)))
    made.text = element.text if made.tag in ("text", "tspan") else None
    for child in element:
        tag = _tag(child)
        if tag in DROPPED:
            continue
        if tag not in KEPT:
            raise ValueError(f"a chart holds an element <{tag}>")
        inner = _element(child, used, prefix)
        if made.tag in ("text", "tspan"):
            inner.tail = child.tail
        if tag == "g" and not inner.attrib:
            made.extend(inner)
        elif len(inner) or tag != "defs":
            made.append(inner)
    return made


def _attributes(element: ElementTree.Element, used: set[str], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == "id":
            if value in used:
                yield name, f"{prefix}-{value}"
        elif name == LINK:
            yield "href", f"#{prefix}-{value[1:]}" if value.startswith("#") else _embedded(value)
        elif name == "style":
            yield name, _pointed(SPACE.sub(r"\1", _shorter(FONT.sub("", value), 2)), prefix)
        elif name == "transform":
            if turned := UNTURNED.sub("", value).strip():
                yield name, _shorter(turned, 2)
        elif not name.startswith(("on", "{")):
            yield name, _pointed(STEP.sub(r"\1", " ".join(_shorter(value, 1).split())), prefix)


def _pointed(value: str, prefix: str) -> str:
    return value.replace("url(#", f"url(#{prefix}-")


def _embedded(value: str) -> str:
    """A picture within the picture.

    Raises:
        ValueError: it would have to be fetched.
    """
    if not value.startswith("data:image/png;base64,"):
        raise ValueError("a chart points to something outside")
    return value


def _names(value: str) -> Iterator[str]:
    for found in USED.finditer(value):
        yield found[1] or found[2]


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _shorter(text: str, places: int) -> str:
    return NUMBER.sub(lambda found: _short(float(found[0]), places), text)


def _short(number: float, places: int = 1) -> str:
    text = f"{number:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
