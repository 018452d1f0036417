"""What the report says of comparisons, and what all reports say of dates and lists."""

from __future__ import annotations

from collections.abc import Sequence

from mentas.language import N_, P_, tell
from mentas.report.words_of_doubt import DOUBT

WORDS: dict[str, str] = DOUBT | {
    "after": N_("after {years} years"),
    "after_one": N_("after one year"),
    "bottom": N_("deciles 1-4"),
    "bottom_long": N_("Households that started in deciles 1-4 of {region}, {unit}"),
    "lower": N_("lower"),
    "higher": N_("higher"),
    "told": N_("{policy}: {measure} {value} {when}, {gap} {way} than {baseline} (95 % interval {low} to {high})."),
    "undecided": N_("{policy}: {measure} {value} {when}; cannot yet be told apart from {baseline}."),
    "single": N_("{policy}: {measure} {value} {when}; too few replicates, no interval can be given."),
    "alone": N_("{policy}: {measure} {value} {when}."),
    "turn": N_("{policy} against {baseline}: poverty {first} in year 1, {last} in year {years}."),
    "turn_lower": N_("{gap} lower"),
    "turn_higher": N_("{gap} higher"),
    "turn_undecided": N_("not told apart"),
    "points": N_("{size} points"),
    "unspent": N_("{policy} left {money} ({share}) of its budget unspent: it has not been tested at its full size."),
    "dice": N_("Intervals hold the luck of {n} replicates only, not doubt about parameters or about the model."),
    "assumed": N_(
        "{share} of the {count} numbers behind this rest on assumption, {calibrated} are calibrated to published "
        "trials, and all that the study does not vary itself stand at one value: read signs and paths, not digits."
    ),
    "pkh": N_("PKH's main aims, children's health and schooling, are not measured here."),
    "failed": N_("{failed} of {total} runs failed; their luck is missing from these figures."),
    "own_data": N_(
        "Households come from {file}: {rows} rows for {households} households. Drawn by the model, not in the "
        "file: {drawn}."
    ),
    "nothing": N_("nothing"),
    "outcome": N_("Outcome, year {years}"),
    "not_apart": N_("not told apart"),
    "baseline": N_("baseline"),
    "year": N_("Year"),
    "level": N_("Level"),
    "difference": N_("Difference to: {baseline}"),
    "source": N_("mentas {version} · {study} · {region} · seed {seed} · {n} replicates"),
    "bands": N_("Bands: 95 % interval over replicates (luck only)."),
    "sources": N_("Simulated, every number at one value; sources of all numbers: manifest.json"),
    "common": N_("What rises under every policy alike is mostly bad luck evening out; only the difference is policy."),
    "real": N_("prices of {start}"),
    "fig_welfare": N_("Spending and income of the bottom four deciles"),
    "fig_poverty": N_("Poverty rate (P0)"),
    "fig_poverty_sub": N_("Share of people below the poverty line of their regency, per cent"),
    "fig_moves": N_("Where the bottom four deciles stand after {years} years"),
    "fig_moves_sub": N_("Households by decile within {region} at the start, per cent; mean of {n} replicates"),
    "fig_money": N_("Where the money went"),
    "fig_money_sub": N_("All {years} years, Rp billion nominal; mean of {n} replicates"),
    "fig_exits": N_("Households that leave poverty for good (mentas)"),
    "fig_exits_sub": N_(
        "Below the line at the start, then 24 months above it, both without transfers; after {years} years"
    ),
    "anchored": N_("Anchored: against the start's cuts in real terms, everyone can rise"),
    "reranked": N_("Re-ranked among everyone today: a rise is someone else's fall"),
    "fell": P_("decile", "lower"),
    "stayed": N_("same decile"),
    "rose1": N_("1 higher"),
    "rose2": N_("2 higher"),
    "rose3": N_("3 or more higher"),
    "decile": N_("Decile {decile}"),
    "delivered": N_("delivered: {programme}"),
    "admin": N_("administration and mentors"),
    "leaked": N_("leaked"),
    "left": N_("unspent"),
    "per_billion": N_("Households mentas per Rp billion spent\n(many rise anyway: spending less looks better)"),
    "kept_more": N_("Mentas and not fallen back, households:\ndifference to {baseline}"),
    "kept": N_("Mentas and not fallen back, households"),
    "thousand_rp": N_("Rp thousand a person a month at {real}"),
    "spending": N_("Spending"),
    "income": N_("Income with transfers"),
    "same": N_("the same"),
}
"""By key."""

MONTHS: tuple[str, ...] = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip

AND, AND_LAST, OR = N_("{first} and {last}"), N_("{first}, and {last}"), N_("{first} or {last}")
MANY = {AND: N_("{first}, {next} and {last}"), OR: N_("{first}, {next} or {last}")}
"""The same of three or more, where Indonesian has a comma before the last and English none."""


def quoted(title: str) -> str:
    """A title within a sentence, in marks: titles are long, and begin with capitals."""
    return f"“{title}”"


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)


def month(text: str, lang: str) -> str:
    """A month written YYYY-MM, in words: March 2025, Maret 2025."""
    year, number = text.split("-")
    return tell(N_("{month} {year}"), lang, month=tell(MONTHS[int(number) - 1], lang), year=year)


def day(text: str, lang: str) -> str:
    """A day written YYYY-MM-DD, whatever follows it, in words: 14 March 2025, 14 Maret 2025."""
    year, number, date = text[:10].split("-")
    return tell(N_("{day} {month} {year}"), lang, day=int(date), month=tell(MONTHS[int(number) - 1], lang), year=year)


def listed(names: Sequence[str], lang: str, text: str = AND) -> str:
    """Names in a row: a, b and c; `text` says what stands before the last."""
    if len(names) > 2 and text in MANY:
        return tell(MANY[text], lang, first=", ".join(names[:-2]), next=names[-2], last=names[-1])
    return tell(text, lang, first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
