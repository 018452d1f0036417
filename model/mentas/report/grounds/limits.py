"""What a reader must know before using a study, and what not to ask the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mentas.language import N_, tell
from mentas.report.document import Items, Section, Words

CHILDREN = N_("Children's health and schooling, the main aims of PKH, are not measured.")
"""What the cautions of a comparison say themselves where there is PKH."""

NOT_TO_ASK: tuple[str, ...] = (
    N_("It compares policies in one simulated world; it does not forecast."),
    N_("Money comes from outside the region: nobody in it pays for the budget."),
    N_("There is no migration, and households do not split."),
    N_("A simulated household is nobody: nothing here is known of a real family."),
)
"""What lies outside the model."""


def section(manifest: Mapping[str, Any], lang: str, *, cautions: Sequence[str] | None = None) -> Section:
    """A short list of each.

    Args:
        manifest: of the study, of any kind.
        lang: `id` or `en`.
        cautions: what must be known of this study; by default what its manifest alone tells.
    """
    known = of_manifest(manifest, lang) if cautions is None else tuple(cautions)
    outside = (*NOT_TO_ASK, CHILDREN) if cautions is None else NOT_TO_ASK
    blocks = (
        *((Items(known, "caution"),) if known else ()),
        Words(tell("What not to ask the model:", lang)),
        Items(tuple(tell(text, lang) for text in outside)),
    )
    return Section("limits", tell("Limits", lang), blocks)


def of_manifest(manifest: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    """Cautions of a study of scenarios for which no table is needed; none for other kinds."""
    import pandas as pd

    from mentas.report import findings
    from mentas.report.study import SPENDING, TRANSITIONS, Study

    if "share_assumed" not in manifest or not isinstance(manifest.get("replicates"), int):
        return ()
    names = [scenario["name"] for scenario in manifest["scenarios"]]
    bare = Study(
        folder=Path(), manifest=dict(manifest), summary=pd.DataFrame({"scenario": names}),
        spending=pd.DataFrame(columns=list(SPENDING)), transitions=pd.DataFrame(columns=list(TRANSITIONS)),
    )  # fmt: skip
    return tuple(findings.cautions(bare, lang))
