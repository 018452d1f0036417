"""Keep the catalogues: take the texts from the source, keep their translations, compile.

    python docs/make_words.py            # after a change of texts; names what is not translated yet
    python docs/make_words.py --check    # whether the files are what this would write

A part of the package has a catalogue of its own (`DOMAINS`). Translate in the .po file, then run this again.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "model" / "mentas"
FOLDER = PACKAGE / "locale"

KEYWORDS = {"_": None, "N_": None, "tell": None, "Said": None}

THEN = datetime(2026, 1, 1, tzinfo=UTC)

DOMAINS = ("cli", "report/page", "report/comparison", "report/flows", "report/grounds", "report/kinds", "report/lives",
           "report/export", "studies/story", "report")  # fmt: skip
"""Parts with a catalogue of their own, the first that a module lies in; all else has `base`."""


def domain(module: str) -> str:
    """The catalogue of a module, a path below the package."""
    found = next((part for part in DOMAINS if module.startswith(f"{part}/")), "base")
    return found.replace("/", "_")


def texts() -> dict[str, Catalog]:
    """The texts of the source, by catalogue."""
    found: dict[str, Catalog] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        catalog = found.setdefault(domain(module), _empty("en"))
        with open(path, "rb") as source:
            for line in extract.extract("python", source, KEYWORDS, (), {}):
                if isinstance(line[1], str) and line[1]:
                    catalog.add(line[1], locations=[(module, 0)], flags=_flags(line[1]))
    return {name: catalog for name, catalog in found.items() if len(catalog)}


def _flags(text: str) -> tuple[str, ...]:
    return ("python-brace-format",) if "{" in text else ()


def _empty(lang: str) -> Catalog:
    """A catalogue whose dates stand still, so that the same texts give the same bytes."""
    return Catalog(locale=lang, project="mentas", version="1", creation_date=THEN, revision_date=THEN, fuzzy=False,
                   header_comment="", copyright_holder="", msgid_bugs_address="", last_translator="mentas",
                   language_team="mentas")  # fmt: skip


def written(name: str, template: Catalog, lang: str) -> tuple[bytes, bytes, list[str]]:
    """A catalogue with the translations that there are: .po, .mo, and the texts that have none."""
    path = FOLDER / lang / "LC_MESSAGES" / f"{name}.po"
    held = pofile.read_po(BytesIO(path.read_bytes()), locale=lang) if path.exists() else _empty(lang)
    catalog, missing = _empty(lang), []
    for message in template:
        if not message.id:
            continue
        old = held.get(message.id)
        said = old.string if old is not None and not old.fuzzy else ""
        catalog.add(message.id, said, locations=message.locations, flags=message.flags)
        if not said:
            missing.append(str(message.id))
    po, mo = BytesIO(), BytesIO()
    pofile.write_po(po, catalog, sort_output=True, width=118, omit_header=False, include_lineno=False)
    mofile.write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue(), missing


def main() -> int:
    """Write or check; the exit code says whether all is translated and fresh."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    stale, missing = [], []
    place = FOLDER / "id" / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    wanted = set()
    for name, template in texts().items():
        po, mo, untold = written(name, template, "id")
        missing += [f"{name}: {text}" for text in untold]
        for path, content in ((place / f"{name}.po", po), (place / f"{name}.mo", mo)):
            wanted.add(path)
            if not path.exists() or path.read_bytes() != content:
                stale.append(path)
                if not check:
                    path.write_bytes(content)
    for path in sorted(set(place.iterdir()) - wanted):
        stale.append(path)
        if not check:
            path.unlink()
    for line in missing:
        print(f"not translated: {line}")
    if check:
        for path in stale:
            print(f"stale: {path.relative_to(ROOT)}")
    return 1 if missing or (check and stale) else 0


if __name__ == "__main__":
    sys.exit(main())
