"""NHS England's monthly diagnostics (DM01) by provider: who waits for fifteen tests, how long, and tests carried out.

One file a month with two sheets: each provider's totals, and the same by test with a `Total` row for each provider.
Values of all tests come from the first sheet, values of one test from the second; the England row is printed for all
tests only, so England by test is added up from the providers (which add up to the England row, or a finding says that
they do not). Independent providers stand in the file as providers do. Bands of weeks are checked, not kept.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from clearway.intake.indicators.dm01_checks import checks
from clearway.intake.indicators.dm01_sheet import (
    ACTIVITY,
    NEEDED_HEADINGS,
    DiagnosticRow,
    DiagnosticSheet,
    Title,
    read_sheet,
    title_of,
)
from clearway.intake.indicators.observing import FETCH_AGAIN, Observation, Publication, Stated, month_days, reading_of
from clearway.intake.indicators.tabular import heading_row
from clearway.intake.published.period import month_of
from clearway.intake.published.wording import label, plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.observations import ALL
from clearway.standards.places import ENGLAND

NAME = "dm01_provider"
TITLE = "NHS England monthly diagnostics (DM01) by provider"
PUBLISHER = "NHS England"
NOBODY = "nobody waiting"
"""The flag of a share of nobody: no publisher's word, since the publisher prints 0 there."""


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet has the headings of the waiting list and of those waiting six weeks or more."""
    return any(heading_row(sheet, NEEDED_HEADINGS) is not None for sheet in sheets)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every value of a month's diagnostics by provider. Raises `Refused` as a whole."""
    by_provider, by_test, title = told_apart(sheets)
    month = month_of(title.period)
    if month is None:
        raise Refused(f"The period {title.period!r} is no month.", FETCH_AGAIN, code="PERIOD_NOT_A_MONTH")
    totals, tests = read_sheet(by_provider), read_sheet(by_test)
    findings = [*checks(totals, tests), *totals.findings, *tests.findings, *not_submitted(sheets)]
    start, end = month_days(month)
    publication = Publication(
        reader=NAME,
        publisher=PUBLISHER,
        title="Monthly Diagnostics Waiting Times and Activity (DM01), by provider",
        release=release_of(title),
        facts={"published": title.published, "revised": title.revised, "month": month},
    )
    return reading_of(observed(totals, tests, start, end), publication, source, declared, findings)


def told_apart(sheets: Sequence[Sheet]) -> tuple[Sheet, Sheet, Title]:
    """The sheet of providers, the sheet of providers by test, and the title that both carry.

    `Refused` when one of them is missing or stands twice, when they are of different months, or count another way.
    """
    found: dict[bool, list[Sheet]] = {False: [], True: []}
    titles: list[Title] = []
    for sheet in sheets:
        start = heading_row(sheet, NEEDED_HEADINGS)
        if start is not None:
            has_test = "DIAGNOSTIC TEST NAME" in {plain(cell) for cell in sheet.rows[start]}
            found[has_test].append(sheet)
            titles.append(title_of(sheet, start))
    if bases := {title.basis for title in titles} - {"PROVIDER"}:
        words = f"The diagnostics are counted by {', '.join(sorted(bases)).lower() or 'nobody named'}."
        raise Refused(words, "Send the file of the month whose basis is Provider.", code="BASIS_NOT_PROVIDER")
    for has_test, what in ((False, "of providers"), (True, "of providers by test")):
        if len(found[has_test]) != 1:
            words = f"{len(found[has_test])} sheets are {what}; one is published."
            raise Refused(words, FETCH_AGAIN, code="SHEETS_NOT_AS_PUBLISHED")
    if len({title.period for title in titles}) > 1:
        words = " and ".join(title.period or "no month" for title in titles)
        raise Refused(f"The sheets are for different months: {words}.", FETCH_AGAIN, code="MONTHS_DIFFER")
    return found[False][0], found[True][0], titles[0]


def release_of(title: Title) -> Stated:
    """A file that names the day of its revision is final; one that does not is provisional, for it will be revised."""
    return "final" if title.revised and "PROVISIONAL" not in title.status else "provisional"


def observed(totals: DiagnosticSheet, tests: DiagnosticSheet, start: dt.date, end: dt.date) -> Iterator[Observation]:
    """England and each provider over all tests, then each provider by test, then England by test."""
    if totals.england is not None:
        yield from values(totals.england, ALL, totals.sheet_name, start, end)
    for row in totals.rows:
        yield from values(row, ALL, totals.sheet_name, start, end)
    by_test: dict[str, list[DiagnosticRow]] = {}
    for row in tests.rows:
        if not row.is_all_tests:
            by_test.setdefault(row.test, []).append(row)
            yield from values(row, row.test, tests.sheet_name, start, end)
    for test, rows in by_test.items():
        counts = {name: float(np.sum([row.counts[name] for row in rows])) for name in rows[0].counts}
        england = DiagnosticRow("", "Total", test, counts, (), 0)
        place = f"{tests.sheet_name}, {len(rows)} rows of {test} added up"
        yield from values(england, test, place, start, end)


def values(row: DiagnosticRow, category: str, where: str, start: dt.date, end: dt.date) -> Iterator[Observation]:
    """The values of one row."""
    is_england = not row.code
    area = ("england", ENGLAND, "England") if is_england else ("provider", row.code, row.name)
    place = f"{where}, row {row.number:,}" if row.number else where
    waiting = row.counts["waiting"]
    yield Observation("dm01.waiting", *area, start, end, place, waiting, category=category)
    for indicator, name in (("dm01.six_weeks_or_more", "six"), ("dm01.thirteen_weeks_or_more", "thirteen")):
        part = row.counts[name]
        share, flag = (part / waiting, "") if waiting else (None, NOBODY)
        yield Observation(indicator, *area, start, end, place, share, part, waiting, category=category, flag=flag)
    for name in ACTIVITY:
        yield Observation(f"dm01.tests_{name}", *area, start, end, place, row.counts[name], category=category)


def not_submitted(sheets: Sequence[Sheet]) -> list[Finding]:
    """The finding that names the organisations which the file itself says are missing from it."""
    missing: list[str] = []
    for sheet in sheets:
        lines = [[label(cell) for cell in row if cell != ""] for row in sheet.rows]
        told = next((at for at, line in enumerate(lines) if any("did not submit" in word for word in line)), None)
        if told is not None:
            missing += [" ".join(line) for line in lines[told + 1 :] if line and line[:2] != ["Code", "Name"]]
    if not missing:
        return []
    words = f"The publisher says that {len(missing)} organisations sent nothing this month: {'; '.join(missing[:10])}."
    mend = "Nothing need be done; the England row does not hold them either."
    return [Finding("NOT_SUBMITTED", FindingKind.ANALYTICAL, words, mend, count=len(missing))]
