"""A form made for tests: title, formula, protection, a list of allowed words, merged cells, a sheet with rows."""

import io
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation


def form_bytes() -> bytes:
    book = openpyxl.Workbook()
    summary = book.active
    summary.title = "Summary"
    summary["A1"] = "Quarterly return (an example)"
    summary["A1"].font = Font(bold=True, size=16)
    summary.merge_cells("A1:D1")
    for row, label in enumerate(("Alliance", "Month", "62-day share", "Money planned", "Money spent", "Rating"), 3):
        summary.cell(row, 1, label)
        summary.cell(row, 2).fill = PatternFill("solid", fgColor="FFFFCC")
        summary.cell(row, 2).protection = Protection(locked=False)
    summary["B4"].number_format = "mmmm yyyy"
    summary["B5"].number_format = "0.0%"
    summary["A10"], summary["B10"] = "Left to spend", "=B6-B7"
    rating = DataValidation(type="list", formula1='"Green,Amber,Red"', allow_blank=True)
    rating.add("B8")
    summary.add_data_validation(rating)
    summary.protection.sheet = True
    promises = book.create_sheet("Promises")
    promises.append(["Promise", "Status", "Next expected on"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form_file(folder: Path, content: bytes | None = None, name: str = "form.xlsx") -> Path:
    path = folder / name
    path.write_bytes(form_bytes() if content is None else content)
    return path


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))
