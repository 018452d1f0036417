"""What the report says of boxes that were discovered."""

from __future__ import annotations

from mentas.language import N_, tell

WORDS: dict[str, str] = {
    "if": N_("{interest} most often if {where}."),
    "unless": N_("{interest} unless {where}."),
    "only_if": N_("{interest} only if {where}."),
    "any": N_("{interest} in these cases: {boxes}."),
    "none_of": N_("{interest} except in these cases: {boxes}."),
    "low_real": N_("{title} is above {bound}"),
    "high_real": N_("{title} is below {bound}"),
    "low_steps": N_("{title} is at least {bound}"),
    "high_steps": N_("{title} is at most {bound}"),
    "both": N_("{title} is between {low} and {high}"),
    "is": N_("{title} is {levels}"),
    "this": N_("This box"),
    "else": N_("All else"),
    "nth": N_("Box {number}"),
    "holds": N_(
        "{box} holds {coverage} of the combinations in which {interest}; inside it {density} of {n} are such "
        "combinations, against {base} of all {total}."
    ),
    "holds_not": N_(
        "{box} holds {coverage} of the exceptions; inside it {density} of {n} combinations are exceptions, against "
        "{base} of all {total}."
    ),
    "unseen": N_(
        "Tried on combinations that did not help to find it: coverage {coverage}, density {density}; {again}."
    ),
    "unseen_rest": N_(
        "Tried on combinations that did not help to find it: coverage {coverage} of what earlier boxes leave, "
        "density {density}; {again}."
    ),
    "again": N_("every limit comes again in at least {share} of repeated searches"),
    "always": N_("every limit comes again in all repeated searches"),
    "left_out": N_("{n} combinations without a result are left out."),
    "no_cases": N_("There is no combination tried in which {interest} ({total} tried)."),
    "all_cases": N_("{interest} in every combination tried ({total})."),
    "too_few": N_("Too few combinations to say where {interest}: {cases} of {total}."),
    "chance": N_(
        "No box found: {interest} in {base} of {total} combinations, but no limits tell them apart from the rest "
        "better than chance would."
    ),
    "fig": N_("Where it holds that {interest}"),
    "fig_not": N_("Where it does not hold that {interest}"),
    "fig_nothing": N_("Nothing found"),
    "curve": N_("Coverage and density on the way to a box"),
    "coverage": N_("Coverage: share of them in the box"),
    "density": N_("Density: their share of the box"),
    "base": N_("all combinations: {base}"),
    "chosen": N_("box found"),
    "unseen_mark": N_("{box}, unseen"),
    "number": N_("box {number}"),
    "limits": N_("Limits of the box, over what was tried"),
    "limit_note": N_("p {chance} · again {reproduced}"),
    "smallest": N_("<{p}"),
    "caption": N_(
        "Coloured: inside the box. p: quasi-p-value of the limits, the largest of a row. Again: share of\nrepeated "
        "searches that find them, the smallest. Unseen: tried on combinations that did not help to find it."
    ),
}
"""By key."""

PLAIN, PERCENT = N_("{n}"), N_("{n}%")

AMOUNTS: dict[str, str] = {
    "1": PLAIN,
    "share": PERCENT,
    "1/month": N_("{n}% a month"),
    "1/year": N_("{n}% a year"),
    "log": PLAIN,
    "Rp": N_("Rp{n}"),
    "Rp/month": N_("Rp{n} a month"),
    "Rp/year": N_("Rp{n} a year"),
    "Rp nominal": N_("Rp{n} (nominal)"),
    "Rp nominal/month": N_("Rp{n} a month (nominal)"),
    "Rp nominal/year": N_("Rp{n} a year (nominal)"),
    "Rp/person/month": N_("Rp{n} a person a month"),
    "months": N_("{n} months"),
    "years": N_("{n} years"),
    "persons": N_("{n} persons"),
    "households": N_("{n} households"),
    "groups": N_("{n} KUBE groups"),
    "budgets": N_("{n} months of a poor household's spending"),
    "budgets/month": N_("{n} months of a poor household's spending a month"),
    "annual spending": N_("{n} years of a poor person's spending"),
    "elasticity": PLAIN,
    "decile": N_("decile {n}"),
    "deciles": N_("{n} deciles"),
    "id": PLAIN,
    "index": PLAIN,
    "flag": PLAIN,
    "bits": PLAIN,
    "code": PLAIN,
    "percent": PERCENT,
    "percent/month": N_("{n}% a month"),
    "percent/year": N_("{n}% a year"),
    "Rp/Rp": N_("Rp{n} per rupiah"),
    "households/Rp billion": N_("{n} households per Rp1 billion"),
}
"""How an amount of each unit is said; a test holds that none is missing."""

ONE: dict[str, str] = {
    "months": N_("{n} month"),
    "years": N_("{n} year"),
    "persons": N_("{n} person"),
    "households": N_("{n} household"),
    "groups": N_("{n} KUBE group"),
    "budgets": N_("{n} month of a poor household's spending"),
    "budgets/month": N_("{n} month of a poor household's spending a month"),
    "annual spending": N_("{n} year of a poor person's spending"),
    "deciles": N_("{n} decile"),
    "households/Rp billion": N_("{n} household per Rp1 billion"),
}
"""The same where it is one of them."""

HUNDREDFOLD = frozenset({"share", "1/month", "1/year"})
"""Units that are kept as shares and said in per cent."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)
