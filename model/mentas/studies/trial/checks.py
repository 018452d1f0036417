"""What in a trial no key can see alone: shares that sum to one, names that are there, methods that fit."""

from __future__ import annotations

import math
from typing import Any

from mentas.files import Node, Reader, listed, nearest, shorten
from mentas.language import N_, Said
from mentas.studies.trial.estimate import FLOWS, WITHIN
from mentas.studies.trial.trial import Class, Design, Gift, Population, Published, Spread

IDLE_CAPITAL: dict[str, Any] = {"idle_capital": Spread(median=0.0, low=0.0, high=0.0)}
"""What a household without a business has, unless the file says otherwise."""

FORMS: dict[tuple[str, ...], str] = {
    ("cash",): N_("form cash"),
    ("goods", "group"): N_("form goods or group"),
    ("group",): N_("form group"),
}

SHARES: tuple[str, ...] = ("open", "poor", "invested", "hours")
"""Outcomes that are shares, and can be counted in points."""

UNKNOWN: dict[str, str] = {
    "arm": N_("'{name}' is no arm of this trial"),
    "class": N_("'{name}' is no class of this trial"),
    "effect": N_("'{name}' is no effect of this trial"),
}


def entry(node: Node, *path: str | int) -> Node:
    """The node at the end of a path, or the deepest on the way that is there."""
    for step in path:
        inner = node.entries or {} if isinstance(step, str) else dict(enumerate(node.items or ()))
        if step not in inner:
            break
        node = inner[step]  # type: ignore[index]
    return node


def of_class(reader: Reader, node: Node, field: str, made: Class) -> None:
    """Profits are those of open businesses, and what describes profits needs them."""
    if made.profit is not None and made.business == 0.0:
        text = Said("is given, and no household of the class has an open business")
        reader.wrong(entry(node, "profit"), f"{field}.profit", "no-business", text)
    for key in ("profit_capital", "labour_part"):
        if made.profit is None and getattr(made, key) != 0.0:
            reader.wrong(entry(node, key), f"{field}.{key}", "no-profit", Said("is given, and no profit is"))


def of_population(reader: Reader, node: Node, field: str, made: Population) -> None:
    """Shares of classes sum to one; no market is empty."""
    total = math.fsum(one.share for one in made.classes)
    if abs(total - 1.0) > 1e-9:
        text = Said("shares sum to {total:.10g}", total=total)
        reader.wrong(entry(node, "classes"), f"{field}.classes", "shares", text, allowed=Said("a sum of 1"))
    if made.markets > made.households:
        text = Said("has more markets than households ({households:_})", households=made.households)
        reader.wrong(entry(node, "markets"), f"{field}.markets", "does-not-fit", text)


def of_gift(reader: Reader, node: Node, field: str, made: Gift) -> None:
    """Each form takes what belongs to it."""
    forms = {
        "payments": ("cash",),
        "lock_months": ("goods", "group"),
        "sectors": ("goods", "group"),
        "members": ("group",),
    }
    for key, fitting in forms.items():
        if key in (node.entries or {}) and made.form not in fitting:
            text = Said("does not belong to {form}", form=made.form)
            reader.wrong_key(node, key, f"{field}.{key}", "other-form", text, allowed=Said(FORMS[fitting]))


def of_design(reader: Reader, node: Node, field: str, made: Design) -> None:
    """What the control group received goes to some of it."""
    if bool(made.control_gifts) != (made.control_share_given > 0.0):
        text = Said("needs both control_gifts and a control_share_given above 0")
        reader.wrong(node, field, "control-gifts", text)


def of_published(reader: Reader, node: Node, field: str, made: Published) -> None:
    """Method, estimand, unit and outcome fit each other."""

    def wrong(key: str, code: str, text: Said, allowed: Said) -> None:
        reader.wrong(entry(node, key), f"{field}.{key}", code, text, allowed=allowed)

    alone = made.method in WITHIN
    if made.arm == "control" and not alone:
        text = Said("control cannot be set against itself by {method}", method=made.method)
        wrong("arm", "does-not-fit", text, Said("method {names}", names=", ".join(sorted(WITHIN))))
    if alone and made.estimand == "tot":
        text = Said("tot does not go with method {method}", method=made.method)
        wrong("estimand", "does-not-fit", text, listed(("itt",)))
    if alone and made.unit not in ("level", "points"):
        text = Said("{unit} does not go with method {method}", unit=made.unit, method=made.method)
        wrong("unit", "does-not-fit", text, listed(("level", "points")))
    if made.method == "still" and made.outcome != "open":
        wrong("outcome", "does-not-fit", Said("method still asks who is still open"), listed(("open",)))
    if made.unit == "points" and made.outcome not in SHARES and made.method not in ("change", "still"):
        text = Said("points are of shares, and {outcome} is none", outcome=made.outcome)
        wrong("unit", "does-not-fit", text, Said("outcome {names}", names=", ".join(SHARES)))
    if made.unit == "gain_per_transfer" and made.outcome not in FLOWS:
        text = Said("{outcome} is no flow, of which a year could be set against the transfer", outcome=made.outcome)
        wrong("unit", "does-not-fit", text, Said("outcome {names}", names=", ".join(sorted(FLOWS))))
    if made.method != "level" and 0 in made.months:
        wrong("months", "does-not-fit", Said("month 0 is before anything was handed out"), Said("1 or more"))
    if made.ability_top == 0.0:
        allowed = Said("a share above 0, or below it for all others")
        wrong("ability_top", "does-not-fit", Said("0 leaves nobody"), allowed)
    for what in ("profit", "capital"):
        below, above = getattr(made, f"{what}_below"), getattr(made, f"{what}_above")
        if below is not None and above is not None and below <= above:
            text = Said("nobody is below it and above {other}", other=f"{what}_above")
            wrong(f"{what}_below", "does-not-fit", text, Said("more than {value:g}", value=above))
    if made.role == "calibrate" and not made.scored:
        wrong("role", "does-not-fit", Said("what is not scored, or from memory, is no target"), listed(("check",)))


def of_trial(reader: Reader, root: Node, read: dict[str, Any]) -> None:
    """What stands in different parts of a trial agrees; parts that are wrong in themselves are left out."""
    population, months = read.get("population"), read.get("months")
    if read.get("design") is not None:
        _design(reader, root, read["design"], population)
    if months is not None:
        _months(reader, root, read, months)
    arms = [*(name for name in _names(root, "arms") if name != "control"), "control"]
    for one in read.get("published") or ():
        label = f"published.{one.name}"
        place = entry(root, "published", one.name)
        _known(reader, entry(place, "arm"), f"{label}.arm", one.arm, arms, "arm")
        outside = one.on == "ineligible" and read.get("design") is not None and not _some_outside(read)
        if outside:
            text = Said("nobody is ineligible: all classes are eligible")
            reader.wrong(entry(place, "on"), f"{label}.on", "does-not-fit", text, allowed=listed(("eligible", "all")))
    _orders(reader, root, read)


def _names(root: Node, *path: str) -> list[str]:
    """Names that a mapping in the file has, right or wrong in themselves."""
    for step in path:
        root = (root.entries or {}).get(step, Node("", 0, 0, entries={}))
    return list(root.entries or {})


def _some_outside(read: dict[str, Any]) -> bool:
    design, population = read["design"], read.get("population")
    if population is None or design.owners_only:
        return True
    return bool(design.eligible) and len(design.eligible) < len(population.classes)


def _known(reader: Reader, node: Node, field: str, name: str, names: list[str], what: str) -> None:
    if name not in names:
        text, allowed = Said(UNKNOWN[what], name=shorten(name)), Said("{names}", names=shorten(", ".join(names), 300))
        reader.wrong(node, field, f"unknown-{what}", text, allowed=allowed, nearest=nearest(name, names))


def _design(reader: Reader, root: Node, made: Design, population: Population | None) -> None:
    clusters, arms = entry(root, "design", "clusters"), len(_names(root, "arms"))
    classes = _names(root, "population", "classes")
    for place, name in enumerate(made.eligible if classes else ()):
        _known(reader, entry(root, "design", "eligible", place), f"design.eligible[{place}]", name, classes, "class")
    least = 2 * (arms + 1)
    if made.unit == "cluster" and arms and made.clusters < least:
        text = Said(
            "{clusters} are too few for {arms} arms and control: each needs two", clusters=made.clusters, arms=arms
        )
        reader.wrong(clusters, "design.clusters", "few-clusters", text, allowed=Said("{least} or more", least=least))
    if population is None:
        return
    low, high = population.markets, population.households
    if not low <= made.clusters <= high:
        text = Said(
            "{clusters} clusters cannot fill {low} markets with {high} households",
            clusters=made.clusters, low=low, high=high,
        )  # fmt: skip
        allowed = Said("{low} to {high}", low=low, high=high)
        reader.wrong(clusters, "design.clusters", "does-not-fit", text, allowed=allowed)
    of_owners = [one for one in population.classes if one.business > 0.0 and one.name in (made.eligible or classes)]
    if made.owners_only and not of_owners:
        text = Said("leaves nobody: no eligible class has an open business")
        reader.wrong(entry(root, "design", "owners_only"), "design.owners_only", "no-business", text)


def _months(reader: Reader, root: Node, read: dict[str, Any], months: int) -> None:
    for place, shock in enumerate(read.get("shocks") or ()):
        if shock.month >= months:
            _past(reader, entry(root, "shocks", place, "month"), f"shocks[{place}].month", shock.month, months - 1)
    design = read.get("design")
    lists = [(("arms", arm.name, "gifts"), arm.gifts) for arm in read.get("arms") or ()]
    lists += [(("design", "control_gifts"), design.control_gifts)] if design is not None else []  # type: ignore[list-item]
    for path, gifts in lists:
        for place, gift in enumerate(gifts):
            key = "month" if gift.month >= months else "payments"
            last = gift.month + gift.payments - 1
            if last >= months:
                label = f"{'.'.join(path)}[{place}].{key}"
                _past(reader, entry(root, *path, place, key), label, last, months - 1)
    for one in read.get("published") or ():
        last = max(one.months)
        if last > months:
            _past(reader, entry(root, "published", one.name, "months"), f"published.{one.name}.months", last, months)


def _past(reader: Reader, node: Node, field: str, month: int, last: int) -> None:
    text = Said("month {month} is not within the months of the trial", month=month)
    reader.wrong(node, field, "past-the-end", text, allowed=Said("0 to {last}", last=last))


def _orders(reader: Reader, root: Node, read: dict[str, Any]) -> None:
    names = _names(root, "published")
    effects = {one.name: one.effect for one in read.get("published") or ()}
    for key in ("ranking", "ratios"):
        for place, order in enumerate((read.get(key) or ()) if names else ()):
            for item, name in enumerate(order):
                _known(reader, entry(root, key, place, item), f"{key}[{place}][{item}]", name, names, "effect")
            if key == "ratios" and effects.get(order[1]) == 0.0:
                text = Said("divides by an effect of 0")
                reader.wrong(entry(root, key, place), f"{key}[{place}]", "does-not-fit", text)
