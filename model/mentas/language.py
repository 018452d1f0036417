"""What mentas says, in the reader's language: gettext catalogues, with English as the source.

Texts stand in the code in English, whole sentences with named places to fill, and are marked for extraction by the
function that takes them:

- `tell("{n} runs", lang, n=3)` where the language is at hand, as in the report;
- `_("{n} runs", n=3)` in the command line, in the language that `use` has set;
- `Said("{n} runs", n=3)` where neither is known, as in an error raised below: it is the English sentence, and
  `into(text, lang)` says it again in another language;
- `N_("runs")` where a text is only named, to be told elsewhere; `P_("decile", "lower")` where the same English is said
  otherwise in another context.

The catalogues lie in `locale/<language>/LC_MESSAGES`, one for each part of the package; `docs/make_words.py` keeps
them.
"""

from __future__ import annotations

import gettext
import os
import string
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES: tuple[str, ...] = ("id", "en")
"""Languages that mentas speaks, the planners' own first."""

SOURCE = "en"
"""The language that texts stand in."""

FOLDER = Path(__file__).parent / "locale"

MARK = "\x04"
"""What gettext puts between a context and its text."""

_now: ContextVar[str] = ContextVar("language", default=SOURCE)


class Said(str):
    """A sentence in English that remembers how it was made, so that it can be said again in another language.

    Args:
        template: the sentence with named places.
        values: what fills them; a value may be a `Said` itself.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, **values: Any) -> Said:
        text = _bare(template)
        made = super().__new__(cls, text.format(**values) if values else text)
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, dict(self.values))


def _again(template: str, values: Mapping[str, Any]) -> Said:
    return Said(template, **values)


def spoken(environ: Mapping[str, str] | None = None) -> str:
    """The reader's language by MENTAS_LANG or the locale; English if it is neither Indonesian nor English."""
    environ = os.environ if environ is None else environ
    names = ("MENTAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "").lower()
    return "id" if locale == "id" or locale.startswith(("id_", "id-", "id.")) else SOURCE


def current() -> str:
    """The language that `_` speaks."""
    return _now.get()


@contextmanager
def using(lang: str) -> Iterator[None]:
    """Let `_` speak `lang` within the block."""
    token = _now.set(lang)
    try:
        yield
    finally:
        _now.reset(token)


def use(lang: str) -> None:
    """Let `_` speak `lang` from now on."""
    _now.set(lang)


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """All catalogues of a language as one; the source needs none.

    Raises:
        KeyError: a language that mentas does not speak.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    first = gettext.NullTranslations()
    if lang == SOURCE:
        return first
    for path in sorted((FOLDER / lang / "LC_MESSAGES").glob("*.mo")):
        with open(path, "rb") as file:
            first.add_fallback(gettext.GNUTranslations(file))
    return first


class _Commas(string.Formatter):
    """Fills places as `str.format` does, but marks thousands and decimals of `{n:,}` as Indonesian does."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One place, filled."""
        text = super().format_field(value, format_spec)
        return text.translate(_SWAPPED) if "," in format_spec else text


_SWAPPED = str.maketrans(",.", ".,")
_COMMAS = _Commas()


def tell(text: str, lang: str, /, **filled: Any) -> str:
    """A text in a language, with its places filled; `{n:,}` marks thousands as the language does."""
    said = _bare(catalogue(lang).gettext(text)) if text else ""  # the empty text is a catalogue's header
    if not filled:
        return said
    values = {name: into(value, lang) for name, value in filled.items()}
    return said.format(**values) if lang == SOURCE else _COMMAS.vformat(said, (), values)


def into(text: Any, lang: str) -> Any:
    """A `Said` in a language; anything else as it is."""
    if not isinstance(text, Said):
        return text
    return tell(text.template, lang, **text.values) if text.values else tell(text.template, lang)


def joined(parts: Iterable[str], between: str = ", ") -> Said:
    """Parts one after the other, each of which is said in the reader's language."""
    named = {f"part{place}": part for place, part in enumerate(parts)}
    return Said(between.join(f"{{{name}}}" for name in named), **named)


def said(error: BaseException) -> Said:
    """What an error says, as a sentence that can be said again."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else Said(str(error))


def _(text: str, /, **filled: Any) -> str:
    """A text in the language of the command line."""
    return tell(text, current(), **filled)


def N_(text: str) -> str:
    """A text that is named here and told elsewhere."""
    return text


def P_(context: str, text: str) -> str:
    """A text that is named here and told elsewhere, and that another context would say in other words."""
    return f"{context}{MARK}{text}"


def _bare(text: str) -> str:
    """A text without its context."""
    return text.rpartition(MARK)[2]
