"""Net survival of people with cancer one, five or ten years after diagnosis, by site, sex and five-year cohort.

Published as percentages without intervals. The words about significance lost a sign on their way (`significance level ?
0.01`): of them only `not significant` is kept, beside the trend.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from clearway.intake.indicators.cells import covered, differing, percentage_in, sex_in, word_in, year_days
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import has_headings, other_sheets, sheet_with
from clearway.intake.indicators.tabular import Table, heading_row, table_at
from clearway.intake.published.wording import plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.observations import ALL
from clearway.standards.places import ENGLAND

NAME = "ndrs_survival_trends"
TITLE = "NDRS cancer survival trends (CSV)"
PUBLISHER = "National Disease Registration Service (NDRS), NHS England"

ROLES = {
    "CANCER_SITE": "site",
    "SEX": "sex",
    "LENGTH_OF_FU": "years",
    "TREND ESTIMATE": "trend",
    "SIGNIFICANCE LEVEL": "significance",
}
TELLING = frozenset({"CANCER_SITE", "SEX", "LENGTH_OF_FU"})
holds_table = has_headings(TELLING)
COHORT = re.compile(r"(\d{4}) (?:TO|-) (\d{4})$")
FOLLOW_UP = {"1": "1_year", "5": "5_year", "10": "10_year"}
LOST_SIGN = "?"
NOT_SIGNIFICANT = "not significant"
TREND_SLACK = 0.1
"""Printed survival has one digit, the printed trend too: the slope through the cohorts may differ by a digit."""
MIXTURE_SLACK = 0.01


class SurvivalRow(NamedTuple):
    """One row as read: survival by cohort as shares, the printed trend in percentage points for each cohort."""

    number: int
    site: str
    sex: str
    length: str
    shares: Mapping[tuple[int, int], float | None]
    trend: float | None
    significance: str


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of the survival trends."""
    return sheet_with(sheets, holds_table) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Survival by site, sex, length of follow-up and cohort, and its trend. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    start = heading_row(sheet, TELLING) or 0
    cohorts = cohorts_of(sheet, start)
    roles = ROLES | {heading: heading for heading in cohorts}
    table = table_at(sheet, start, roles, ("site", "sex", "years"))
    rows = [survival_row(table, number, cells, cohorts) for number, cells in table.rows()]
    findings = [
        *other_sheets(sheets, sheet),
        *table.unknown_finding(),
        *follow_ups_against_each_other(rows),
        *sexes_against_all(rows),
        *trends_against_cohorts(rows),
        *lost_signs(rows),
    ]
    sites = covered((f"{row.site} {row.sex} {row.length}" for row in rows), "rows")
    publication = Publication(NAME, PUBLISHER, "Cancer survival trends, England", table=f"net survival, {sites}")
    return reading_of(observations(rows, table), publication, source, declared, findings)


def cohorts_of(sheet: Sheet, start: int) -> dict[str, tuple[int, int]]:
    """The headings (in capitals) that name a cohort, and its first and last year. `Refused` when there is none."""
    found: dict[str, tuple[int, int]] = {}
    for cell in sheet.rows[start]:
        if years := COHORT.match(plain(cell)):
            first, last = int(years[1]), int(years[2])
            if last < first:
                words = f"{sheet.name}: the cohort {plain(cell)} ends before it begins."
                raise Refused(words, "Send the file as it was published.", code="COHORT_BACKWARDS")
            found[plain(cell)] = (first, last)
    if not found:
        words = f"{sheet.name}: no column is headed with a cohort such as 2015 to 2019."
        raise Refused(words, "Send the file as it was published.", code="HEADING_MISSING")
    return found


def survival_row(
    table: Table, number: int, cells: Sequence[Cell], cohorts: Mapping[str, tuple[int, int]]
) -> SurvivalRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    return SurvivalRow(
        number,
        table.text(cells, "site"),
        sex_in(table, cells, number),
        word_in(table, cells, number, "years", FOLLOW_UP),
        {years: percentage_in(table, cells, number, heading) for heading, years in cohorts.items()},
        table.number(cells, "trend", number)[0],
        table.text(cells, "significance").lower(),
    )


def observations(rows: Sequence[SurvivalRow], table: Table) -> Iterator[Observation]:
    """Each printed share, an empty one flagged, and the trend over the whole span where it is printed."""
    for row in rows:
        place = table.place(row.number)
        for (first, last), share in row.shares.items():
            yield Observation(
                f"ndrs.survival_net_{row.length}", "england", ENGLAND, "England", *year_days(first, last), place,
                share, sex=row.sex, category=row.site, flag="unavailable" if share is None else "",
            )  # fmt: skip
        if row.trend is not None:
            span = year_days(min(first for first, _ in row.shares), max(last for _, last in row.shares))
            yield Observation(
                f"ndrs.survival_trend_{row.length}", "england", ENGLAND, "England", *span, place, row.trend,
                sex=row.sex, category=row.site, flag=NOT_SIGNIFICANT if row.significance == NOT_SIGNIFICANT else "",
            )  # fmt: skip


def follow_ups_against_each_other(rows: Sequence[SurvivalRow]) -> list[Finding]:
    """The finding that more people live the longer than the shorter time, which cannot be."""
    by_length: dict[tuple[str, str], dict[str, SurvivalRow]] = defaultdict(dict)
    for row in rows:
        by_length[row.site, row.sex][row.length] = row
    wrong = []
    for held in by_length.values():
        in_order = [held[length] for length in FOLLOW_UP.values() if length in held]
        for earlier, later in pairwise(in_order):
            wrong += [
                (later, years, earlier)
                for years, share in later.shares.items()
                if share is not None and (before := earlier.shares[years]) is not None and share > before
            ]
    if not wrong:
        return []
    row, years, other = wrong[0]
    when = f"{years[0]} to {years[1]}"
    message = (
        f"{row.site}, {sex_words(row.sex)}, {when}: survival of {words_of(row)} {row.shares[years]:.1%} (row "
        f"{row.number}) is above that of {words_of(other)} {other.shares[years]:.1%} (row {other.number})."
    )
    return [differing("LATER_ABOVE_EARLIER", message, row=row.number, count=len(wrong))]


def sexes_against_all(rows: Sequence[SurvivalRow]) -> list[Finding]:
    """The finding that survival of all people lies outside that of women and men, of whom they are the mixture."""
    at = {(row.site, row.length, row.sex): row for row in rows}
    wrong = []
    for (site, length, sex), row in at.items():
        women, men = at.get((site, length, "Female")), at.get((site, length, "Male"))
        if sex != ALL or women is None or men is None:
            continue
        for years, share in row.shares.items():
            parts = [one for one in (women.shares[years], men.shares[years]) if one is not None]
            if share is None or len(parts) < 2:
                continue
            if not min(parts) - MIXTURE_SLACK <= share <= max(parts) + MIXTURE_SLACK:
                wrong.append((row, years, share))
    if not wrong:
        return []
    row, years, share = wrong[0]
    message = (
        f"{row.site}, {years[0]} to {years[1]}: survival of all people, {share:.1%}, does not lie between that of "
        f"women and of men (row {row.number})."
    )
    return [differing("SEXES_DIFFER_FROM_ALL", message, row=row.number, count=len(wrong))]


def trends_against_cohorts(rows: Sequence[SurvivalRow]) -> list[Finding]:
    """The finding that a printed trend is not the slope of the straight line through the printed cohorts."""
    wrong = []
    for row in rows:
        shares = list(row.shares.values())
        if row.trend is None or len(shares) < 3 or any(share is None for share in shares):
            continue
        slope = 100 * float(np.polyfit(np.arange(len(shares)), np.array(shares, dtype=float), 1)[0])
        if abs(slope - row.trend) > TREND_SLACK:
            wrong.append((row, slope))
    if not wrong:
        return []
    row, slope = wrong[0]
    message = (
        f"{row.site}, {sex_words(row.sex)}, row {row.number}: the printed trend is {row.trend:g} points a cohort, the "
        f"printed values rise by {slope:.2f}."
    )
    return [differing("TREND_DIFFERS", message, row=row.number, count=len(wrong))]


def lost_signs(rows: Sequence[SurvivalRow]) -> list[Finding]:
    """The finding that a sign was lost in the words about significance, which are therefore not kept."""
    lost = [row for row in rows if LOST_SIGN in row.significance]
    if not lost:
        return []
    message = (
        f"A sign was lost before the level of significance in {len(lost)} of {len(rows)} rows (first in row "
        f"{lost[0].number}: {lost[0].significance!r}); the level was not kept, 'not significant' was."
    )
    mend = "Nothing need be done; look into the publication for the level."
    return [Finding("SIGN_LOST", FindingKind.STRUCTURAL, message, mend, row=lost[0].number, count=len(lost))]


def words_of(row: SurvivalRow) -> str:
    """The length of follow-up in words."""
    years, _, unit = row.length.partition("_")
    return f"{years} {unit}{'' if years == '1' else 's'}"


def sex_words(sex: str) -> str:
    """A sex in words."""
    return "persons" if sex == ALL else sex.lower()
