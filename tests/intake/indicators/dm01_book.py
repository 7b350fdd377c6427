"""A small diagnostics workbook in the publisher's layout, to be spoilt by tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

BANDS = [f"{week:02} <{week + 1:02} weeks" for week in range(13)] + ["13+ weeks"]
COUNTS = ["Total Waiting List", "Number waiting 6+ Weeks", "Number waiting 13+ Weeks", "Percentage waiting 6+ weeks"]
ACTIVITY = [
    "Planned tests / procedures",
    "Unscheduled tests / procedures",
    "Waiting list tests / procedures (excluding planned)",
]
REGION = ["Y63", "North East and Yorkshire Commissioning Region"]
PLACES = {"RHQ": "Sheffield Teaching Hospitals", "RFF": "Barnsley Hospital", "NVC0Y": "Exeter Medical"}
TESTS = {1: "Magnetic Resonance Imaging", 12: "Colonoscopy"}


def numbers(waiting: float, six: float, thirteen: float, tests: float = 10) -> list[Any]:
    """The numbers of a row that agree with one another."""
    share = six / waiting if waiting else 0
    bands = [waiting - six, *[0] * 5, six - thirteen, *[0] * 6, thirteen]
    return [waiting, six, thirteen, share, *bands, "", tests, 2 * tests, 3 * tests]


@dataclass
class DiagnosticBook:
    """Waiting, six weeks or more and thirteen weeks or more, for each provider and test."""

    period: str = "March 2025"
    published: str = "15th May 2025"
    revised: str = ""
    basis: str = "Provider"
    people: Mapping[str, Mapping[int, tuple[float, float, float]]] = field(
        default_factory=lambda: {"RHQ": {1: (200, 20, 4), 12: (100, 30, 6)}, "RFF": {1: (60, 6, 0)}, "NVC0Y": {}}
    )
    cells: dict[tuple[str, int, int], Any] = field(default_factory=dict)
    more_headings: Sequence[str] = ()

    def save(self, path: Path) -> Path:
        """Write the workbook; `cells` (sheet, Excel row, column from 1) take the place of what would stand there."""
        sheets = {"Provider": self.provider_rows(), "Provider by Test": self.rows_by_test()}
        book = xlsxwriter.Workbook(str(path))
        for name, rows in sheets.items():
            for (sheet_name, row, column), value in self.cells.items():
                if sheet_name == name:
                    while len(rows[row - 1]) < column:
                        rows[row - 1].append("")
                    rows[row - 1][column - 1] = value
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value != "":
                        sheet.write(number, place, value)
        book.close()
        return path

    def title(self) -> list[list[Any]]:
        """The twelve lines above the banner."""
        said = {
            "Title:": "Monthly Diagnostics",
            "Summary:": "Waiting times and activity for Diagnostic tests and procedures",
            "": "",
            "Period:": self.period,
            "Source:": "DM01, collected via SDCS",
            "Basis:": self.basis,
            "Published:": self.published,
            "Revised:": self.revised,
            "Status:": "Published",
            "Contact:": "diagnostics@example.nhs.uk",
        }
        return [[], *[["", name, words] for name, words in said.items()], []]

    def provider_rows(self) -> list[list[Any]]:
        """The sheet of providers: heading in row 14, England in row 15, an empty row, then each provider."""
        headings = ["", "Regional Team Code", "Regional Team Name", "Provider Code", "Provider Name", *COUNTS, *BANDS]
        rows = [*self.title(), ["", "Provider level data"], [*headings, "", *ACTIVITY, *self.more_headings]]
        rows.append(["", "", "", "", "Total", *added(self.all_of(code) for code in self.people)])
        rows.append([])
        return rows + [["", *REGION, code, PLACES[code], *self.all_of(code)] for code in self.people]

    def rows_by_test(self) -> list[list[Any]]:
        """The sheet by test. A provider without tests does not stand in it."""
        headings = ["", "Regional Team Code", "Regional Team Name", "Provider Code", "Provider Name"]
        headings += ["Diagnostic ID", "Diagnostic Test Name", *COUNTS, *BANDS, "", *ACTIVITY]
        rows = [*self.title(), ["", "Provider level data"], headings]
        rows.append(["", "", "", "", "Total", "", "", *added(self.all_of(code) for code in self.people)])
        rows.append([])
        for code, tests in self.people.items():
            for test, people in tests.items():
                rows.append(["", *REGION, code, PLACES[code], test, TESTS[test], *numbers(*people)])
            if tests:
                rows.append(["", *REGION, code, PLACES[code], 16, "Total", *self.all_of(code)])
        return rows

    def all_of(self, code: str) -> list[Any]:
        """A provider's numbers over all its tests."""
        return added(numbers(*people) for people in self.people[code].values()) or numbers(0, 0, 0, 0)


def added(rows: Any) -> list[Any]:
    """Rows of numbers added up, the share worked out again."""
    held = list(rows)
    if not held:
        return []
    total = [sum(cells) if cells[0] != "" else "" for cells in zip(*held, strict=True)]
    total[3] = total[1] / total[0] if total[0] else 0
    return total
