"""What the values of a column look like: dates in which formats, organisation codes, diagnoses, numbers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clearway.intake.profiles.profile import EXCEL_DATES
from clearway.intake.profiles.wording import code_for, phrases
from clearway.intake.waiting_times.codes import DIAGNOSIS, ORGANISATION
from clearway.intake.waiting_times.dates import DEFAULT_DATES, PROFILE_FORMATS, real_day
from clearway.records.column import Column

MOSTLY_DAYS = 0.9
"""A column of dates may hold this share of days and else wrong cells."""

DIGITS_ALONE = "YYYYMMDD"
"""The one way of writing a day that an identifier can be mistaken for."""

FEW = 80
"""A column of codes has no more different values than this."""


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """The formats in which every value of a column is a day, and the value that decided between two."""

    formats: tuple[str, ...]
    decided_by: str = ""


@lru_cache(maxsize=20_000)
def stands_for_nothing(value: str) -> bool:
    """Whether a value is one of those that systems write for "nothing"."""
    if value.casefold() in phrases().empty:
        return True
    return any(
        real_day(*one.parts(match)) in DEFAULT_DATES
        for one in PROFILE_FORMATS.values()
        if (match := one.shape.fullmatch(value))
    )


def date_evidence(values: Sequence[str], *, are_cells: bool) -> DateEvidence:
    """In which formats most values are days, a few wrong cells aside; of several, those in which most are.

    `are_cells`: the values come from a workbook, which writes date cells out.
    """
    distinct = list(dict.fromkeys(values))
    offered = (
        [name for name in PROFILE_FORMATS if (name == EXCEL_DATES) == are_cells]
        if are_cells
        else [name for name in PROFILE_FORMATS if name != EXCEL_DATES]
    )
    if are_cells and not fits_all(distinct, EXCEL_DATES):
        offered = [name for name in PROFILE_FORMATS if name != EXCEL_DATES]
    good = {name: days_in(distinct, name) for name in offered}
    best = max(good.values(), default=0)
    fitting = [name for name, count in good.items() if count == best and count >= max(1, len(distinct) * MOSTLY_DAYS)]
    strict = [name for name in fitting if not (name == "D/M/YYYY" and "DD/MM/YYYY" in fitting)]
    decided = ""
    if "DD/MM/YYYY" in strict and "MM/DD/YYYY" not in strict:
        decided = next((one for one in distinct if not fits_all([one], "MM/DD/YYYY")), "")
    if "MM/DD/YYYY" in strict and "DD/MM/YYYY" not in strict:
        decided = next((one for one in distinct if not fits_all([one], "DD/MM/YYYY")), "")
    return DateEvidence(tuple(strict), decided)


def fits_all(values: Sequence[str], name: str) -> bool:
    """Whether there are values, and nine of ten at least are days in a format."""
    return bool(values) and days_in(values, name) >= len(values) * MOSTLY_DAYS


def days_in(values: Sequence[str], name: str) -> int:
    """How many of the values are days in a format."""
    one = PROFILE_FORMATS[name]
    return sum(
        match is not None and real_day(*one.parts(match)) is not None for match in map(one.shape.fullmatch, values)
    )


def agreement(values: Sequence[str], column: Column, *, are_cells: bool) -> float:
    """How far the values of a column look like what the record's column holds: 0 not at all, 1 wholly.

    An empty column agrees with everything a little.
    """
    filled = [value for value in values if not stands_for_nothing(value)]
    if not filled:
        return 0.5
    if column.kind == "date":
        return 1.0 if date_evidence(filled, are_cells=are_cells).formats else 0.0
    formats = date_evidence(filled, are_cells=are_cells).formats
    if formats and (column.kind != "identifier" or formats != (DIGITS_ALONE,)):
        return 0.0
    if column.name == "record_id":
        return len(set(filled)) / len(filled)
    judge = SHAPES.get(column.name) or SHAPES_BY_KIND.get(column.kind)
    if column.kind == "code" and judge is None:
        counted = Counter(filled)
        if len(counted) > FEW:
            return 0.0
        known = sum(count for value, count in counted.items() if code_for(column.name, value)[0])
        return 0.4 + 0.6 * known / len(filled)
    return sum(map(judge, filled)) / len(filled) if judge else 0.6


def is_nhs_number(value: str) -> bool:
    """Ten digits, spaces allowed."""
    bare = value.replace(" ", "").replace("-", "")
    return len(bare) == 10 and bare.isdecimal()


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "nhs_number": is_nhs_number,
    "icd10": lambda value: DIAGNOSIS.fullmatch(value.upper()) is not None,
    "morphology": lambda value: sum(sign.isdecimal() for sign in value) >= 4,
    "lsoa": lambda value: len(value) == 9 and value[:3] in ("E01", "W01"),
}
SHAPES_BY_KIND: Mapping[str, Callable[[str], bool]] = {
    "organisation": lambda value: ORGANISATION.fullmatch(value.upper()) is not None or len(value) <= 40,
    "days": lambda value: value.isdecimal() and len(value) <= 3,
    "number": lambda value: value.isdecimal() and len(value) <= 3,
    "identifier": lambda value: len(value) <= 40,
}
