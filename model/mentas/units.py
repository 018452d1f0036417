"""Units: every column, parameter and measure names one of these.

A unit is a short string. Columns carry theirs in the annotation (see `columns`), parameters in YAML,
measures in their decorator. Nothing converts silently: a number travels with its unit or not at all.
"""

from __future__ import annotations

from mentas.language import N_

UNITS: dict[str, str] = {
    "1": N_("a pure number"),
    "share": N_("a share between 0 and 1"),
    "1/month": N_("a chance or a rate per month"),
    "1/year": N_("a chance or a rate per year"),
    "log": N_("a difference of natural logarithms"),
    "Rp": N_("rupiah at prices of the start month"),
    "Rp/month": N_("rupiah a month at prices of the start month"),
    "Rp/year": N_("rupiah a year at prices of the start month"),
    "Rp nominal": N_("rupiah at prices of the month of payment"),
    "Rp nominal/month": N_("rupiah a month at prices of the month of payment"),
    "Rp nominal/year": N_("rupiah a year at prices of the month of payment"),
    "Rp/person/month": N_("rupiah a person a month at prices of the start month"),
    "months": N_("months"),
    "years": N_("years"),
    "persons": N_("people"),
    "households": N_("households"),
    "groups": N_("KUBE groups"),
    "budgets": N_("months of spending of a poor household (region.poor_budget)"),
    "budgets/month": N_("months of spending of a poor household, a month"),
    "annual spending": N_("years of a poor person's spending"),
    "elasticity": N_("per cent per per cent"),
    "decile": N_("a decile, 1 (poorest) to 10"),
    "deciles": N_("a difference of deciles"),
    "id": N_("an identifier"),
    "index": N_("an index, 1 at the start"),
    "flag": N_("0 or 1"),
    "bits": N_("one bit per programme, in the scenario's order"),
    "code": N_("a code with a list of names"),
    "percent": N_("per cent"),
    "percent/month": N_("per cent a month"),
    "percent/year": N_("per cent a year"),
    "Rp/Rp": N_("rupiah per rupiah"),
    "households/Rp billion": N_("households per billion rupiah"),
}


def known(unit: str) -> bool:
    """Whether `unit` is one of the units of the project."""
    return unit in UNITS
