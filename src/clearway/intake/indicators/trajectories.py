"""Agreed trajectories: what an organisation agreed to reach in a month, for a measure, in the template shipped.

One row a measure, organisation and month. The heading says what the numbers are: `Target (%)` from 0 to 100,
`Target (fraction)` from 0 to 1, `Target (number)` for what is no share. A row without a target agrees nothing. One
wrong row refuses the whole sheet, because half an agreement is none. Which measures there are is not known here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from clearway.intake.indicators.observing import Observation, Publication, month_days, reading_of
from clearway.intake.indicators.tabular import Table, heading_row, table_at
from clearway.intake.published.period import month_of
from clearway.intake.published.wording import plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Refused
from clearway.standards.organisations import load_organisations

NAME = "agreed_trajectories"
TITLE = "Agreed monthly trajectories of organisations, in the template of this system (CSV or Excel)"
PUBLISHER = "agreed by the alliance with its organisations"

ROLES = {
    "MEASURE": "measure",
    "ORGANISATION": "organisation",
    "MONTH": "month",
    "TARGET (%)": "percent",
    "TARGET (FRACTION)": "fraction",
    "TARGET (NUMBER)": "number",
}
NOT_READ = frozenset({"MEASURE NAME", "ORGANISATION NAME", "NOTE"})
TELLING = frozenset({"MEASURE", "ORGANISATION", "MONTH"})
TARGETS = {
    "percent": ("agreed_share", 100, 100),
    "fraction": ("agreed_share", 1, 1),
    "number": ("agreed_number", 1, None),
}
"""By role: the series, what a printed value is divided by, and the most that can be agreed."""
MEASURE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+\Z")
AREA_TYPES = ("provider", "site", "icb", "sub_icb", "alliance")
"""Who may agree a trajectory; a code that is two of them is the first."""
TARGET_HEADINGS = "Target (%), Target (fraction) or Target (number)"
MOST_TOLD = 20
CORRECT = "Correct these rows and send the whole sheet again; nothing was loaded."


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet has the headings of a trajectory and at least one column of targets."""
    return _sheet_of(sheets) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every agreed value of the sheet. Raises `Refused` as a whole, naming each wrong row (the first twenty)."""
    found = _sheet_of(sheets)
    if found is None:
        raise Refused(f"{source.file_name} has no columns of a trajectory.", "Use the template.", code="LAYOUT_UNKNOWN")
    sheet, start = found
    table = table_at(sheet, start, ROLES, ("measure", "organisation", "month"), NOT_READ)
    agreed, wrong = _rows(table)
    if wrong:
        more = f" and {len(wrong) - MOST_TOLD:,} more" if len(wrong) > MOST_TOLD else ""
        raise Refused(f"{' '.join(wrong[:MOST_TOLD])}{more}", CORRECT, code="TRAJECTORY_WRONG")
    if not agreed:
        raise Refused(f"No row of {source.file_name} has a target.", "Fill in the targets first.", code="NO_VALUES")
    publication = Publication(NAME, PUBLISHER, f"Agreed trajectories: {source.file_name}", table=source.sha256[:12])
    return reading_of(agreed, publication, source, declared, table.unknown_finding())


def _sheet_of(sheets: Sequence[Sheet]) -> tuple[Sheet, int] | None:
    for sheet in sheets:
        start = heading_row(sheet, TELLING)
        if start is not None and {ROLES.get(plain(cell)) for cell in sheet.rows[start]} & set(TARGETS):
            return sheet, start
    return None


def _rows(table: Table) -> tuple[list[Observation], list[str]]:
    """The agreed values, and a sentence for each row that cannot stand."""
    agreed: list[Observation] = []
    wrong: list[str] = []
    for number, row in table.rows():
        try:
            agreed += _row(table, number, row)
        except _WrongRow as fault:
            wrong.append(f"{table.place(number)}: {fault}.")
    return agreed, wrong


class _WrongRow(Exception):
    """A row that cannot stand, in words without the full stop."""


def _row(table: Table, number: int, row: Sequence[Cell]) -> Iterator[Observation]:
    given = [role for role in TARGETS if table.text(row, role)]
    if not given:
        return
    if len(given) > 1:
        raise _WrongRow(f"more than one target; fill one of {TARGET_HEADINGS}")
    measure = table.text(row, "measure").upper()
    if not MEASURE.match(measure):
        raise _WrongRow(f"{measure!r} is not the id of a measure, such as CWT-62D")
    month = month_of(row[table.at["month"]])
    if month is None:
        raise _WrongRow(f"{table.text(row, 'month')!r} is not a month; write 2026-04")
    code = table.text(row, "organisation").upper()
    kind = _kinds().get(code)
    if kind is None:
        raise _WrongRow(f"{code!r} is not the code of an organisation that is known")
    series, value = _value(table, row, given[0])
    start, end = month_days(month)
    name = load_organisations().name(code, end)
    yield Observation(f"{series}.{measure}", kind, code, name, start, end, table.place(number), value)


def _value(table: Table, row: Sequence[Cell], role: str) -> tuple[str, float]:
    series, divided_by, most = TARGETS[role]
    cell = row[table.at[role]]
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise _WrongRow(f"the target {str(cell).strip()[:20]!r} is not a number")
    if cell < 0 or (most is not None and cell > most):
        raise _WrongRow(f"the target {cell:g} is not from 0 to {most}" if most else f"the target {cell:g} is below 0")
    return series, round(cell / divided_by, 15)


@cache
def _kinds() -> Mapping[str, str]:
    """Every code that may agree a trajectory, with the kind of area it is."""
    codes = load_organisations().codes()
    return {code: kind for kind in reversed(AREA_TYPES) for code in codes[kind]}
