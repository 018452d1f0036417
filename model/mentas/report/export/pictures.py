"""Figures of a report as pictures for print, 300 dots an inch, each with its title and its source."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.report import style
from mentas.report.document import Document, Figure
from mentas.studies import atomic

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
WIDTH = style.Sheet.WIDTH
"""Inches."""

MARGIN = 0.18
"""Inches left of the words."""

LETTERS = {13.0: 48, 10.0: 68, 7.5: 96}
"""Letters of a line by size."""


def write(document: Document, folder: Path) -> list[Path]:
    """Write every figure of a report into `folder` as PNG.

    Raises:
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for figure in document.figures():
        path = folder / f"{figure.name}.png"
        save(whole(figure, document.source), path, about=figure.finding)
        written.append(path)
    return written


def whole(figure: Figure, source: str, *, dpi: int = DPI) -> Image:
    """A figure with title and finding above and its source below."""
    parts = [
        words(((figure.title, 13.0, "bold", "#111111"), (figure.finding, 10.0, "normal", "#333333")), dpi=dpi),
        picture(figure, dpi=dpi),
        words(((source, 7.5, "normal", style.GREY),), dpi=dpi),
    ]
    return stacked(parts)


def picture(figure: Figure, *, dpi: int) -> Image:
    """What the figure draws."""
    with style.styled():
        return _image(figure.draw(), dpi)


def words(texts: tuple[tuple[str, float, str, str], ...], *, dpi: int, width: float = WIDTH) -> Image:
    """Paragraphs one below the other: text, size, weight, colour of each."""
    from matplotlib.figure import Figure as Picture

    with style.styled():
        wrapped = [
            (style.wrap(text, round(LETTERS[size] * width / WIDTH)), size, weight, shade)
            for text, size, weight, shade in texts
        ]
        tall = [(text.count("\n") + 1) * size * 1.35 / 72.0 + 0.08 for text, size, _, _ in wrapped]
        height = sum(tall) + 0.14
        page = Picture(figsize=(width, height))
        at = height - 0.1
        for (text, size, weight, shade), room in zip(wrapped, tall, strict=True):
            page.text(
                MARGIN / width, at / height, text, size=size, weight=weight, color=shade, va="top", linespacing=1.3
            )
            at -= room
        return _image(page, dpi)


def stacked(parts: list[Image], *, height: int | None = None) -> Image:
    """Pictures of one width, one below the other on white."""
    from PIL import Image

    width = max(part.width for part in parts)
    made = Image.new("RGB", (width, max(height or 0, sum(part.height for part in parts))), "white")
    at = 0
    for part in parts:
        made.paste(part, (0, at))
        at += part.height
    return made


def save(image: Image, path: Path, *, about: str) -> None:
    """Write a picture whole or not at all, with what it shows in words inside the file."""
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_itxt("Description", about)
    atomic.write_with(
        path, lambda partial: image.save(partial, format="PNG", dpi=(DPI, DPI), pnginfo=note, optimize=True)
    )


def _image(page: Any, dpi: int) -> Image:
    from PIL import Image

    out = io.BytesIO()
    page.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    out.seek(0)
    return Image.open(out).convert("RGB")
