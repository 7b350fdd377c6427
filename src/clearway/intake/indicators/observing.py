"""From values as a reader found them to one strict table of observations, with what the file says of itself."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.reading import Declared, Reading, Source
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.observations import ALL, AREA_TYPES, OBSERVATION_KEY, OBSERVATIONS_SCHEMA

Stated = Literal["provisional", "final", "as published"]
"""How settled a file is; `as published` where its publisher draws no such line."""

AS_PUBLISHED: Stated = "as published"

TABLE = "observations"
FETCH_AGAIN = "Fetch the file again from the publisher, and send it unchanged."
LOOK = "Compare it with the published file; if they agree, the difference is the publisher's: report it to them."

GROUPS = ("sex", "age", "ethnicity", "deprivation", "category")
NUMBERS = ("numerator", "denominator", "value", "lower", "upper")


class Observation(NamedTuple):
    """One value as printed. `place` is the sheet and row; numbers are None where nothing was printed, and then `flag`
    says why in the publisher's word. What stands for everybody is left `ALL`."""

    indicator: str
    area_type: str
    area_code: str
    area_name: str
    period_start: dt.date
    period_end: dt.date
    place: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    sex: str = ALL
    age: str = ALL
    ethnicity: str = ALL
    deprivation: str = ALL
    category: str = ALL
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a file says of itself: whose it is, its title, its release, and which of several tables it is.

    `table` tells files of one reader apart that stand beside each other in a store (an indicator's number, a survey):
    a later file of the same table and the same months takes the place of an earlier one of the same release. `facts`
    are further words about the file that a person may want to read (the day of publication, of revision).
    """

    reader: str
    publisher: str
    title: str
    release: Stated = AS_PUBLISHED
    table: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def reading_of(
    found: Iterable[Observation],
    publication: Publication,
    source: Source,
    declared: Declared,
    findings: Sequence[Finding] = (),
) -> Reading:
    """The reading of a file of indicators.

    Raises `Refused` when nothing was found, a value stands twice, a value is missing without a word why, a period ends
    before it begins, or the file is not what was declared.
    """
    table = observation_table(found, publication, source)
    refuse_another_file(table, publication, declared)
    start, end = pc.min(table["period_start"]).as_py(), pc.max(table["period_end"]).as_py()
    facts = {
        "publisher": publication.publisher,
        "publication": publication.title,
        "release": publication.release,
        "table": publication.table,
        "first_month": f"{start:%Y-%m}",
        "last_month": f"{end:%Y-%m}",
        **publication.facts,
    }
    return Reading(publication.reader, source, {TABLE: table}, [*findings, *limit_findings(table)], facts)


def observation_table(found: Iterable[Observation], publication: Publication, source: Source) -> pa.Table:
    """Values in the schema of observations, in the order given. Raises `Refused` as `reading_of` does."""
    columns = list(zip(*found, strict=True))
    if not columns:
        raise Refused(f"{source.file_name} has headings but no value that can be read.", FETCH_AGAIN, code="NO_VALUES")
    held = dict(zip(Observation._fields, columns, strict=True))
    held["place_in_file"] = held.pop("place")
    count = len(columns[0])
    same = {
        "publisher": publication.publisher,
        "release": publication.release,
        "source_file": source.file_name,
        "source_sha256": source.sha256,
    }
    arrays = [
        pa.repeat(pa.scalar(same[one.name], one.type), count)
        if one.name in same
        else pa.array(held[one.name], one.type)
        for one in OBSERVATIONS_SCHEMA
    ]
    table = pa.Table.from_arrays(arrays, schema=OBSERVATIONS_SCHEMA)
    _refuse_misshapen(table)
    _refuse_doubles(table)
    return table


def month_days(month: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month `YYYY-MM`."""
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])


def refuse_another_file(table: pa.Table, publication: Publication, declared: Declared) -> None:
    """`Refused` when the file is for another month or release than declared, or does not name the organisation."""
    if declared.month:
        days = month_days(declared.month)
        held = (pc.min(table["period_start"]).as_py(), pc.max(table["period_end"]).as_py())
        if held != days:
            words = f"The file was declared for {declared.month}, but it speaks of {held[0]} to {held[1]}."
            raise Refused(words, "Declare no month, or send the file you meant.", code="MONTH_DIFFERS")
    if declared.release and declared.release != publication.release:
        words = f"The file was declared {declared.release}, but it is kept as {publication.release}"
        why = "; its publisher draws no such line." if publication.release == AS_PUBLISHED else ": so it says itself."
        raise Refused(words + why, "Declare no release, or send the file you meant.", code="RELEASE_DIFFERS")
    if declared.organisation and declared.organisation not in pc.unique(table["area_code"]).to_pylist():
        words = f"The file was declared for {declared.organisation}, but it holds no value of it."
        mend = "Published files hold many organisations: declare none, or send the file you meant."
        raise Refused(words, mend, code="ORGANISATION_DIFFERS")


def limit_findings(table: pa.Table) -> list[Finding]:
    """The finding that printed limits do not lie around their value, the first place named."""
    outside = pc.or_(pc.less(table["value"], table["lower"]), pc.greater(table["value"], table["upper"]))
    rows = pc.indices_nonzero(pc.fill_null(outside, False)).to_pylist()
    if not rows:
        return []
    first = table.slice(rows[0], 1).to_pylist()[0]
    message = (
        f"{first['place_in_file']}: {first['value']:g} does not lie between its printed limits {first['lower']:g} and "
        f"{first['upper']:g} ({first['indicator']}, {first['area_name'] or first['area_code']})."
    )
    kind = FindingKind.LOGICAL
    return [Finding("LIMITS_NOT_AROUND", kind, message, LOOK, column="value", count=len(rows))]


def _refuse_misshapen(table: pa.Table) -> None:
    """`Refused` for the first value that cannot stand: unknown kind of area, no code, days in the wrong order …"""
    number_of = {name: pc.fill_null(table[name], 0) for name in NUMBERS}
    tests = (
        ("its kind of area is none that is known", pc.invert(pc.is_in(table["area_type"], pa.array(AREA_TYPES)))),
        ("its area has no code", pc.equal(pc.utf8_trim_whitespace(table["area_code"]), "")),
        ("its period ends before it begins", pc.less(table["period_end"], table["period_start"])),
        ("a group of people is left empty", _any(pc.equal(table[name], "") for name in GROUPS)),
        ("a number is not finite", _any(pc.invert(pc.is_finite(one)) for one in number_of.values())),
        ("a count is negative", _any(pc.less(number_of[name], 0) for name in NUMBERS[:2])),
        (
            "its value is missing, and nothing says why",
            pc.and_(pc.is_null(table["value"]), pc.equal(table["flag"], "")),
        ),
    )
    for what, wrong in tests:
        rows = pc.indices_nonzero(wrong).to_pylist()
        if rows:
            one = table.slice(rows[0], 1).to_pylist()[0]
            words = f"{one['place_in_file']}: {what} ({one['indicator']}, {one['area_code'] or 'no code'})."
            more = f" {len(rows):,} values are so." if len(rows) > 1 else ""
            raise Refused(words + more, FETCH_AGAIN, code="VALUE_CANNOT_STAND")


def _refuse_doubles(table: pa.Table) -> None:
    """`Refused` when one value stands twice: nobody could say which of them holds."""
    counted = table.group_by(list(OBSERVATION_KEY)).aggregate([("place_in_file", "count"), ("place_in_file", "list")])
    twice = counted.filter(pc.greater(counted["place_in_file_count"], 1))
    if twice.num_rows:
        first = twice.slice(0, 1).to_pylist()[0]
        places = " and ".join(first["place_in_file_list"][:3])
        groups = ", ".join(first[name] for name in GROUPS if first[name] != ALL)
        words = (
            f"{places} give the same value twice: {first['indicator']}, {first['area_code']}, "
            f"{first['period_start']} to {first['period_end']}{', ' if groups else ''}{groups}."
        )
        more = f" {twice.num_rows:,} values stand twice." if twice.num_rows > 1 else ""
        raise Refused(words + more, FETCH_AGAIN, code="VALUE_TWICE")


def _any(tests: Iterable[pa.ChunkedArray]) -> pa.ChunkedArray:
    """True where any of several tests is."""
    found: pa.ChunkedArray | None = None
    for test in tests:
        found = test if found is None else pc.or_(found, test)
    return found
