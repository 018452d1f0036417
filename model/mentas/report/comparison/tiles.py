"""Where regencies stand on a map of tiles, for regions whose data say so."""

from __future__ import annotations

from collections.abc import Sequence

from mentas import files

NAME = "tiles.yaml"
"""File beside a packaged region's own."""

Place = tuple[int, int]
"""Column and row, from the upper left."""


def layout(regencies: Sequence[str]) -> dict[str, Place] | None:
    """The tile of each regency; None where no packaged region has tiles for all of them."""
    from mentas.population.region import PACKAGED

    for path in sorted(PACKAGED.glob(f"*/{NAME}")):
        found = _read(files.read(path))
        if regencies and set(regencies) <= set(found):
            return {name: found[name] for name in regencies}
    return None


def _read(document: files.Node) -> dict[str, Place]:
    reader = files.Reader()
    entries = reader.mapping(reader.mapping(document, "", ("tiles",))["tiles"], "tiles")
    found = {name: reader.listing(node, name, lambda each, field: reader.integer(each, field, 0, 99))
             for name, node in entries.items()}  # fmt: skip
    reader.finish()
    return {name: (place[0], place[1]) for name, place in found.items() if place is not None}
