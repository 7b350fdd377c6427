"""Does the diagnostics file agree with itself? Bands with totals, tests with providers, providers with England."""

from collections.abc import Iterable, Iterator, Mapping

from clearway.intake.indicators.dm01_sheet import ALL_TESTS, COUNTS, DiagnosticRow, DiagnosticSheet
from clearway.intake.indicators.observing import LOOK
from clearway.records.findings import Finding, FindingKind

WORDS = {
    "waiting": "waiting",
    "six": "waiting six weeks or more",
    "thirteen": "waiting thirteen weeks or more",
    "planned": "planned tests",
    "unscheduled": "unscheduled tests",
    "from_waiting_list": "tests from the waiting list",
}
SIX, THIRTEEN = 6, 13
PRINTED_TO = 0.0006
"""A percentage printed to a tenth may be this far from its fraction."""


def checks(totals: DiagnosticSheet, tests: DiagnosticSheet) -> Iterator[Finding]:
    """Every disagreement, each with its sheet, row and size."""
    for sheet in (totals, tests):
        for row in [*sheet.rows, *([sheet.england] if sheet.england else [])]:
            yield from row_checks(row, sheet.sheet_name)
        summed = sheet.rows if sheet is totals else tuple(row for row in sheet.rows if row.is_all_tests)
        yield from england_checks(sheet, summed)
    yield from test_checks(tests)
    yield from sheet_checks(totals, tests)


def row_checks(row: DiagnosticRow, sheet: str) -> Iterator[Finding]:
    """The bands of weeks against the counts of the row, and the printed share against its parts."""
    where = f"{sheet}, row {row.number:,}"
    if row.bands:
        for name, found in (
            ("waiting", sum(row.bands)),
            ("six", sum(row.bands[SIX:])),
            ("thirteen", sum(row.bands[THIRTEEN:])),
        ):
            if found != row.counts[name]:
                yield differs("BANDS_NOT_TOTAL", where, "its bands of weeks", name, found, row.counts[name], row.number)
    waiting = row.counts["waiting"]
    if row.share is not None and waiting:
        share = row.counts["six"] / waiting
        if min(abs(row.share - share), abs(row.share / 100 - share)) > PRINTED_TO:
            words = (
                f"{where}: {row.share:g} is printed as the share waiting six weeks or more; its parts give {share:.4f}."
            )
            yield Finding("SHARE_NOT_PARTS", FindingKind.LOGICAL, words, LOOK, row=row.number)


def england_checks(sheet: DiagnosticSheet, rows: Iterable[DiagnosticRow]) -> Iterator[Finding]:
    """The England row against the sum of its providers; a sheet without one cannot be checked, and says so."""
    if sheet.england is None:
        words = f"{sheet.sheet_name} has no England total row, so its providers could not be checked against it."
        mend = "The sheet may be cut short: fetch the file again and compare."
        yield Finding("ENGLAND_ROW_MISSING", FindingKind.STRUCTURAL, words, mend)
        return
    yield from sum_checks(rows, sheet.england, "TOTAL_NOT_SUM", "its providers", sheet.sheet_name)


def test_checks(tests: DiagnosticSheet) -> Iterator[Finding]:
    """Each provider's tests against its `Total` row."""
    by_provider: dict[str, list[DiagnosticRow]] = {}
    total_of: dict[str, DiagnosticRow] = {}
    for row in tests.rows:
        if row.is_all_tests:
            total_of[row.code] = row
        else:
            by_provider.setdefault(row.code, []).append(row)
    for code, rows in by_provider.items():
        if total := total_of.get(code):
            yield from sum_checks(rows, total, "TESTS_NOT_TOTAL", f"the tests of {code}", tests.sheet_name)
        else:
            words = f"{tests.sheet_name}: {code} has no row {ALL_TESTS}, so its tests could not be checked."
            yield Finding("TOTAL_MISSING", FindingKind.STRUCTURAL, words, LOOK, row=rows[0].number)


def sheet_checks(totals: DiagnosticSheet, tests: DiagnosticSheet) -> Iterator[Finding]:
    """Each provider's totals on one sheet against the other. One that counts nobody may be left out by test."""
    by_code: Mapping[str, DiagnosticRow] = {row.code: row for row in tests.rows if row.is_all_tests}
    for row in totals.rows:
        other = by_code.get(row.code)
        found = other.counts if other else dict.fromkeys(COUNTS, 0.0)
        where = f"{totals.sheet_name}, row {row.number:,} ({row.code})"
        for name in COUNTS:
            if found[name] != row.counts[name]:
                what = f"the sheet {tests.sheet_name}"
                yield differs("SHEETS_DIFFER", where, what, name, found[name], row.counts[name], row.number)
    if strangers := set(by_code) - {row.code for row in totals.rows}:
        words = f"{tests.sheet_name} holds providers that {totals.sheet_name} does not: {', '.join(sorted(strangers))}."
        yield Finding("SHEETS_DIFFER", FindingKind.LOGICAL, words, LOOK, count=len(strangers))


def sum_checks(
    rows: Iterable[DiagnosticRow], total: DiagnosticRow, code: str, what: str, sheet: str
) -> Iterator[Finding]:
    """A row against the rows that it sums."""
    held = list(rows)
    for name in COUNTS:
        found = sum(row.counts[name] for row in held)
        if found != total.counts[name]:
            where = f"{sheet}, row {total.number:,}"
            yield differs(code, where, what, name, found, total.counts[name], total.number)


def differs(code: str, where: str, what: str, name: str, found: float, printed: float, row: int) -> Finding:
    """The finding that something adds up to another number than is printed."""
    message = (
        f"{where}: {what} give {found:,.0f} ({WORDS[name]}), but {printed:,.0f} is printed: a difference of "
        f"{found - printed:,.0f}."
    )
    return Finding(code, FindingKind.LOGICAL, message, LOOK, row=row)
