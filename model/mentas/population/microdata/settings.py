"""How a scenario says that its microdata are written: units, decimals, what is to be imputed."""

from __future__ import annotations

from dataclasses import dataclass

UNITS: dict[str, float] = {"rupiah": 1.0, "thousand": 1e3, "million": 1e6}
PERIODS: dict[str, float] = {"month": 1.0, "year": 12.0}
SEPARATORS: dict[str, str] = {",": ",", ";": ";", "tab": "\t"}
DECIMALS: tuple[str, ...] = (".", ",")
COVERS: tuple[str, ...] = ("region", "part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a scenario says of its microdata; None where it says nothing."""

    impute: tuple[str, ...] = ()
    """Columns that the model may draw where the file has no value."""
    separator: str | None = None
    decimal: str | None = None
    spending_unit: str | None = None
    spending_period: str | None = None
    capital_unit: str | None = None
    covers: str = "region"
    """`region`: the weights stand for all its households. `part`: for some of them."""

    @property
    def spending_factor(self) -> float:
        """Rupiah a month in one unit of the file's spending."""
        return UNITS[self.spending_unit or "rupiah"] / PERIODS[self.spending_period or "month"]

    @property
    def capital_factor(self) -> float:
        """Rupiah in one unit of the file's capital and savings."""
        return UNITS[self.capital_unit or "rupiah"]
