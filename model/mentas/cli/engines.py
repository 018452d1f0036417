"""The workers that a command asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentas.studies.engine import Engine


class Name(StrEnum):
    """Engines that there are."""

    local = "local"
    dask = "dask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line says of workers; None leaves it open."""

    name: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    insecure: bool = False
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """Options that were given and say that workers are elsewhere."""
        named = {"--engine": self.name, "--scheduler": self.scheduler, "--insecure": self.insecure or None,
                 "--ca": self.ca, "--cert": self.cert, "--key": self.key}  # fmt: skip
        return tuple(option for option, value in named.items() if value is not None)

    def engine(self) -> Engine:
        """The engine.

        Raises:
            RefusedError: it cannot be had so.
        """
        from mentas.studies.engine import engine_of

        fields = ("scheduler", "insecure", "ca", "cert", "key")
        given = {name: value for name in fields if (value := getattr(self, name))}
        return engine_of(self.name or Name.local.value, workers=self.workers, **given)
