"""How files of parameters are called, and how grades of evidence and units are said."""

from __future__ import annotations

from mentas import units
from mentas.language import N_, tell
from mentas.parameters import EVIDENCE
from mentas.report.parameter_titles import programme_name

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


def grade(name: str, lang: str) -> str:
    """A grade of evidence in words; one of another version of mentas stands as it is written."""
    return tell(name, lang) if name in EVIDENCE else name


def file(stem: str, lang: str) -> str:
    """A file of parameters, or a programme, in words."""
    return tell(FILES[stem], lang) if stem in FILES else programme_name(stem)


def unit(name: str, lang: str) -> str:
    """A unit in words; one of another version of mentas stands as it is written."""
    return tell(units.UNITS[name], lang) if name in units.UNITS else name
