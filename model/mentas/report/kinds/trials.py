"""The report of replayed trials: what the model meets and misses, trial by trial and arm by arm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from mentas.language import tell
from mentas.report import trial_reading, trial_table
from mentas.report.document import Block, Document, Figure, Fold, Front, Items, Section, Table, Value, Words
from mentas.report.kinds import common, trial_figures
from mentas.report.kinds.common import count, slug
from mentas.report.numbers import percent
from mentas.report.trial_reading import Reading
from mentas.report.trial_words import say
from mentas.studies import manifest
from mentas.studies.lock import MANIFEST
from mentas.studies.trial.tables import ALL, OF_ALL

TRIAL = "trial.json"
"""What marks the folder of a trial."""


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a folder of trials, or of one of them.

    Raises:
        RefusedError: it holds neither.
        OSError: a file is missing or cannot be read.
    """
    readings = {home.name: trial_reading.read(home) for home in homes(folder)}
    account = manifest.read(folder) if (folder / MANIFEST).exists() else _account(next(iter(readings.values())))
    scored = _scores(folder, readings)
    several = len(readings) > 1
    sections = [*([_together(scored, lang)] if several else []),
                *(section for found in readings.values() for section in _of_trial(found, lang))]  # fmt: skip
    lead = next((block for each in sections for block in each.blocks if isinstance(block, Figure)), None)
    return Document(
        lang=lang, kind="trial", study=str(account["study"]), title=_title(readings, lang),
        front=Front(
            tell("Does the model find what trials found?", lang), _answer(scored, lang),
            lead, (),
        ),
        sections=(*common.behind(lead, sections), *_close(folder, account, lang)),
        source=_source(account, readings, lang), about=common.about(account),
    )  # fmt: skip


def homes(folder: Path) -> list[Path]:
    """Folders of the trials that a folder holds: itself, or those below it."""
    if (folder / TRIAL).exists():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{TRIAL}"))


def _account(found: Reading) -> dict[str, Any]:
    """What is known of a trial that stands alone."""
    told = found.told
    return {"study": told["trial"], "mentas": told["mentas"], "seed": told["seed"], "replicates": told["replicates"]}


def _title(readings: Mapping[str, Reading], lang: str) -> str:
    if len(readings) == 1:
        (found,) = readings.values()
        return str(found.told["title"][lang])
    return tell("{n} trials, replayed", lang, n=len(readings))


def _scores(folder: Path, readings: Mapping[str, Reading]) -> dict[str, dict[str, Any]]:
    """Scores over all roles by the trial's name, that of all together last."""
    path = folder / OF_ALL
    if not path.exists():
        return {str(found.told["trial"]): found.scores for found in readings.values()}
    frame = pd.read_csv(path)
    rows = common.records(frame[frame["role"] == ALL])
    return {str(row["trial"]): {name: _known(value) for name, value in row.items()} for row in rows}


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def _answer(scored: Mapping[str, Mapping[str, Any]], lang: str) -> tuple[str, ...]:
    """How much is met, and how much better that is than simple guesses."""
    whole = scored.get(ALL) or next(iter(scored.values()))
    caution = tell("What a trial says of another place and time is not known: agreement supports the mechanism, not a "
                   "forecast.", lang)  # fmt: skip
    return (trial_table.met(whole, lang), trial_table.skill(whole, lang), caution)


def _together(scored: Mapping[str, Mapping[str, Any]], lang: str) -> Section:
    """All trials side by side."""
    rows: list[tuple[Value, ...]] = []
    for name, row in scored.items():
        share = float("nan") if row["share_inside"] is None else float(row["share_inside"])
        rows.append(
            (say("all", lang) if name == ALL else name, count(row["counted"]), count(row["inside"]),
             percent(share, lang), f"{row['signs_right']} / {row['signs']}", f"{row['pairs_right']} / {row['pairs']}",
             common.plain(row["skill_zero"]), common.plain(row["skill_pooled"]))
        )  # fmt: skip
    columns = (say("trial", lang), say("scored", lang), say("inside_short", lang), tell("Share", lang),
               say("signs_short", lang), say("pairs_short", lang), say("skill_zero", lang),
               say("skill_pooled", lang))  # fmt: skip
    table = Table("trials", tell("What the model meets, trial by trial", lang), columns, tuple(rows),
                  tell("|z| < 1.96: as near to the published effect as chance would allow.", lang))  # fmt: skip
    figure = trial_figures.together(scored, table, lang)
    return Section("together", tell("All trials", lang), (figure,))


def _of_trial(found: Reading, lang: str) -> Iterator[Section]:
    """A trial: the verdict, a forest for each arm, every effect, and how its setting was made."""
    told = found.told
    name = slug(str(told["trial"]))
    verdict = Items(tuple(trial_table.verdict(found, lang)))
    blocks: list[Block] = [Words(str(told["study"]), "note"), verdict, *trial_figures.forests(found, lang),
                           _effects(found, name, lang)]  # fmt: skip
    blocks.append(Fold(tell("Setting", lang), (Items(tuple(text.strip(" -") for text in
                                                           trial_table.setting(found, lang))),)))  # fmt: skip
    yield Section(name, str(told["title"][lang]), tuple(blocks))


def _effects(found: Reading, name: str, lang: str) -> Table:
    """Published effects with their sources."""
    currency = str(found.told["currency"]).split(" of ")[0]
    rows: list[tuple[Value, ...]] = []
    for effect in found.effects:
        needed = effect["counted"] and effect["sign_needed"]
        sign = "not_needed" if not needed else "right" if effect["sign_right"] else "wrong"
        dagger = trial_table.DAGGER if effect["se_assumed"] else ""
        rows.append(
            (found.arm(effect["arm"], lang), trial_reading.outcome(effect, lang), trial_reading.months(effect),
             trial_reading.unit(effect, currency, lang), trial_reading.pair(effect, "published", "se", lang) + dagger,
             trial_reading.pair(effect, "simulated", "spread", lang), common.plain(effect["z"]), say(sign, lang),
             say(effect["role"] if effect["counted"] else effect["left_out"], lang), count(effect["replicates"]),
             str(effect["source"]))
        )  # fmt: skip
    columns = (say("arm", lang), say("outcome", lang), say("months", lang), tell("Unit", lang), say("published", lang),
               say("simulated", lang), "z", say("sign", lang), say("role", lang), tell("Replicates", lang),
               tell("Source", lang))  # fmt: skip
    return Table(f"effects_{name}", tell("Every effect: {trial}", lang, trial=str(found.told["title"][lang])), columns,
                 tuple(rows), say("dagger", lang))  # fmt: skip


def _close(folder: Path, account: Mapping[str, Any], lang: str) -> tuple[Section, ...]:
    return common.close(folder, account, lang) if "command" in account else ()


def _source(account: Mapping[str, Any], readings: Mapping[str, Reading], lang: str) -> str:
    return tell("mentas {version} · {study} · up to {replicates} replicates a trial", lang,
                version=account["mentas"], study=account["study"],
                replicates=max(found.replicates for found in readings.values()))  # fmt: skip
