"""The keys of a trial file: what each takes and means. The reader, the reference in the docs and the JSON Schema for
editors go by these tables."""

from __future__ import annotations

from typing import Any

from mentas.language import N_
from mentas.scenario.kinds import Bilingual, Flag, Listing, Number, Shares, Text, Whole, Word
from mentas.scenario.schema import MARKETS, Key
from mentas.state import MEMBERS, SECTORS
from mentas.studies.design import MOST_SEED
from mentas.studies.trial import checks
from mentas.studies.trial.panels import OUTCOMES
from mentas.studies.trial.shapes import TINY, Named, OneOrMore, Record, Spreading
from mentas.studies.trial.trial import Arm, Class, Design, Gift, Population, Published, Shock

MOST_MONTHS = 240
MOST_HOUSEHOLDS = 200_000
MOST_REPLICATES = 10_000
MOST_ARMS = 20
MOST_CLASSES = 20
MOST_GIFTS = 20
MOST_SHOCKS = 100
MOST_PUBLISHED = 500
MOST_MONEY = 10**12

FORMS: tuple[str, ...] = ("cash", "business_cash", "goods", "group")
RANDOMISED: tuple[str, ...] = ("household", "cluster")
UNITS: tuple[str, ...] = ("level", "percent_of_control", "control_sd", "points", "gain_per_transfer", "per_transfer")
METHODS: tuple[str, ...] = ("difference", "ancova", "did", "level", "change", "still")
MONEY = Number(0.0, MOST_MONEY)
SIGNED = Number(-MOST_MONEY, MOST_MONEY)
MEAN = Number(0.0, 20.0)
SPREAD = Spreading(MOST_MONEY)
A_SPREAD = N_("number, {median, sd}, {low, high} or {quantiles}")

CLASS: tuple[Key, ...] = (
    Key("share", "0 to 1", "Share of the population's households; shares sum to 1.", True, Number()),
    Key("spending", A_SPREAD, "Household spending a month, currency.", True, SPREAD),
    Key("cash", A_SPREAD, "Money at hand, months of the household's own spending.", True, Spreading(1000.0)),
    Key("capital", A_SPREAD, "Productive capital of an open business, currency.", True, SPREAD),
    Key("idle_capital", A_SPREAD, "Productive capital of a household without an open business.", kind=SPREAD),
    Key("business", "0 to 1", "Share of households with an open business.", True, Number()),
    Key("profit", A_SPREAD, "Monthly profit of open businesses; ability then follows from it.", kind=SPREAD),
    Key("labour_part", "0 to 0.95", "Share of profit that pays for the owner's own work.", kind=Number(0.0, 0.95)),
    Key("profit_capital", "-1 to 1", "Correlation of profit with capital.", kind=Number(-1.0, 1.0)),
    Key("women", "0 to 1", "Share of businesses that a woman runs or would run.", kind=Number()),
    Key("adults", "0.5 to 20", "Mean adults of a household.", kind=Number(0.5, 20.0)),
    Key("infants", "0 to 20", "Mean members of 0 to 6 years.", kind=MEAN),
    Key("children", "0 to 20", "Mean members of 7 to 18 years.", kind=MEAN),
    Key("elderly", "0 to 20", "Mean elderly members.", kind=MEAN),
    Key("idle", A_SPREAD, "Share of working time that is idle; by default the parameters'.", kind=Spreading(1.0)),
    Key("sectors", "{sector: 0 to 1}", "Shares of sectors; equal shares by default.", kind=Shares(SECTORS)),
)

POPULATION: tuple[Key, ...] = (
    Key("households", "10 to 200000", "Households of a replicate, surveyed or not.", True, Whole(10, MOST_HOUSEHOLDS)),
    Key("markets", "1 to 10000", "Separate local markets, of equal size.", kind=Whole(1, 10_000)),
    Key("budget", N_("more than 0"), "Spending of a poor household in a month, currency.", True,
        Number(TINY, MOST_MONEY)),
    Key("poor_size", "1 to 20", "Members of a poor household.", True, Number(1.0, 20.0)),
    Key("line", N_("more than 0"), "Poverty line, currency a person a month.", True, Number(TINY, MOST_MONEY)),
    Key("growth", "-0.2 to 0.2", "Real growth of earnings a year, for all.", kind=Number(-0.2, 0.2)),
    Key("market", "responsive or fixed", "Whether local prices and sales answer.", kind=Word(MARKETS)),
    Key(
        "classes", N_("mapping by name"), "Classes of households at the start.", True,
        Named(Record(CLASS, Class, checks.IDLE_CAPITAL, checks.of_class), MOST_CLASSES),
    ),
)  # fmt: skip

GIFT: tuple[Key, ...] = (
    Key(
        "form",
        ", ".join(FORMS),
        "Money for the household or its business, goods, or a group's goods.",
        True,
        Word(FORMS),
    ),
    Key("amount", N_("more than 0"), "Currency a household, all payments together.", True, Number(TINY, MOST_MONEY)),
    Key("month", "0 to 239", "Month of the first payment; 0 is the first month.", kind=Whole(0, MOST_MONTHS - 1)),
    Key("payments", "1 to 240", "Equal monthly payments, of cash only.", kind=Whole(1, MOST_MONTHS)),
    Key("mentoring_months", "0 to 240", "Months of mentoring.", kind=Whole(0, MOST_MONTHS)),
    Key("lock_months", "0 to 240", "Months in which goods may not be sold.", kind=Whole(0, MOST_MONTHS)),
    Key("delivery_failure", "0 to 1", "Chance that a gift does not arrive.", kind=Number()),
    Key("leakage", "0 to 1", "Share of the amount lost on the way.", kind=Number()),
    Key("sectors", "{sector: 0 to 1}", "Sectors of the goods; by default the household's own.", kind=Shares(SECTORS)),
    Key("members", "2 to 10", "Households of a group.", kind=Whole(2, MEMBERS)),
)
GIFTS = Listing(Record(GIFT, Gift, check=checks.of_gift), MOST_GIFTS, least=1)

DESIGN: tuple[Key, ...] = (
    Key("eligible", "list of classes", "Classes sampled and treated; all by default.", kind=Listing(Text(), once=True)),
    Key("owners_only", "true or false", "Whether only owners of an open business are eligible.", kind=Flag()),
    Key("unit", N_("household or cluster"), "What was randomised.", True, Word(RANDOMISED)),
    Key("clusters", "1 to 200000", "Clusters of eligible households.", True, Whole(1, MOST_HOUSEHOLDS)),
    Key(
        "sample", "2 to 200000", "Households surveyed at the start, control included.", True, Whole(2, MOST_HOUSEHOLDS)
    ),
    Key("control_share", "0.01 to 0.99", "Control's share; arms divide the rest evenly.", kind=Number(0.01, 0.99)),
    Key("attrition", "0 to 0.9", "Share of the sample lost at each survey.", kind=Number(0.0, 0.9)),
    Key("reliability", "0.1 to 1", "True share of the variance of a surveyed amount.", kind=Number(0.1, 1.0)),
    Key("cluster_sd", "0 to 5", "SD of a cluster's common deviation, control SD.", kind=Number(0.0, 5.0)),
    Key("trim", "0 to 0.2", "Share of the largest answers that are cut down.", kind=Number(0.0, 0.2)),
    Key("control_gifts", "list of gifts", "What part of the control group received later.", kind=GIFTS),
    Key("control_share_given", "0 to 1", "Share of the control group that received them.", kind=Number()),
)

SHOCK: tuple[Key, ...] = (
    Key("title", N_("{id: text, en: text}"), "What it is called.", True, Bilingual()),
    Key("month", "0 to 239", "Its first month.", True, Whole(0, MOST_MONTHS - 1)),
    Key("months", "1 to 240", "How long it lasts.", True, Whole(1, MOST_MONTHS)),
    Key("wages", "-0.9 to 1", "Change of earnings while it lasts.", kind=Number(-0.9, 1.0)),
    Key("capital_loss", "0 to 1", "Share of capital that a household struck loses.", kind=Number()),
    Key("reach", "0 to 1", "Chance that a household is struck.", kind=Number()),
)

ARM: tuple[Key, ...] = (
    Key("title", N_("{id: text, en: text}"), "What it is called.", True, Bilingual()),
    Key("gifts", N_("list of gifts"), "What it hands out.", True, GIFTS),
    Key("take_up", "0.01 to 1", "Share of those offered who take it.", kind=Number(0.01, 1.0)),
    Key("share", "0.01 to 1", "Share of eligible households offered it where it is run.", kind=Number(0.01, 1.0)),
)

PUBLISHED: tuple[Key, ...] = (
    Key("arm", N_("name of an arm, or control"), "Whose effect it is.", True, Text()),
    Key("outcome", N_("an outcome"), "What was measured.", True, Word(tuple(OUTCOMES))),
    Key(
        "months", N_("month or list of months"), "Months after the start; several are pooled.", True,
        OneOrMore(Listing(Whole(0, MOST_MONTHS), 60, least=1, once=True)),
    ),
    Key("unit", ", ".join(UNITS), "Unit of the effect.", True, Word(UNITS)),
    Key("per", "month or year", "Time base of a flow in `level`.", kind=Word(("month", "year"))),
    Key("method", ", ".join(METHODS), "How it was estimated.", kind=Word(METHODS)),
    Key("estimand", "itt or tot", "Effect of the offer, or on those who took it.", kind=Word(("itt", "tot"))),
    Key("on", "eligible, ineligible or all", "Households it is about.", kind=Word(("eligible", "ineligible", "all"))),
    Key("woman", "true or false", "Only businesses of women (true) or of men (false).", kind=Flag()),
    Key("profit_below", "currency a month", "Only with a lower profit at the start.", kind=MONEY),
    Key("profit_above", "currency a month", "Only with a higher profit at the start.", kind=MONEY),
    Key("capital_below", "currency", "Only with less capital right after the transfer.", kind=MONEY),
    Key("capital_above", "currency", "Only with more capital right after the transfer.", kind=MONEY),
    Key("ability_top", "-1 to 1", "Only the top share by ability; negative for all others.", kind=Number(-1.0, 1.0)),
    Key("effect", N_("a number"), "The published effect.", True, SIGNED),
    Key("se", "more than 0", "Its standard error; left out if not published.", kind=Number(TINY, MOST_MONEY)),
    Key("source", N_("text"), "Table and page, or address.", True, Text()),
    Key("from_memory", "true or false", "Whether the figure was not checked at its source; never scored.", kind=Flag()),
    Key("scored", "true or false", "false is shown and never scored.", kind=Flag()),
    Key("role", "calibrate or check", "Whether calibration aims at it.", kind=Word(("calibrate", "check"))),
    Key("note", "text", "What a reader should know of it.", kind=Text()),
)  # fmt: skip

PUBLISHED_DEFAULTS: dict[str, Any] = {
    "per": "month", "method": "difference", "estimand": "itt", "on": "eligible", "woman": None, "profit_below": None,
    "profit_above": None, "capital_below": None, "capital_above": None, "ability_top": None, "se": None,
    "from_memory": False, "scored": True, "role": "check",
}  # fmt: skip
POPULATION_DEFAULTS: dict[str, Any] = {"markets": 1, "growth": 0.0, "market": "fixed"}
DESIGN_DEFAULTS: dict[str, Any] = {
    "eligible": (), "owners_only": False, "control_share": 0.5, "attrition": 0.0, "reliability": 1.0, "cluster_sd": 0.0,
    "trim": 0.0,
}  # fmt: skip
TRIAL_DEFAULTS: dict[str, Any] = {
    "replicates": 200, "seed": 1, "shocks": (), "ranking": (), "ratios": (), "settings": (),
}  # fmt: skip


def published(*, from_memory: bool, scored: bool, **more: Any) -> Published:
    """A published effect; what was not checked at its source is never scored."""
    return Published(from_memory=from_memory, scored=scored and not from_memory, **more)


NAMES = Listing(Text(), 100, least=2, once=True)
PAIR = Listing(Text(), 2, least=2, once=True)
SENTENCES = Listing(Text(), 100)

TRIAL: tuple[Key, ...] = (
    Key("kind", "trial", "What the file is.", True, Word(("trial",))),
    Key("title", N_("{id: text, en: text}"), "Name of the trial in Indonesian and English.", True, Bilingual()),
    Key("study", N_("text"), "Who, when, where it was published, with its address.", True, Text()),
    Key("currency", N_("text"), "Currency of all amounts, with its year.", True, Text()),
    Key("months", "1 to 240", "How long it is played.", True, Whole(1, MOST_MONTHS)),
    Key("replicates", "1 to 10000", "How often it is replayed.", kind=Whole(1, MOST_REPLICATES)),
    Key("seed", "0 to 2^63 - 1", "Seed of all luck.", kind=Whole(0, MOST_SEED)),
    Key(
        "population", N_("mapping"), "Who lived where it was held.", True,
        Record(POPULATION, Population, POPULATION_DEFAULTS, checks.of_population),
    ),
    Key("design", N_("mapping"), "How it was run.", True, Record(DESIGN, Design, DESIGN_DEFAULTS, checks.of_design)),
    Key("shocks", "list", "Shocks to everybody.", kind=Listing(Record(SHOCK, Shock), MOST_SHOCKS)),
    Key("arms", N_("mapping by name"), "What its groups received.", True,
        Named(Record(ARM, Arm), MOST_ARMS, ("control",))),
    Key(
        "published", N_("mapping by name"), "Effects that it published.", True,
        Named(Record(PUBLISHED, published, PUBLISHED_DEFAULTS, checks.of_published), MOST_PUBLISHED),
    ),
    Key("ranking", "list of lists of names", "Published effects in falling order.", kind=Listing(NAMES, 100)),
    Key("ratios", "list of [later, earlier]", "Pairs of effects that say how one lasts.", kind=Listing(PAIR, 100)),
    Key("parameters", "mapping by dotted name", "Parameters that the trial's own setting documents."),
    Key("settings", "list of text", "What differs from the published setting, or is assumed.", kind=SENTENCES),
)  # fmt: skip
"""The keys of a trial file."""
