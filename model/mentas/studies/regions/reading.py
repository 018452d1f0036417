"""Reading `regions` of a study: where each of its scenarios is run, and with which part of its money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import N_, Said
from mentas.language import said as said_by
from mentas.population.region import load_region, regions
from mentas.scenario.kinds import Number, Text
from mentas.scenario.schema import Key, values_of
from mentas.studies.regions.shard import Shard, money, placed, poor_of

if TYPE_CHECKING:
    from mentas.population.region import Region
    from mentas.studies.arms import Arm

KEYS: tuple[Key, ...] = (
    Key("region", N_("name or folder"), "A region; a folder's path starts from the study's own folder.", True, Text()),
    Key(
        "budget_share", "0 to 1",
        "Its part of every scenario's money and quotas; by default by its number of poor people.", kind=Number(),
    ),
)  # fmt: skip
"""Keys of one region."""

NAMES = tuple(key.name for key in KEYS)
MOST_REGIONS = 1000
GRAINS = 10**12
"""Into how many parts a share is counted, so that money is divided in whole numbers."""


def read(reader: Reader, node: Node, folder: Path, arms: Sequence[Arm]) -> tuple[Shard, ...]:
    """The regions that a study lists; what is wrong goes to the reader."""
    before = len(reader.problems)
    listed = reader.listing(node, "regions", lambda item, place: item, MOST_REGIONS) or []
    if not listed and len(reader.problems) == before:
        reader.wrong(node, "regions", "short-list", Said("names no region"))
    for arm in arms:
        if arm.scenario.population.microdata is not None:
            text = Said(
                "scenario {name} has households of its own (population.microdata), which are of one region",
                name=arm.name,
            )
            reader.wrong(node, "regions", "own-data", text)
    found: list[tuple[Node, str, Region]] = []
    shares: list[tuple[Node, float | None]] = []
    for place, item in enumerate(listed):
        said = _said(reader, item, f"regions[{place}]")
        region = None if said.get("region") is None else _region(reader, item, f"regions[{place}]", said, folder)
        if region is not None:
            known = [each.name for _, _, each in found]
            if region.name in known:
                text = Said("names the region '{name}' twice", name=files.shorten(region.name))
                reader.wrong(item, f"regions[{place}]", "named-twice", text)
            found.append((item, _where(said["region"], folder), region))
        shares.append((item, said.get("budget_share")))
    weights = _weights(reader, node, shares, [region for _, _, region in found])
    return _shards(reader, found, weights, arms) if len(reader.problems) == before else ()


def _said(reader: Reader, item: Node, field: str) -> dict[str, Any]:
    """The values of one entry."""
    entries = reader.mapping(item, field, NAMES)
    if item.entries is not None or item.is_null:
        reader.require(item, {key.name: key.takes for key in KEYS if key.required}, NAMES, under=field)
    return values_of(reader, entries, f"{field}.", KEYS)


def _where(name: str, folder: Path) -> str:
    """A region as a scenario must be told it, wherever that lies."""
    return name if name in regions() else str((folder / name).resolve())


def _region(reader: Reader, item: Node, field: str, said: dict[str, Any], folder: Path) -> Region | None:
    node = (item.entries or {}).get("region", item)
    try:
        return load_region(said["region"], beside=folder)
    except Refusal as refusal:
        reader.note(*refusal.problems)
    except ValueError as error:
        near = files.nearest(said["region"], [*regions(), *_beside(folder)])
        text = said_by(error)
        reader.wrong(node, f"{field}.region", "unknown-region", text, allowed=files.listed(regions()), nearest=near)
    return None


def _beside(folder: Path) -> list[str]:
    """Folders of regions beside a study."""
    return sorted(path.parent.name for path in folder.glob("*/region.yaml"))


def _weights(
    reader: Reader, node: Node, shares: Sequence[tuple[Node, float | None]], found: Sequence[Region]
) -> list[int]:
    """What money is divided by."""
    given = [share for _, share in shares if share is not None]
    if not given:
        return [poor_of(region) for region in found]
    for place, (item, share) in enumerate(shares):
        if share is None and "budget_share" not in (item.entries or {}):
            text = Said("is missing: either all regions have a share or none")
            reader.wrong(item, f"regions[{place}].budget_share", "shares", text, allowed=Said("0 to 1"))
    if len(given) == len(shares) and abs(math.fsum(given) - 1.0) > 1e-9:
        text = Said("shares sum to {total:.10g}", total=math.fsum(given))
        reader.wrong(node, "regions", "shares", text, allowed=Said("a sum of 1"))
    return [round(share * GRAINS) for share in given]


def _shards(
    reader: Reader, found: Sequence[tuple[Node, str, Region]], weights: Sequence[int], arms: Sequence[Arm]
) -> tuple[Shard, ...]:
    """The regions with the scenarios as they are there."""
    divided = {arm.name: money(arm.scenario, weights) for arm in arms}
    shards = []
    for place, (item, where, region) in enumerate(found):
        here = []
        for arm in arms:
            try:
                here.append(placed(arm, {"region": where, **divided[arm.name][place]}))
            except Refusal as refusal:
                for problem in refusal.problems:
                    text = Said(
                        "cannot have scenario {name}: {field}: {message}",
                        name=arm.name, field=problem.field, message=problem.message,
                    )  # fmt: skip
                    allowed, near = problem.allowed, problem.nearest
                    reader.wrong(item, f"regions[{place}]", problem.code, text, allowed=allowed, nearest=near)
        shards.append(
            Shard(
                name=region.name, share=weights[place] / sum(weights), poor=poor_of(region),
                households=int(region.households.sum()), arms=tuple(here),
            )
        )  # fmt: skip
    return tuple(shards)
