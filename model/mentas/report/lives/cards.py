"""Stories as cards of a report: the picture, the numbers behind it by year, and the paragraph."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.language import N_, tell
from mentas.report import document as d
from mentas.report.lives.life import YEAR, Read
from mentas.report.lives.words import TITLES, Teller
from mentas.report.words import month
from mentas.studies.story import making
from mentas.studies.story.book import Stories, Story

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SECTION = "lives"
"""Where links lead to."""

MOST = 3
"""Cards of a report."""

COLUMNS = (
    N_("Year and policy"), N_("Poverty line a month"), N_("Spending a month"), N_("Wages a month"),
    N_("Business profit a month"), N_("Share of the group a month"), N_("Cash transfers a month"),
    N_("Grants in the year"), N_("Business capital at the end"), N_("Months below the line"),
    N_("Decile in the region"), N_("Decile in the registry"),
)  # fmt: skip


def section(folder: Path, lang: str) -> d.Section | None:
    """Two lives of a few households, the most different first; None where no stories have been made of the runs.

    Args:
        folder: of a study.
        lang: `id` or `en`.
    """
    stories = making.fresh(folder)
    if stories is None or not stories.stories:
        return None
    teller = Teller(stories, lang)
    a, b = teller.policies
    told = [story for story in (stories.of(kind) for kind in TITLES if kind) if story is not None][:MOST]
    intro = tell(
        "The same household lives twice, under {a} and under {b}, in the same world with the same luck: what differs "
        "is the policy.", lang, a=a, b=b,
    )  # fmt: skip
    note = tell(
        "Replicate {replicate} of the study, seed {seed}; rupiah at prices of {start}. How many are like a household "
        "is counted in this one world, and no interval can be given.", lang, replicate=stories.replicate,
        seed=stories.seed, start=month(stories.start, lang),
    )  # fmt: skip
    key = tell(
        "In the pictures: line, spending of the household, twelve-month mean; dashed, its poverty line, which moves "
        "with its size; shaded, months below it; ticks, cash transfers; diamonds, goods and capital; bars, how long; "
        "deciles by year, within the region, and what the registry believes, nationally.", lang,
    )  # fmt: skip
    blocks = (
        d.Words(intro, "lead"),
        d.Words(teller.promise(), "caution"),
        d.Words(key, "note"),
        d.Cards(tuple(card(teller, story) for story in told)),
        d.Words(note, "note"),
    )
    return d.Section(SECTION, tell("One household, two lives", lang), blocks)


def card(teller: Teller, story: Story) -> d.Card:
    """A story as a card."""
    paragraphs = tuple(d.Words(text) for text in teller.paragraph(story))
    return d.Card(teller.title(story), (d.Words(teller.like_it(story), "lead"), figure(teller, story), *paragraphs))


def figure(teller: Teller, story: Story) -> d.Figure:
    """A story as a picture with its numbers."""
    lang = teller.lang
    return d.Figure(
        name=name_of(story),
        title=tell("Spending and poverty line of household {id}, Rp million a month", lang, id=story.household),
        finding=teller.finding(story),
        draw=partial(_draw, teller.stories, story, lang),
        table=table(teller, story),
    )  # fmt: skip


def name_of(story: Story) -> str:
    """Of its picture and its table."""
    return f"story_{story.household}"


def table(teller: Teller, story: Story) -> d.Table:
    """The numbers by year and policy."""
    lang = teller.lang
    reads = [Read(life) for life in story.lives]
    rows = [
        _row(teller, reads[place], year, teller.titles[place])
        for year in range(reads[0].last // YEAR + 1)
        for place in (0, 1)
    ]
    title = tell("Household {id} year by year", lang, id=story.household)
    note = tell("Year 0 is the start: its month's spending, and no flows.", lang)
    return d.Table(name_of(story), title, tuple(tell(name, lang) for name in COLUMNS), tuple(rows), note)


def _row(teller: Teller, read: Read, year: int, policy: str) -> tuple[d.Value, ...]:
    end = YEAR * year
    names = ("need", "spending", "wages", "profit", "share", "transfers")
    monthly = [d.Number(read.mean(name, year), "Rp/month") for name in names]
    flows: list[d.Value] = [*monthly] if year else [*monthly[:2], None, None, None, None]
    granted = sum(value for at, value in read.grants() if end - YEAR < at <= end)
    return (
        tell("{year}: {policy}", teller.lang, year=year, policy=policy), *flows,
        d.Number(granted, "Rp") if year else None, d.Number(read["capital"][end], "Rp"),
        sum(read.poor[end - YEAR + 1 : end + 1]) if year else None,
        int(read["provincial_decile"][end]), int(read["registered_decile"][end]),
    )  # fmt: skip


def _draw(stories: Stories, story: Story, lang: str) -> Figure:
    from mentas.report.lives import picture

    return picture.draw(stories, story, lang)
