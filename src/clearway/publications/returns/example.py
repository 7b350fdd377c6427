"""An example of a form, made by ourselves: no official form travels with the product.

It has what forms have: a title over merged cells, yellow cells to fill, a list of allowed words, formulas, protection.
Its marks stand beside this file and are read like anybody's.
"""

import io
from pathlib import Path

from clearway.publications.returns.marking import Marking, read_marking

TITLE = "Quarterly delivery return (example)"
FILE_NAME = "quarterly-delivery-return-example.xlsx"
MARKS = Path(__file__).with_name("example_marking.yaml")
WIDTHS = {"A": 52, "B": 30, "C": 30, "D": 18, "E": 18, "F": 18}
SUMMARY = (
    ("Alliance", ""),
    ("Quarter", ""),
    ("Month of the figures", "mmmm yyyy"),
    ("Told within 28 days, share", "0.0%"),
    ("Treated within 62 days, share", "0.0%"),
    ("Treated within 62 days, people counted", "#,##0.0"),
    ("Deliverables in the plan", "0"),
    ("Deliverables that are late", "0"),
    ("Money planned to date, £", "#,##0.00"),
    ("Money spent to date, £", "#,##0.00"),
    ("Money planned and not spent, £", "#,##0.00"),
    ("Overall rating", ""),
    ("What the region should know", ""),
    ("Signed off by (role)", ""),
)
FIRST_ROW = 4
RATINGS = "Green,Amber,Red"
PROMISES = ("Deliverable", "Rating", "Who answers", "Next milestone", "Expected on", "Open risks")
LAST_PROMISE = 60


def example_form() -> bytes:
    """The form as an Excel workbook, empty."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    summary, promises = book.active, book.create_sheet("Deliverables")
    summary.title = "Summary"
    fill = PatternFill("solid", fgColor="FFF4C2")
    for sheet, words in ((summary, TITLE), (promises, "Deliverables")):
        sheet["A1"] = words
        sheet["A1"].font = Font(bold=True, size=16)
        sheet.merge_cells("A1:F1")
        for letter, width in WIDTHS.items():
            sheet.column_dimensions[letter].width = width
    summary["A2"] = "An example made by Clearway. Not an official form. Fill the yellow cells."
    for row, (label, pattern) in enumerate(SUMMARY, start=FIRST_ROW):
        summary.cell(row, 1, label)
        cell = summary.cell(row, 2)
        cell.fill, cell.protection = fill, Protection(locked=False)
        cell.alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
        cell.number_format = pattern or "General"
    left = FIRST_ROW + [label for label, _ in SUMMARY].index("Money planned and not spent, £")
    summary.cell(left, 2, f"=B{left - 2}-B{left - 1}").fill = PatternFill("solid", fgColor="E8EDEE")
    summary.cell(left, 2).protection = Protection(locked=True)
    rating = DataValidation(type="list", formula1=f'"{RATINGS}"', allow_blank=True)
    rating.add(f"B{left + 1}")
    summary.add_data_validation(rating)
    for column, heading in enumerate(PROMISES, start=1):
        promises.cell(3, column, heading).font = Font(bold=True)
    for row in range(4, LAST_PROMISE + 1):
        for column in range(1, len(PROMISES) + 1):
            cell = promises.cell(row, column)
            cell.fill, cell.protection = fill, Protection(locked=False)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        promises.cell(row, 5).number_format = "d mmm yyyy"
    promises.freeze_panes = "A4"
    for sheet in (summary, promises):
        sheet.protection.sheet = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def example_marking() -> Marking:
    """Its marks."""
    return read_marking(MARKS.read_text(encoding="utf-8"), MARKS.name)
