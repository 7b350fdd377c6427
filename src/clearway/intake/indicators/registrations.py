"""NDRS CancerData: new cases of cancer (incidence) and deaths from it, by year, sex, age group and ICD-10 site.

One layout serves both; only the file's name says which of the two it holds (`Inc_…`, `Mort_…`), and the height of the
rate of all cancers is held against it. Every count of all ages stands twice, beside the crude and beside the
age-standardised rate: it is read once, and the two must agree. Sites are groups that overlap (C18 lies within C18-C20):
they are never added. `C00-C97` includes skin cancers other than melanoma.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from clearway.intake.indicators.cancer_sites import printed_sites
from clearway.intake.indicators.cells import (
    age_in,
    area_in,
    count_in,
    covered,
    refused,
    sex_in,
    word_in,
    year_days,
    year_in,
)
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import has_headings, other_sheets, sheet_with
from clearway.intake.indicators.rate_row import Counted, RateRow
from clearway.intake.indicators.registration_checks import registration_checks
from clearway.intake.indicators.tabular import Table, heading_row, table_at
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.observations import ALL

NAME = "ndrs_cancer_data"
TITLE = "NDRS CancerData: cancer incidence or mortality (CSV)"
PUBLISHER = "National Disease Registration Service (NDRS), NHS England"

ROLES = {
    "YEAR": "year",
    "GENDER": "sex",
    "AGE_AT_DIAGNOSIS": "age",
    "GEOGRAPHY_CODE": "area_code",
    "GEOGRAPHY_NAME": "area_name",
    "ICD10_CODE": "site",
    "SITE_DESCRIPTION": "site_name",
    "COUNT": "count",
    "TYPE_OF_RATE": "kind",
    "RATE": "rate",
    "LCI": "lower",
    "UCI": "upper",
    "FLAG": "flag",
}
TELLING = frozenset({"ICD10_CODE", "TYPE_OF_RATE", "AGE_AT_DIAGNOSIS", "COUNT", "RATE"})
holds_table = has_headings(TELLING)
KINDS = {"NON-STANDARDISED": "crude", "AGE-STANDARDISED": "standardised", "AGE-SPECIFIC": "age_specific"}
FLAGS = {"": "", "s": "suppressed", "u": "unreliable", "as": "too few to standardise"}
"""What the file's flags stand for. `as` stands where 3 to 9 people were counted: a crude rate is printed, no other."""
NOT_PRINTED = {"NA": ""}
"""The publisher's sign for a rate that is not printed; the flag says why."""
SITE = re.compile(r"[CD]\d{2,3}(-[CD]\d{2,3})?$")
ALL_SITES = "C00-C97"

SUBJECTS = {"incidence": re.compile(r"inc(?![a-z])|incidence", re.I), "mortality": re.compile(r"mort", re.I)}
HIGHEST_DEATH_RATE = 400.0
"""Crude rate of all cancers per 100,000 people of England: deaths lie near 250, new cases above 550."""


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of CancerData."""
    return sheet_with(sheets, holds_table) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Counts and rates of an incidence or mortality file. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    table = table_at(sheet, heading_row(sheet, TELLING) or 0, ROLES, tuple(ROLES.values()))
    subject = subject_of(source.file_name)
    rows, strange = rate_rows(table)
    refuse_other_subject(rows, subject, source.file_name)
    findings = [*other_sheets(sheets, sheet), *table.unknown_finding(), *strange, *registration_checks(rows)]
    publication = Publication(
        NAME, PUBLISHER, f"CancerData: cancer {subject}, England", table=table_name(subject, rows)
    )
    return reading_of(observations(rows, subject, table), publication, source, declared, findings)


def subject_of(file_name: str) -> str:
    """`incidence` or `mortality`, as the file's name says. Raises `Refused` when it says neither, or both."""
    stem = PurePath(file_name).name
    said = [subject for subject, words in SUBJECTS.items() if words.search(stem)]
    if len(said) != 1:
        words = (
            f"{stem} is a CancerData table, but nothing in it says whether it counts new cases or deaths, and its name "
            f"says {'both' if said else 'neither'}."
        )
        mend = "Send it under the publisher's name, which has Inc or Mort in it."
        raise Refused(words, mend, code="SUBJECT_UNCLEAR")
    return said[0]


def refuse_other_subject(rows: Sequence[RateRow], subject: str, file_name: str) -> None:
    """`Refused` when the crude rate of all cancers is far too high for deaths, or far too low for new cases."""
    for row in rows:
        if row.site != ALL_SITES or row.kind != "crude" or row.age != ALL or row.rate is None:
            continue
        if (row.rate > HIGHEST_DEATH_RATE) != (subject == "incidence"):
            words = (
                f"{file_name} is named as {subject}, but row {row.number:,} prints a rate of {row.rate:g} per 100,000 "
                f"for all cancers, which is that of {'deaths' if subject == 'incidence' else 'new cases'}."
            )
            raise Refused(words, "Send the file under the publisher's name.", code="SUBJECT_DIFFERS")


def rate_rows(table: Table) -> tuple[list[RateRow], list[Finding]]:
    """Every row of the table, and findings for flags and sites that nobody knows. Raises `Refused` for a cell."""
    rows: list[RateRow] = []
    unknown: dict[str, int] = {}
    strange: dict[tuple[str, str], int] = {}
    titles = printed_sites()
    for number, cells in table.rows():
        flag = table.text(cells, "flag")
        if flag not in FLAGS:
            unknown.setdefault(flag, number)
        site = (table.text(cells, "site"), table.text(cells, "site_name"))
        if titles.get(site[0]) != site[1]:
            strange.setdefault(site, number)
        rows.append(rate_row(table, cells, number, FLAGS.get(flag, flag)))
    findings = [
        Finding(
            id="FLAG_UNKNOWN",
            kind=FindingKind.STRUCTURAL,
            message=f"{table.sheet.name}: the flag {flag[:20]!r} is not known (first in row {row:,}); kept as printed.",
            mend="Look up in the publisher's notes what it means before you use those values.",
            row=row,
        )
        for flag, row in unknown.items()
    ]
    return rows, [*findings, *strange_sites(strange)]


def strange_sites(strange: Mapping[tuple[str, str], int]) -> list[Finding]:
    """The finding that codes are new, or stand with other words than before: a group may hold other cancers now."""
    if not strange:
        return []
    (code, name), row = next(iter(strange.items()))
    message = f"Row {row:,}: the site {code} ({name[:60]}) was not seen before under these words; it is kept."
    mend = "Look up in the publisher's notes what the group holds before you compare it with earlier files."
    return [Finding("SITE_STRANGE", FindingKind.STRUCTURAL, message, mend, row=row, count=len(strange))]


def rate_row(table: Table, cells: Sequence[Cell], number: int, flag: str) -> RateRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    site = table.text(cells, "site")
    if not SITE.match(site):
        raise refused(table, cells, "site", number, "is no ICD-10 code of cancers or other neoplasms")
    rates = [table.number(cells, role, number, NOT_PRINTED)[0] for role in ("rate", "lower", "upper")]
    for role, rate in zip(("rate", "lower", "upper"), rates, strict=True):
        if rate is not None and not 0 <= rate <= 100_000:
            raise refused(table, cells, role, number, "is no rate per 100,000 people")
    value, lower, upper = rates
    row = RateRow(
        number,
        year_in(table, cells, number),
        sex_in(table, cells, number),
        age_in(table, cells, number),
        area_in(table, cells, number),
        site,
        count_in(table, cells, number, "count"),
        word_in(table, cells, number, "kind", KINDS),
        value,
        lower,
        upper,
        flag,
    )
    if (row.kind == "age_specific") == (row.age == ALL):
        raise refused(table, cells, "kind", number, f"cannot be the rate of {table.text(cells, 'age')}")
    return row


def observations(rows: Sequence[RateRow], subject: str, table: Table) -> Iterator[Observation]:
    """A rate for each row, and each count once. A count that stands with two values is left out, and says so."""
    counts: dict[Counted, set[float]] = {}
    for row in rows:
        counts.setdefault(row.counted, set()).add(row.people)
    for row in rows:
        start, end = year_days(row.year)
        held = counts.pop(row.counted, None)
        if held is not None:
            is_one = len(held) == 1
            yield Observation(
                f"ndrs.{subject}_count", *row.area, start, end, table.place(row.number),
                row.people if is_one else None, sex=row.sex, age=row.age, category=row.site,
                flag="" if is_one else "two counts printed",
            )  # fmt: skip
        yield Observation(
            f"ndrs.{subject}_{row.kind}", *row.area, start, end, table.place(row.number), row.rate, row.people,
            lower=row.lower, upper=row.upper, sex=row.sex, age=row.age, category=row.site, flag=row.flag,
        )  # fmt: skip


def table_name(subject: str, rows: Sequence[RateRow]) -> str:
    """Which of the publisher's tables this is: they stand beside each other in a store."""
    ages = {row.age == ALL for row in rows}
    by_age = "all ages" if ages == {True} else "by age" if ages == {False} else "by age and all ages"
    sites = covered((row.site for row in rows), "sites")
    places = covered((row.area.code for row in rows), "places")
    sexes = covered((row.sex for row in rows), "sexes")
    return f"{subject}, {sites}, {by_age}, {sexes}, {places}"
