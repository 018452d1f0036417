"""A household's two lives in sentences: only what the columns say."""

from __future__ import annotations

from mentas.language import N_, tell
from mentas.report import numbers
from mentas.report.lives.life import Read
from mentas.report.words import month as month_in_words
from mentas.report.words import quoted
from mentas.studies.story.book import Stories, Story

TITLES: dict[str, str] = {
    "helped": N_("Out of poverty for good, with help"),
    "harmed": N_("Help lost, and poor"),
    "left_out": N_("Left out by an error of the registry"),
    "fell_back": N_("Out of poverty with help, and back in it"),
    "unharmed": N_("Help lost, and no harm done"),
    "alike": N_("Much the same under both"),
    "": N_("Asked for"),
}
"""What a story is called, by kind."""

SECTORS: dict[str, str] = {
    "trade": N_("trade"), "food": N_("food and drink"), "farming": N_("farming"), "fishing": N_("fishing"),
    "craft": N_("craft"), "services": N_("services"),
}  # fmt: skip

KINDS: dict[str, str] = {
    "helped": N_("It gets help under {b} and leaves poverty for good there; under {a} it does not."),
    "harmed": N_("Under {b} it gets less than half of the help that {a} gives, and is poor at the end; under {a} it is "
                 "not."),
    "left_out": N_("It is poor for two years or more and some programme is meant for it, but the registry never places "
                   "it low enough, and it gets nothing under either policy."),
    "fell_back": N_("It gets help under {b}, stands on its own there for a time, and falls below the line again; under "
                    "{a} it never stands on its own."),
    "unharmed": N_("Under {b} it gets less than half of the help that {a} gives, and ends above the poverty line and "
                   "about as well off."),
    "alike": N_("It gets help under one policy at least, and at the end spends about the same under both."),
    "": N_("It is of none of the kinds that are told of by themselves."),
}  # fmt: skip
"""What makes a household one of a kind."""

PROMISE = N_("A simulated household is nobody: it is drawn from figures of the region, and no family stands behind it.")


class Teller:
    """Tells the stories of one world in one language."""

    def __init__(self, stories: Stories, lang: str) -> None:
        self.stories = stories
        self.lang = lang

    @property
    def policies(self) -> tuple[str, str]:
        """Titles of the baseline and of the other policy within a sentence."""
        a, b = self.titles
        return quoted(a), quoted(b)

    @property
    def titles(self) -> tuple[str, str]:
        """Titles of the baseline and of the other policy."""
        a, b = (str(policy["title"][self.lang]) for policy in self.stories.policies)
        return a, b

    def title(self, story: Story) -> str:
        """What the story is called."""
        return tell(TITLES[story.kind], self.lang)

    def like_it(self, story: Story) -> str:
        """How many are like it, so that nobody takes it for typical."""
        a, b = self.policies
        kind = tell(KINDS[story.kind], self.lang, a=a, b=b)
        if not story.kind:
            return kind
        many = self.stories.kinds[story.kind]
        text = (
            N_("One of about {many} such households in this simulated world ({share} of all {every}); the one in the "
               "middle of them, not an extreme.") if story.middle else
            N_("One of about {many} such households in this simulated world ({share} of all {every}).")
        )  # fmt: skip
        one = self._tell(
            text, many=self._count(_about(many)),
            share=numbers.level(many / self.stories.households, "share", self.lang),
            every=self._count(self.stories.households),
        )  # fmt: skip
        return f"{kind} {one}"

    def who(self, story: Story) -> str:
        """Who they are at the start."""
        who = story.who
        place = N_("A household of {size} in a town of {regency}: adults {adults}, children {children}, aged 60 and "
                   "more {elderly}.") if who["urban"] else \
                N_("A household of {size} in a village of {regency}: adults {adults}, children {children}, aged 60 and "
                   "more {elderly}.")  # fmt: skip
        children = sum(who[age] for age in ("infants", "primary", "junior", "senior"))
        said = [self._tell(place, size=who["size"], regency=who["regency"], adults=who["adults"], children=children,
                           elderly=who["elderly"])]  # fmt: skip
        said.append(self._tell(N_("A woman heads it.") if who["female_headed"] else N_("A man heads it.")))
        if who["disabled"]:
            said.append(self._tell(N_("Members with a severe disability: {n}."), n=who["disabled"]))
        if who["open"]:
            said.append(self._tell(N_("It runs a business of its own at the start ({sector})."),
                                   sector=tell(SECTORS[who["sector"]], self.lang)))  # fmt: skip
        else:
            said.append(self._tell(N_("It has no business at the start.")))
        if who["jobless"]:
            said.append(self._tell(N_("Its main earner is without a job at the start.")))
        said.append(self._tell(
            N_("It starts in decile {decile} of the region; nationally it is truly in decile {true}, and the registry "
               "has it in decile {registered}."), decile=who["provincial_decile"], true=who["national_decile"],
            registered=who["registered_decile"],
        ))  # fmt: skip
        return " ".join(said)

    def luck(self, story: Story) -> str:
        """What strikes it whatever the policy."""
        read = Read(story.lives[0])
        said = [self._tell(
            N_("The same luck under both policies: months with an illness {ill}, months in which a business would lose "
               "part of its stock {loss}, months without a job {jobless}."), ill=read.times("illness"),
            loss=read.times("loss"), jobless=read.times("jobless"),
        )]  # fmt: skip
        for shock in story.shocks:
            said.append(self._tell(N_("{title} reaches its regency in {month}."), title=shock["title"][self.lang],
                                   month=self._month(shock["month"])))  # fmt: skip
        return " ".join(said)

    def life(self, story: Story, place: int) -> str:
        """What happens under one of the policies, 0 or 1: help, group, business, poverty, end."""
        read = Read(story.lives[place])
        told = [*self._help(read), *self._group(read), *self._business(read), *self._standing(read), self._end(read)]
        return self._tell(N_("Under {policy}: {told}"), policy=self.policies[place], told=" ".join(told))

    def end(self, story: Story) -> str:
        """Where the two lives end, side by side."""
        a, b = (Read(life)["spending_mean"][-1] for life in story.lives)
        names = dict(zip("ab", self.policies, strict=True))
        if round(a) == round(b):
            return self._tell(N_("At the end it spends the same under both."))
        text = (
            N_("At the end it spends {gap} a month more under {b} than under {a}.") if b > a else
            N_("At the end it spends {gap} a month less under {b} than under {a}.")
        )  # fmt: skip
        return self._tell(text, gap=self._money(abs(b - a)), **names)

    def paragraph(self, story: Story) -> list[str]:
        """All of it."""
        return [self.who(story), self.luck(story), self.life(story, 0), self.life(story, 1), self.end(story)]

    def finding(self, story: Story) -> str:
        """What is to be seen in the picture."""
        a, b = (Read(life) for life in story.lives)
        return self._tell(
            N_("{a}: {poor_a} of {months} months below the poverty line, spending {end_a} a month at the end. {b}: "
               "{poor_b} months, {end_b}."),
            a=self.titles[0], poor_a=a.poor_months, end_a=self._money(a["spending_mean"][-1]), months=a.last,
            b=self.titles[1], poor_b=b.poor_months, end_b=self._money(b["spending_mean"][-1]),
        )  # fmt: skip

    def promise(self) -> str:
        """That nobody is shown."""
        return self._tell(PROMISE)

    def source(self) -> str:
        """One line: what it comes from."""
        made, about = self.stories.made_by["mentas"], self.stories
        return self._tell(
            N_("mentas {version} · {region} · seed {seed}, replicate {replicate} · prices of {start}"), version=made,
            region=about.region[self.lang], seed=about.seed, replicate=about.replicate,
            start=month_in_words(about.start, self.lang),
        )  # fmt: skip

    def _help(self, read: Read) -> list[str]:
        received = read.received
        if not received:
            return [self._tell(N_("it gets nothing from any programme."))]
        items = ", ".join(f"{self.stories.programmes[name][self.lang]} {self._money(value)}"
                          for name, value in received.items())  # fmt: skip
        return [self._tell(N_("it gets {total} in {months} of {all} months ({items})."), all=read.last, items=items,
                           total=self._money(sum(received.values())), months=read.helped_months)]  # fmt: skip

    def _group(self, read: Read) -> list[str]:
        said = [self._tell(N_("It joins a group in {month}."), month=self._month(month)) for month in read.joins]
        said += [self._tell(N_("Its group falls apart in {month}."), month=self._month(month)) for month in read.leaves]
        shared = read.total("share") + read.total("paid_out")
        return [*said, self._tell(N_("The group pays it {money}."), money=self._money(shared))] if shared else said

    def _business(self, read: Read) -> list[str]:
        opened, closed = read.begins("open"), read.ends("open")
        if not opened and not read["open"][0]:
            return [self._tell(N_("It never has a business."))]
        said = []
        if opened:
            text = N_("It opens a business in {month}.") if len(opened) == 1 else \
                N_("It opens a business {n} times, first in {month}.")  # fmt: skip
            said.append(self._tell(text, n=len(opened), month=self._month(opened[0])))
        if closed:
            text = N_("The business closes in {month}.") if len(closed) == 1 else \
                N_("A business closes {n} times, last in {month}.")  # fmt: skip
            said.append(self._tell(text, n=len(closed), month=self._month(closed[-1])))
        if read["open"][-1]:
            said.append(self._tell(N_("At the end its business is open.")))
        said.append(self._tell(N_("Its profit is {money} a month on average while it is open."),
                               money=self._money(read.total("profit") / max(read.times("open"), 1))))  # fmt: skip
        if lost := read.total("stock_lost") + read.total("flood"):
            said.append(self._tell(N_("Bad luck takes {money} of its stock."), money=self._money(lost)))
        return said

    def _standing(self, read: Read) -> list[str]:
        said = [self._tell(N_("It is below the poverty line in {n} of {all} months."), n=read.poor_months,
                           all=read.last)]  # fmt: skip
        rose, fell = read.begins("mentas"), read.begins("fell_back")
        if rose:
            said.append(self._tell(N_("It stands on its own (mentas) from {month}."), month=self._month(rose[0])))
        if rose and fell:
            said.append(self._tell(N_("It falls back in {month}."), month=self._month(fell[0])))
        return said

    def _end(self, read: Read) -> str:
        return self._tell(
            N_("At the end it spends {money} a month, {share} of its poverty line, in decile {decile} of the region."),
            money=self._money(read["spending_mean"][-1]), decile=int(read["provincial_decile"][-1]),
            share=numbers.number(100.0 * read["spending_mean"][-1] / read["need"][-1], 0, self.lang) + "%",
        )  # fmt: skip

    def _tell(self, text: str, **filled: object) -> str:
        return tell(text, self.lang, **filled)

    def _money(self, value: float) -> str:
        return numbers.rupiah(value, self.lang)

    def _count(self, value: float) -> str:
        return numbers.number(value, 0, self.lang)

    def _month(self, number: int) -> str:
        """A month of the story, from 1, in words."""
        year, first = (int(part) for part in self.stories.start.split("-"))
        place = first - 1 + number - 1
        return month_in_words(f"{year + place // 12:04d}-{place % 12 + 1:02d}", self.lang)


def _about(count: float) -> float:
    """To two digits: one world's luck knows no more."""
    return float(f"{count:.1e}") if count >= 100.0 else round(count)
