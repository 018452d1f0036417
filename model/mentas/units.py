"""Units: every column, parameter and measure names one of these.

A unit is a short string. Columns carry theirs in the annotation (see `columns`), parameters in YAML,
measures in their decorator. Nothing converts silently: a number travels with its unit or not at all.
"""

from __future__ import annotations

UNITS: dict[str, str] = {
    "1": "a pure number",
    "share": "a share between 0 and 1",
    "1/month": "a chance or a rate per month",
    "1/year": "a chance or a rate per year",
    "log": "a difference of natural logarithms",
    "Rp": "rupiah at prices of the start month",
    "Rp/month": "rupiah a month at prices of the start month",
    "Rp/year": "rupiah a year at prices of the start month",
    "Rp nominal": "rupiah at prices of the month of payment",
    "Rp nominal/month": "rupiah a month at prices of the month of payment",
    "Rp nominal/year": "rupiah a year at prices of the month of payment",
    "Rp/person/month": "rupiah a person a month at prices of the start month",
    "months": "months",
    "years": "years",
    "persons": "people",
    "households": "households",
    "groups": "KUBE groups",
    "budgets": "months of spending of a poor household (region.poor_budget)",
    "budgets/month": "months of spending of a poor household, a month",
    "annual spending": "years of a poor person's spending",
    "elasticity": "per cent per per cent",
    "decile": "a decile, 1 (poorest) to 10",
    "deciles": "a difference of deciles",
    "id": "an identifier",
    "index": "an index, 1 at the start",
    "flag": "0 or 1",
    "bits": "one bit per programme, in the scenario's order",
    "code": "a code with a list of names",
    "percent": "per cent",
    "percent/month": "per cent a month",
    "percent/year": "per cent a year",
    "Rp/Rp": "rupiah per rupiah",
    "households/Rp billion": "households per billion rupiah",
}


def known(unit: str) -> bool:
    """Whether `unit` is one of the units of the project."""
    return unit in UNITS
