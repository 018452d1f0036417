"""A report in one picture for a phone: the question, the answer, the chart, the cost."""

from __future__ import annotations

from pathlib import Path

from mentas.language import tell
from mentas.report import style
from mentas.report.document import Block, Cards, Document, Fold, Items, Words
from mentas.report.export import pictures

WIDTH = 1080
"""Dots, as phones show pictures."""

HEIGHT = 1350
"""Dots that a card has at least; a long answer makes it longer, and nothing is cut."""

DPI = round(WIDTH / pictures.WIDTH)


def write(document: Document, path: Path) -> Path:
    """Write the card as PNG.

    Raises:
        OSError: the file cannot be written.
    """
    front = document.front
    bold, plain, small = ("bold", "#111111"), ("normal", "#222222"), ("normal", style.GREY)
    above = ((document.title, 10.0, *small), (front.question, 13.0, *bold))
    answer = tuple((text, 10.0, *plain) for text in front.answer)
    parts = [pictures.words(above, dpi=DPI), pictures.words(answer, dpi=DPI)]
    if front.figure is not None:
        parts += [
            pictures.words(((front.figure.title, 10.0, *bold),), dpi=DPI),
            pictures.picture(front.figure, dpi=DPI),
        ]
    cost = " ".join(_sentences(front.cost))
    if cost:
        parts.append(pictures.words(((tell("Cost: {cost}", document.lang, cost=cost), 10.0, *plain),), dpi=DPI))
    warned = tell("Simulated: it compares policies in one simulated world, and does not forecast.", document.lang)
    parts.append(pictures.words(((warned, 7.5, *small), (document.source, 7.5, *small)), dpi=DPI))
    about = " ".join((front.question, *front.answer))
    pictures.save(pictures.stacked(parts, height=HEIGHT), path, about=about)
    return path


def _sentences(blocks: tuple[Block, ...]) -> list[str]:
    """What blocks say in words; a card has no room for their tables."""
    found = []
    for block in blocks:
        if isinstance(block, Words):
            found.append(block.text)
        elif isinstance(block, Items):
            found += block.texts
        elif isinstance(block, Cards):
            found += [text for card in block.cards for text in _sentences(card.blocks)]
        elif isinstance(block, Fold):
            continue
    return found
