"""What readers call the numbers of the model and of its programmes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mentas.language import tell

if TYPE_CHECKING:
    from mentas.studies.evidence import Evidence

MODEL, PROGRAMMES = "parameters.", "programmes."
"""How their names begin in scenarios and studies."""


def title(name: str, lang: str) -> str:
    """The title of a number of the model, or of a shipped programme; the name itself where it is neither.

    Args:
        name: dotted, such as `enterprise.threshold`, `parameters.enterprise.threshold` or `programmes.uep.grant`.
        lang: `id` or `en`.
    """
    known = number(name)
    if known is None:
        return name
    told = tell(known.title, lang)
    if not name.startswith(PROGRAMMES):
        return told
    return tell("{programme}: {title}", lang, programme=programme_name(name.split(".")[1]), title=told)


def number(name: str) -> Evidence | None:
    """A number of the model, or of a shipped programme, by the name that studies give it; None where it is neither."""
    if name.startswith(PROGRAMMES):
        return _of_programmes().get(name.removeprefix(PROGRAMMES))
    return _of_model().get(name.removeprefix(MODEL))


def programme_name(name: str) -> str:
    """A programme as charts call it: the shipped ones are known by their capitals."""
    return name.upper() if len(name) <= 4 else name.replace("_", " ")


@cache
def _of_model() -> dict[str, Evidence]:
    from mentas.studies import evidence

    return evidence.of_model()


@cache
def _of_programmes() -> dict[str, Evidence]:
    from mentas.studies import evidence

    return evidence.of_programmes()
