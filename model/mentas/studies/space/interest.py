"""What a sweep looks for: worlds in which a policy is better than the baseline, or than a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentas.files import MOST_NUMBER, Node, Reader
from mentas.language import N_, Said
from mentas.measures.names import MEASURES
from mentas.scenario.editor import closed
from mentas.scenario.kinds import Bilingual, Number, Schema, Word
from mentas.scenario.schema import Key, values_of
from mentas.studies.space.outcome import Outcome

if TYPE_CHECKING:
    from mentas.studies.arms import Arm

SIDES: tuple[str, ...] = ("better", "worse", "above", "below")

KEYS: tuple[Key, ...] = (
    Key("scenario", N_("name of a scenario"), "Whose outcome is looked at.", True),
    Key("outcome", "one of the study's outcomes", "What is looked at; by default the first outcome."),
    Key("is", ", ".join(SIDES), "On which side; better and worse as the measure has it. By default better.",
        kind=Word(SIDES)),
    Key("than", "number", "Than what; by default than the baseline in the same world.",
        kind=Number(-MOST_NUMBER, MOST_NUMBER)),
    Key("words", "{id: text, en: text}", "The finding in a few words, such as: productive grants win.",
        kind=Bilingual()),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Worlds that a sweep looks for."""

    scenario: str
    outcome: Outcome
    higher: bool
    """Whether it is looked for above, not below."""
    than: float | None
    """A number, or None for the baseline in the same world."""
    words: dict[str, str] | None = None


def read(
    reader: Reader, node: Node, arms: Sequence[Arm], baseline: str | None, outcomes: Sequence[Outcome]
) -> Interest | None:
    """The interest of a sweep; None, and problems in the reader, if it cannot be looked for."""
    names = [key.name for key in KEYS]
    before = len(reader.problems)
    fields = reader.mapping(node, "interest", names)
    reader.require(node, {"scenario": KEYS[0].takes}, names, under="interest")
    said = values_of(reader, fields, "interest.", KEYS)
    scenario = None
    if "scenario" in fields:
        scenario = reader.word(fields["scenario"], "interest.scenario", [arm.name for arm in arms])
    known = {each.name: each for each in outcomes}
    if not known:
        reader.wrong(node, "interest", "no-outcomes", Said("needs `outcomes` of the study to look at"))
        return None
    outcome = next(iter(known.values()))
    if "outcome" in fields:
        word = reader.word(fields["outcome"], "interest.outcome", known)
        outcome = known.get(word or "", outcome)
    than = said.get("than")
    if than is None and (scenario == baseline or baseline is None):
        reader.wrong(
            node, "interest.than", "no-baseline", Said("needs a number: there is no other scenario to be better than")
        )
    side = said.get("is") or "better"
    better = MEASURES[outcome.measure].better
    if side in ("better", "worse") and better == "none":
        text = Said("{measure} has no better side", measure=outcome.measure)
        reader.wrong(fields.get("is", node), "interest.is", "no-better", text, allowed=Said("above, below"))
    if len(reader.problems) > before or scenario is None:
        return None
    higher = side == "above" or (side == "better" and better == "higher") or (side == "worse" and better == "lower")
    return Interest(scenario=scenario, outcome=outcome, higher=higher, than=than, words=said.get("words"))


def schema(text: Schema) -> Schema:
    """The same as JSON Schema; `text` describes a name."""
    return closed(KEYS, {key.name: key.kind.schema() if key.kind else text for key in KEYS})
