"""Points of a planner's own CSV file, as spreadsheets write them."""

from __future__ import annotations

import pytest

from mentas.files import Refusal
from mentas.studies.space.dimension import Choice, Dimension, Simplex, Span
from mentas.studies.space.listed import rows
from mentas.studies.space.plan import Design
from mentas.studies.space.points import laid
from studies.space.files import GRANT, load, refused


def _dimension(name, form):
    return Dimension(name=name, role="lever", group="economy", form=form, arms=("a",))


DIMENSIONS = (
    _dimension("grant", Span(1, 9_000_000, whole=True)),
    _dimension("growth", Span(0.0, 0.1)),
    _dimension("rank", Choice(("registered", "random"))),
    _dimension("on", Choice((True, False))),
    _dimension("s", Simplex(("uep", "bpnt"))),
)
HEADER = "grant,growth,rank,on,s.uep,s.bpnt"
ROW = "5000000,0.05,random,TRUE,0.25,0.75"
POINT = (5_000_000, 0.05, "random", True, 0.25, 0.75)


def _read(tmp_path, text, dimensions=DIMENSIONS):
    path = tmp_path / "points.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return rows(path, dimensions)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}\n",
        f"\ufeff{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\n\n{ROW}\n,,,,,\n\n",
        f"point,{HEADER}\n17,{ROW}",
        f"{HEADER}\n5e6, 0.05 ,RANDOM,true,0.25,0.75\n",
        "growth,grant,s.bpnt,on,s.uep,rank\n0.05,5000000.0,0.75,True,0.25,random\n",
        '"grant","growth","rank","on","s.uep","s.bpnt"\n"5000000","0.05","random","TRUE","0.25","0.75"\n',
        "grant;growth;rank;on;s.uep;s.bpnt\n5000000;0,05;random;TRUE;0,25;0,75\n",
        "\ufeffgrant;growth;rank;on;s.uep;s.bpnt\r\n5000000;0.05;random;TRUE;0.25;0.75\r\n",
    ],
)
def test_a_file_is_read_however_a_spreadsheet_writes_it(tmp_path, text):
    assert _read(tmp_path, text) == [POINT]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADER}\n{ROW},1\n", "2:1: has 7 cells and not 6"),
        (f"{HEADER}\n\n{ROW}\n5,0.2,random,TRUE,1,0\n", "4:2: growth: 0.2 is out of its range; allowed: 0 to 0.1"),
        (f"{HEADER}\n5.5,0.05,random,TRUE,1,0\n", "2:1: grant: 5.5 is out of its range; allowed: whole numbers 1 to"),
        (f"{HEADER}\n5,0.05,rndom,TRUE,1,0\n", "'rndom' is not one of its values; allowed: registered, random"),
        (f"{HEADER}\n5,nan,random,TRUE,1,0\n", "2:2: growth: 'nan' is not a number"),
        (f"{HEADER}\n5,,random,TRUE,1,0\n", "2:2: growth: '' is not a number"),
        (f"{HEADER}\n5_0,0.05,random,TRUE,1,0\n", "2:1: grant: '5_0' is not a number"),
        (f'{HEADER}\n5,"0,05",random,TRUE,1,0\n', "2:2: growth: '0,05' has a comma: write decimals with a point"),
        (f"{HEADER}\n5,0.05,random,TRUE,0.5,0.4\n", "2:5: s: shares sum to 0.9"),
        (f"{HEADER}\n5,0.05,random,TRUE,-1,2\n", "2:5: s: shares sum to 1; allowed: shares from 0 that sum to 1"),
        (f"{HEADER.replace('rank', 'rnak')}\n{ROW}\n", "1:3: rnak: is no lever or uncertainty of this study; did you"),
        (f"{HEADER.replace(',rank', '')}\n", "1:1: rank: has no column"),
        (f"{HEADER},rank\n{ROW},random\n", "1:7: rank: names a column twice"),
        (f"{HEADER},\n{ROW},\n", "1:7: a column has no name"),
        (f"{HEADER}\n", "1:1: holds no point"),
        ("", "1:1: grant: has no column"),
        (f'{HEADER}\n"5,0.05\n', "is not CSV: unexpected end of data"),
        ("grant;growth;rank;on;s.uep;s.bpnt\n5.000.000;0,05;random;TRUE;1;0\n", "'5.000.000' can be read in two"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "is not text in UTF-8: save it as CSV UTF-8"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_with_line_and_column(tmp_path, text, said):
    with pytest.raises(Refusal) as caught:
        _read(tmp_path, text)
    assert any(said in line for line in str(caught.value).splitlines()), str(caught.value)


def test_many_wrong_lines_are_told_of_quickly_and_in_part(tmp_path):
    with pytest.raises(Refusal) as caught:
        _read(tmp_path, f"{HEADER}\n" + "x,y,z,a,b,c\n" * 50_000)
    assert len(caught.value.problems) == 20


def test_more_points_than_a_study_may_have_are_refused(tmp_path):
    with pytest.raises(Refusal, match="holds 100_001 points; allowed: up to 100_000"):
        _read(tmp_path, "growth\n" + "0\n" * 100_001, DIMENSIONS[1:2])


def test_the_points_of_one_study_can_be_lived_again_by_another(tmp_path):
    from mentas.studies import csv

    first = laid(Design(method="sobol", samples=30), DIMENSIONS, seed=4)
    csv.write(tmp_path / "points.csv", first.frame())
    again = laid(Design(method="csv", file=tmp_path / "points.csv"), DIMENSIONS, seed=5)
    assert [each[:4] for each in again] == [each[:4] for each in first]
    assert [each[4:] for each in again] == [pytest.approx(each[4:], abs=1e-15) for each in first]


def test_a_file_of_points_is_judged_when_the_study_is_read(tmp_path):
    (tmp_path / "mine.csv").write_text("programmes.uep.grant\n2000000\n9000000\n")
    text = GRANT + "design: {method: csv, file: mine.csv}\n"
    (line,) = refused(tmp_path, text)
    assert line.startswith("mine.csv:3:1: programmes.uep.grant: 9000000 is out of its range")
    (tmp_path / "mine.csv").write_text("programmes.uep.grant\n2000000\n8000000\n")
    assert load(tmp_path, text).design.file == tmp_path / "mine.csv"
