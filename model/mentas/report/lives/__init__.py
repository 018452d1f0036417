"""Two lives of a simulated household, told: a picture, the numbers behind it, and a paragraph that says no more."""

from mentas.report.lives.cards import SECTION, section

__all__ = ["SECTION", "section"]
