"""Write the tables of `docs/validation.md` from kept results: `python3 docs/make_validation.py`, or `--check`.

The results are docs/validation/*.csv (see keep_validation.py); why the model misses what it misses is in
docs/validation_notes.yaml, by the name of the effect (`trial.effect`), of the pattern (`patterns.name`) or of a trial.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from keep_validation import KEPT, Rows, read

PAGE = Path(__file__).parent / "validation.md"
NOTES = Path(__file__).parent / "validation_notes.yaml"

NOTHING = "No results are kept yet."
UNEXPLAINED = "not explained yet"
ROLES = {"calibrate": "calibrated", "check": "held out", "fitted": "set at the start"}
"""What a role means: aimed at by calibration, aimed at by nothing, or met by construction."""

AGREES, MISS, PARTLY, SIGN, SHOWN = "agrees", "**miss**", "partly", "**wrong sign**", "shown only"
MISSES = (MISS, SIGN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the TRACE table."""

    id: str
    """What notes call it."""
    group: str
    """Its trial; `patterns` for a region's patterns."""
    pattern: str
    source: str
    role: str
    observed: str
    simulated: str
    far: str
    """How far apart they are: z, or nothing for a range."""
    verdict: str

    @property
    def is_miss(self) -> bool:
        """Whether the model does not show it; somebody has to say why."""
        return self.verdict in MISSES

    @property
    def is_unsure(self) -> bool:
        """Whether the replicates do not tell, of what the start was not set onto."""
        return self.verdict == PARTLY and self.role != ROLES["fitted"]


def rows(kept: Path = KEPT) -> list[Row]:
    """All effects and patterns in the order in which they were kept."""
    currencies = {trial["trial"]: trial["currency"] for trial in read(kept / "trials.csv")}
    effects = [_effect(each, currencies.get(each["trial"], "")) for each in read(kept / "effects.csv")]
    return effects + [_pattern(each) for each in read(kept / "patterns.csv")]


def _effect(e: dict[str, str], currency: str) -> Row:
    where = "" if e["on"] == "eligible" else f", {e['on']}"
    whom = f" ({e['subgroup']})" if e["subgroup"] else ""
    months = e["months"].replace(" ", ", ")
    return Row(
        id=f"{e['trial']}.{e['effect']}",
        group=e["trial"],
        pattern=f"`{e['effect']}`: {e['outcome']}, {e['arm']}{where}{whom}, month {months}; {_unit(e, currency)}",
        source=_text(e["source"]),
        role=ROLES[e["role"]],
        observed=f"{_number(e['published'])} ({_number(e['se'])}{'*' if e['se_assumed'] == 'True' else ''})",
        simulated=f"{_number(e['simulated'])} ({_number(e['spread'])})",
        far=_number(e["z"]),
        verdict=_judged(e),
    )


def _judged(e: dict[str, str]) -> str:
    if e["counted"] != "True":
        return f"{SHOWN}: {e['left_out']}"
    if e["sign_needed"] == "True" and e["sign_right"] != "True":
        return SIGN
    return AGREES if e["inside"] == "True" else MISS


def _unit(e: dict[str, str], currency: str) -> str:
    if e["method"] in METHODS:
        return METHODS[e["method"]]
    if e["unit"] != "level":
        return UNITS[e["unit"]]
    return (
        f"{currency} a {e['per']}" if e["outcome"] in FLOWS else currency if e["outcome"] in STOCKS else "its own unit"
    )


METHODS = {"change": "log change x 100", "still": "% still open"}
UNITS = {
    "percent_of_control": "% of control", "control_sd": "control SD", "points": "points",
    "gain_per_transfer": "gain a year over transfer", "per_transfer": "over transfer",
}  # fmt: skip
FLOWS = ("spending", "spending_person", "spending_month", "income", "earnings", "profit")
STOCKS = ("capital", "cash", "assets", "spending_sum", "output_sum", "demand_sum")


def _pattern(p: dict[str, str]) -> Row:
    low, high = _number(p["observed_low"]), _number(p["observed_high"])
    verdicts = {"inside": AGREES, "partly": PARTLY, "outside": MISS, "unknown": SHOWN}
    return Row(
        id=f"patterns.{p['id']}",
        group="patterns",
        pattern=f"`{p['id']}`: {_text(p['title'])}, month {p['month']} of {p['world']}; {p['unit']}",
        source=_text(p["source"]),
        role=ROLES[p["role"]],
        observed=(f"{_number(p['observed'])}, " if p["observed"] else "") + f"{low} to {high}",
        simulated=f"{_number(p['simulated'])}, {_number(p['low'])} to {_number(p['high'])}",
        far="",
        verdict=verdicts[p["verdict"]],
    )


def misses(found: Sequence[Row], notes: dict[str, str]) -> str:
    """Every miss with its explanation, the widest first; then what the replicates leave unsure."""
    missed = sorted((row for row in found if row.is_miss), key=lambda row: -abs(float(row.far or 0)))
    missed += [row for row in found if row.is_unsure]
    if not missed:
        return "None." if found else NOTHING
    lines = ["| what | observed | simulated | z | verdict | why |", "| --- | --- | --- | ---: | --- | --- |"]
    for row in missed:
        why = _text(notes.get(row.id, notes.get(row.group, UNEXPLAINED) if row.is_miss else ""))
        lines.append(f"| `{row.id}` | {row.observed} | {row.simulated} | {row.far} | {row.verdict} | {why} |")
    return "\n".join(lines)


def table(found: Sequence[Row], trials: Rows) -> str:
    """The TRACE table, a part for each trial and one for patterns."""
    if not found:
        return NOTHING
    told = {trial["trial"]: trial for trial in trials}
    parts = []
    for group in dict.fromkeys(row.group for row in found):
        trial = told.get(group)
        parts.append(f"### {_text(trial['title'])}\n\n{_text(trial['study'])}\n" if trial else "### Patterns\n")
        if trial:
            parts += [f"- {_text(sentence)}" for sentence in trial["settings"].splitlines()]
            parts += (
                [f"- Parameters of the trial's own setting: `{trial['parameters']}`"] if trial["parameters"] else []
            )
            parts.append("")
        parts += [
            "| pattern | source | role | observed | simulated | z | verdict |",
            "| --- | --- | --- | --- | --- | ---: | --- |",
        ]
        parts += [
            f"| {r.pattern} | {r.source} | {r.role} | {r.observed} | {r.simulated} | {r.far} | {r.verdict} |"
            for r in found if r.group == group
        ]  # fmt: skip
        parts.append("")
    return "\n".join(parts).rstrip()


def scores(kept: Rows, found: Sequence[Row]) -> str:
    """Scores of all trials, of each, and by role; and the verdicts on patterns."""
    if not found:
        return NOTHING
    lines = [
        "| trial | effects | scored | within 1.96 SE | right sign | arms in order | skill, zero | skill, pooled |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in sorted(kept, key=lambda each: each["trial"] != "all"):
        some = "all" if each["role"] == "all" else ROLES[each["role"]]
        lines.append(
            f"| {each['trial']} | {some} | {each['counted']} of {each['shown']} | {each['inside']} | "
            f"{_of(each, 'signs')} | {_of(each, 'pairs')} | "
            f"{_number(each['skill_zero'])} | {_number(each['skill_pooled'])} |"
        )
    parts = ["\n".join(lines)] if kept else []
    seen = [row for row in found if row.group == "patterns"]
    if seen:
        counts = Counter((row.role, row.verdict.strip("*")) for row in seen)
        said = "; ".join(f"{role}, {verdict}: {n}" for (role, verdict), n in sorted(counts.items()))
        parts.append(f"Patterns: {said}.")
    return "\n\n".join(parts)


def runs(kept: Rows) -> str:
    """The commands behind the results, with version and digest."""
    if not kept:
        return NOTHING
    lines = ["| command | mentas | digest of sources | replicates | changed parameters |", "| --- " * 5 + "|"]
    for run in kept:
        changed = f"`{run['changed_parameters']}`" if run["changed_parameters"] else "none"
        cells = (f"`{run['command']}`", run["mentas"], f"`{run['source_digest'][:12]}`", run["replicates"], changed)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def page(text: str, *, kept: Path = KEPT, notes: Path = NOTES) -> str:
    """The page with fresh tables.

    Raises:
        KeyError: a marker names nothing that can be made.
    """
    found, trials = rows(kept), read(kept / "trials.csv")
    made: dict[str, Callable[[], str]] = {
        "runs": lambda: runs(read(kept / "runs.csv")),
        "scores": lambda: scores(read(kept / "scores.csv"), found),
        "misses": lambda: misses(found, explained(notes)),
        "table": lambda: table(found, trials),
    }
    return re.sub(
        r"<!-- begin (?P<name>\w+) -->.*?<!-- end (?P=name) -->",
        lambda m: f"<!-- begin {m['name']} -->\n{made[m['name']]()}\n<!-- end {m['name']} -->",
        text,
        flags=re.DOTALL,
    )


def explained(path: Path = NOTES) -> dict[str, str]:
    """Explanations by name."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def _number(text: str) -> str:
    """Three digits, or whole from 1,000 on; nothing where nothing is known."""
    value = float(text or "nan")
    return "" if math.isnan(value) else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _of(score: dict[str, str], what: str) -> str:
    return f"{score[f'{what}_right']} of {score[what]}" if score[what] != "0" else ""


def _text(text: str) -> str:
    return " ".join(text.removeprefix("'").replace("|", "\\|").split())


def main() -> int:
    """Write the page, or with `--check` say whether it is stale."""
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    if "--check" in sys.argv:
        if old != new:
            print("docs/validation.md is stale: run python3 docs/make_validation.py", file=sys.stderr)
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
