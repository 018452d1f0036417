"""Groups of households and what reports call them."""

from __future__ import annotations

from collections.abc import Sequence

from mentas.language import N_, tell
from mentas.report.money import programme_name
from mentas.report.study import Group, Study
from mentas.report.words import listed

KINDS: tuple[str, ...] = ("decile", "regency", "programme", "head")
"""Kinds of groups in the order of the report."""

OF_OTHERS = "programme"
"""The kind whose groups hold other households under every policy."""

BY: dict[str, str] = {
    "decile": N_("{measure} by decile at the start: difference to {baseline}"),
    "regency": N_("{measure} by regency: difference to {baseline}"),
    "programme": N_("{measure} by programme received: difference to {baseline}"),
    "head": N_("{measure} by who heads the household: difference to {baseline}"),
}
"""Titles of figures."""

NOTES: dict[str, str] = {
    "decile": N_("Deciles of spending within the region at the start; a household stays in its group."),
    "programme": N_("Households that have ever received from the programme: groups overlap, and are not the same "
                    "households under every policy. Programmes that the baseline does not have cannot be compared."),
}  # fmt: skip
"""What a reader must know of a kind of groups."""

HEADS: dict[str, str] = {"female": N_("headed by a woman"), "male": N_("headed by a man")}


def groups(study: Study, kind: str) -> list[Group]:
    """The groups of a kind that a study has, in its own order."""
    found = study.summary.loc[study.summary["group_kind"] == kind, "group"]
    return [(kind, str(name)) for name in dict.fromkeys(found)]


def label(group: Group, lang: str) -> str:
    """What a reader calls a group."""
    kind, name = group
    if kind == "decile" and "-" in name:
        return tell("deciles {deciles} together", lang, deciles=name)
    if kind == "decile":
        return tell("decile {decile}", lang, decile=name)
    if kind == "head" and name in HEADS:
        return tell(HEADS[name], lang)
    return programme_name(name) if kind == "programme" else name


def names(some: Sequence[Group], lang: str) -> str:
    """Several groups of a kind in a row, deciles that follow each other as one."""
    single = [int(name) for kind, name in some if kind == "decile" and name.isdigit()]
    others = [label(group, lang) for group in some if not (group[0] == "decile" and group[1].isdigit())]
    if len(single) > 1:
        said = tell("deciles {deciles}", lang, deciles=", ".join(_runs(single)))
    else:
        said = "".join(tell("decile {decile}", lang, decile=decile) for decile in single)
    return listed([*([said] if said else ()), *others], lang)


def _runs(numbers: Sequence[int]) -> list[str]:
    """Numbers in order, those that follow each other by their ends: 1-4, 6."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]
