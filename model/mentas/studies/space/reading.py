"""Reading the dimensions of a study: `levers` and `uncertainties`, each tried on the scenarios that it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from mentas import files, parameters
from mentas.files import MOST_NUMBER, Node, Reader, Refusal
from mentas.files.reader import DECIMAL, WHOLE
from mentas.parameters import EVIDENCE
from mentas.scenario.kinds import Bilingual, Flag, Kind, Listing, Number, Shares, Text, Word
from mentas.scenario.schema import Key, values_of
from mentas.studies.space.dimension import SHARES, Choice, Dimension, Mix, Role, Simplex, Span
from mentas.studies.space.groups import GROUPS, group_of
from mentas.studies.space.plan import MOST_POINTS, Design
from mentas.studies.space.sizes import GRID_LEVELS, grid_size

if TYPE_CHECKING:
    from mentas.studies.arms import Arm

MOST_DIMENSIONS = 500
MOST_VALUES = 1000
MOST_TRIED = 20_000
"""Most values times scenarios that are tried before a study starts."""

PAIR = Listing(Number(-MOST_NUMBER, MOST_NUMBER), 2, least=2)
RANGES: tuple[str, ...] = ("plausible", "ensemble")
"""Where the ends of a parameter's range come from: its own file, or the calibrated sets (their middle 90 per cent)."""

MIX: tuple[Key, ...] = (
    Key("from", "{programme: 0 to 1}", "Shares of the budget at 0.", True, Shares()),
    Key("to", "{programme: 0 to 1}", "Shares of the budget at 1.", True, Shares()),
)

LEVER: tuple[Key, ...] = (
    Key("title", "{id: text, en: text}", "What readers call it.", kind=Bilingual()),
    Key("range", "[low, high]", "Ends of the numbers that it takes.", kind=PAIR),
    Key("whole", "true or false", "Whether it takes whole numbers only.", kind=Flag()),
    Key("log", "true or false", "Whether even steps are steps of a factor.", kind=Flag()),
    Key("values", "list", "All values that it takes, instead of a range."),
    Key("mix", "{from: shares, to: shares}", "A mixture of two ways to divide the budget: 0 is from, 1 is to."),
    Key("simplex", "list of programmes", "Any division of the budget among these programmes.",
        kind=Listing(Text(), 20, least=2, once=True)),
    Key("only", "list of scenarios", "Scenarios that it changes; by default all that have what it changes."),
    Key("group", ", ".join(GROUPS), "What it belongs to in an analysis of sensitivity.", kind=Word(tuple(GROUPS))),
)  # fmt: skip
"""Keys of one lever."""

UNCERTAINTY: tuple[Key, ...] = (
    *(key for key in LEVER if key.name not in ("mix", "simplex")),
    Key("ranges", " or ".join(RANGES), "Where a parameter's range comes from.", kind=Word(RANGES)),
    Key("evidence", "list of " + ", ".join(EVIDENCE), "Of a pattern: parameters known in these ways only.",
        kind=Listing(Word(EVIDENCE), once=True)),
)  # fmt: skip
"""Keys of one uncertainty; with none of them a parameter takes its plausible range."""

KEYS: dict[Role, tuple[Key, ...]] = {"lever": LEVER, "uncertainty": UNCERTAINTY}


def dimensions(reader: Reader, node: Node, field: str, role: Role, arms: Sequence[Arm]) -> tuple[Dimension, ...]:
    """The dimensions that a mapping names, in its order; what is wrong goes to the reader."""
    found: list[Dimension] = []
    for name, entry in reader.mapping(node, field).items():
        place = f"{field}.{files.shorten(name)}"
        if len(found) >= MOST_DIMENSIONS:
            reader.wrong(entry, place, "long-list", f"is more than {MOST_DIMENSIONS} dimensions")
            break
        fields = reader.mapping(entry, place, [key.name for key in KEYS[role]])
        before = len(reader.problems)
        read = values_of(reader, fields, f"{place}.", KEYS[role])
        only = _only(reader, fields.get("only"), f"{place}.only", arms)
        if len(reader.problems) > before:
            continue
        for each in _names(reader, node, name, place, role, read):
            made = _form(reader, entry, each, f"{field}.{files.shorten(each)}", fields, read)
            if made is not None:
                touched = _touched(each, made, only or arms)
                if not touched:
                    text = "changes none of the scenarios: none of them runs that programme or has a budget"
                    reader.wrong_key(node, name, place, "changes-nothing", text)
                    continue
                group = read.get("group") or group_of(SHARES if isinstance(made, Mix | Simplex) else each)
                title = read.get("title") or {}
                names = tuple(arm.name for arm in touched)
                found.append(Dimension(name=each, role=role, group=group, form=made, arms=names, title=title))
                _try(reader, entry, found[-1], touched)
    return tuple(found)


def constants(reader: Reader, node: Node | None) -> dict[str, tuple[Any, Node]]:
    """Changes to every scenario by dotted name, each with its place; scenarios judge the values."""
    if node is None:
        return {}
    return {name: (files.plain(entry), entry) for name, entry in reader.mapping(node, "constants").items()}


def check(reader: Reader, root: Node, found: Sequence[Dimension], design: Design | None, kind: str) -> None:
    """What no dimension alone can see: columns that are named twice, too large a grid, a method that needs numbers."""
    node = (root.entries or {}).get("design", root)
    columns = [column for each in found for column in each.columns]
    for twice in {name for name in columns if columns.count(name) > 1}:
        reader.wrong(node, twice, "twice", "is both a lever and an uncertainty, or named twice")
    shares = [each.name for each in found if isinstance(each.form, Mix | Simplex)]
    if len(shares) > 1:
        arms = [set(each.arms) for each in found if isinstance(each.form, Mix | Simplex)]
        if any(a & b for place, a in enumerate(arms) for b in arms[place + 1 :]):
            reader.wrong(node, shares[1], "two-budgets", f"divides the same budget as {shares[0]}; say `only`")
    if design is not None and design.method == "grid" and not reader.problems:
        size = grid_size(found, design.levels or GRID_LEVELS)
        if size > MOST_POINTS:
            reader.wrong(
                node, "design.levels", "large-grid", f"makes {size:_} points", allowed=f"up to {MOST_POINTS:_}"
            )


def _only(reader: Reader, node: Node | None, field: str, arms: Sequence[Arm]) -> list[Arm]:
    if node is None:
        return []
    names = Listing(Word(tuple(arm.name for arm in arms)), least=1, once=True).read(reader, node, field) or ()
    return [arm for arm in arms if arm.name in names]


def _names(reader: Reader, node: Node, name: str, place: str, role: Role, read: Mapping[str, Any]) -> tuple[str, ...]:
    """The dotted paths that a name stands for: itself, or the parameters that match its pattern."""
    if "*" not in name:
        if "evidence" in read:
            reader.wrong_key(
                node, name, place, "no-pattern", "names one parameter, which `evidence` cannot choose from"
            )
            return ()
        return (name,)
    if role == "lever" or not name.startswith("parameters."):
        reader.wrong_key(node, name, place, "no-pattern", "only uncertainties of parameters take a pattern with *")
        return ()
    known = parameters.catalogue()
    wanted = read.get("evidence") or tuple(kind for kind in EVIDENCE if kind != "law")
    pattern = name.removeprefix("parameters.")
    matching = [
        f"parameters.{each}"
        for each, parameter in known.items()
        if fnmatchcase(each, pattern) and parameter.evidence in wanted and parameter.range[0] < parameter.range[1]
    ]
    if not matching:
        near = files.nearest(pattern.rstrip("*."), sorted({each.partition(".")[0] for each in known}))
        reader.wrong_key(node, name, place, "unknown-parameter", "matches no parameter", nearest=near)
    return tuple(matching)


def _form(
    reader: Reader, node: Node, name: str, place: str, fields: Mapping[str, Node], read: Mapping[str, Any]
) -> Any:
    """What a dimension is made of; None, and a problem in the reader, if that cannot be said."""
    kinds = [key for key in ("range", "values", "mix", "simplex") if key in fields]
    if len(kinds) > 1:
        reader.wrong(node, place, "two-kinds", f"takes one of {', '.join(kinds)}")
        return None
    if "mix" in fields:
        return _mix(reader, fields["mix"], f"{place}.mix")
    if "simplex" in fields:
        return Simplex(read["simplex"])
    if "values" in fields:
        listed = Listing(_PLAIN, MOST_VALUES, least=1).read(reader, fields["values"], f"{place}.values")
        return None if listed is None else Choice(tuple(value for (value,) in listed))
    ends = read.get("range") or _own_range(reader, node, name, place, read)
    if ends is None:
        return None
    low, high = ends
    if not low < high:
        reader.wrong(
            fields.get("range", node), f"{place}.range", "empty-range", "must go from a lower to a higher number"
        )
        return None
    whole, log = bool(read.get("whole")), bool(read.get("log"))
    if whole and (low != int(low) or high != int(high)):
        reader.wrong(fields["range"], f"{place}.range", "not-whole", "must have whole ends, as it takes whole numbers")
        return None
    if log and low <= 0:
        reader.wrong(
            fields.get("range", node), f"{place}.range", "no-logarithm", f"begins at {low:g}, which has no logarithm"
        )
        return None
    return Span(int(low) if whole else low, int(high) if whole else high, whole, log)


def _own_range(
    reader: Reader, node: Node, name: str, place: str, read: Mapping[str, Any]
) -> tuple[float, float] | None:
    """The plausible range of a parameter, or the one of the calibrated sets."""
    first, _, rest = name.partition(".")
    known = parameters.catalogue()
    if first != "parameters" or rest not in known:
        near = files.nearest(rest, known) if first == "parameters" else ""
        text = "needs a range or values" if first != "parameters" else "is not a parameter"
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
    return Mix(read["from"], read["to"]) if read.get("from") and read.get("to") else None


class _Plain:
    """A plain value: a number becomes one, all else stays what it is."""

    def read(self, reader: Reader, node: Node, field: str, place: Any = None) -> tuple[Any] | None:
        if node.entries is not None or node.is_null:
            reader.wrong(
                node, field, "not-plain", f"must be a number, a word, true or false, or a list, not {node.kind}"
            )
            return None
        return (_typed(node),)

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string", "boolean", "array"]}


_PLAIN: Kind = _Plain()


def _typed(node: Node) -> Any:
    if node.items is not None:
        return tuple(_typed(item) for item in node.items)
    text = node.text or ""
    if not node.quoted and len(text) <= 30:
        if WHOLE.fullmatch(text):
            return int(text.replace("_", ""))
        if DECIMAL.fullmatch(text):
            return float(text.replace("_", ""))
    return files.plain(node)


def _touched(name: str, form: Any, arms: Sequence[Arm]) -> list[Arm]:
    """The scenarios that have what a dimension changes."""
    parts = name.split(".")
    if isinstance(form, Mix | Simplex) or parts[0] == "budget":
        return [arm for arm in arms if arm.scenario.budget is not None]
    if parts[0] == "programmes" and len(parts) > 1:
        return [arm for arm in arms if parts[1] in {programme.name for programme in arm.scenario.programmes}]
    return list(arms)


def _try(reader: Reader, node: Node, dimension: Dimension, arms: Sequence[Arm]) -> None:
    """Change each scenario to the dimension's ends and between; what it refuses is the dimension's problem."""
    from mentas.studies.variant import Variant

    for arm in arms:
        for values in dimension.form.tried():
            try:
                Variant(arm.scenario, tuple(dimension.changes(values).items())).made()
            except Refusal as refusal:
                for problem in refusal.problems:
                    said = f"cannot be {_shown(values)} in scenario {arm.name}: {problem.message}"
                    reader.wrong(node, f"{dimension.name}", problem.code, said, allowed=problem.allowed,
                                 nearest=problem.nearest)  # fmt: skip
                return


def _shown(values: Sequence[Any]) -> str:
    text = ", ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
    return files.shorten(text)
