"""NHS England's long data extract: one row for each month, standard, organisation, route, modality and cancer type.

Rows of the 31- and 62-day standards come twice over, once by cancer type (under ALL MODALITIES) and once by modality
(under ALL CANCERS). Both are kept with their labels, and checked against each other; adding them would count twice.
There are no England rows and no names. The same columns come as a workbook or as CSV, by provider or by commissioner;
files of 2022-23 have no MONTH column, head the total TOTAL, and reach back before October 2023: those months were
published again on the basis of the combined standards.
"""

from collections.abc import Sequence

import numpy as np

from clearway.intake.published.checks import row_checks
from clearway.intake.published.columns import Columns, columns_of, require
from clearway.intake.published.counts import CountColumn, NumberedRow, letters, rows_with_counts
from clearway.intake.published.declared import refuse_another_file
from clearway.intake.published.figures import Block, figures_of
from clearway.intake.published.part import holds_numbers, unread
from clearway.intake.published.period import MONTHS, month_of, release_of
from clearway.intake.published.splits import refuse_doubles, split_checks
from clearway.intake.published.wording import ROLES, heading, label
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NAME = "published_extract"
COMBINED_FROM = "2023-10"
FIRST_LETTERS = {"provider": "RN", "commissioner": "Q"}
TELLING_SHARE = 0.1
"""An extract counts by those whose codes are more than this share of all: others are sites, hubs and UNKNOWN."""
FETCH_AGAIN = "Fetch the extract again from the publisher, and send it unchanged."
NEEDED = ("period", "standard", "org_code", "stage_route", "modality", "cancer_type", "total", "within", "breaches")
SEARCHED_ROWS = 30

STANDARDS = {"28-DAY FDS": "28", "31-DAY COMBINED": "31", "62-DAY COMBINED": "62"}


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one of the sheets has the headings of the extract."""
    return any(heading_row(sheet) is not None for sheet in sheets)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every figure of an extract, halves kept, and what it says of itself. Raises `Refused` as a whole."""
    holding = [sheet for sheet in sheets if heading_row(sheet) is not None]
    if len(holding) != 1:
        words = f"{len(holding)} sheets have the headings of the extract; one is published."
        raise Refused(words, FETCH_AGAIN, code="SHEET_TWICE")
    sheet = holding[0]
    start = heading_row(sheet) or 0
    where = f"Sheet {sheet.name}"
    columns = columns_of(sheet.rows[start], None, where)
    require(columns, NEEDED, where)
    numbered = [(index + 1, sheet.rows[index]) for index in range(start + 1, len(sheet.rows))]
    rows, findings = labelled_rows(numbered, columns, where)
    if not rows:
        raise Refused(f"{where} has headings but no rows that can be read.", FETCH_AGAIN, code="SHEET_EMPTY")
    findings += unread_columns(rows, columns, where)
    block, counted = block_of(rows, columns, sheet)
    release, release_findings = release_of("", declared, source.file_name)
    basis = basis_of(block, f"{sheet.name} {source.file_name}")
    constants = {
        "publication": f"Cancer Waiting Times, data extract, {basis} based",
        "release": release,
        "basis": basis,
        "source_file": source.file_name,
        "source_sha256": source.sha256,
    }
    figures = figures_of(block, constants)
    refuse_another_file(figures, declared)
    refuse_doubles(figures)
    findings += [*counted, *row_checks(block, None), *release_findings, *split_checks(figures)]
    months = sorted({str(month) for month in block.labels["month"]})
    findings += rebased(months, block.labels["standard"])
    facts = {name: constants[name] for name in ("publication", "release", "basis")} | {"month": " ".join(months)}
    return Reading(NAME, source, {"figures": figures}, findings, facts)


def heading_row(sheet: Sheet) -> int | None:
    """The index of the row that holds the extract's headings, or None."""
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if {"period", "standard", "org_code", "stage_route"} <= {ROLES.get(heading(cell), "") for cell in row}:
            return index
    return None


def basis_of(block: Block, names: str) -> str:
    """Whom the extract counts by: said by the name of the sheet or file, and not contradicted by the codes.

    Nearly every provider's code starts with R or N, and every integrated care board's with Q. `Refused` when neither
    the names nor the codes say it, or when they say different things.
    """
    codes = {str(code) for code in block.labels["org_code"]}
    shares = {basis: sum(code[0] in first for code in codes) for basis, first in FIRST_LETTERS.items()}
    by_codes = {basis for basis, many in shares.items() if many > TELLING_SHARE * len(codes)}
    by_name = {basis for basis in FIRST_LETTERS if basis.upper() in names.upper()}
    if len(by_codes | by_name) != 1:
        heard = f"Its name says {' and '.join(sorted(by_name)) or 'nothing'}; "
        heard += (
            f"of {len(codes)} codes {shares['provider']} look like providers, {shares['commissioner']} like boards."
        )
        words = f"This extract does not say plainly whether it counts by provider or by commissioner. {heard}"
        raise Refused(words, "Send the file as it was published, under its own name.", code="BASIS_UNCLEAR")
    return (by_codes | by_name).pop()


def rebased(months: Sequence[str], standards: Sequence[str | None]) -> list[Finding]:
    """The finding that months before the combined standards were published again on their basis."""
    early = [month for month in months if month < COMBINED_FROM]
    if not early or not {"31", "62"} & set(standards):
        return []
    words = (
        f"{early[0]} to {early[-1]} lie before October 2023: their 31- and 62-day figures were published again on the "
        "basis of the combined standards, which had no threshold then."
    )
    mend = "Do not compare them with the standards of the time; those are published in their own tables."
    return [Finding(id="BASIS_CHANGED_LATER", kind=FindingKind.STRUCTURAL, message=words, mend=mend)]


def unread_columns(rows: Sequence[NumberedRow], columns: Columns, where: str) -> list[Finding]:
    """A finding for each column that is not known, or has figures under no heading."""
    unheaded = [position for position in columns.unheaded if holds_numbers(rows, position)]
    unknown = [position for position, word in enumerate(columns.headings) if word in columns.unknown]
    return [
        unread("COLUMN_UNNAMED", f"{where}: column {letters(position)} has figures and no heading; it was not read.")
        for position in unheaded
    ] + [
        unread(
            "COLUMN_UNKNOWN",
            f"{where}: the heading {columns.name(position)} is not known; its column holds "
            f"{'figures' if holds_numbers(rows, position) else 'words'} and was not read.",
        )
        for position in unknown
    ]


def labelled_rows(rows: Sequence[NumberedRow], columns: Columns, where: str) -> tuple[list[NumberedRow], list[Finding]]:
    """Rows whose month, standard and organisation can be read; blank rows go silently, others with a finding."""
    kept, findings = [], []
    for number, cells in rows:
        if all(cell == "" for cell in cells):
            continue
        problem = unreadable_label(cells, columns.at)
        if problem:
            message = f"{where}, row {number}: {problem}; the row was left out."
            findings.append(structural("ROW_NOT_READ", message, row=number))
        else:
            kept.append((number, cells))
    return kept, findings


def unreadable_label(cells: Sequence[object], at: dict[str, int]) -> str:
    """What cannot be read in a row's labels, in words; empty when all can."""
    month = month_of(cells[at["period"]])  # type: ignore[arg-type]
    if month is None:
        return f"PERIOD is {str(cells[at['period']])[:20]!r}, which is no month"
    if "month_name" in at:
        printed = str(cells[at["month_name"]]).strip().lower()[:3]
        if printed != MONTHS[int(month[5:]) - 1]:
            return f"PERIOD says {month}, MONTH says {printed}"
    if heading(cells[at["standard"]]) not in STANDARDS:  # type: ignore[arg-type]
        return f"the standard {str(cells[at['standard']])[:40]!r} is not known"
    named = {"org_code": "organisation code", "stage_route": "stage or route", "cancer_type": "cancer type"}
    return next((f"it has no {words}" for name, words in named.items() if not str(cells[at[name]]).strip()), "")


def block_of(rows: Sequence[NumberedRow], columns: Columns, sheet: Sheet) -> tuple[Block, list[Finding]]:
    """The extract's rows as one block, and findings on counts that cannot be read."""
    at = columns.at
    counted = [CountColumn(at[name], columns.name(at[name])) for name in ("total", "within", "breaches")]
    kept, halves, findings = rows_with_counts(rows, counted, sheet.name, frozenset(sheet.stored.error_cells))
    labels: dict[str, list[str | None]] = {
        name: [label(cells[at[name]]) or None for _, cells in kept]
        for name in ("org_code", "stage_route", "modality", "cancer_type")
    }
    labels["month"] = [month_of(cells[at["period"]]) for _, cells in kept]
    labels["standard"] = [STANDARDS[heading(cells[at["standard"]])] for _, cells in kept]
    block = Block(
        labels=labels,
        total=halves[:, 0],
        within=halves[:, 1],
        breaches=halves[:, 2],
        bands=np.empty((len(kept), 0), dtype=np.int64),
        band_edges="",
        row_numbers=np.array([number for number, _ in kept], dtype=np.int64),
        sheet=sheet.name,
        part="",
    )
    return block, findings


def structural(name: str, message: str, *, row: int | None = None) -> Finding:
    """A finding on the shape of the extract; with a row, that row is left out."""
    return Finding(
        id=name, kind=FindingKind.STRUCTURAL, message=message, mend=FETCH_AGAIN, row=row, is_rejection=row is not None
    )
