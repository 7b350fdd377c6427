"""The national and the organisations' time series: many months in one sheet, a few columns for each standard or month.

Both layouts are read from their description in the specification, not from files that were held when this was
written: headings and months are found by what they say, and what cannot be told is refused or named.

National: one row a month, and for each standard a total, those within and those outside. England only; it counts
shares of trusts as the provider workbooks do. By organisation: one sheet a standard, one row an organisation, the
months side by side above their columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearway.intake.published.checks import england_checks, row_checks
from clearway.intake.published.counts import CountColumn, NumberedRow, letters, rows_with_counts
from clearway.intake.published.declared import refuse_another_file
from clearway.intake.published.extract import basis_of, rebased
from clearway.intake.published.figures import Block, figures_of
from clearway.intake.published.part import is_england
from clearway.intake.published.period import month_of, release_of
from clearway.intake.published.shares import share_checks
from clearway.intake.published.splits import refuse_doubles
from clearway.intake.published.tables import kind_by_title
from clearway.intake.published.wording import ALL_CANCERS, ALL_MODALITIES, ROLES, heading, label, plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.published import ENGLAND

NATIONAL = "published_national_series"
BY_ORGANISATION = "published_organisation_series"
TITLES = {
    NATIONAL: "NHS England national time series",
    BY_ORGANISATION: "NHS England time series by commissioner or provider",
}
SEARCHED_ROWS = 15
MONTH_HEADINGS = frozenset({"MONTHLY", "MONTH", "PERIOD"})
FETCH_AGAIN = "Fetch the time series again from the publisher, and send it unchanged."
ORDER = ("28", "31", "62")
"""The order of the three standards where no line above the columns names them."""
STANDARD_DAYS = re.compile(r"\b(28|31|62)\b")
WHOLE = {"28": "ALL ROUTES", "31": "ALL STAGES", "62": "ALL ROUTES"}


@dataclass(frozen=True, slots=True)
class Group:
    """Some columns that belong together: what they are for, and where each of them stands (from 0)."""

    standard: str
    month: str
    at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """A sheet that was recognised: its heading row, the column of months or of codes and names, and its groups."""

    sheet: Sheet
    start: int
    groups: tuple[Group, ...]
    at: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def recognises_national(sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet has one column of months and repeated totals."""
    return any(national_heading_row(sheet) is not None for sheet in sheets)


def recognises_organisations(sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet has months side by side above repeated totals, and a column of codes."""
    return any(wide_heading_rows(sheet) is not None for sheet in sheets)


def read_national(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """England month by month for each standard. Raises `Refused` as a whole."""
    found = [national_sheet(sheet) for sheet in sheets if national_heading_row(sheet) is not None]
    pieces = [piece for one in found for piece in national_blocks(one)]
    return reading(NATIONAL, "national time series", "provider", pieces, found, source, declared)


def read_organisations(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Organisations month by month, one standard a sheet. Raises `Refused` as a whole."""
    found, unknown = [], []
    for sheet in sheets:
        rows = wide_heading_rows(sheet)
        if rows is None:
            continue
        standard = standard_of(" ".join(words_above(sheet, rows[0]))) or standard_of(plain(sheet.name))
        if standard:
            found.append(wide_sheet(sheet, rows, standard))
        else:
            unknown.append(
                structural("SHEET_UNKNOWN", f"Which standard the sheet {sheet.name} is for is not known; not read.")
            )
    pieces = [piece for one in found for piece in wide_blocks(one)]
    if not pieces:
        raise Refused("No sheet of the time series could be read.", FETCH_AGAIN, code="SHEET_EMPTY")
    names = " ".join([source.file_name, *(plain(sheet.name) for sheet in sheets)])
    basis = basis_of(pieces[0].block, names)
    answer = reading(
        BY_ORGANISATION, f"time series, {basis} based", basis, pieces, found, source, declared, with_england=True
    )
    answer.findings.extend(unknown)
    return answer


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A row of a sheet, whose figures it holds, and of which month."""

    number: int
    cells: list[Cell]
    code: str
    name: str
    month: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of figures of one standard, with what was wrong with its rows."""

    standard: str
    where: str
    block: Block
    findings: tuple[Finding, ...]


def reading(
    name: str,
    what: str,
    basis: str,
    pieces: Sequence[Piece],
    found: Sequence[SeriesSheet],
    source: Source,
    declared: Declared,
    *,
    with_england: bool = False,
) -> Reading:
    """The pieces as one reading with the checks of its totals."""
    held = [piece for piece in pieces if len(piece.block)]
    if not held:
        raise Refused("The time series holds no month that can be read.", FETCH_AGAIN, code="SHEET_EMPTY")
    release, release_findings = release_of("", declared, source.file_name)
    constants = {
        "publication": f"Cancer Waiting Times, {what}",
        "release": release,
        "basis": basis,
        "source_file": source.file_name,
        "source_sha256": source.sha256,
    }
    findings = [one for sheet in found for one in sheet.findings]
    tables = []
    for piece in held:
        tables.append(figures_of(piece.block, constants | {"standard": piece.standard}))
        findings += [*piece.findings, *row_checks(piece.block, None)]
        if with_england:
            findings += england_checks(piece.block, piece.where)
    figures = pa.concat_tables(tables)
    refuse_another_file(figures, declared)
    refuse_doubles(figures)
    months = sorted({str(month) for piece in held for month in piece.block.labels["month"]})
    findings += [*rebased(months, [piece.standard for piece in held]), *release_findings]
    facts = {key: constants[key] for key in ("publication", "release", "basis")} | {"month": " ".join(months)}
    return Reading(name, source, {"figures": figures}, findings, facts)


def national_heading_row(sheet: Sheet) -> int | None:
    """The index of the row with one heading over months and at least two over totals, or None."""
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        words = [heading(cell) for cell in row]
        totals = sum(ROLES.get(word) == "total" for word in words)
        if totals >= 2 and MONTH_HEADINGS & set(words) and "org_code" not in {ROLES.get(word) for word in words}:
            return index
    return None


def national_sheet(sheet: Sheet) -> SeriesSheet:
    """The groups of columns of a national series, each named by the lines above it."""
    start = national_heading_row(sheet) or 0
    words = [heading(cell) for cell in sheet.rows[start]]
    month_at = next(place for place, word in enumerate(words) if word in MONTH_HEADINGS)
    totals = [place for place, word in enumerate(words) if ROLES.get(word) == "total"]
    spans = [range(first, end) for first, end in zip(totals, [*totals[1:], len(words)], strict=True)]
    named = [standard_above(sheet, start, span) for span in spans]
    findings: list[Finding] = []
    if not any(named) and len(spans) == len(ORDER):
        named = list(ORDER)
        said = (
            f"Sheet {sheet.name} does not name the standard of its columns; they were taken to be 28, 31 and 62 days."
        )
        findings.append(structural("SERIES_ORDER_TAKEN", said, "Compare one month with the publication."))
    groups = []
    for standard, span in zip(named, spans, strict=True):
        if standard:
            groups.append(Group(standard, "", roles_in(words, span, sheet.name)))
        else:
            said = f"Sheet {sheet.name}: the standard of the columns from {letters(span[0])} is not known; not read."
            findings.append(structural("COLUMN_UNKNOWN", said))
    return SeriesSheet(sheet, start, tuple(groups), {"month": month_at}, tuple(findings))


def standard_above(sheet: Sheet, start: int, span: range) -> str:
    """The standard that a line above names over some columns; empty when none does."""
    for row in reversed(sheet.rows[:start]):
        for place in span:
            if place < len(row) and (found := standard_of(plain(row[place]))):
                return found
    return ""


def standard_of(words: str) -> str:
    """The standard that words in capitals are about; empty when they name none, or several."""
    former = kind_by_title(words, is_former=True)
    if former is not None:
        return former.standard
    days = set(STANDARD_DAYS.findall(words)) | ({"28"} if "FASTER DIAGNOSIS" in words else set())
    return days.pop() if len(days) == 1 else ""


def roles_in(words: Sequence[str], span: range, name: str) -> dict[str, int]:
    """Where the total, those within and those outside stand among some columns; `Refused` when one is missing."""
    at: dict[str, int] = {}
    for place in span:
        role = ROLES.get(words[place])
        if role in ("total", "within", "breaches", "percentage") and role not in at:
            at[role] = place
    if "total" not in at or "within" not in at:
        said = f"Sheet {name}: the columns from {letters(span[0])} lack a total or those within the standard."
        raise Refused(said, FETCH_AGAIN, code="HEADING_MISSING")
    return at


def national_blocks(found: SeriesSheet) -> Iterator[Piece]:
    """One block for each standard, a row a month."""
    rows: list[SeriesRow] = []
    unread: list[Finding] = []
    for number, cells in numbered(found):
        printed = cells[found.at["month"]]
        month = month_of(printed)
        if month is not None:
            rows.append(SeriesRow(number, cells, ENGLAND, "England", month))
        elif any(is_number(cells[group.at["total"]]) for group in found.groups):
            said = f"Sheet {found.sheet.name}, row {number}: {str(printed)[:20]!r} is no month; it was left out."
            unread.append(structural("ROW_NOT_READ", said, row=number))
    for group in found.groups:
        piece = block_of(found, group, filled(rows, group))
        yield Piece(piece.standard, piece.where, piece.block, (*unread, *piece.findings))
        unread = []


def filled(rows: Sequence[SeriesRow], group: Group) -> list[SeriesRow]:
    """The rows that print anything for a group: a series is empty before its standard began."""
    return [row for row in rows if any(row.cells[place] != "" for place in group.at.values())]


def wide_heading_rows(sheet: Sheet) -> tuple[int, int] | None:
    """The row of months and the row of headings below it (from 0), or None."""
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if sum(month_of(cell) is not None for cell in row if cell != "") < 2:
            continue
        for below in range(index, min(index + 3, len(sheet.rows))):
            roles = [ROLES.get(heading(cell)) for cell in sheet.rows[below]]
            if "org_code" in roles and roles.count("total") >= 2:
                return index, below
    return None


def wide_sheet(sheet: Sheet, rows: tuple[int, int], standard: str) -> SeriesSheet:
    """The groups of columns of a sheet, one a month: each reaches to the next heading of the row of months."""
    above, words = sheet.rows[rows[0]], [heading(cell) for cell in sheet.rows[rows[1]]]
    first_total = next(place for place, word in enumerate(words) if ROLES.get(word) == "total")
    starts = [place for place, cell in enumerate(above) if cell != "" and place >= first_total]
    findings: list[Finding] = []
    groups = []
    for first, end in zip(starts, [*starts[1:], len(words)], strict=True):
        if (month := month_of(above[first])) is not None:
            groups.append(Group(standard, month, roles_in(words, range(first, end), sheet.name)))
        else:
            said = (
                f"Sheet {sheet.name}: the columns under {str(above[first])[:40]} are of no month; they were not read."
            )
            findings.append(structural("COLUMN_UNKNOWN", said))
    at = {role: place for place, word in enumerate(words[:first_total]) if (role := ROLES.get(word))}
    if "org_name" not in at:
        raise Refused(f"Sheet {sheet.name}: no column is headed by a name.", FETCH_AGAIN, code="HEADING_MISSING")
    if any("breaches" not in group.at for group in groups):
        said = (
            f"Sheet {sheet.name} prints no one outside the standard; they were worked out as total less those within."
        )
        findings.append(structural("OUTSIDE_WORKED_OUT", said, "Nothing is to be done if the percentages agree."))
    return SeriesSheet(sheet, rows[1], tuple(groups), at, tuple(findings))


def wide_blocks(found: SeriesSheet) -> Iterator[Piece]:
    """One block for each month, a row an organisation."""
    code, name = found.at["org_code"], found.at["org_name"]
    own = [row for row in numbered(found) if row[1][code] != "" or is_england(row[1][name])]
    for group in found.groups:
        rows = [
            SeriesRow(number, cells, label(cells[code]) or ENGLAND, label(cells[name]), group.month)
            for number, cells in own
        ]
        yield block_of(found, group, filled(rows, group))


def block_of(found: SeriesSheet, group: Group, rows: Sequence[SeriesRow]) -> Piece:
    """The figures of one group of columns, with what was wrong with their rows."""
    where = f"Sheet {found.sheet.name}" + (f", {group.month}" if group.month else "")
    names = [name for name in ("total", "within", "breaches") if name in group.at]
    columns = [CountColumn(group.at[name], name) for name in names]
    by_number = {row.number: row for row in rows}
    kept, halves, findings = rows_with_counts(
        [(row.number, row.cells) for row in rows], columns, found.sheet.name, frozenset(found.sheet.stored.error_cells)
    )
    total, within = halves[:, 0], halves[:, 1]
    read = [by_number[number] for number, _ in kept]
    block = Block(
        labels={
            "org_code": [row.code for row in read],
            "org_name": [row.name for row in read],
            "month": [row.month for row in read],
            "stage_route": [WHOLE.get(group.standard, "ALL CARE")] * len(read),
            "modality": [ALL_MODALITIES if group.standard in ("31", "62") else None] * len(read),
            "cancer_type": [ALL_CANCERS] * len(read),
        },
        total=total,
        within=within,
        breaches=halves[:, 2] if "breaches" in group.at else total - within,
        bands=np.empty((len(read), 0), dtype=np.int64),
        band_edges="",
        row_numbers=np.array([number for number, _ in kept], dtype=np.int64),
        sheet=found.sheet.name,
        part=group.month,
    )
    if "percentage" in group.at:
        findings += share_checks(block, kept, group.at["percentage"], where)
    return Piece(group.standard, where, block, tuple(findings))


def numbered(found: SeriesSheet) -> Iterator[NumberedRow]:
    """The rows below the headings, each with its number in the sheet."""
    for index in range(found.start + 1, len(found.sheet.rows)):
        yield index + 1, found.sheet.rows[index]


def words_above(sheet: Sheet, start: int) -> list[str]:
    """The lines above the row of months, in capitals."""
    return [plain(cell) for row in sheet.rows[:start] for cell in row if cell != ""]


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def structural(name: str, message: str, mend: str = FETCH_AGAIN, *, row: int | None = None) -> Finding:
    """A finding on the shape of the series; with a row, that row is left out."""
    return Finding(
        id=name, kind=FindingKind.STRUCTURAL, message=message, mend=mend, row=row, is_rejection=row is not None
    )
