"""Reading what a dimension is made of: a range, values, a mixture or any division of the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentas import files, parameters
from mentas.files import DECIMAL, MOST_NUMBER, WHOLE, Node, Reader
from mentas.language import Said
from mentas.scenario.kinds import Kind, Listing
from mentas.scenario.schema import values_of
from mentas.studies.space.dimension import Choice, Mix, Simplex, Span
from mentas.studies.space.keys import MIX, MOST_VALUES
from mentas.studies.space.wholes import takes_whole

if TYPE_CHECKING:
    from mentas.studies.arms import Arm

OF_A_RANGE = ("whole", "log", "ranges")
"""Keys that say something of a range only."""


def form(
    reader: Reader, node: Node, name: str, place: str, fields: Mapping[str, Node], read: Mapping[str, Any],
    arms: Sequence[Arm],
) -> Any:  # fmt: skip
    """What a dimension is made of; None, and a problem in the reader, if that cannot be said.

    Args:
        reader: takes the problems.
        node: of the dimension.
        name: dotted path, or a word for a mixture or division of the budget.
        place: its field, for problems.
        fields: its keys.
        read: values of those that can be read alone.
        arms: scenarios of the study.
    """
    kinds = [key for key in ("range", "values", "mix", "simplex", "ranges") if key in fields]
    if len(kinds) > 1:
        text = Said("goes not with {other}: say one of them", other=kinds[0])
        reader.wrong(fields[kinds[1]], f"{place}.{kinds[1]}", "two-kinds", text)
        return None
    if kinds and kinds[0] in ("values", "mix", "simplex"):
        for key in OF_A_RANGE:
            if key in fields:
                text = Said("belongs to a range, not to {other}", other=kinds[0])
                reader.wrong(fields[key], f"{place}.{key}", "no-range", text)
                return None
    if "mix" in fields:
        return _mix(reader, fields["mix"], f"{place}.mix")
    if "simplex" in fields:
        return Simplex(read["simplex"])
    if "values" in fields:
        return _choice(reader, fields["values"], f"{place}.values")
    return _span(reader, node, name, place, fields, read, arms)


def _span(
    reader: Reader, node: Node, name: str, place: str, fields: Mapping[str, Node], read: Mapping[str, Any],
    arms: Sequence[Arm],
) -> Span | None:  # fmt: skip
    ends = read.get("range") or _own_range(reader, node, name, place, read)
    if ends is None:
        return None
    low, high = ends
    at, field = fields.get("range", node), f"{place}.range"
    whole = read.get("whole")
    if takes_whole(name, arms):
        if whole is False:
            text = Said("cannot be false: it takes whole numbers only")
            reader.wrong(fields["whole"], f"{place}.whole", "whole", text)
            return None
        whole = True
    if not low < high:
        text = Said("must go from a lower to a higher number, not {low:g} to {high:g}", low=low, high=high)
        reader.wrong(at, field, "empty-range", text)
    elif whole and (low != int(low) or high != int(high)):
        reader.wrong(at, field, "not-whole", Said("must have whole ends, as it takes whole numbers"))
    elif read.get("log") and low <= 0:
        reader.wrong(at, field, "no-logarithm", Said("begins at {low:g}, which has no logarithm", low=low))
    else:
        log = bool(read.get("log"))
        return Span(int(low), int(high), True, log) if whole else Span(low, high, False, log)
    return None


def _own_range(
    reader: Reader, node: Node, name: str, place: str, read: Mapping[str, Any]
) -> tuple[float, float] | None:
    """The plausible range of a parameter, or the one of the calibrated sets."""
    first, _, rest = name.partition(".")
    known = parameters.catalogue()
    if first != "parameters" or rest not in known:
        near = files.nearest(rest, known) if first == "parameters" else ""
        text = Said("needs a range or values") if first != "parameters" else Said("is not a parameter")
        reader.wrong(node, place, "no-range", text, nearest=f"parameters.{near}" if near else "")
        return None
    if read.get("ranges") == "ensemble":
        from mentas.studies.space.calibrated import middle

        found = middle(rest)
        if found is not None:
            return found
    return known[rest].range


def _mix(reader: Reader, node: Node, place: str) -> Mix | None:
    names = [key.name for key in MIX]
    entries = reader.mapping(node, place, names)
    reader.require(node, {key.name: key.takes for key in MIX}, names, under=place)
    read = values_of(reader, entries, f"{place}.", MIX)
    if not (read.get("from") and read.get("to")):
        return None
    if read["from"] == read["to"]:
        reader.wrong(entries["to"], f"{place}.to", "empty-range", Said("is the same as from"))
        return None
    return Mix(read["from"], read["to"])


def _choice(reader: Reader, node: Node, place: str) -> Choice | None:
    listed = Listing(PLAIN, MOST_VALUES, least=1).read(reader, node, place)
    if listed is None:
        return None
    options = tuple(value for (value,) in listed)
    if len(set(options)) < len(options):
        twice = next(value for value in options if options.count(value) > 1)
        reader.wrong(node, place, "named-twice", Said("names {name} twice", name=files.shorten(str(twice))))
        return None
    return Choice(options)


class _Plain:
    """A plain value, or a list of such: a number becomes one, all else stays what it is."""

    def read(self, reader: Reader, node: Node, field: str, place: Any = None) -> tuple[Any] | None:
        before = len(reader.problems)
        value = _typed(reader, node, field)
        return None if len(reader.problems) > before else (value,)

    def schema(self) -> dict[str, Any]:
        scalar = {"type": ["number", "string", "boolean"]}
        return {"anyOf": [scalar, {"type": "array", "items": scalar}]}


PLAIN: Kind = _Plain()


def _typed(reader: Reader, node: Node, field: str, *, inside: bool = False) -> Any:
    """A value in its type; None, and a problem in the reader, where a number is written so that it misleads."""
    if node.items is not None and not inside:
        return tuple(_typed(reader, item, field, inside=True) for item in node.items)
    if node.text is None or node.is_null:
        what = "a number, a word, true or false" + ("" if inside else ", or a list of these")
        reader.wrong(node, field, "not-plain", Said("must be {what}, not {kind}", what=what, kind=node.kind))
        return None
    if node.quoted or not DECIMAL.fullmatch(node.text):
        return files.plain(node)
    if WHOLE.fullmatch(node.text):
        return reader.integer(node, field, -MOST_NUMBER, MOST_NUMBER)
    return reader.number(node, field, -MOST_NUMBER, MOST_NUMBER)
