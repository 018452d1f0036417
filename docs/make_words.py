"""Keep the catalogues: take the texts from the source, keep their translations, compile.

    python docs/make_words.py            # after a change of texts; names what is not translated yet
    python docs/make_words.py --check    # write nothing; whether all is fresh, translated and sound

A part of the package has a catalogue of its own (`DOMAINS`). Translate in the .po file, then run this again.
"""

from __future__ import annotations

import argparse
import ast
import string
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

from mentas import files
from mentas.parameters import PLACES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "model" / "mentas"

MARKS = frozenset({"_", "N_", "tell", "Said"})
"""Functions of `language` whose first argument is a text; that of `P_` is the context of its second."""

DOMAINS = ("cli", "report/page", "report/comparison", "report/flows", "report/grounds", "report/kinds", "report/lives",
           "report/export", "studies/story", "report")  # fmt: skip
"""Parts with a catalogue of their own, the first that a module lies in; all else has `base`."""

NUMBERS = "parameters"
"""The catalogue of titles of numbers, and of what else says what they are."""
OF_NUMBERS = ("units.py", "parameters.py", "studies/grades.py")
YAML = (*PLACES, "programmes/*.yaml")


class Words(Catalog):
    """A catalogue without dates and versions, so that the same texts give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext must know."""
        return [("Content-Type", "text/plain; charset=utf-8"), ("Language", str(self.locale))]


class GluedError(ValueError):
    """A text that is put together before it is told, so that no catalogue can hold it."""


def domain(module: str) -> str:
    """The catalogue of a module, a path below the package."""
    if module in OF_NUMBERS or module.endswith(".yaml"):
        return NUMBERS
    found = next((part for part in DOMAINS if module.startswith(f"{part}/")), "base")
    return found.replace("/", "_")


def texts() -> dict[str, Catalog]:
    """The texts of the source, by catalogue.

    Raises:
        GluedError: a text is an f-string.
    """
    found: dict[str, Catalog] = {}
    for path, read in [(path, _marked) for path in sorted(PACKAGE.rglob("*.py"))] + [
        (path, _titles) for place in YAML for path in sorted(PACKAGE.glob(place))
    ]:
        module = path.relative_to(PACKAGE).as_posix()
        for text, context in read(path):
            catalog = found.setdefault(domain(module), Words("en", header_comment="", fuzzy=False))
            flags = ("python-brace-format",) if places(text) else ()
            catalog.add(text, locations=[(module, 0)], flags=flags, context=context)
    return found


def _marked(path: Path) -> Iterator[tuple[str, str | None]]:
    """The marked texts of a module, each with its context."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKS:
                yield from ((text, None) for text in _said(node.args[0], path))
            elif name == "P_":
                (context,), texts_ = (list(_said(each, path)) for each in node.args)
                yield from ((text, context) for text in texts_)


def _said(node: ast.expr, path: Path) -> Iterator[str]:
    """The texts that an argument can be; none where it is a variable."""
    if isinstance(node, ast.IfExp):
        yield from (*_said(node.body, path), *_said(node.orelse, path))
    elif isinstance(node, ast.JoinedStr):
        raise GluedError(f"{path}:{node.lineno}: a text is an f-string: name its places and fill them")
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value


def _titles(path: Path) -> Iterator[tuple[str, None]]:
    """Titles of the numbers in a file."""
    for node in (files.read(path).entries or {}).values():
        title = (node.entries or {}).get("name")
        if title is not None and title.text:
            yield title.text, None


def places(text: str) -> set[str]:
    """Names of the places to fill in a text; none where its braces are no places."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def faults(text: str, said: str) -> Iterator[str]:
    """What makes a translation wrong whatever it means."""
    if places(text) != places(said):
        yield "other places to fill"
    for end in (str.lstrip, str.rstrip):
        if (end(text) != text) != (end(said) != said):
            yield "other white space at an end"


def written(template: Catalog, path: Path, lang: str) -> Catalog:
    """A catalogue of the texts that there are, with the translations that its file holds; a fuzzy one is none."""
    held = pofile.read_po(BytesIO(path.read_bytes()), locale=lang) if path.exists() else Words(lang)
    catalog = Words(lang, header_comment="", fuzzy=False)
    for message in template:
        if message.id:
            old = held.get(message.id, message.context)
            said = old.string if old is not None and not old.fuzzy else ""
            kept = catalog.add(message.id, said, message.locations, message.flags, context=message.context)
            kept.flags.discard("python-format")  # which Babel sees in "95 % of"
    return catalog


def as_files(catalog: Catalog) -> tuple[bytes, bytes]:
    """The bytes of a catalogue's .po and .mo."""
    po, mo = BytesIO(), BytesIO()
    pofile.write_po(po, catalog, sort_output=True, width=118, omit_header=False, include_lineno=False)
    mofile.write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def wrong(catalogs: dict[str, Catalog]) -> Iterator[str]:
    """What is not translated, translated unsoundly, or in two ways."""
    for name, catalog in catalogs.items():
        for message in catalog:
            if message.id and not message.string:
                yield f"not translated: {name}: {message.id!r}"
            elif message.id:
                yield from (f"{fault}: {name}: {message.id!r}" for fault in faults(message.id, message.string))
    yield from in_two_ways(catalogs.values())


def in_two_ways(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Texts that catalogues translate differently, though only one of them is asked."""
    seen: dict[tuple[str, str | None], str] = {}
    for message in (message for catalog in catalogs for message in catalog if message.id and message.string):
        if seen.setdefault((message.id, message.context), message.string) != message.string:
            yield f"translated in two ways, which needs a context (P_): {message.id!r}"


def main(arguments: list[str] | None = None) -> int:
    """Write or check; the exit code says whether all is translated, sound and, with --check, fresh."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    place = PACKAGE / "locale" / "id" / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    catalogs = {name: written(template, place / f"{name}.po", "id") for name, template in sorted(texts().items())}
    wanted = {
        place / f"{name}{suffix}": content
        for name, catalog in catalogs.items()
        for suffix, content in zip((".po", ".mo"), as_files(catalog), strict=True)
    }
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    gone = sorted(set(place.iterdir()) - set(wanted))
    for line in (lines := list(wrong(catalogs))):
        print(line)
    if check:
        for path in (*stale, *gone):
            print(f"stale: {path.relative_to(ROOT)}")
        return 1 if lines or stale or gone else 0
    for path in stale:
        path.write_bytes(wanted[path])
    for path in gone:
        path.unlink()
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
