"""A report with one block of every sort, for those who test what is made of reports."""

from __future__ import annotations

from mentas.report import document as d
from mentas.report import style

TABLE = d.Table(
    "poverty", "Poverty rate", ("Policy", "Year", "Rate", "95 % interval", "Difference"),
    (
        ("Cash", 1, d.Number(0.0525, "share"), d.Range(0.049, 0.056, "share"), None),
        ("Capital", 1, d.Number(0.0617, "share"), d.Range(0.055, 0.068, "share"),
         d.Number(0.0092, "share", signed=True)),
    ), note="Mean of 64 replicates.",
)  # fmt: skip

MONEY = d.Table("money", "Money", ("Line", "Rupiah"), (("Delivered", d.Number(36_500_000_000.0, "Rp")),
                                                       ("Left", d.Number(1_234_567.0, "Rp"))))  # fmt: skip


def draw():
    """A line and its label."""
    sheet = style.Sheet(height=3.0)
    sheet.panel.plot([1, 2, 3], [5.2, 6.1, 6.0])
    sheet.panel.annotate("Cash", (3, 6.0))
    return sheet.figure


def sample(lang: str = "en", *, word: str = "Cash", draw=draw) -> d.Document:
    """A document; `word` stands in every place where a reader's own text can stand."""
    figure = d.Figure("poverty_path", f"Poverty {word}", f"{word} lowers poverty.", draw, TABLE, note=word)
    small = d.Figure("second", "Second", "Nothing is to be seen.", draw, MONEY)
    told = d.Table("told", word, ("Policy", word), ((word, d.Number(0.5, "share")),), note=word)
    return d.Document(
        lang=lang, kind="compare", study="sample", title=f"Four ways {word}",
        front=d.Front(f"What does {word} do?", (f"{word}: one.", "Two.", "Three."), figure,
                      (d.Words(f"{word} costs Rp36.5 billion."),)),
        sections=(
            d.Section("beside", f"Side {word}", (d.Words(word, "lead"), d.Items((word, "second")), told, MONEY)),
            d.Section("lives", "Lives",
                      (d.Cards((d.Card(word, (d.Words("A"), small)), d.Card("B", (d.Words("B"),)))),)),
            d.Section("limits", "Limits", (d.Items((word,), "caution"), d.Fold(word, (d.Words("Inside"),)),
                                           d.Command(f"mentas run '{word}'"))),
        ),
        source=f"mentas 0.1.0 · {word} · seed 1", about={"digest": "ab" * 32, "finished": "2026-11-28T17:10:20+00:00"},
    )  # fmt: skip
