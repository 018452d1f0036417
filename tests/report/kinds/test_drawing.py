"""Ticks and marks of narrow figures keep apart."""

from __future__ import annotations

import numpy as np

from mentas.report import style
from mentas.report.kinds import drawing


def test_long_numbers_have_fewer_ticks():
    def ticks(texts):
        sheet = style.Sheet(height=3.0)
        sheet.panel.set_xlim(0, 100)
        drawing.spread(sheet.panel, texts)
        return sum(0 <= tick <= 100 for tick in sheet.panel.get_xticks())

    assert ticks(["100.000.000"]) < ticks(["1.000"]) <= 9
    # 331 points across: at most four numbers of 11 letters of 7 points
    assert 2 <= ticks(["100.000.000"]) <= 4


def test_marks_of_spots_at_one_place_keep_apart():
    spots = [(100.0, 100.0), (101.0, 100.0), (100.0, 102.0), (140.0, 100.0), (100.0, 100.5)]
    away = drawing.clear(spots, room=15.0)
    marks = np.array(spots) + np.array(away)
    gaps = [np.hypot(*(one - other)) for k, one in enumerate(marks) for other in marks[k + 1 :]]
    assert min(gaps) >= 15.0
    assert drawing.clear([]) == [] and len(drawing.clear([(0.0, 0.0)])) == 1
