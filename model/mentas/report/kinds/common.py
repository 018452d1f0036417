"""What reports of all kinds share: their names and sources, their money, and how tables write what is not known."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.language import N_, tell
from mentas.report import doubts, findings, numbers
from mentas.report.document import Block, Figure, Number, Range, Section, Table, Value, Words
from mentas.report.grounds import limits, parameters, reproduce, rests_on
from mentas.studies import digest
from mentas.studies.analysis import told_apart
from mentas.studies.names_of_tables import SPENDING

if TYPE_CHECKING:
    import pandas as pd

MOST_SENTENCES = 3
"""Of the answer on the first screen."""

MOST_POLICIES = 4
"""Policies of which the first screen tells the money, each in a sentence."""

PARTS = ("budget", "delivered", "admin", "leaked", "unspent")
"""Columns of money."""


def titled(account: Mapping[str, Any], lang: str) -> str:
    """The study's title, or its name."""
    return str((account.get("title") or {}).get(lang) or account["study"])


def asked(account: Mapping[str, Any], lang: str) -> str:
    """The study's question, or its title."""
    return str((account.get("question") or {}).get(lang) or titled(account, lang))


def scenario_title(account: Mapping[str, Any], name: str, lang: str) -> str:
    """What readers call a scenario."""
    titles = {each["name"]: each["title"] for each in account["scenarios"]}
    return str(titles[name][lang]) if name in titles else name


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def slug(text: str) -> str:
    """A name of a table or figure made of any text."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"n_{plain}".rstrip("_")


def about(account: Mapping[str, Any]) -> dict[str, Any]:
    """Facts for forms."""
    return {"finished": account.get("finished")}


def count(n: float) -> Number:
    """How many, with thousands."""
    return Number(float(n), "1", places=0)


def level(value: float, unit: str) -> Number | None:
    """A level, or an empty cell."""
    return None if value != value else Number(float(value), unit)


def plain(value: float | None) -> Number | None:
    """A number without unit, with two decimals; or an empty cell."""
    return None if value is None or value != value else Number(float(value), "1", places=2)


def ends(low: float, high: float, unit: str) -> Range | None:
    """An interval of a level, or an empty cell."""
    return None if low != low or high != high else Range(float(low), float(high), unit)


def difference(value: float, low: float, high: float, unit: str) -> tuple[Value, Value]:
    """A difference and its interval as cells, with places enough that an interval which leaves out zero does not touch
    it, and that a narrow one has a width."""
    if value != value:
        return None, None
    places = max(numbers.places_for((low, high), unit) if told_apart(low, high) else 0, _fine(high - low, unit)) or None
    known = None if low != low or high != high else Range(float(low), float(high), unit, True, places)
    return Number(float(value), unit, True, places), known


def _fine(width: float, unit: str) -> int:
    """Decimal places in which a width has a figure that is not zero."""
    shown = width * (100.0 if unit == "share" else 1.0)
    return min(max(-math.floor(math.log10(shown)), 0), 6) if shown > 0.0 and math.isfinite(shown) else 0


def close(
    folder: Path, account: Mapping[str, Any], lang: str, *, sure: Sequence[Block] = (), matter: Sequence[Block] = ()
) -> tuple[Section, ...]:
    """What every report ends with: how sure, what it rests on, limits, how to make it again, and all its numbers.

    Args:
        folder: of the study.
        account: its manifest.
        lang: `id` or `en`.
        sure: what the kind of study says of how sure it is, below what its intervals are.
        matter: what it says of the numbers that matter.
    """
    known = (
        _sure(account, lang, sure), rests_on.section(account, lang, more=matter), limits.section(account, lang),
        reproduce.section(account, lang, digest=digest.of(folder)), parameters.section(account, lang),
    )  # fmt: skip
    return tuple(section for section in known if section is not None)


def _sure(account: Mapping[str, Any], lang: str, more: Sequence[Block]) -> Section | None:
    """What intervals hold, and what they do not."""
    held = _held(account)
    lead = [] if held is None else [Words(tell(held, lang, n=account["replicates"]), "lead")]
    blocks = (*lead, *more)
    return Section("sureness", tell("How sure is this?", lang), blocks) if blocks else None


OF_DESIGN = N_(
    "Intervals of effects come from drawing the points of the design again, each with its {n} replicates. Only the "
    "parameters of the design vary, each over its whole range; other numbers and the structure of the model do not."
)
OF_LUCK = N_(
    "Intervals hold the luck of {n} replicates only. Doubt about parameters and about the structure of the model is "
    "not in them, and is often greater."
)
OF_MEANS = N_(
    "The {n} replicates differ in luck, in parameters as far as trials allow, and in the structure of the model. "
    "Intervals here say where the mean over all these lies. Single models lie farther apart: what is better on average "
    "may be worse in the one that holds."
)
OF_MODELS = N_(
    "The {n} replicates differ in luck, in parameters as far as trials allow, and in the structure of the model. "
    "Intervals of a mean say where the mean over models lies; those of a level or a difference in a sweep say where "
    "95 % of models lie, which is farther."
)


def _held(account: Mapping[str, Any]) -> str | None:
    """What the intervals of a kind of study hold; None where that is not known."""
    if not isinstance(account.get("replicates"), int):
        return None
    kind = account.get("kind")
    if account.get("uncertainty") == "point":
        return OF_DESIGN if kind == findings.OF_DESIGN else OF_LUCK
    if account.get("uncertainty") == "ensemble":
        return OF_MEANS if kind == doubts.OF_MEANS else OF_MODELS
    return None


def answered(sentences: Sequence[str], lang: str) -> tuple[str, ...]:
    """The answer on the first screen: three sentences at most; or that there is none."""
    nothing = tell("Too few simulations ended for anything to be told.", lang)
    return tuple(sentences[:MOST_SENTENCES]) or (nothing,)


def behind(figure: Figure | None, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections without the figure of the first screen, and without those that held nothing else."""
    kept = (replace(each, blocks=tuple(b for b in each.blocks if b is not figure)) for each in sections)
    return tuple(each for each in kept if each.blocks)


def money(folder: Path, account: Mapping[str, Any], lang: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What the policies cost over all years: sentences, and a table; neither where a study kept no spending."""
    path = folder / SPENDING
    if not path.exists():
        return (), ()
    import pandas as pd

    keys = ["scenario", "point", "replicate"]
    runs = pd.read_parquet(path, columns=[*keys, *PARTS]) if "point" in _columns(path) else pd.DataFrame()
    if runs.empty or not runs["budget"].any():
        return (), ()
    sums = runs.groupby(keys, sort=False, observed=True)[list(PARTS)].sum()
    means, counts = sums.groupby("scenario", sort=False).mean(), sums.groupby("scenario", sort=False).size()
    years = max(int(each["years"]) for each in account["scenarios"])
    told: list[str] = []
    rows: list[tuple[Value, ...]] = []
    for name in (each["name"] for each in account["scenarios"]):
        if name not in means.index:
            continue
        policy, row = scenario_title(account, name, lang), means.loc[name]
        spent = float(row[["delivered", "admin", "leaked"]].sum())
        told.append(
            tell(
                "{policy}: {budget} planned over {years} years, {spent} spent on average.", lang, policy=policy,
                budget=numbers.rupiah(float(row["budget"]), lang), years=years, spent=numbers.rupiah(spent, lang),
            )
        )  # fmt: skip
        rows.append((policy, *(Number(float(row[part]), "Rp nominal") for part in PARTS), count(counts[name])))
    columns = (tell("Policy", lang), tell("Planned", lang), tell("Reached households", lang),
               tell("Administration and mentors", lang), tell("Leaked", lang), tell("Unspent", lang),
               tell("Simulations", lang))  # fmt: skip
    note = tell("Nominal rupiah, all {years} years together; mean over all simulations of a policy, at every point.",
                lang, years=years)  # fmt: skip
    table = Table("costs", tell("Where the money went", lang), columns, tuple(rows), note)
    sentences = tuple(Words(text) for text in told) if len(told) <= MOST_POLICIES else ()
    return (sentences, (table,)) if sentences else ((table,), ())


def _columns(path: Path) -> list[str]:
    from pyarrow import parquet

    return list(parquet.read_schema(path).names)
