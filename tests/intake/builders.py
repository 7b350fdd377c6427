"""Small files for tests: waiting-time records as CSV, and workbooks in the layout of the official statistics."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from clearway.intake.waiting_times.headings import REQUIRED

HEADINGS = ("record_id", "nhs_number", "pathway_id", "pathway_issuer", *REQUIRED[1:], "morphology")
GOOD_RECORD: Mapping[str, str] = {
    "nhs_number": "9990000018",
    "pathway_issuer": "RZA",
    "priority_type": "3",
    "source_of_referral": "03",
    "referral_type": "03",
    "crtp_start": "2025-03-03",
    "date_first_seen": "2025-03-12",
    "org_first_seen": "RZA",
    "wta_first_seen": "0",
    "fds_end_date": "2025-03-28",
    "fds_end_reason": "01",
    "org_fds_end": "RZA",
    "ctp_start_date": "2025-04-07",
    "treatment_start_date": "2025-04-30",
    "wta_treatment": "0",
    "event_type": "01",
    "modality": "23",
    "care_setting": "01",
    "icd10": "C341",
    "org_treatment": "RZA",
}


def records(*changes: Mapping[str, str], **for_all: str) -> list[dict[str, str]]:
    """One good record for each mapping of changes, named R1, R2 …; `for_all` changes every one of them."""
    return [
        {"record_id": f"R{number}", "pathway_id": f"P{number}", **GOOD_RECORD, **for_all, **change}
        for number, change in enumerate(changes, start=1)
    ]


def csv_text(rows: Iterable[Mapping[str, str]], headings: Sequence[str] = HEADINGS, separator: str = ",") -> str:
    """Records as CSV text with a heading row; a column that a row does not name is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, delimiter=separator, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def csv_file(folder: Path, rows: Iterable[Mapping[str, str]], name: str = "march.csv", **how: Any) -> Path:
    """The same as a file."""
    path = folder / name
    path.write_text(csv_text(rows, **how), encoding="utf-8", newline="")
    return path


Figures = Sequence[tuple[str, str, Sequence[float]]]
"""Code, name and the printed numbers of a row; an empty code is the England row."""

DAYS = "IN {} TO {} DAYS"
BANDS = {
    "28": ("WITHIN 14 DAYS", "IN 15 TO 28 DAYS", "IN 29 TO 42 DAYS", "IN 43 TO 62 DAYS", "AFTER 62 DAYS"),
    "31": ("WITHIN 31 DAYS ", "IN 32 TO 38 DAYS", "IN 39 TO 48 DAYS", "IN 49 TO 62 DAYS", "AFTER 62 DAYS"),
    "62": (
        "WITHIN 31 DAYS",
        *(DAYS.format(first, last) for first, last in ((32, 38), (39, 48), (49, 62), (63, 76), (77, 90), (91, 104))),
        "AFTER 104 DAYS",
    ),
}
SEEN_BANDS = ("WITHIN 14 DAYS", "IN 15 TO 16 DAYS", "IN 17 TO 21 DAYS", "IN 22 TO 28 DAYS", "AFTER 28 DAYS")
FIRST_BANDS_WITHIN = {"28": 2, "31": 1, "62": 4}
ORGANISATIONS = (("RAA", "AMBRIDGE NHS TRUST"), ("RBB", "BORCHESTER NHS FOUNDATION TRUST"))
NAME_HEADINGS = {
    "PROVIDER": "ACCOUNTABLE PROVIDER",
    "COMMISSIONER": "INTEGRATED CARE BOARD (ICB)/COMMISSIONING HUB",
}
STAGES = ("ALL STAGES", "First Treatment", "Subsequent Treatment")
ROUTES = ("ALL ROUTES", "Urgent Suspected Cancer", "Breast Symptomatic", "Screening", "Consultant Upgrade")
ALL_CANCER, BY_CANCER, BY_MODALITY = "(ALL CANCER)", "(BY CANCER)", "(BY TREATMENT MODALITY)"


class MonthlyWorkbook:
    """A workbook in the layout of the official monthly one, small and adding up, whose cells a test may change.

    `cells[sheet][(row, column)]` is what will be written, rows and columns from 0.
    """

    def __init__(
        self, month: str = "Mar-25", status: str = "Status: Final Official Statistics", basis: str = "PROVIDER"
    ) -> None:
        self.basis = basis
        self.cells: dict[str, dict[tuple[int, int], Any]] = {}
        self.month = month
        self.put("Frontpage", 4, [status])
        self.put("Frontpage", 6, ["Cancer Waiting Times statistics: Provider Based"])
        routes = ("URGENT SUSPECTED CANCER",)
        self.sheet("28-DAY FDS (ALL ROUTES)", "28", ["REFERRAL ROUTE"], [[("ALL ROUTES",)]])
        told = [(routes[0], "Suspected lung cancer"), (routes[0], "Suspected skin cancer")]
        self.sheet(
            "28-DAY FDS (BY ROUTE)", "28", ["REFERRAL ROUTE", "SUSPECTED CANCER OR BREAST SYMPTOMATIC (2)"], [told]
        )
        for standard, parts in (("31", STAGES), ("62", ROUTES)):
            heading = "TREATMENT STAGE" if standard == "31" else "REFERRAL ROUTE"
            for cut, dimension, labels in (
                (ALL_CANCER, "CANCER TYPE", ("ALL CANCERS",)),
                (BY_CANCER, "CANCER TYPE (3)", ("Lung", "Skin")),
                (BY_MODALITY, "TREATMENT MODALITY (4)", ("Other", "Surgery")),
            ):
                stacked = [[(part, label) for label in labels] for part in parts]
                self.sheet(f"{standard}-DAY {cut}", standard, [heading, dimension], stacked)
        self.sheet("USC referral to FOA", None, ["SUSPECTED TYPE OF CANCER"], [[("Suspected lung cancer",)]])
        self.sheet("UBS referral to FHA", None, ["REFERRAL REASON"], [[("Exhibited (non-cancer) breast symptoms",)]])

    def put(self, sheet: str, row: int, values: Sequence[Any], column: int = 0) -> None:
        """Write values along a row."""
        for offset, value in enumerate(values):
            self.cells.setdefault(sheet, {})[row, column + offset] = value

    def sheet(
        self, name: str, standard: str | None, dimensions: Sequence[str], parts: Sequence[Sequence[tuple[str, ...]]]
    ) -> None:
        """A sheet of stacked parts. The first of several parts is the sum of the others."""
        for row, line in enumerate(
            (name, self.month, f"BASIS: {self.basis} BASED INCLUDING 'UNKNOWNS'", "DEFINITIONS")
        ):
            self.put(name, row, [line])
        row = 6
        for number, part in enumerate(parts):
            people = 2 * (len(parts) - 1) if number == 0 and len(parts) > 1 else 2
            if len(parts) > 1:
                self.put(name, row, [f"PART {chr(65 + number)}: {part[0][0]}"])
            self.put(
                name, row + 2, ["ODS CODE (1)", NAME_HEADINGS[self.basis], *dimensions, *headings(standard)], column=1
            )
            row += 3
            for code, organisation in ORGANISATIONS:
                for labels in part:
                    self.put(name, row, [code, organisation, *labels, *numbers(standard, people / len(part))], column=1)
                    row += 1
            row += 1
            for labels in part:
                total = people * len(ORGANISATIONS) / len(part)
                self.put(name, row, ["", f"ALL ENGLISH {self.basis}S", *labels, *numbers(standard, total)], column=1)
                row += 1
            row += 1

    def find(self, sheet: str, text: str) -> tuple[int, int]:
        """Where a text stands first in a sheet."""
        return next(place for place, value in sorted(self.cells[sheet].items()) if value == text)

    def save(self, path: Path, **options: Any) -> Path:
        """Write the workbook."""
        book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **options})
        for name, cells in self.cells.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, column, value, None, "#REF!")
                elif value != "":
                    sheet.write(row, column, value)
        book.close()
        return path


def headings(standard: str | None) -> list[str]:
    """The headings of the numbers of a sheet."""
    if standard is None:
        return ["TOTAL", *SEEN_BANDS]
    told = "TOLD" if standard == "28" else "TREATED"
    return [
        "TOTAL",
        f"WITHIN {standard} DAYS",
        f"AFTER {standard} DAYS",
        f"{told} WITHIN {standard} DAYS",
        " ",
        *BANDS[standard],
    ]


def numbers(standard: str | None, people: float) -> list[Any]:
    """Numbers of a row that add up: half of the people just within the standard, half just after it."""
    if standard is None:
        return [people, people / 2, people / 2, 0, 0, 0]
    bands = [0.0] * len(BANDS[standard])
    first_after = FIRST_BANDS_WITHIN[standard]
    bands[first_after - 1] = bands[first_after] = people / 2
    return [people, people / 2, people / 2, 0.5, "", *bands]


EXTRACT_HEADINGS = (
    "PERIOD", "YEAR", "MONTH", "STANDARD", "ORG CODE", "STAGE/ROUTE", "TREATMENT MODALITY", "CANCER TYPE",
    "TOTAL TREATED", "WITHIN STANDARD", "BREACHES",
)  # fmt: skip


def extract_file(
    path: Path, rows: Sequence[Sequence[Any]], headings: Sequence[str] = EXTRACT_HEADINGS, **options: Any
) -> Path:
    """A long extract; dates are written as date cells."""
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("CWT CRS Provider Extract")
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, values in enumerate([headings, *rows]):
        for column, value in enumerate(values):
            if hasattr(value, "year"):
                sheet.write_datetime(row, column, value, as_date)
            elif value != "":
                sheet.write(row, column, value)
    book.close()
    return path
