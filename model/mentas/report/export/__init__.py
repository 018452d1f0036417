"""A report in other forms: a workbook, tables for a spreadsheet, pictures, a card for a phone, a Word file.

All are made of the same `Document` as the page, so that no form says another number. A text from a reader's file stays
text in every form: no cell can become a formula, no name a path.
"""
