"""How grades of evidence, files of parameters and units are called."""

from __future__ import annotations

from mentas.language import N_, tell
from mentas.report.money import programme_name

GRADES: dict[str, str] = {
    "law": N_("law"),
    "survey": N_("survey"),
    "study": N_("published study"),
    "estimate": N_("estimate"),
    "expert": N_("expert"),
    "calibrated": N_("calibrated"),
    "assumption": N_("assumption"),
}
"""How a value is known, from firm to open."""

FILES: dict[str, str] = {
    "ageing": N_("Ageing and households"),
    "enterprise": N_("Businesses"),
    "group": N_("Groups (KUBE)"),
    "investing": N_("Investing"),
    "mindset": N_("Mindset"),
    "nature": N_("Illness and loss"),
    "receiving": N_("Receiving assistance"),
    "spending": N_("Spending and saving"),
    "work": N_("Work"),
    "markets": N_("Markets"),
    "registry": N_("The registry (DTSEN)"),
    "population": N_("Population"),
}
"""By the file that the parameters stand in."""

UNITS: dict[str, str] = {
    "1": "",
    "code": "",
    "share": N_("share"),
    "1/month": N_("per month"),
    "1/year": N_("per year"),
    "log": N_("logarithm"),
    "Rp": N_("Rp at prices of the start"),
    "Rp/month": N_("Rp a month at prices of the start"),
    "Rp/year": N_("Rp a year at prices of the start"),
    "Rp nominal": N_("Rp at prices of the day"),
    "Rp nominal/month": N_("Rp a month at prices of the day"),
    "Rp nominal/year": N_("Rp a year at prices of the day"),
    "Rp/person/month": N_("Rp a person a month at prices of the start"),
    "months": N_("months"),
    "years": N_("years"),
    "persons": N_("people"),
    "households": N_("households"),
    "groups": N_("groups"),
    "budgets": N_("months of spending of a poor household"),
    "budgets/month": N_("months of spending of a poor household, a month"),
    "annual spending": N_("years of a poor person's spending"),
    "elasticity": N_("per cent per per cent"),
    "decile": N_("decile"),
    "deciles": N_("deciles"),
    "index": N_("index, 1 at the start"),
    "flag": N_("yes or no"),
    "percent": N_("per cent"),
    "percent/month": N_("per cent a month"),
    "percent/year": N_("per cent a year"),
}
"""Short, for a column; a unit that is not here stands as it is written."""


def grade(name: str, lang: str) -> str:
    """A grade of evidence in words."""
    return tell(GRADES[name], lang) if name in GRADES else name


def file(stem: str, lang: str) -> str:
    """A file of parameters, or a programme, in words."""
    return tell(FILES[stem], lang) if stem in FILES else programme_name(stem)


def unit(name: str, lang: str) -> str:
    """A unit in words."""
    found = UNITS.get(name, name)
    return tell(found, lang) if found else ""
