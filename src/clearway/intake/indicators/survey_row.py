"""One row of the survey template: whose score, of which question, in which unit, with what around it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from clearway.intake.indicators.groups import age_of, area_type_of, sex_of
from clearway.intake.indicators.tabular import Table
from clearway.intake.workbook import Cell
from clearway.records.findings import Refused
from clearway.records.observations import ALL

HEADINGS = {
    "Survey": "survey",
    "Survey title": "title",
    "Publisher": "publisher",
    "Period start": "start",
    "Period end": "end",
    "Organisation type": "area_type",
    "Organisation code": "area_code",
    "Organisation name": "area_name",
    "Question": "question",
    "Question text": "wording",
    "Tumour group": "tumour_group",
    "Sex": "sex",
    "Age": "age",
    "Ethnicity": "ethnicity",
    "Deprivation": "deprivation",
    "Responses": "responses",
    "Unit": "unit",
    "Score": "score",
    "Score lower 95%": "lower",
    "Score upper 95%": "upper",
    "Adjusted score": "adjusted",
    "Expected range lower": "expected_lower",
    "Expected range upper": "expected_upper",
    "Suppressed": "suppressed",
}
"""The headings of the template, in its order, and what each column is."""

ROLES = {heading.upper(): role for heading, role in HEADINGS.items()}
OPTIONAL = frozenset({"wording", "tumour_group", "sex", "age", "ethnicity", "deprivation", "lower", "upper"})
NEEDED = tuple(role for role in HEADINGS.values() if role not in OPTIONAL)
TELLING = frozenset({"SURVEY", "QUESTION", "RESPONSES", "EXPECTED RANGE LOWER", "SUPPRESSED"})

AREA_TYPES = {
    "england": "england",
    "cancer alliance": "alliance",
    "icb": "icb",
    "trust": "provider",
}
UNITS: Mapping[str, tuple[float, float]] = {"%": (0, 100), "fraction": (0, 1), "mean 0 to 10": (0, 10)}
"""Each unit with its lowest and highest value."""

MEAN, PERCENT = "mean 0 to 10", "%"
YES = {"yes": True, "no": False}
SURVEY_KEY = re.compile(r"[a-z][a-z0-9_]{1,19}$")
TRUST_CODE = re.compile(r"[A-Z0-9]{3,5}$")
SUPPRESSED = "suppressed"
NUMBERS = ("score", "lower", "upper", "adjusted", "expected_lower", "expected_upper")
Meant = TypeVar("Meant")
FIX = "Correct the cell and send the file again; nothing was loaded."


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One organisation's score of one question. Scores are fractions, means as printed, None where suppressed."""

    number: int
    survey: str
    title: str
    publisher: str
    start: dt.date
    end: dt.date
    area_type: str
    area_code: str
    area_name: str
    question: str
    wording: str
    category: str
    sex: str
    age: str
    ethnicity: str
    deprivation: str
    responses: float | None
    unit: str
    score: float | None
    lower: float | None
    upper: float | None
    adjusted: float | None
    expected_lower: float | None
    expected_upper: float | None
    flag: str

    @property
    def is_mean(self) -> bool:
        """Whether the score is a mean of marks, not a share of people."""
        return self.unit == MEAN


def row_of(table: Table, cells: Sequence[Cell], number: int) -> SurveyRow:
    """One row. Raises `Refused`, naming row and column, for whatever cannot be read surely."""
    area_type = one_of(table, cells, number, "area_type", AREA_TYPES)
    unit = one_of(table, cells, number, "unit", {name: name for name in UNITS})
    is_suppressed = one_of(table, cells, number, "suppressed", YES)
    numbers = {name: score_in(table, cells, number, name, unit) for name in NUMBERS}
    refuse_unlikely(table, cells, number, numbers, is_suppressed=is_suppressed)
    question, group = filled(table, cells, number, "question"), table.text(cells, "tumour_group")
    return SurveyRow(
        number=number,
        survey=survey_key(table, cells, number),
        title=filled(table, cells, number, "title"),
        publisher=filled(table, cells, number, "publisher"),
        start=day_in(table, cells, number, "start"),
        end=day_in(table, cells, number, "end"),
        area_type=area_type,
        area_code=code_in(table, cells, number, area_type),
        area_name=filled(table, cells, number, "area_name"),
        question=question,
        wording=table.text(cells, "wording"),
        category=f"{question}, {group}" if group and group.upper() != ALL else question,
        sex=sex_of(said) or said if (said := table.text(cells, "sex")) else ALL,
        age=age_of(said) or said if (said := table.text(cells, "age")) else ALL,
        ethnicity=table.text(cells, "ethnicity") or ALL,
        deprivation=table.text(cells, "deprivation") or ALL,
        responses=responses_in(table, cells, number),
        unit=unit,
        flag=SUPPRESSED if is_suppressed else "",
        **numbers,
    )


def score_in(table: Table, cells: Sequence[Cell], number: int, role: str, unit: str) -> float | None:
    """A score: a percentage as a fraction, others as printed. Raises `Refused` for one beyond its unit."""
    found, _ = table.number(cells, role, number)
    lowest, highest = UNITS[unit]
    if found is not None and not lowest <= found <= highest:
        raise wrong(table, cells, number, role, f"is not between {lowest:g} and {highest:g}, though the unit is {unit}")
    return round(found / 100, 12) if found is not None and unit == PERCENT else found


def refuse_unlikely(
    table: Table,
    cells: Sequence[Cell],
    number: int,
    numbers: Mapping[str, float | None],
    *,
    is_suppressed: bool,
) -> None:
    """`Refused` for a suppressed row with a score, another without one, or a range with one end or none to hold."""
    if is_suppressed:
        if given := [name for name, found in numbers.items() if found is not None]:
            raise wrong(table, cells, number, given[0], "is given, though the row is marked as suppressed")
        return
    if numbers["score"] is None:
        raise wrong(table, cells, number, "score", "is missing, and the row is not marked as suppressed")
    for low, high in (("lower", "upper"), ("expected_lower", "expected_upper")):
        first, last = numbers[low], numbers[high]
        if (first is None) != (last is None):
            raise wrong(table, cells, number, low if first is None else high, "is missing: a range has two ends")
        if first is not None and last is not None and first > last:
            raise wrong(table, cells, number, low, "is above the other end of its range")
    if numbers["expected_lower"] is not None and numbers["adjusted"] is None:
        raise wrong(table, cells, number, "adjusted", "is missing: the expected range is that of the adjusted score")


def survey_key(table: Table, cells: Sequence[Cell], number: int) -> str:
    """The short name of the survey (`cpes`), which its indicators begin with."""
    key = table.text(cells, "survey").lower()
    if not SURVEY_KEY.match(key):
        raise wrong(table, cells, number, "survey", "is no short name: small letters, digits and _ only, such as cpes")
    return key


def code_in(table: Table, cells: Sequence[Cell], number: int, area_type: str) -> str:
    """The code of an organisation, of the kind that is stated."""
    code = table.text(cells, "area_code").upper()
    is_right = bool(TRUST_CODE.match(code)) if area_type == "provider" else area_type_of(code) == area_type
    if not is_right:
        kind = table.text(cells, "area_type")
        raise wrong(table, cells, number, "area_code", f"is no code of the kind {kind} (ONS, nine signs; trusts ODS)")
    return code


def day_in(table: Table, cells: Sequence[Cell], number: int, role: str) -> dt.date:
    """A day as a date cell or `YYYY-MM-DD`."""
    cell = cells[table.at[role]]
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    try:
        return dt.date.fromisoformat(str(cell).strip())
    except ValueError:
        raise wrong(table, cells, number, role, "is no day such as 2023-04-01") from None


def responses_in(table: Table, cells: Sequence[Cell], number: int) -> float | None:
    """How many people answered: whole, or empty where the publisher holds it back."""
    found, _ = table.number(cells, "responses", number)
    if found is not None and (found < 0 or not found.is_integer()):
        raise wrong(table, cells, number, "responses", "is no number of people")
    return found


def one_of(table: Table, cells: Sequence[Cell], number: int, role: str, known: Mapping[str, Meant]) -> Meant:
    """What a word of a closed list stands for."""
    said = table.text(cells, role).lower()
    if said not in known:
        raise wrong(table, cells, number, role, f"is not one of: {', '.join(known)}")
    return known[said]


def filled(table: Table, cells: Sequence[Cell], number: int, role: str) -> str:
    """A cell that must say something."""
    if not (said := table.text(cells, role)):
        raise wrong(table, cells, number, role, "is empty")
    return said


def wrong(table: Table, cells: Sequence[Cell], number: int, role: str, what: str) -> Refused:
    """The refusal of a cell, by row and column."""
    said = table.text(cells, role)
    shown = f"{said[:40]!r} " if said else ""
    words = f"{table.place(number)}, column {table.headings[table.at[role]]}: {shown}{what}."
    return Refused(words, FIX, code="CELL_CANNOT_STAND")
