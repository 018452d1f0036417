"""From a merged document to a `Scenario`: every name checked, every number within its limits."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mentas import files, parameters
from mentas.files import Node, Reader, Refusal
from mentas.population.region import Region, load_region, regions
from mentas.programmes.programme import Budget, Programme
from mentas.scenario import layers, microdata
from mentas.scenario.programmes import Place, resolve
from mentas.scenario.scenario import PopulationSettings, Scenario, Shock
from mentas.scenario.schema import BURN_IN, DISTRIBUTIONS, KEYS, MARKETS, NAMES, POPULATION


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
    for key in KEYS:
        if key.required and key.name not in (document.entries or {}):
            reader.wrong(document, key.name, "missing", "is missing", allowed=key.takes)
    reader.finish()
    region = _region(reader, entries["region"], beside)
    start = reader.month(entries["start"], "start")
    years = reader.integer(entries["years"], "years", 1, 50)
    scale = reader.number(entries["scale"], "scale", 1e-4, 1.0)
    title = reader.bilingual(entries["title"], "title")
    question = reader.bilingual(entries["question"], "question")
    growth = reader.number(entries["growth"], "growth", -0.2, 0.2)
    inflation = reader.number(entries["inflation"], "inflation", -0.05, 0.5)
    markets = reader.word(entries["markets"], "markets", MARKETS)
    sources = reader.listing(entries["sources"], "sources", reader.text) if "sources" in entries else []
    population = _population(reader, entries.get("population"), region, beside)
    changed = _parameters(reader, entries.get("parameters"))
    reader.finish()
    assert region is not None and start is not None and years is not None
    place = Place(region, start)
    survey = resolve(reader, layers.written(region.survey_programmes, f"region {region.name}"), place)
    programmes = resolve(reader, entries["programmes"], place) if "programmes" in entries else {}
    budget = None
    if "budget" in entries and not entries["budget"].is_null:
        budget, programmes = _budget(reader, entries["budget"], entries.get("programmes"), programmes, place)
    shocks = _shocks(reader, entries["shocks"], place) if "shocks" in entries else ()
    _check_reach(reader, entries.get("programmes"), entries.get("budget"), programmes)
    reader.finish()
    return Scenario(
        name=name, title=title or {}, question=question or {}, sources=tuple(sources or ()), region=region, start=start,
        years=years, scale=scale or 1.0, growth=growth or 0.0, inflation=inflation or 0.0, markets=markets or "",
        population=population, budget=budget, programmes=tuple(programmes.values()),
        survey_programmes=tuple(survey.values()), shocks=shocks, parameters=changed, document=document, beside=beside,
    )  # fmt: skip


def _region(reader: Reader, node: Node, beside: Path) -> Region | None:
    name = reader.text(node, "region")
    if name is None:
        return None
    try:
        return load_region(name, beside=microdata.folder_of(node, beside))
    except Refusal as refusal:
        reader.problems.extend(refusal.problems)
    except ValueError as error:
        near = files.nearest(name, regions())
        reader.wrong(
            node, "region", "unknown-region", files.shorten(str(error), 300), allowed=", ".join(regions()), nearest=near
        )
    return None


def _population(reader: Reader, node: Node | None, region: Region | None, beside: Path) -> PopulationSettings:
    entries = reader.mapping(node, "population", POPULATION) if node else {}
    distribution: Any = "gb2"
    burn_in: Any = BURN_IN
    survey: Any = True
    if "distribution" in entries:
        distribution = reader.word(entries["distribution"], "population.distribution", DISTRIBUTIONS)
    if "burn_in_months" in entries:
        burn_in = reader.integer(entries["burn_in_months"], "population.burn_in_months", 0, 600)
        if burn_in is not None and burn_in % 12:
            reader.wrong(
                entries["burn_in_months"],
                "population.burn_in_months",
                "whole-years",
                "must be whole years",
                allowed="0, 12, 24 …",
            )
    if "survey_programmes" in entries:
        survey = reader.flag(entries["survey_programmes"], "population.survey_programmes")
    own = microdata.resolve(reader, entries, region, beside)
    return PopulationSettings(
        distribution=distribution, burn_in_months=burn_in, survey_programmes=survey, microdata=own
    )


def _parameters(reader: Reader, node: Node | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in (reader.mapping(node, "parameters") if node else {}).items():
        number = reader.number(value, f"parameters.{name}", -1e15, 1e15)
        if number is None:
            continue
        wrong = parameters.check(name, number)
        if wrong is not None:
            code, message, allowed, near = wrong
            reader.wrong(value, f"parameters.{files.shorten(name)}", code, message, allowed=allowed, nearest=near)
        found[name] = number
    return found


def _budget(
    reader: Reader, node: Node, asked: Node | None, programmes: dict[str, Programme], place: Place
) -> tuple[Budget | None, dict[str, Programme]]:
    """The envelope, and the programmes with their part of it; programmes without a share do not run."""
    entries = reader.mapping(node, "budget", ("per_year", "shares", "indexed"))
    for key in ("per_year", "shares"):
        if key not in entries:
            reader.wrong(node, f"budget.{key}", "missing", "is missing")
    if "per_year" not in entries or "shares" not in entries:
        return None, programmes
    per_year = reader.integer(entries["per_year"], "budget.per_year", 1)
    indexed = reader.flag(entries["indexed"], "budget.indexed") if "indexed" in entries else False
    shares_node = entries["shares"]
    shares: dict[str, float] = {}
    plain = layers.written({n: {} for n in (shares_node.entries or {}) if n not in programmes}, shares_node.file)
    asked_names = set((asked.entries or {}) if asked else {})
    for name, share in reader.mapping(shares_node, "budget.shares").items():
        part = reader.number(share, f"budget.shares.{files.shorten(name)}", 0.0, 1.0)
        if part is not None:
            shares[name] = part
    unknown = Node(
        shares_node.file, shares_node.line, shares_node.column,
        entries={n: v for n, v in (plain.entries or {}).items() if n not in asked_names}, keys=shares_node.keys,
    )  # fmt: skip
    programmes = {**programmes, **resolve(reader, unknown, place)}
    total = math.fsum(shares.values())
    if len(shares) == len(shares_node.entries or {}) and abs(total - 1.0) > 1e-9:
        reader.wrong(shares_node, "budget.shares", "shares", f"shares sum to {total:g}", allowed="a sum of 1")
    if per_year is None or indexed is None:
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
        node = (asked.entries or {}).get(name) if asked else None
        node = node or budget or asked
        assert node is not None
        money = programme.budget_per_year
        cost = cost_of_one(programme)
        if money is not None and 0 < money < cost:
            reader.wrong(
                node, f"programmes.{name}", "buys-nobody",
                f"Rp{money:_} a year buys nobody: one costs Rp{cost:_} with administration",
                allowed=f"Rp{cost:_} or more",
            )  # fmt: skip
        if money is None and programme.quota is None:
            reader.wrong(
                node,
                f"programmes.{name}",
                "no-limit",
                "has neither a quota nor a budget",
                allowed="quota, budget_per_year or a share of budget",
            )


def _shocks(reader: Reader, node: Node, place: Place) -> tuple[Shock, ...]:
    found = reader.listing(node, "shocks", lambda n, f: _shock(reader, n, f, place), most=100)
    return tuple(found or ())


def _shock(reader: Reader, node: Node, field: str, place: Place) -> Shock | None:
    entries = reader.mapping(node, field, ("title", "start", "months", "regencies", "wages", "capital_loss", "reach"))
    for key in ("title", "start", "months"):
        if key not in entries:
            reader.wrong(node, f"{field}.{key}", "missing", "is missing")
            return None
    names = place.region.regencies
    title = reader.bilingual(entries["title"], f"{field}.title")
    start = reader.month(entries["start"], f"{field}.start")
    months = reader.integer(entries["months"], f"{field}.months", 1, 600)
    where: Any = list(names)
    if "regencies" in entries:
        where = reader.listing(entries["regencies"], f"{field}.regencies", lambda n, f: reader.word(n, f, names))
    numbers = {
        key: reader.number(entries[key], f"{field}.{key}", low, high) if key in entries else default
        for key, low, high, default in (
            ("wages", -0.9, 1.0, 0.0),
            ("capital_loss", 0.0, 1.0, 0.0),
            ("reach", 0.0, 1.0, 1.0),
        )
    }
    if title is None or start is None or months is None or where is None or None in numbers.values():
        return None
    return Shock(
        title=title,
        start=place.offset(start),
        months=months,
        regencies=tuple(names.index(n) for n in where),
        **numbers,  # type: ignore[arg-type]
    )
