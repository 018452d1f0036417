"""A report in every form: the same numbers, and texts that stay texts."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from PIL import Image

from mentas.report import document as d
from mentas.report.export import cells, forms, pictures, tables, word, workbook
from report import documents

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "<script>alert(1)</script>", "{=cmd|'/c calc'!A0}",
           "http://example.org", "https://x", "internal:A1", "\u202eabc", "a\x00b", "'quoted", "1e5",
           "../../etc/passwd", "\U0001f600", "x" * 40_000]  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_form_is_written_below_its_language(tmp_path, lang):
    written = forms.write(documents.sample(lang), tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in written]
    assert names == [f"{lang}/{name}" for name in (
        "sample.xlsx", "sample.docx", "png/poverty_path.png", "png/second.png", "sample_card.png", "csv/poverty.csv",
        "csv/told.csv", "csv/money.csv",
    )]  # fmt: skip
    assert all(path.stat().st_size > 20 for path in written)


@pytest.mark.parametrize("study", ["../../out", "a/b", "", "C:\\x", "é" * 100, "CON.txt"])
def test_a_study_whose_name_is_a_path_writes_nowhere_else(tmp_path, study):
    from dataclasses import replace

    (path,) = forms.write(replace(documents.sample(), study=study), tmp_path / "in", ["xlsx"])
    assert path.parent == tmp_path / "in" / "en" and path.name.isascii()


def test_a_workbook_holds_numbers_with_formats_that_excel_knows(tmp_path):
    book = openpyxl.load_workbook(workbook.write(documents.sample("id"), tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Catatan", "poverty", "told", "money"]
    sheet = book["poverty"]
    assert [cell.value for cell in sheet[1]] == ["Policy", "Year", "Rate", "95 % interval: batas bawah",
                                                 "95 % interval: batas atas", "Difference"]  # fmt: skip
    assert [cell.value for cell in sheet[3]] == ["Capital", 1, 0.0617, 0.055, 0.068, pytest.approx(0.92)]
    assert sheet["C3"].number_format == "0.00%" and sheet["F3"].number_format == "+#,##0.00;-#,##0.00;#,##0.00"
    assert sheet["F2"].value is None
    money = book["money"]
    assert (money["B2"].value, money["B2"].number_format) == (36_500_000_000, '"Rp"#,##0')


def test_the_notes_say_where_the_numbers_come_from_and_what_limits_them(tmp_path):
    made = documents.sample("en")
    book = openpyxl.load_workbook(workbook.write(made, tmp_path / "a.xlsx"))
    notes = [str(cell.value) for row in book["Notes"].iter_rows() for cell in row if cell.value is not None]
    assert made.source in notes and made.front.question in notes
    assert set(made.front.answer) < set(notes)
    assert "Limits" in notes and "Inside" in notes and "mentas run 'Cash'" in notes
    linked = [row[0].value for row in book["Notes"].iter_rows() if row[0].hyperlink is not None]
    assert linked == ["poverty", "told", "money"]


def test_a_text_too_long_for_a_cell_is_cut_rather_than_lost(tmp_path):
    book = openpyxl.load_workbook(workbook.write(documents.sample(word="x" * 40_000), tmp_path / "a.xlsx"))
    assert len(book["told"]["A2"].value) == 32_767 and book["told"]["A2"].value.endswith("x…")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(tmp_path, text):
    path = workbook.write(documents.sample(word=text), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            content = file.read(name).decode("utf-8", "replace")
            assert "<f>" not in content and "<f " not in content, name
            assert 'TargetMode="External"' not in content, name
    for sheet in openpyxl.load_workbook(path):
        assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)


def test_a_difference_that_is_shown_as_nothing_is_nothing_in_a_workbook(tmp_path):
    values = (d.Number(-0.00001, "share", signed=True), d.Number(-0.00006, "share", signed=True))
    table = d.Table("small", "Small", ("A", "B"), (values,))
    sample = documents.sample()
    document = replace(sample, sections=(d.Section("small", "Small", (table,)),))
    (row,) = list(openpyxl.load_workbook(workbook.write(document, tmp_path / "a.xlsx"))["small"].values)[1:]
    assert row == (0, pytest.approx(-0.006))


def test_the_same_report_gives_the_same_workbook(tmp_path):
    one, two = (workbook.write(documents.sample(), tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == two


def test_tables_for_an_indonesian_spreadsheet_have_semicolons_and_commas():
    text = tables.text(documents.TABLE, "id")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert rows[2] == ["Capital", "1", "6,1700%", "5,5000%", "6,8000%", "0,9200"]
    english = list(csv.reader(io.StringIO(tables.text(documents.TABLE, "en").lstrip("\ufeff"))))
    assert english[2] == ["Capital", "1", "6.1700%", "5.5000%", "6.8000%", "0.9200"]


def test_what_is_written_as_nothing_in_a_table_has_no_sign():
    table = d.Table("a", "A", ("A",), ((d.Number(-1e-9, "share", signed=True),), (d.Number(-1e-9, "Rp"),)))
    assert tables.text(table, "en").split("\r\n")[1:3] == ["0.0000", "0.00"]


@pytest.mark.parametrize("places", [None, 0, 1, 4])
@pytest.mark.parametrize("unit", ["households/Rp billion", "households", "1", "share"])
def test_a_difference_has_the_places_of_the_page_in_every_form(places, unit):
    value = d.Number(0.123456789, unit, signed=True, places=places)
    assert cells.places(value) == len(value.text("en").partition(".")[2])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\uff1d1"])
def test_no_text_of_a_table_begins_like_a_formula(text):
    table = d.Table("a", "A", (text, "b"), ((text, d.Number(-0.5, "index")),))
    rows = list(csv.reader(io.StringIO(tables.text(table, "en").lstrip("\ufeff"))))
    assert rows == [[f"'{text}", "b"], [f"'{text}", "-0.50000"]]


def test_what_is_not_known_is_an_empty_cell():
    nan = float("nan")
    assert cells.scaled(d.Number(nan, "share")) is None and cells.scaled(None) is None
    assert cells.scaled(d.Number(0.012, "share", signed=True)) == pytest.approx(1.2)
    with pytest.raises(TypeError):
        cells.scaled(d.Range(0.0, 1.0, "share"))


def test_a_picture_for_print_has_300_dots_an_inch_and_its_finding_inside(tmp_path):
    path = pictures.write(documents.sample(), tmp_path)[0]
    with Image.open(path) as image:
        assert image.width == 1680 and round(image.info["dpi"][0]) == 300
        assert image.text["Description"] == "Cash lowers poverty."


def test_a_card_is_as_wide_as_a_phone_and_cuts_nothing(tmp_path):
    short, long = (forms.write(documents.sample(word=text), tmp_path / text[:4], ["card"])[0]
                   for text in ("Cash", "a long answer " * 60))  # fmt: skip
    with Image.open(short) as one, Image.open(long) as two:
        assert one.size[0] == two.size[0] == 1075 or one.size[0] == two.size[0] == 1080
        assert two.height > one.height >= 1350


def test_a_word_file_has_headings_tables_and_pictures_with_their_words(tmp_path):
    made = docx.Document(str(word.write(documents.sample("id"), tmp_path / "a.docx")))
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == ["Side Cash", "Lives", "Limits"]
    texts = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert "50,00%" in texts and "Rp36,5 miliar" in texts
    shown = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert shown == ["Cash lowers poverty.", "Nothing is to be seen."]


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_a_word_file_holds_hostile_text_as_text(tmp_path, text):
    path = word.write(documents.sample(word=text), tmp_path / "a.docx")
    with zipfile.ZipFile(path) as file:
        body = file.read("word/document.xml").decode()
    assert "<script" not in body and "w:instrText" not in body and "w:hyperlink" not in body
    assert docx.Document(str(path)).tables
