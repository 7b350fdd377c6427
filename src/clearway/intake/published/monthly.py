"""NHS England's monthly waiting-time workbook, provider or commissioner based: every sheet, every part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from clearway.intake.published.checks import england_checks, row_checks
from clearway.intake.published.columns import columns_of, require
from clearway.intake.published.declared import refuse_another_file
from clearway.intake.published.figures import figures_of
from clearway.intake.published.part import Part, block_of, with_names
from clearway.intake.published.period import month_of, release_of
from clearway.intake.published.splits import refuse_doubles, split_checks
from clearway.intake.published.tables import TableKind, kind_by_sheet, kind_by_title, table_kinds
from clearway.intake.published.title_block import TitleBlock, basis_of_blocks, heading_rows, part_titles, title_block
from clearway.intake.published.wording import label, plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NAME = "published_workbook"
FRONT_PAGE = "FRONTPAGE"
FRONT_PAGE_ROWS = 12
"""The front page prints status, title and month in its first rows; further down it speaks of other months."""

FETCH_AGAIN = "Fetch the workbook again from the publisher, and send it unchanged."
NEEDED = ("org_code", "org_name", "total")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet that was recognised as a table of the publication."""

    sheet: Sheet
    kind: TableKind
    block: TitleBlock
    starts: list[int]


def kinds() -> tuple[TableKind, ...]:
    """The tables that the publication has."""
    return tuple(one for one in table_kinds() if not one.is_former)


def kind_of(sheet: Sheet) -> TableKind | None:
    """The table that a sheet is: by its name, else by the title line above its headings."""
    if by_name := kind_by_sheet(plain(sheet.name)):
        return by_name
    starts = heading_rows(sheet)
    return kind_by_title(title_block(sheet, starts[0]).title, is_former=False) if starts else None


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether these are the sheets of a monthly workbook: half of its tables by name, or any by its title line.

    The workbooks of the former ten standards have two sheets of the same names; they are another layout.
    """
    if sum(kind_by_sheet(plain(sheet.name)) is not None for sheet in sheets) * 2 >= len(kinds()):
        return True
    blocks = [title_block(sheet, starts[0]) for sheet in sheets if (starts := heading_rows(sheet))]
    return any(kind_by_title(block.title, is_former=False) is not None for block in blocks)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every figure of a monthly workbook with what its own totals say of it.

    Raises `Refused` when the workbook cannot be read as a whole: a table reads as empty, months differ, or a heading
    is missing. A missing table, a missing England row and a wrong sum are findings.
    """
    tables, findings = tables_of(sheets)
    front = next((sheet for sheet in sheets if plain(sheet.name) == FRONT_PAGE), None)
    release, release_findings = release_of(status_line(front), declared, source.file_name)
    month, basis = month_of_workbook(tables, front), basis_of_blocks([table.block for table in tables], "workbook")
    constants = {
        "publication": f"Cancer Waiting Times, monthly workbook, {basis} based",
        "release": release,
        "basis": basis,
        "month": month,
        "source_file": source.file_name,
        "source_sha256": source.sha256,
    }
    pieces: list[pa.Table] = []
    for table in tables:
        for part in parts_of(table, findings):
            block, part_findings = block_of(part, table.kind.absent)
            findings += [*part_findings, *row_checks(block, table.kind.days), *england_checks(block, part.where)]
            pieces.append(figures_of(block, constants | {"standard": table.kind.standard}))
    figures = pa.concat_tables(pieces)
    refuse_another_file(figures, declared)
    refuse_doubles(figures)
    findings += [*release_findings, *split_checks(figures)]
    facts = {name: constants[name] for name in ("publication", "release", "basis", "month")}
    return Reading(NAME, source, {"figures": figures}, findings, facts)


def tables_of(sheets: Sequence[Sheet]) -> tuple[list[Table], list[Finding]]:
    """The tables among the sheets, and findings on those missing, unexpected, renamed or hidden."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    by_own_name = {kind.name.upper() for kind in kinds()}
    for sheet in sorted(sheets, key=lambda one: plain(one.name) not in by_own_name):
        kind = kind_of(sheet)
        if kind is None or kind.name in tables:
            if plain(sheet.name) != FRONT_PAGE:
                findings.append(stranger(sheet, kind))
            continue
        refuse_empty(sheet)
        starts = heading_rows(sheet)
        if not starts:
            words = f"Sheet {sheet.name} has no heading row with ODS CODE."
            raise Refused(words, FETCH_AGAIN, code="HEADING_MISSING")
        tables[kind.name] = Table(sheet, kind, title_block(sheet, starts[0]), starts)
        if plain(sheet.name) != kind.name.upper():
            findings.append(
                structural("SHEET_RENAMED", f"The sheet {sheet.name} was read as the table {kind.name}.", COMPARE)
            )
        if sheet.is_hidden:
            findings.append(structural("SHEET_HIDDEN", f"The sheet {sheet.name} is hidden; it was read all the same."))
    findings += [
        structural("SHEET_MISSING", f"The workbook has no sheet named {kind.name}: its figures are not in this load.")
        for kind in kinds()
        if kind.name not in tables
    ]
    in_print = {id(sheet): place for place, sheet in enumerate(sheets)}
    return sorted(tables.values(), key=lambda table: in_print[id(table.sheet)]), findings


COMPARE = "Compare one figure with the publication: the name of the sheet is new."


def stranger(sheet: Sheet, kind: TableKind | None) -> Finding:
    """The finding on a sheet that was not read: of no known table, or a second one of the same table."""
    what = f"is a second {kind.name}" if kind else "is not part of the publication"
    return structural("SHEET_UNKNOWN", f"The sheet {sheet.name} {what}; it was not read.")


def structural(name: str, message: str, mend: str = FETCH_AGAIN) -> Finding:
    """A finding on the shape of the workbook."""
    return Finding(id=name, kind=FindingKind.STRUCTURAL, message=message, mend=mend)


def status_line(front: Sheet | None) -> str:
    """The front page's line `Status: Final Official Statistics`, or nothing."""
    if front is None:
        return ""
    lines = (label(cell) for row in front.rows for cell in row if cell != "")
    return next((line for line in lines if line.upper().startswith("STATUS:")), "")


def month_of_workbook(tables: Sequence[Table], front: Sheet | None) -> str:
    """The one month that every table and the front page print; `Refused` when they differ or a table prints none."""
    printed: list[tuple[str, str]] = []
    for table in tables:
        if not table.block.months:
            words = f"Sheet {table.sheet.name} does not print its month above its headings."
            raise Refused(words, FETCH_AGAIN, code="MONTH_MISSING")
        printed += [(table.sheet.name, month) for month in table.block.months]
    if front is not None:
        front_cells = (cell for row in front.rows[:FRONT_PAGE_ROWS] for cell in row)
        printed += [(front.name, month) for cell in front_cells if (month := month_of(cell))]
    if len({month for _, month in printed}) > 1:
        words = "; ".join(f"{name} prints {month}" for name, month in printed)
        raise Refused(f"The sheets are for different months: {words}.", FETCH_AGAIN, code="MONTHS_DIFFER")
    return printed[0][1]


def parts_of(table: Table, findings: list[Finding]) -> Iterator[Part]:
    """The stacked parts of a sheet, one for each heading row. Findings on the sheet's shape are added to `findings`."""
    sheet, kind, starts = table.sheet, table.kind, table.starts
    titles = list(part_titles(sheet, starts))
    if kind.parts is not None and len(starts) < kind.parts:
        words = f"Sheet {sheet.name} has {len(starts)} parts with a heading of their own; {kind.parts} are published."
        findings.append(structural("PART_MISSING", words))
    elif kind.parts is not None and len(starts) > kind.parts:
        words = (
            f"Sheet {sheet.name} has {len(starts)} parts with a heading of their own; {kind.parts} are known. "
            f"All were read, with the labels that they print: {', '.join(filter(None, titles)) or 'none'}."
        )
        findings.append(structural("PART_UNKNOWN", words, "Check what the new part counts before using its figures."))
    errors = frozenset(sheet.stored.error_cells)
    for start, end, title in zip(starts, [*starts[1:], len(sheet.rows)], titles, strict=True):
        where = f"Sheet {sheet.name}, {title}" if title else f"Sheet {sheet.name}"
        rows = [(index + 1, sheet.rows[index]) for index in range(start + 1, end)]
        columns = with_names(columns_of(sheet.rows[start], kind.days, where), rows)
        dimensions = tuple(name for name, absent in kind.absent.items() if absent is None and name != "modality")
        standard = ("within", "breaches") if kind.days else ()
        require(columns, (*NEEDED, *dimensions, *standard), where)
        yield Part(sheet.name, title, columns, rows, errors)


def refuse_empty(sheet: Sheet) -> None:
    """`Refused` when a table reads as empty: some libraries read sheets that declare wrong dimensions so."""
    if any(cell != "" for row in sheet.rows for cell in row):
        return
    stored = f" although it stores {sheet.stored.rows:,} rows" if sheet.stored.rows else ""
    raise Refused(
        f"Sheet {sheet.name} reads as empty{stored}; nothing was read from this workbook.",
        FETCH_AGAIN,
        code="SHEET_EMPTY",
    )
