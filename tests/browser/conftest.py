"""Debian's chromium, without a network, and axe, which looks for what keeps people out.

Skipped where chromium, Playwright or axe is missing; an error there if MENTAS_BROWSER is 1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browser import studies
from browser.opened import Opened

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTHS = {"desktop": (1280, 800), "phone": (360, 740)}


def missing(what: str) -> None:
    """Skip, or fail where a browser was promised."""
    if os.environ.get("MENTAS_BROWSER") == "1":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    if not Path(CHROMIUM).exists():
        missing("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe."""
    file = Path(os.environ.get("MENTAS_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
    if not file.exists():
        missing(f"axe-core ({file})")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def opening(chromium: Any) -> Callable[..., Any]:
    """Opens a file at a width, in a browser that is offline and remembers what the page did."""

    @contextmanager
    def at(path: Path, width: str = "desktop", **context: Any) -> Iterator[Opened]:
        across, down = WIDTHS[width]
        made = chromium.new_context(viewport={"width": across, "height": down}, offline=True, **context)
        try:
            opened = Opened(made.new_page())
            opened.go(path)
            yield opened
        finally:
            made.close()

    return at


@dataclass(frozen=True)
class Made:
    """A page and the documents that it was made of, in both languages."""

    documents: list[Any]
    path: Path


@pytest.fixture(scope="session", params=studies.KINDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The report of a study of each kind."""
    folder = tmp_path_factory.mktemp(request.param)
    documents = studies.told(request.param, folder)
    return Made(documents, studies.written(folder, documents))


@pytest.fixture
def report(made: Made) -> Path:
    """Its page."""
    return made.path
