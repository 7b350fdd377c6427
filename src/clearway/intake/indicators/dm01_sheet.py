"""One sheet of the diagnostics file: its title lines, its England row, and its rows of providers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clearway.intake.indicators.tabular import MEND_CELL, Table, heading_row, table_at
from clearway.intake.published.wording import label, plain
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NEEDED_HEADINGS = frozenset({"TOTAL WAITING LIST", "NUMBER WAITING 6+ WEEKS"})
ROLES = {
    "PROVIDER CODE": "code",
    "PROVIDER NAME": "name",
    "DIAGNOSTIC TEST NAME": "test",
    "DIAGNOSTIC ID": "test_id",
    "TOTAL WAITING LIST": "waiting",
    "NUMBER WAITING 6+ WEEKS": "six",
    "NUMBER WAITING 13+ WEEKS": "thirteen",
    "PERCENTAGE WAITING 6+ WEEKS": "share",
    "PLANNED TESTS / PROCEDURES": "planned",
    "UNSCHEDULED TESTS / PROCEDURES": "unscheduled",
    "WAITING LIST TESTS / PROCEDURES (EXCLUDING PLANNED)": "from_waiting_list",
}
ACTIVITY = ("planned", "unscheduled", "from_waiting_list")
COUNTS = ("waiting", "six", "thirteen", *ACTIVITY)
NEEDED = ("code", "name", *COUNTS)
NOT_READ = frozenset({"REGIONAL TEAM CODE", "REGIONAL TEAM NAME"})
"""A provider's region comes from our own dated tables."""
BAND = re.compile(r"(?:0*(\d+) ?< ?0*(\d+)|0*(\d+)\+) WEEKS$")
LAST_WEEK = 13
TESTS = {
    1: "Magnetic Resonance Imaging",
    2: "Computed Tomography",
    3: "Non-obstetric Ultrasound",
    4: "Barium Enema",
    5: "DEXA Scan",
    6: "Audiology - Audiology Assessments",
    7: "Cardiology - Echocardiography",
    8: "Cardiology - Electrophysiology",
    9: "Neurophysiology - Peripheral Neurophysiology",
    10: "Respiratory physiology - Sleep Studies",
    11: "Urodynamics - Pressures & Flows",
    12: "Colonoscopy",
    13: "Flexi Sigmoidoscopy",
    14: "Cystoscopy",
    15: "Gastroscopy",
}
"""The tests by the number that the files give them; 16 is all of them together."""
ALL_TESTS = "Total"


@dataclass(frozen=True, slots=True)
class Title:
    """The lines above the headings, as printed; `basis` and `status` in capitals."""

    period: str
    basis: str
    published: str
    revised: str
    status: str


@dataclass(frozen=True, slots=True)
class DiagnosticRow:
    """One row: whose, of which test (empty on the sheet without tests), its counts by name, its bands of weeks.

    `code` is empty for England; `number` is the row in the sheet, 0 for a row that was added up here.
    """

    code: str
    name: str
    test: str
    counts: Mapping[str, float]
    bands: Sequence[float]
    number: int
    share: float | None = None

    @property
    def is_all_tests(self) -> bool:
        """Whether the row is the sum of its provider's tests."""
        return self.test == ALL_TESTS


@dataclass(frozen=True, slots=True)
class DiagnosticSheet:
    """Rows of one sheet. `england` is None when the sheet prints no England row."""

    sheet_name: str
    england: DiagnosticRow | None
    rows: tuple[DiagnosticRow, ...]
    findings: tuple[Finding, ...] = field(default=())


def title_of(sheet: Sheet, start: int) -> Title:
    """The lines above row `start`: each is a word that ends in a colon, and what it says in the next cell."""
    said: dict[str, str] = {}
    for row in sheet.rows[:start]:
        filled = [cell for cell in row if cell != ""]
        if len(filled) >= 2 and plain(filled[0]).endswith(":"):
            said.setdefault(plain(filled[0]).rstrip(": "), label(filled[1]))
    return Title(
        period=said.get("PERIOD", ""),
        basis=said.get("BASIS", "").upper(),
        published=said.get("PUBLISHED", ""),
        revised=said.get("REVISED", "").strip("- "),
        status=said.get("STATUS", "").upper(),
    )


def read_sheet(sheet: Sheet) -> DiagnosticSheet:
    """The rows of a sheet. Raises `Refused` for a row without a code that is not the total, or a count that is none."""
    start = heading_row(sheet, NEEDED_HEADINGS) or 0
    banner = {heading for heading in map(plain, sheet.rows[start]) if BAND.match(heading)}
    table = table_at(sheet, start, ROLES, NEEDED, NOT_READ | banner)
    bands = band_positions(table)
    england, rows, unknown_tests = None, [], []
    for number, cells in table.rows():
        row = row_of(table, cells, number, bands)
        if row.code:
            rows.append(row)
            if row.test and not row.is_all_tests and row.test not in TESTS.values():
                unknown_tests.append(row.test)
        elif row.name.upper() == "TOTAL" and england is None:
            england = row
        else:
            words = f"{table.place(number)} has no provider code ({row.name[:60] or 'no name'})."
            raise Refused(words, MEND_CELL, code="CODE_MISSING")
    if not rows:
        raise Refused(f"{sheet.name} has headings but no provider below them.", MEND_CELL, code="SHEET_EMPTY")
    findings = [*table.unknown_finding(), *unknown_test(unknown_tests, sheet.name)]
    return DiagnosticSheet(sheet.name, england, tuple(rows), tuple(findings))


def row_of(table: Table, cells: Sequence[Cell], number: int, bands: Sequence[int]) -> DiagnosticRow:
    """One row, every count whole and none missing."""
    counts = {name: count_at(table, cells, number, table.at[name]) for name in COUNTS}
    return DiagnosticRow(
        code=table.text(cells, "code"),
        name=table.text(cells, "name"),
        test=test_of(table, cells, number),
        counts=counts,
        bands=[count_at(table, cells, number, position) for position in bands],
        number=number,
        share=table.number(cells, "share", number)[0],
    )


def count_at(table: Table, cells: Sequence[Cell], number: int, position: int) -> float:
    """A whole number of people or tests; `Refused` for anything else, an empty cell too."""
    cell = cells[position]
    if isinstance(cell, float | int) and not isinstance(cell, bool) and cell >= 0 and float(cell).is_integer():
        return float(cell)
    words = f"{table.place(number)}, column {table.headings[position]}: {str(cell)[:40]!r} is no whole number."
    raise Refused(words, MEND_CELL, code="NOT_A_COUNT")


def test_of(table: Table, cells: Sequence[Cell], number: int) -> str:
    """The name of the test in a row; `Refused` when the number of the test says another one."""
    test = table.text(cells, "test")
    known = TESTS.get(int(said)) if (said := table.text(cells, "test_id")).isdigit() else None
    if known and test != known:
        words = f"{table.place(number)}: test {said} is called {test[:60]!r}; it is known as {known!r}."
        raise Refused(words, "The layout is new to this reader: nothing was read from this file.", code="TEST_DIFFERS")
    return test


def band_positions(table: Table) -> list[int]:
    """Where the bands of weeks stand, from 0 to 13 and more; `Refused` when one is missing, none printed is allowed."""
    found: dict[int, int] = {}
    for position, heading in enumerate(table.headings):
        if band := BAND.match(heading):
            first = int(band[1] or band[3])
            if (band[2] and int(band[2]) != first + 1) or first in found:
                words = f"{table.sheet.name}: the band {heading} does not follow the one before it."
                raise Refused(words, "The layout is new to this reader: nothing was read.", code="BANDS_BROKEN")
            found[first] = position
    if found and sorted(found) != list(range(LAST_WEEK + 1)):
        words = f"{table.sheet.name}: bands of weeks are missing; found: {', '.join(map(str, sorted(found)))}."
        raise Refused(words, "The layout is new to this reader: nothing was read.", code="BANDS_BROKEN")
    return [found[week] for week in sorted(found)]


def unknown_test(names: Sequence[str], sheet: str) -> list[Finding]:
    """The finding that a test is new here."""
    if not names:
        return []
    words = f"{sheet}: tests that are new to this reader were kept under their printed names: "
    mend = "Look whether the publisher renamed a test: a series would begin anew under the new name."
    told = ", ".join(dict.fromkeys(names))
    return [Finding("TEST_NEW", FindingKind.STRUCTURAL, words + told + ".", mend, count=len(names))]
