"""Stories of a household made by hand: two years, partly poor, with a grant, a group, and a shop that closes."""

from __future__ import annotations

from typing import Any

from mentas.studies.story.book import Life, Stories, Story
from mentas.studies.story.watch import FLOWS, GROUP, LUCK, STATES

MONTHS = 24


def life(programmes: dict[str, dict[int, float]] | None = None, **columns: Any) -> Life:
    """A life in which nothing happens but what is said: a value for all months, or values from months on."""
    plain: dict[str, Any] = dict.fromkeys({*FLOWS, *LUCK, *STATES, GROUP} - {"spending"}, 0)
    plain |= {"need": 2_000_000, "spending_mean": 2_500_000, "size": 4, "wages": 2_400_000, "provincial_decile": 3,
              "registered_decile": 4}  # fmt: skip
    plain |= columns
    plain.setdefault("spending", plain["spending_mean"])
    return Life(
        months={name: _filled(value) for name, value in plain.items()},
        programmes={name: [amounts.get(month, 0) for month in range(MONTHS + 1)]
                    for name, amounts in (programmes or {}).items()},
    )  # fmt: skip


def _filled(value: Any) -> list[float]:
    """Values by month: `value`, or what a mapping says from each of its months on, nothing before the first."""
    steps = value if isinstance(value, dict) else {0: value}
    found: list[float] = []
    for month in range(MONTHS + 1):
        found.append(steps[month] if month in steps else found[-1] if found else 0)
    return found


def once(*months: int, value: float = 1) -> dict[int, float]:
    """A value in these months alone."""
    return {0: 0} | {month + 1: 0 for month in months} | dict.fromkeys(months, value)


LUCKY = {"illness": once(5, value=300_000), "loss": once(8, 20), "jobless": {0: 0, 10: 1, 13: 0}}

BASELINE = life(
    {"bpnt": dict.fromkeys(range(1, 13), 200_000)}, **LUCKY, transfers={0: 0, 1: 200_000, 13: 0},
    spending_mean={0: 1_800_000, 7: 2_100_000, 19: 1_900_000}, provincial_decile=1,
)  # fmt: skip

OTHER = life(
    {"uep": {3: 5_000_000}, "kube": {14: 2_000_000}}, **LUCKY, open={0: 0, 3: 1, 18: 0},
    group_status={0: 0, 14: 2, 22: 0}, profit={0: 0, 4: 600_000, 18: 0}, share={0: 0, 15: 100_000, 22: 0},
    stock_lost=once(8, value=1_500_000), spending_mean={0: 1_800_000, 5: 3_000_000}, mentas={0: 0, 20: 1},
    fell_back={0: 0, 23: 1}, provincial_decile={0: 1, 12: 4},
)  # fmt: skip

WHO = {
    "size": 4, "infants": 1, "primary": 1, "junior": 0, "senior": 0, "adults": 2, "elderly": 0, "disabled": 0,
    "provincial_decile": 1, "national_decile": 2, "registered_decile": 4, "urban": False, "female_headed": True,
    "pregnant": False, "jobless": False, "open": False, "regency": "Dusun Hilir", "sector": "food",
}  # fmt: skip


def story(kind: str = "helped", household: int = 12, **changed: Any) -> Story:
    """A story."""
    plain: dict[str, Any] = {"middle": True, "weight": 10.0, "who": WHO, "shocks": (), "lives": (BASELINE, OTHER)}
    return Story(household=household, kind=kind, **plain | changed)


def stories(*told: Story, word: str = "Cash") -> Stories:
    """A world's stories; `word` stands in every title."""
    each = [{"name": name, "title": {"en": f"{word} {name}", "id": f"{word} {name}"}, "key": "k", "digest": name}
            for name in ("a", "b")]  # fmt: skip
    return Stories(
        made_by={"mentas": "0.1.0", "source_digest": "s"}, seed=7, replicate=3, start="2025-03",
        policies=(each[0], each[1]),
        programmes={name: {"en": f"{word} {name}", "id": f"{word} {name}"} for name in ("bpnt", "uep", "kube")},
        region={"en": "Village", "id": "Desa"}, households=957_057.0,
        kinds=dict.fromkeys(("helped", "harmed", "left_out", "fell_back", "unharmed", "alike"), 4_321.0),
        stories=told or (story(),),
    )  # fmt: skip
