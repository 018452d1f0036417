"""Grades: how many of the model's numbers are known how, by file and by role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentas.language import N_
from mentas.parameters import EVIDENCE
from mentas.studies.evidence import Evidence

ROLES: tuple[str, ...] = (N_("behaviour"), N_("population"), N_("registry"), N_("programme"), N_("choice"))
"""What a number says something of. A choice (of a sample, a guard, what a policy leaves out) is no fact about the
world, whichever file it stands in."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One line of the table of grades."""

    of: str
    """A file or programme, a role, or `all`."""
    numbers: int
    kinds: dict[str, int]
    """Numbers by kind of evidence, every kind in its order from firm to open."""
    ranged: int
    """Numbers with a range of more than one value, or a list of allowed words."""
    settled: int
    """Numbers that say what would replace them."""

    def share(self, kind: str) -> float:
        """Share of the numbers that is known in a way."""
        return self.kinds[kind] / self.numbers


def by_file(found: Mapping[str, Evidence]) -> list[Grade]:
    """A grade for each file and programme, in the order of the catalogue."""
    stems = dict.fromkeys(name.partition(".")[0] for name in found)
    return [grade(stem, (each for name, each in found.items() if name.partition(".")[0] == stem)) for stem in stems]


def by_role(found: Mapping[str, Evidence]) -> list[Grade]:
    """A grade for each role that occurs."""
    roles = {name: role(name, each) for name, each in found.items()}
    there = [wanted for wanted in ROLES if wanted in roles.values()]
    return [grade(wanted, (each for name, each in found.items() if roles[name] == wanted)) for wanted in there]


def grade(of: str, numbers: Iterable[Evidence]) -> Grade:
    """The grade of some numbers together."""
    listed = list(numbers)
    return Grade(
        of=of,
        numbers=len(listed),
        kinds={kind: sum(each.evidence == kind for each in listed) for kind in EVIDENCE},
        ranged=sum(has_range(each) for each in listed),
        settled=sum(bool(each.settles) for each in listed),
    )


def role(name: str, number: Evidence) -> str:
    """What a number says something of, by its name and by what would settle it."""
    from mentas.scenario.programmes import shipped

    stem = name.partition(".")[0]
    if number.is_choice:
        return "choice"
    if stem in shipped():
        return "programme"
    return stem if stem in ROLES else "behaviour"


def has_range(number: Evidence) -> bool:
    """Whether a number can plausibly be another than it is."""
    return isinstance(number.range, list) and len(number.range) > 1 and number.range[0] != number.range[-1]
