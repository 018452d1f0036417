"""The keys of `population` that name a planner's own file and say how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import Said
from mentas.population.microdata import Microdata, Settings, load
from mentas.population.microdata.columns import AGES, MAY_BE_IMPUTED
from mentas.population.microdata.settings import COVERS, DECIMALS, PERIODS, SEPARATORS, UNITS
from mentas.population.region import Region
from mentas.scenario.kinds import Listing, Place, Schema, Text, Word
from mentas.scenario.schema import Key

WORDS: dict[str, tuple[str, ...]] = {
    "separator": tuple(SEPARATORS),
    "decimal": DECIMALS,
    "spending_unit": tuple(UNITS),
    "spending_period": tuple(PERIODS),
    "capital_unit": tuple(UNITS),
    "covers": COVERS,
}
"""Keys that take one of a few words."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """Columns that may be drawn: a list of them, or `all`."""

    def read(self, reader: Reader, node: Node, field: str, place: Place | None = None) -> tuple[str, ...] | None:
        """The columns in their own order; one age stands for all six."""
        if node.items is None:
            return MAY_BE_IMPUTED if reader.word(node, field, ("all",)) else None
        found = reader.listing(node, field, lambda item, name: reader.word(item, name, (*MAY_BE_IMPUTED, *AGES)))
        if found is None:
            return None
        names = {"ages" if name in AGES else name for name in found}
        return tuple(name for name in MAY_BE_IMPUTED if name in names)

    def schema(self) -> Schema:
        """The same as JSON Schema."""
        return {"anyOf": [{"const": "all"}, Listing(Word((*MAY_BE_IMPUTED, *AGES))).schema()]}


KEYS: tuple[Key, ...] = (
    Key("microdata", "path of a CSV or Parquet file", "Households of one's own, a row each.", kind=Text()),
    Key("impute", "all, or a list of columns", "What the model may draw where the file has none.", kind=Imputed()),
    *(Key(name, " or ".join(words), f"How the file is written: {name.replace('_', ' ')}.", kind=Word(words))
      for name, words in WORDS.items()),
)  # fmt: skip
"""Keys of `population` that are about a file."""

SUFFIXES: tuple[str, ...] = ("csv", "parquet", "tsv", "txt")


def resolve(reader: Reader, entries: dict[str, Node], region: Region | None, beside: Path) -> Microdata | None:
    """The file of microdata that a scenario names, read and judged; problems go to the reader."""
    if "microdata" not in entries or entries["microdata"].is_null:
        for key in (known.name for known in KEYS[1:]):
            if key in entries:
                field = f"population.{key}"
                reader.wrong(entries[key], field, "no-microdata", Said("says how a file is written, but there is none"),
                             allowed=Said("population.microdata: path of a CSV or Parquet file"))  # fmt: skip
        return None
    said = {
        key: reader.word(entries[key], f"population.{key}", words) for key, words in WORDS.items() if key in entries
    }
    impute = Imputed().read(reader, entries["impute"], "population.impute") if "impute" in entries else ()
    path = _path(reader, entries["microdata"], beside)
    if path is None or region is None or impute is None or None in said.values():
        return None
    settings = Settings(impute=impute, **said)  # type: ignore[arg-type]
    try:
        return load(path, shown=str(path), settings=settings, region=region)
    except Refusal as refusal:
        reader.problems += refusal.problems
        return None


def folder_of(node: Node, beside: Path) -> Path:
    """The folder that a path in a scenario starts from: that of the layer that names it."""
    file = Path(node.file)
    return file.parent if node.line and file.suffix == ".yaml" else beside


def _path(reader: Reader, node: Node, beside: Path) -> Path | None:
    """The file's path, if it is there."""
    field = "population.microdata"
    text = reader.text(node, field)
    if text is None:
        return None
    path = folder_of(node, beside) / text
    try:
        if path.exists():
            return path
        beside_it = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    except (OSError, ValueError):  # too long, or a null character
        beside_it = []
    tables = [name for name in beside_it if name.rpartition(".")[2].lower() in SUFFIXES]
    shown = files.shorten(str(path), 200)
    reader.wrong(
        node, field, "no-file", Said("there is no file {path}", path=shown), nearest=files.nearest(path.name, tables)
    )
    return None
