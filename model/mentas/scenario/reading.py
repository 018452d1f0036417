"""From a merged document to a `Scenario`: every name checked, every number within its limits."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentas import files, parameters
from mentas.files import MOST_NUMBER, Node, Reader, Refusal
from mentas.language import Said, said
from mentas.population.region import Region, load_region, regions
from mentas.programmes.programme import Budget, Programme
from mentas.scenario import layers, microdata
from mentas.scenario.kinds import Listing, Place, Word
from mentas.scenario.programmes import resolve
from mentas.scenario.scenario import PopulationSettings, Scenario, Shock
from mentas.scenario.schema import (
    BUDGET,
    BURN_IN,
    DISTRIBUTIONS,
    KEYS,
    MOST_SHOCKS,
    NAMES,
    POPULATION,
    SHOCK,
    values_of,
)


def load_scenario(path: Path | str) -> Scenario:
    """Read a scenario file with all its layers.

    Raises:
        Refusal: something in it is wrong; the message has a line for each problem.
    """
    path = Path(path)
    return from_document(layers.merged(path), name=path.stem, beside=path.parent)


def from_document(document: Node, *, name: str, beside: Path) -> Scenario:
    """Check a document and make the scenario.

    Raises:
        Refusal: as `load_scenario`.
    """
    reader = Reader()
    entries = reader.mapping(document, "", NAMES)
    reader.require(document, {key.name: key.takes for key in KEYS if key.required}, NAMES)
    reader.finish()
    region = _region(reader, entries["region"], beside)
    read = values_of(reader, entries, "", KEYS)
    population = _population(reader, entries.get("population"), region, beside)
    changed = changed_parameters(reader, entries.get("parameters"))
    reader.finish()
    assert region is not None
    place = Place(region, read["start"])
    ran = region.survey_node or layers.written(region.survey_programmes, f"region {region.name}")
    survey = resolve(reader, ran, place)
    programmes = resolve(reader, entries["programmes"], place) if "programmes" in entries else {}
    budget = None
    if "budget" in entries and not entries["budget"].is_null:
        budget, programmes = _budget(reader, entries["budget"], entries.get("programmes"), programmes, place)
    shocks = _shocks(reader, entries["shocks"], place) if "shocks" in entries else ()
    reader.finish()  # what money buys can be asked only of programmes and shares that are right
    _check_reach(reader, entries.get("programmes"), entries.get("budget"), programmes)
    reader.finish()
    return Scenario(
        name=name, title=read["title"], question=read["question"], sources=read.get("sources", ()), region=region,
        start=read["start"], years=read["years"], scale=read["scale"], growth=read["growth"],
        inflation=read["inflation"], markets=read["markets"], population=population, budget=budget,
        programmes=tuple(programmes.values()), survey_programmes=tuple(survey.values()), shocks=shocks,
        parameters=changed, document=document, beside=beside,
    )  # fmt: skip


def _region(reader: Reader, node: Node, beside: Path) -> Region | None:
    name = reader.text(node, "region")
    if name is None:
        return None
    try:
        return load_region(name, beside=microdata.folder_of(node, beside))
    except Refusal as refusal:
        reader.note(*refusal.problems)
    except ValueError as error:
        near = files.nearest(name, regions())
        reader.wrong(node, "region", "unknown-region", said(error), allowed=files.listed(regions()), nearest=near)
    return None


def _population(reader: Reader, node: Node | None, region: Region | None, beside: Path) -> PopulationSettings:
    known = [key.name for key in (*POPULATION, *microdata.KEYS)]
    entries = reader.mapping(node, "population", known) if node else {}
    read = {"distribution": DISTRIBUTIONS[0], "burn_in_months": BURN_IN, "survey_programmes": True}
    read |= values_of(reader, entries, "population.", POPULATION)
    own = microdata.resolve(reader, entries, region, beside)
    return PopulationSettings(microdata=own, **read)  # type: ignore[arg-type]


def changed_parameters(reader: Reader, node: Node | None) -> dict[str, float]:
    """Parameters by dotted name with their changed values; what is unknown or out of range goes to the reader."""
    found: dict[str, float] = {}
    for name, value in (reader.mapping(node, "parameters") if node else {}).items():
        field = f"parameters.{files.shorten(name)}"
        if value.entries:
            first = f"{name}.{next(iter(value.entries))}"
            text = Said(
                "must be a number, not a mapping: write dotted names, such as {first}", first=files.shorten(first)
            )
            reader.wrong(value, field, "not-a-number", text)
            continue
        number = reader.number(value, field, -MOST_NUMBER, MOST_NUMBER)
        if number is None:
            continue
        wrong = parameters.check(name, number)
        if wrong is not None:
            code, message, allowed, near = wrong
            if code == "out-of-range" or node is None:
                reader.wrong(value, field, code, message, allowed=allowed, nearest=near)
            else:
                reader.wrong_key(node, name, field, code, message, allowed=allowed, nearest=near)
        found[name] = number
    return found


def _budget(
    reader: Reader, node: Node, asked: Node | None, programmes: dict[str, Programme], place: Place
) -> tuple[Budget | None, dict[str, Programme]]:
    """The envelope, and the programmes with their part of it; programmes without a share do not run."""
    entries = reader.mapping(node, "budget", [key.name for key in BUDGET])
    for key in ("per_year", "shares"):
        if key not in entries and node.entries is not None:
            reader.wrong(node, f"budget.{key}", "missing", Said("is missing"))
    if "per_year" not in entries or "shares" not in entries:
        return None, programmes
    read = values_of(reader, entries, "budget.", BUDGET)
    per_year, indexed = read["per_year"], read.get("indexed", False)
    shares_node = entries["shares"]
    shares: dict[str, float] = {}
    asked_names = set((asked.entries or {}) if asked else {})
    for name, share in reader.mapping(shares_node, "budget.shares").items():
        part = reader.number(share, f"budget.shares.{files.shorten(name)}", 0.0, 1.0)
        if part is not None:
            shares[name] = part
    others = {n: v for n, v in (shares_node.entries or {}).items() if n not in programmes and n not in asked_names}
    unknown = Node(
        shares_node.file, shares_node.line, shares_node.column,
        entries={n: Node(v.file, v.line, v.column, entries={}) for n, v in others.items()}, keys=shares_node.keys,
    )  # fmt: skip
    programmes = {**programmes, **resolve(reader, unknown, place)}
    total = math.fsum(shares.values())
    shaped = shares_node.entries is not None or shares_node.is_null
    if shaped and len(shares) == len(shares_node.entries or {}) and abs(total - 1.0) > 1e-9:
        text = Said("shares sum to {total:.10g}", total=total) if shares else Said("names no programme")
        reader.wrong(shares_node, "budget.shares", "shares", text, allowed=Said("a sum of 1"))
    if per_year is None or indexed is None or reader.problems:
        return None, programmes
    money = _parts(per_year, shares)
    result = {}
    for name, programme in programmes.items():
        quota_given = asked is not None and "quota" in ((asked.entries or {}).get(name, asked).entries or {})
        result[name] = replace(
            programme, active=programme.active and shares.get(name, 0.0) > 0.0, budget_per_year=money.get(name, 0),
            quota=programme.quota if quota_given else None, indexed=programme.indexed or indexed,
        )  # fmt: skip
    return Budget(per_year=per_year, shares=shares, indexed=indexed), result


def _parts(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Whole rupiah for each share, which together make up `total` exactly: running sums are rounded, not parts."""
    upto = itertools.accumulate(shares.values())
    edges = [0, *(round(total * min(share, 1.0)) for share in upto)]
    edges[-1] = total
    return {name: high - low for name, low, high in zip(shares, edges, edges[1:], strict=False)}


def cost_of_one(programme: Programme) -> int:
    """Least nominal rupiah that serves one more family, or group, for a year."""
    if programme.mechanism == "cash_transfer":
        amounts = [a for a in (programme.components_per_year or {}).values() if a > 0]
        benefit = 12 * programme.benefit_per_month + (min(amounts) if amounts and programme.max_components else 0)
    else:
        benefit = programme.grant + programme.mentoring_months * programme.mentoring_cost
    return int(benefit * (1.0 + programme.admin_share))


def _check_reach(reader: Reader, asked: Node | None, budget: Node | None, programmes: dict[str, Programme]) -> None:
    """Refuse money that buys nobody, and a programme that nothing limits."""
    for name, programme in programmes.items():
        if not programme.active:
            continue
        shares = (budget.entries or {}).get("shares") if budget else None
        node = (shares.entries or {}).get(name) if shares else None
        node = node or ((asked.entries or {}).get(name) if asked else None) or budget or asked
        assert node is not None
        money = programme.budget_per_year
        cost = cost_of_one(programme)
        if money is not None and 0 < money < cost:
            reader.wrong(
                node, f"programmes.{name}", "buys-nobody",
                Said(
                    "Rp{money:_} a year buys nobody: one costs Rp{cost:_} with administration", money=money, cost=cost
                ),
                allowed=Said("Rp{cost:_} or more", cost=cost),
            )  # fmt: skip
        if money is None and programme.quota is None:
            reader.wrong(
                node,
                f"programmes.{name}",
                "no-limit",
                Said("has neither a quota nor a budget"),
                allowed=Said("quota, budget_per_year or a share of budget"),
            )


def _shocks(reader: Reader, node: Node, place: Place) -> tuple[Shock, ...]:
    found = reader.listing(node, "shocks", lambda n, f: _shock(reader, n, f, place), most=MOST_SHOCKS)
    return tuple(found or ())


def _shock(reader: Reader, node: Node, field: str, place: Place) -> Shock | None:
    before = len(reader.problems)
    entries = reader.mapping(node, field, [key.name for key in SHOCK])
    for key in SHOCK:
        if key.required and key.name not in entries and (node.entries is not None or node.is_null):
            reader.wrong(node, f"{field}.{key.name}", "missing", Said("is missing"))
    names = place.region.regencies
    read: dict[str, Any] = {"regencies": names, "wages": 0.0, "capital_loss": 0.0, "reach": 1.0}
    read |= values_of(reader, {key: value for key, value in entries.items() if key != "regencies"}, f"{field}.", SHOCK)
    if "regencies" in entries:
        read["regencies"] = Listing(Word(names), once=True).read(reader, entries["regencies"], f"{field}.regencies")
    if len(reader.problems) > before:
        return None
    where = tuple(names.index(name) for name in read["regencies"])
    return Shock(**(read | {"start": place.offset(read["start"]), "regencies": where}))
