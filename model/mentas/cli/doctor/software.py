"""The versions that are installed, against those that mentas asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.cli.doctor.finding import Finding, ok, problem, warning
from mentas.language import _

if TYPE_CHECKING:
    from packaging.requirements import Requirement

NAME = "mentas"

AGAIN = "python -m pip install --upgrade mentas"


def mentas() -> Iterator[Finding]:
    """Which mentas, and from where."""
    import mentas as package

    place = Path(package.__file__).parent
    yield ok("mentas", NAME, _("{version}, in {folder}", version=package.__version__, folder=place))
    try:
        installed = version(NAME)
    except PackageNotFoundError:
        yield warning(
            "installed", NAME, _("not installed: it runs from a folder of sources"),
            _("Its packages cannot be looked at so; install it: python -m pip install -e ."),
        )  # fmt: skip
        return
    if installed != package.__version__:
        yield warning(
            "installed", NAME, _("version {installed} is installed, and another one runs", installed=installed),
            _("Look at PYTHONPATH and at the folder you are in."),
        )  # fmt: skip


def python() -> Iterator[Finding]:
    """Which Python, and whether mentas takes it."""
    here = ".".join(map(str, sys.version_info[:3]))
    try:
        wanted = distribution(NAME).metadata["Requires-Python"] or ""
    except PackageNotFoundError:
        wanted = ""
    said = _("{version}, {executable}", version=here, executable=sys.executable)
    if not wanted or _fits(here, wanted):
        yield ok("python", "Python", said)
    else:
        yield problem("python", "Python", said, _("mentas needs {wanted}; install such a Python.", wanted=wanted))


def packages() -> Iterator[Finding]:
    """The packages that mentas needs: a line for all that are well, one for each that is not."""
    what, well = _("packages"), 0
    for each in required():
        try:
            there = version(each.name)
        except PackageNotFoundError:
            found = _("{name} is missing", name=each.name)
            yield problem("packages", what, found, _("Install: {command}", command=AGAIN))
            continue
        if each.specifier.contains(there, prereleases=True):
            well += 1
        else:
            found = _("{name} is {there}, and {wanted} is needed", name=each.name, there=there, wanted=each.specifier)
            yield problem("packages", what, found, _("Install: {command}", command=AGAIN))
    if well:
        yield ok("packages", what, _("{n} are as mentas needs them", n=well))


def optional() -> Iterator[Finding]:
    """What only clusters need."""
    try:
        yield ok("dask", "Dask", _("{version}, for workers on other machines", version=version("distributed")))
    except PackageNotFoundError:
        yield ok("dask", "Dask", _("not installed; only workers on other machines need it"))


def required() -> list[Requirement]:
    """What the installed mentas asks for here, without what is optional; nothing where it is not installed itself."""
    from packaging.requirements import Requirement

    try:
        listed = distribution(NAME).requires or []
    except PackageNotFoundError:
        return []
    found = [Requirement(each) for each in listed]
    return [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]


def _fits(here: str, wanted: str) -> bool:
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(wanted).contains(here, prereleases=True)
