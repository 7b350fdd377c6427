"""The tables of the standards until September 2023: one table a CSV file (2015 to 2017), or a workbook of all of them.

Each table names its standard in its title line, never by its file name. Parts are stacked by care setting (admitted,
non-admitted, all care) and keep that label in `stage_route`. These standards are never mixed with those that took
their place: their figures carry keys of their own (`62_gp`, `31_first` …).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.published.checks import england_checks, row_checks
from clearway.intake.published.columns import Columns, columns_of, require
from clearway.intake.published.declared import refuse_another_file
from clearway.intake.published.figures import KEY, Block, figures_of
from clearway.intake.published.part import Part, block_of, with_names
from clearway.intake.published.period import release_of
from clearway.intake.published.splits import refuse_doubles, split_checks
from clearway.intake.published.tables import TableKind, kind_by_title, table_kinds
from clearway.intake.published.title_block import (
    TitleBlock,
    basis_of_blocks,
    heading_rows,
    month_of_blocks,
    part_titles,
    title_block,
)
from clearway.intake.published.wording import label, plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NAME = "published_former_tables"
TITLE = "NHS England tables of the standards before October 2023"
NEEDED = ("org_code", "org_name", "total", "within", "breaches")
FETCH_AGAIN = "Fetch the file again from the publisher, and send it unchanged."
FRONT_PAGE_ROWS = 12


@dataclass(frozen=True, slots=True)
class FormerTable:
    """One sheet that was recognised: what it is, its title block, and its heading rows (from 0)."""

    sheet: Sheet
    kind: TableKind
    block: TitleBlock
    starts: list[int]


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether any sheet is a table of a standard that ended in September 2023."""
    return any(table.kind.standard != "28" for table in tables_in(sheets))


def looks_like_one(sheets: Sequence[Sheet]) -> str:
    """The title of a table in this layout whose standard nobody knows; empty when there is none."""
    for sheet in sheets:
        starts = heading_rows(sheet)
        if starts and title_block(sheet, starts[0]).bases:
            return title_block(sheet, starts[0]).title
    return ""


def tables_in(sheets: Sequence[Sheet]) -> list[FormerTable]:
    """The sheets that are such tables: by their title line and their headings."""
    found = []
    for sheet in sheets:
        starts = heading_rows(sheet)
        block = title_block(sheet, starts[0]) if starts else None
        kind = kind_by_title(block.title, is_former=True) if block else None
        if block and kind:
            found.append(FormerTable(sheet, kind, block, starts))
    return found


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every figure of these tables with what their own totals say of them.

    Raises `Refused` when they cannot be read as a whole: months or bases differ, or a heading is missing.
    """
    tables = tables_in(sheets)
    findings = [*strangers(sheets, tables)]
    front = [sheet for sheet in sheets if not heading_rows(sheet)]
    release, release_findings = release_of(status_line(front), declared, source.file_name)
    blocks = [(f"Sheet {table.sheet.name}", table.block) for table in tables]
    month, month_findings = month_of_blocks(
        [*blocks, *((f"Sheet {sheet.name}", front_block(sheet)) for sheet in front)], declared, source.file_name
    )
    basis = basis_of_blocks([block for _, block in blocks], "file")
    constants = {
        "publication": f"Cancer Waiting Times, standards until September 2023, {basis} based",
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
            block = without_treatment(block, table.kind, part.where)
            findings += [*part_findings, *row_checks(block, table.kind.days), *england_checks(block, part.where)]
            pieces.append(figures_of(block, constants | {"standard": table.kind.standard}))
    figures, repeats = without_repeats(pa.concat_tables(pieces))
    refuse_another_file(figures, declared)
    refuse_doubles(figures)
    findings += [*repeats, *month_findings, *release_findings, *split_checks(figures)]
    facts = {name: constants[name] for name in ("publication", "release", "basis", "month")}
    return Reading(NAME, source, {"figures": figures}, findings, facts | {"table": table_name(tables, figures)})


def strangers(sheets: Sequence[Sheet], tables: Sequence[FormerTable]) -> Iterator[Finding]:
    """Sheets with the headings of a table whose title nobody knows, and tables that the sender hid."""
    known = {id(table.sheet) for table in tables}
    for sheet in sheets:
        if id(sheet) not in known and heading_rows(sheet):
            title = title_block(sheet, heading_rows(sheet)[0]).title
            words = f"The sheet {sheet.name} ({title[:80]}) is a table that nobody here knows; it was not read."
            yield structural("SHEET_UNKNOWN", words)
        elif id(sheet) in known and sheet.is_hidden:
            yield structural("SHEET_HIDDEN", f"The sheet {sheet.name} is hidden; it was read all the same.")


def status_line(front: Sequence[Sheet]) -> str:
    """The line `Status: Final Official Statistics` of a front page, or nothing."""
    lines = (label(cell) for sheet in front for row in sheet.rows for cell in row if cell != "")
    return next((line for line in lines if line.upper().startswith("STATUS:")), "")


def front_block(sheet: Sheet) -> TitleBlock:
    """The months that a front page prints in its first rows; further down it speaks of other months."""
    block = title_block(sheet, min(FRONT_PAGE_ROWS, len(sheet.rows)))
    return replace(block, unread_period="")


def parts_of(table: FormerTable, findings: list[Finding]) -> Iterator[Part]:
    """The stacked parts of a table, one for each heading row. Findings on its shape are added to `findings`."""
    sheet, starts = table.sheet, table.starts
    errors = frozenset(sheet.stored.error_cells)
    titles = list(part_titles(sheet, starts))
    letters = [title[5:6].upper() for title in titles if title]
    if letters != [chr(ord("A") + number) for number in range(len(letters))]:
        words = f"Sheet {sheet.name} has the parts {', '.join(letters)}: one is missing or out of order."
        findings.append(structural("PART_MISSING", words))
    for start, end, title in zip(starts, [*starts[1:], len(sheet.rows)], titles, strict=True):
        where = f"Sheet {sheet.name}, {title}" if title else f"Sheet {sheet.name}"
        rows = [(index + 1, sheet.rows[index]) for index in range(start + 1, end)]
        columns = with_names(care_as_route(columns_of(sheet.rows[start], table.kind.days, where)), rows)
        dimensions = tuple(name for name, one in table.kind.absent.items() if one is None and name != "modality")
        require(columns, (*NEEDED, *dimensions), where)
        yield Part(sheet.name, title, columns, rows, errors)


def care_as_route(columns: Columns) -> Columns:
    """The care setting stands where newer tables print the route: both say how a patient's care is told apart."""
    if "care_setting" not in columns.at:
        return columns
    return replace(
        columns, at={"stage_route" if role == "care_setting" else role: at for role, at in columns.at.items()}
    )


def without_treatment(block: Block, kind: TableKind, where: str) -> Block:
    """The block of a table on one kind of treatment, without the label that only repeats it.

    `Refused` when a row is about another kind of treatment than the title.
    """
    if not kind.treatment:
        return block
    strange = sorted({one for one in block.labels["modality"] if one and kind.treatment not in plain(one)})
    if strange:
        words = f"{where} is about {kind.name}, but it holds rows on {', '.join(strange[:5])}."
        raise Refused(words, FETCH_AGAIN, code="TREATMENT_DIFFERS")
    return replace(block, labels={**block.labels, "modality": [None] * len(block)})


def without_repeats(figures: pa.Table) -> tuple[pa.Table, list[Finding]]:
    """The figures without those that a second sheet prints again exactly alike."""
    columns = (*KEY, "total", "within", "breaches", "sheet")
    seen: dict[tuple[object, ...], object] = {}
    kept = []
    for *figure, sheet in zip(*(figures[name].to_pylist() for name in columns), strict=True):
        first = seen.setdefault(tuple(figure), sheet)
        kept.append(first == sheet)
    left = kept.count(False)
    if not left:
        return figures, []
    words = f"{left:,} figures stand in two sheets and agree; they were read once."
    return figures.filter(pa.array(kept)), [structural("FIGURE_REPEATED", words)]


def table_name(tables: Sequence[FormerTable], figures: pa.Table) -> str:
    """What tells this file apart from the other tables of its month: a workbook of all of them, or one table."""
    standards = {table.kind.standard for table in tables}
    if len(standards) > 1:
        return "workbook"
    by_cancer = "_by_cancer" if len(pc.unique(figures["cancer_type"])) > 1 else ""
    return f"{standards.pop()}{by_cancer}"


def structural(name: str, message: str) -> Finding:
    """A finding on the shape of the file."""
    return Finding(id=name, kind=FindingKind.STRUCTURAL, message=message, mend=FETCH_AGAIN)


def unknown_table(sheets: Sequence[Sheet], file_name: str) -> Refused | None:
    """The refusal of a table in this layout whose title nobody knows, with the titles that are known."""
    title = looks_like_one(sheets)
    if not title:
        return None
    known = "; ".join(kind.name for kind in table_kinds() if kind.is_former)
    words = (
        f"{file_name} has the headings of an official waiting-time table, but its title is not known: {title[:120]!r}."
    )
    return Refused(words, f"These tables are known: {known}.", code="TABLE_UNKNOWN")
