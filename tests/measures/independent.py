"""The measures worked out a second time, in pandas by the formulas of textbooks, for any number of households."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mentas.state import Households


def table(h: Households) -> pd.DataFrame:
    """Households as rows, with people and what they have each."""
    frame = pd.DataFrame({name: getattr(h, name) for name in Households._fields}).astype(float)
    frame["people"] = frame.weight * frame["size"]
    frame["each"] = frame.spending_mean / frame["size"]
    frame["income_each"] = (frame.earned_mean + frame.transfers_mean) / frame["size"]
    return frame


def groups(frame: pd.DataFrame, regencies: tuple[str, ...]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Kind, name and rows of the groups that the households' own columns tell."""
    yield "all", "all", frame
    for kind, column in (("decile", "baseline_decile"), ("national_decile", "baseline_national")):
        for decile in range(1, 11):
            yield kind, str(decile), frame[frame[column] == decile]
        yield kind, "1-4", frame[frame[column] <= 4]
    for place, name in enumerate(regencies):
        yield "regency", name, frame[frame.regency == place]
    yield "head", "female", frame[frame.female_headed == 1]
    yield "head", "male", frame[frame.female_headed == 0]


def gap(some: pd.DataFrame) -> pd.Series:
    """Shortfall of the poor as a share of the line, 0 for others."""
    return ((some.need - some.spending_mean) / some.need).where(some.spending_mean < some.need, 0.0)


def mean(values: pd.Series, weight: pd.Series) -> float:
    """Weighted mean; NaN of nobody."""
    return float((values * weight).sum() / weight.sum()) if weight.sum() > 0 else float("nan")


def median(values: pd.Series, people: pd.Series) -> float:
    """The lowest value that at least half of the people do not exceed."""
    upto = people.groupby(values).sum().cumsum()
    return float(upto.index[(upto >= upto.iloc[-1] / 2).to_numpy()][0]) if len(upto) else float("nan")


def by_group(some: pd.DataFrame) -> dict[str, float]:
    """Measures that any group has."""
    short = gap(some)
    poor = some.spending_mean < some.need
    ratio = np.maximum(some.need / np.maximum(some.spending_mean, 1.0), 1.0)
    people = some.people.sum()
    found = {
        "poverty_rate": mean(poor * 1.0, some.people),
        "poverty_gap": mean(short, some.people),
        "poverty_severity": mean(short**2, some.people),
        "watts": mean(np.log(ratio), some.people),
        "poverty_rate_without_transfers": mean(
            (some.spending_mean - some.transfers_mean < some.need) * 1.0, some.people
        ),
        "spending_mean": mean(some.each, some.people),
        "spending_median": median(some.each, some.people),
        "income_mean": mean(some.income_each, some.people),
        "income_median": median(some.income_each, some.people),
        "earned_mean": mean(some.earned_mean / some["size"], some.people),
        "businesses_open": mean(some.open, some.weight),
        "mentas": float((some.weight * some.mentas).sum()),
        "mentas_kept": float(some.weight[(some.mentas == 1) & (some.fell_back == 0)].sum()),
    }
    return found if people > 0 else {name: float("nan") for name in found} | {"mentas": 0.0, "mentas_kept": 0.0}


def lorenz(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Cumulative shares of people and of spending, from nothing to everything."""
    ordered = frame.sort_values("each")
    people = np.concatenate([[0.0], ordered.people.cumsum()])
    money = np.concatenate([[0.0], (ordered.people * ordered.each).cumsum()])
    return people / people[-1], money / money[-1]


def gini(frame: pd.DataFrame) -> float:
    """Twice the area between the diagonal and the Lorenz curve, by trapezoids."""
    people, money = lorenz(frame)
    return float(1.0 - np.sum(np.diff(people) * (money[1:] + money[:-1])))


def bottom(frame: pd.DataFrame, share: float) -> float:
    """The Lorenz curve at `share` of the people."""
    return float(np.interp(share, *lorenz(frame)))


def deciles(values: pd.Series, people: pd.Series) -> np.ndarray:
    """Decile in which the middle of the people with each value falls; people are in whole eighths, so exact."""
    here = (people * 8).groupby(values).sum()
    upto = here.cumsum()
    place = (10 * (2 * upto - here)) // (2 * upto.iloc[-1]) + 1
    return values.map(place).to_numpy().astype(int)


def transitions(before: pd.Series, after: pd.Series, weight: pd.Series) -> np.ndarray:
    """Households by decile before and after; shape (10, 10)."""
    every = list(range(1, 11))
    found = pd.crosstab(before, after, values=weight, aggfunc="sum").reindex(index=every, columns=every)
    return found.fillna(0.0).to_numpy()
