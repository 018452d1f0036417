"""How to make a study again, and how to know that it is the same."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from mentas.language import N_, tell
from mentas.report.document import Block, Command, Section, Table, Value, Words
from mentas.report.grounds import command
from mentas.report.words import day

INSTALL = shlex.join(("python3", "-m", "pip", "install", "-c", "constraints.txt", "."))
"""What installs mentas from its repository, with the versions of libraries that it is tested with."""

DIGITS = 12
"""Of the digest of the model's sources within a sentence; the whole of it is among the facts."""

DIGEST = N_("Digest of all runs")
"""How the digest of a study is called wherever it is shown."""


def section(manifest: Mapping[str, Any], lang: str, *, digest: str | None = None) -> Section:
    """What to type, and the facts that tell one study from another.

    Args:
        manifest: of the study, of any kind.
        lang: `id` or `en`.
        digest: of the whole study, see `studies.digest.of`.
    """
    return Section("reproduce", tell("How to reproduce this", lang), tuple(_blocks(manifest, lang, digest)))


def _blocks(manifest: Mapping[str, Any], lang: str, digest: str | None) -> Iterator[Block]:
    line = command.again(manifest)
    if line is None:
        yield Words(tell("This study was run from Python, not by a command.", lang))
    else:
        yield Words(_made_by(manifest, lang))
        yield Command(INSTALL)
        yield Words(tell("Then run this, in the folder where it was run if it names files of your own:", lang))
        yield Command(line)
    if digest is not None and line is not None:
        yield Words(
            tell(
                "The folder {folder} then holds the same runs, and its report shows the same digest, on any number of "
                "cores.",
                lang,
                folder=command.FOLDER,
            )
        )
    rows = tuple(_facts(manifest, lang, digest))
    yield Table("reproduce", tell("Facts of this study", lang), (tell("Fact", lang), tell("Value", lang)), rows)


def _made_by(manifest: Mapping[str, Any], lang: str) -> str:
    """The version of mentas that made the study, and from where it is installed."""
    version, source = str(manifest["mentas"]), str(manifest.get("source_digest", ""))[:DIGITS]
    return tell(
        "Made by mentas {version} (source digest {digest} …). Install that version from a copy of its repository:",
        lang,
        version=version,
        digest=source,
    )


def _facts(manifest: Mapping[str, Any], lang: str, digest: str | None) -> Iterator[tuple[Value, ...]]:
    if digest is not None:
        yield tell(DIGEST, lang), digest
    yield tell("Study", lang), str(manifest["study"])
    yield tell("Version of mentas", lang), str(manifest["mentas"])
    yield tell("Digest of the model's sources", lang), str(manifest.get("source_digest", ""))
    yield tell("Python", lang), str(manifest.get("python", ""))
    packages = manifest.get("packages") or {}
    if packages:
        yield tell("Libraries", lang), ", ".join(f"{name} {version}" for name, version in packages.items())
    yield tell("Seed", lang), _each(manifest.get("seed"))
    yield tell("Replicates", lang), _each(manifest.get("replicates"))
    ensemble = manifest.get("ensemble") or {}
    if ensemble.get("sha256"):
        yield tell("Digest of the parameter sets", lang), str(ensemble["sha256"])
    yield tell("Started", lang), when(manifest.get("started"), lang)
    yield tell("Finished", lang), when(manifest.get("finished"), lang)


def _each(found: Any) -> str:
    """A number, or one for each part of the study."""
    return "; ".join(f"{name}: {one}" for name, one in found.items()) if isinstance(found, Mapping) else str(found)


def when(text: str | None, lang: str) -> str:
    """A time in ISO 8601 as a reader writes it, in UTC; empty where there is none."""
    if not text:
        return ""
    at = datetime.fromisoformat(text).astimezone(UTC)
    hour = f"{at:%H.%M}" if lang == "id" else f"{at:%H:%M}"
    return tell("{day}, {hour} UTC", lang, day=day(at.date().isoformat(), lang), hour=hour)
