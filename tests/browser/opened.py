"""A page as the browser shows it, and all that it did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LETTERS = """() => [...document.querySelectorAll('svg.chart text')].filter(e => e.getClientRects().length).map(e => {
  const m = e.getScreenCTM();
  return [e.textContent, parseFloat(getComputedStyle(e).fontSize) * Math.hypot(m.a, m.b)];
})"""
"""Text and height of every letter of a chart that is shown, pixels."""

BOXES = """() => [...document.querySelectorAll('svg.chart')].filter(s => s.getClientRects().length).map(s => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const texts = [...s.querySelectorAll('text')].filter(e => e.textContent.trim());
  return {name: s.closest('.exhibit').id, box: box(s), texts: texts.map(e => [e.textContent, ...box(e)])};
})"""
"""Name, edges, and texts with their edges, of every chart that is shown."""

BODY = """() => [...document.querySelectorAll('p, li, figcaption, figcaption *, caption, summary, label')]
  .filter(e => e.getClientRects().length && !e.closest('svg') && e.textContent.trim())
  .map(e => [e.textContent.slice(0, 60), parseFloat(getComputedStyle(e).fontSize)])"""
"""Text and size of letters of all that is told, pixels."""

AXE = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  v => [v.impact, v.id, v.nodes.map(n => n.html.slice(0, 200)).slice(0, 5)]))"""


class Opened:
    """A page of the browser.

    Args:
        page: Playwright's.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def go(self, path: Path) -> None:
        """Open a file."""
        self.page.goto(path.as_uri())

    def speak(self, lang: str) -> None:
        """Choose a language, as a reader does."""
        self.page.click(f"label[for=speak-{lang}]")

    def open_all(self) -> None:
        """Open all that is folded."""
        self.page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")

    def asked(self) -> list[str]:
        """What was fetched beside the file and what it holds itself."""
        return [url for url in self.requests[1:] if not url.startswith("data:")]

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def violations(self, axe: str) -> list[Any]:
        """What axe calls serious or critical."""
        self.page.evaluate(axe)
        return [found for found in self.page.evaluate(AXE) if found[0] in ("serious", "critical")]

    def overlaps(self) -> list[tuple[str, str, str]]:
        """Pairs of texts of a chart that lie over each other, and texts that reach out of it."""
        found = []
        for chart in self.page.evaluate(BOXES):
            texts = chart["texts"]
            for k, one in enumerate(texts):
                found += [(chart["name"], one[0], other[0]) for other in texts[k + 1 :] if _over(one[1:], other[1:])]
                found += [(chart["name"], one[0], "edge")] if _out(one[1:], chart["box"]) else []
        return found


def _over(one: list[float], other: list[float]) -> bool:
    """Whether letters meet: the box of a text has room above and below them, a quarter of its height."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1.5 and down > 0.3 * min(one[3] - one[1], other[3] - other[1])


def _out(one: list[float], box: list[float]) -> bool:
    room = 0.2 * min(one[3] - one[1], one[2] - one[0]) + 1.0
    return one[0] < box[0] - room or one[1] < box[1] - room or one[2] > box[2] + room or one[3] > box[3] + room
