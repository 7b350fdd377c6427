"""OHID's Fingertips: any indicator of the standard download of 27 columns, each row read as one value.

The download says neither the unit nor whether 2013/14 is a financial or an academic year: units come from
`fingertips_units.yaml`, else from counts and denominators; years with a stroke are taken from April to March. An area
stands once without and once with its parent: rows that say the same count once. Columns that compare, and the recent
trend, are the publisher's judgements and are not read.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clearway.intake.indicators.cells import Area, refused
from clearway.intake.indicators.fingertips_area import area_of, is_changed
from clearway.intake.indicators.fingertips_checks import checks
from clearway.intake.indicators.fingertips_groups import age_words, groups_of, sex_words
from clearway.intake.indicators.fingertips_period import period_days
from clearway.intake.indicators.fingertips_row import Row
from clearway.intake.indicators.fingertips_unit import Unit, unit_of
from clearway.intake.indicators.observing import AS_PUBLISHED, Observation, Publication, reading_of
from clearway.intake.indicators.tabular import Table, heading_row, table_at
from clearway.intake.published.wording import plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NAME = "fingertips"
TITLE = "OHID Fingertips download (27 columns)"
PUBLISHER = "Office for Health Improvement and Disparities (OHID)"
TELLING = frozenset({"INDICATOR ID", "AREA CODE", "CATEGORY TYPE", "TIME PERIOD", "VALUE NOTE"})
ROLES = {
    "INDICATOR ID": "indicator",
    "INDICATOR NAME": "indicator_name",
    "AREA CODE": "area_code",
    "AREA NAME": "area_name",
    "AREANAME": "area_name",
    "AREA TYPE": "area_type",
    "SEX": "sex",
    "AGE": "age",
    "CATEGORY TYPE": "category_type",
    "CATEGORY": "category",
    "TIME PERIOD": "period",
    "VALUE": "value",
    "LOWER CI 95.0 LIMIT": "lower",
    "UPPER CI 95.0 LIMIT": "upper",
    "COUNT": "count",
    "DENOMINATOR": "denominator",
    "VALUE NOTE": "note",
}
NEEDED = tuple(dict.fromkeys(ROLES.values()))
NOT_READ = frozenset(
    {
        *("PARENT CODE", "PARENT NAME", "LOWER CI 99.8 LIMIT", "UPPER CI 99.8 LIMIT", "RECENT TREND"),
        *("TIME PERIOD SORTABLE", "NEW DATA", "COMPARED TO GOAL", "TIME PERIOD RANGE"),
    }
)
MISSING = -1
"""Older downloads write a value that is missing as -1, with the same in its limits or count."""
FLAGS = (
    ("suppress", "suppressed"),
    ("disclosure", "suppressed"),
    ("unreliable", "unreliable"),
    ("caution", "unreliable"),
)
UNAVAILABLE = "unavailable"
LONGEST_TABLE = 50


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether the file is one table with the headings of the download."""
    return len(sheets) == 1 and heading_row(sheets[0], TELLING) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every value of the download. Raises `Refused` as a whole."""
    sheet = sheets[0]
    start = heading_row(sheet, TELLING) or 0
    compared = {heading for heading in map(plain, sheet.rows[start]) if heading.startswith("COMPARED TO ")}
    table = table_at(sheet, start, ROLES, NEEDED, NOT_READ | compared)
    rows, left_out = rows_of(table)
    names = indicator_names(table)
    units = {one: unit_of(one, names[one], [row for row in rows if row.indicator == one]) for one in names}
    findings = [*table.unknown_finding(), *left_out, *(one for unit in units.values() for one in unit.findings)]
    findings += missing_finding(rows, sheet.name)
    findings += checks(rows, {one: unit.exact for one, unit in units.items()}, sheet.name)
    publication = Publication(
        reader=NAME,
        publisher=PUBLISHER,
        title="Fingertips public health profiles",
        release=AS_PUBLISHED,
        table=table_name(rows),
        facts={"indicators": "; ".join(f"{one} {name}" for one, name in sorted(names.items()))},
    )
    return reading_of(observed(rows, units, table), publication, source, declared, findings)


def rows_of(table: Table) -> tuple[list[Row], list[Finding]]:
    """The rows whose area is of a kind that is kept, each once, and the finding that names the other kinds.

    Raises `Refused` for two rows of one value that say different things, and for a code that a spreadsheet changed.
    """
    found: dict[tuple[object, ...], Row] = {}
    others: Counter[str] = Counter()
    types = category_types(table)
    for number, cells in table.rows():
        area = area_of(table.text(cells, "area_code"), table.text(cells, "area_name"), table.text(cells, "area_type"))
        if area is None:
            if is_changed(table.text(cells, "area_code")):
                raise refused(table, cells, "area_code", number, "is what a spreadsheet made of a code")
            others[table.text(cells, "area_type") or "no kind"] += 1
            continue
        row = row_of(table, cells, number, area, types)
        before = found.setdefault(row.key, row)
        if replace(row, number=before.number) != before:
            words = f"{table.place(before.number)} and row {number:,} give the same value twice, and differ."
            raise Refused(words, "Fetch the download again; keep one of the rows.", code="VALUE_TWICE")
    return list(found.values()), not_kept(others, table.sheet.name)


def row_of(table: Table, cells: Sequence[Cell], number: int, area: Area, types: Mapping[str, int]) -> Row:
    """One row. Raises `Refused`, naming row and column, for a word or number that cannot be read."""
    numbers = {
        name: table.number(cells, name, number)[0] for name in ("value", "lower", "upper", "count", "denominator")
    }
    is_gone = numbers["value"] is None or (
        numbers["value"] == MISSING and MISSING in (numbers["lower"], numbers["upper"], numbers["count"])
    )
    if is_gone:
        numbers = dict.fromkeys(numbers, None)
    note = table.text(cells, "note")
    period = table.text(cells, "period")
    if period_days(period) is None:
        words = f"{table.place(number)}, column TIME PERIOD: {period[:40]!r} is no period that is known."
        raise Refused(words, "Send only indicators by year, quarter or month.", code="PERIOD_UNKNOWN")
    return Row(
        number=number,
        indicator=table.text(cells, "indicator"),
        area=area,
        sex=sex_words(table, cells, number),
        age=age_words(table.text(cells, "age")),
        groups=groups_of(table.text(cells, "category_type"), table.text(cells, "category"), types),
        period=period,
        value=numbers["value"],
        lower=numbers["lower"],
        upper=numbers["upper"],
        count=numbers["count"],
        denominator=numbers["denominator"],
        flag=flag_of(note) or (UNAVAILABLE if is_gone else ""),
    )


def observed(rows: Sequence[Row], units: Mapping[str, Unit], table: Table) -> Iterator[Observation]:
    """Each row as an observation: shares as fractions, rates per 100,000, other values as printed."""
    for row in rows:
        days = period_days(row.period)
        if days is not None:
            scaled = units[row.indicator].scaled
            yield Observation(
                indicator=f"{NAME}.{row.indicator}",
                area_type=row.area.kind,
                area_code=row.area.code,
                area_name=row.area.name,
                period_start=days[0],
                period_end=days[1],
                place=table.place(row.number),
                value=scaled(row.value),
                numerator=row.count,
                denominator=row.denominator,
                lower=scaled(row.lower),
                upper=scaled(row.upper),
                sex=row.sex,
                age=row.age,
                ethnicity=row.groups.ethnicity,
                deprivation=row.groups.deprivation,
                category=row.groups.category,
                flag=row.flag,
            )


def flag_of(note: str) -> str:
    """Our word for a note about suppression or weakness, the note itself for any other."""
    said = note.lower()
    return next((flag for word, flag in FLAGS if word in said), note)


def indicator_names(table: Table) -> dict[str, str]:
    """The name of each indicator. Raises `Refused` for an indicator without a number or under two names."""
    names: dict[str, str] = {}
    for number, cells in table.rows():
        indicator, name = table.text(cells, "indicator"), table.text(cells, "indicator_name")
        if not indicator.isdigit():
            words = f"{table.place(number)}, column INDICATOR ID: {indicator[:40]!r} is no indicator's number."
            raise Refused(words, "Fetch the download again, and send it unchanged.", code="INDICATOR_UNCLEAR")
        if names.setdefault(indicator, name) != name:
            words = f"Indicator {indicator} is called {names[indicator]!r} and, in row {number:,}, {name!r}."
            raise Refused(words, "Fetch the download again, and send it unchanged.", code="INDICATOR_UNCLEAR")
    return names


def category_types(table: Table) -> Counter[str]:
    """How often each kind of category stands in the table: two ways of telling ethnicity apart are kept apart."""
    return Counter(dict.fromkeys(table.text(cells, "category_type") for _, cells in table.rows()))


def table_name(rows: Sequence[Row]) -> str:
    """Which indicators of which kinds of area: downloads of other areas stand beside this one, they do not replace it.

    >>> table_name([])
    ''
    """
    indicators = sorted({row.indicator for row in rows}, key=int)
    name = "_".join(filter(None, ("-".join(indicators), "-".join(sorted({row.area.kind for row in rows})))))
    if len(name) <= LONGEST_TABLE:
        return name
    return f"{len(indicators)}-indicators-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def missing_finding(rows: Sequence[Row], sheet: str) -> list[Finding]:
    """The finding that values are missing without a note that says why."""
    gone = [row for row in rows if row.flag == UNAVAILABLE]
    if not gone:
        return []
    words = f"{sheet}, row {gone[0].number:,} and {len(gone) - 1:,} more have no value, and no note says why."
    mend = "They are kept as unavailable; look at the publisher's page for the reason."
    return [Finding("VALUE_MISSING", FindingKind.STRUCTURAL, words, mend, row=gone[0].number, count=len(gone))]


def not_kept(others: Counter[str], sheet: str) -> list[Finding]:
    """The finding that rows of some kinds of area were left out."""
    if not others:
        return []
    told = "; ".join(f"{kind} ({count:,} rows)" for kind, count in others.most_common(10))
    words = f"{sheet}: rows of kinds of area that are not kept here were left out: {told}."
    mend = "Nothing need be done, unless you want values of these areas."
    return [Finding("AREA_NOT_KEPT", FindingKind.STRUCTURAL, words, mend, count=others.total())]
