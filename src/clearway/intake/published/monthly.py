"""NHS England's monthly waiting-time workbook, provider or commissioner based: every sheet, every part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from clearway.intake.published.checks import england_checks, row_checks
from clearway.intake.published.columns import columns_of, require
from clearway.intake.published.declared import refuse_another_file
from clearway.intake.published.figures import figures_of
from clearway.intake.published.part import Part, block_of
from clearway.intake.published.period import month_of, release_of
from clearway.intake.published.splits import refuse_doubles, split_checks
from clearway.intake.published.wording import ALL_CANCERS, ALL_MODALITIES, heading, label
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
class Layout:
    """What a sheet is: its standard, how many stacked parts it has, and the labels of dimensions it does not print."""

    standard: str
    standard_days: int | None
    parts: int
    stage_route: str | None = None
    modality: str | None = None
    cancer_type: str | None = None

    @property
    def absent(self) -> dict[str, str | None]:
        """Labels for dimensions without a column."""
        return {"stage_route": self.stage_route, "modality": self.modality, "cancer_type": self.cancer_type}


LAYOUTS = {
    "28-DAY FDS (ALL ROUTES)": Layout("28", 28, 1, cancer_type=ALL_CANCERS),
    "28-DAY FDS (BY ROUTE)": Layout("28", 28, 1),
    "31-DAY (ALL CANCER)": Layout("31", 31, 3, modality=ALL_MODALITIES),
    "31-DAY (BY CANCER)": Layout("31", 31, 3, modality=ALL_MODALITIES),
    "31-DAY (BY TREATMENT MODALITY)": Layout("31", 31, 3, cancer_type=ALL_CANCERS),
    "62-DAY (ALL CANCER)": Layout("62", 62, 5, modality=ALL_MODALITIES),
    "62-DAY (BY CANCER)": Layout("62", 62, 5, modality=ALL_MODALITIES),
    "62-DAY (BY TREATMENT MODALITY)": Layout("62", 62, 5, cancer_type=ALL_CANCERS),
    "USC REFERRAL TO FOA": Layout("usc_first_seen", None, 1, stage_route="URGENT SUSPECTED CANCER"),
    "UBS REFERRAL TO FHA": Layout("ubs_first_seen", None, 1, stage_route="BREAST SYMPTOMATIC, CANCER NOT SUSPECTED"),
}
"""The sheets by name. Labels of dimensions without a column follow the words of the long extract, which prints them."""


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether these are the sheets of a monthly workbook: half of its tables by name.

    The workbooks of the former ten standards have two sheets of the same names; they are another layout.
    """
    return sum(heading(sheet.name) in LAYOUTS for sheet in sheets) * 2 >= len(LAYOUTS)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every figure of a monthly workbook with what its own totals say of it.

    Raises `Refused` when the workbook cannot be read as a whole: a table reads as empty, months differ, or a heading
    is missing. A missing table, a missing England row and a wrong sum are findings.
    """
    tables = {heading(sheet.name): sheet for sheet in sheets if heading(sheet.name) in LAYOUTS}
    findings = sheet_findings(sheets)
    front = next((sheet for sheet in sheets if heading(sheet.name) == FRONT_PAGE), None)
    release, release_findings = release_of(status_line(front), declared, source.file_name)
    month, basis = month_of_workbook(tables, front), basis_of(tables)
    constants = {
        "publication": f"Cancer Waiting Times, monthly workbook, {basis} based",
        "release": release,
        "basis": basis,
        "month": month,
        "source_file": source.file_name,
        "source_sha256": source.sha256,
    }
    pieces: list[pa.Table] = []
    for name, sheet in tables.items():
        layout = LAYOUTS[name]
        for part in parts_of(sheet, layout, findings):
            block, part_findings = block_of(part, layout.absent)
            findings += [*part_findings, *row_checks(block, layout.standard_days), *england_checks(block, part.where)]
            pieces.append(figures_of(block, constants | {"standard": layout.standard}))
    figures = pa.concat_tables(pieces)
    refuse_another_file(figures, declared)
    refuse_doubles(figures)
    findings += [*release_findings, *split_checks(figures)]
    facts = {name: constants[name] for name in ("publication", "release", "basis", "month")}
    return Reading(NAME, source, {"figures": figures}, findings, facts)


def sheet_findings(sheets: Sequence[Sheet]) -> list[Finding]:
    """Tables that are not there, sheets that nobody expects, and tables that the sender hid."""
    present = {heading(sheet.name) for sheet in sheets}
    findings = [
        structural("SHEET_MISSING", f"The workbook has no sheet named {name}: its figures are not in this load.")
        for name in LAYOUTS
        if name not in present
    ]
    for sheet in sheets:
        known = heading(sheet.name) in LAYOUTS or heading(sheet.name) == FRONT_PAGE
        if not known:
            findings.append(
                structural("SHEET_UNKNOWN", f"The sheet {sheet.name} is not part of the publication; it was not read.")
            )
        elif sheet.is_hidden:
            findings.append(structural("SHEET_HIDDEN", f"The sheet {sheet.name} is hidden; it was read all the same."))
    return findings


def structural(name: str, message: str, mend: str = FETCH_AGAIN) -> Finding:
    """A finding on the shape of the workbook."""
    return Finding(id=name, kind=FindingKind.STRUCTURAL, message=message, mend=mend)


def status_line(front: Sheet | None) -> str:
    """The front page's line `Status: Final Official Statistics`, or nothing."""
    if front is None:
        return ""
    lines = (label(cell) for row in front.rows for cell in row if cell != "")
    return next((line for line in lines if line.upper().startswith("STATUS:")), "")


def month_of_workbook(tables: dict[str, Sheet], front: Sheet | None) -> str:
    """The one month that every table (cell A2) and the front page print; `Refused` when they differ or print none."""
    printed: list[tuple[str, str]] = []
    for sheet in tables.values():
        refuse_empty(sheet)
        month = month_of(sheet.rows[1][0]) if len(sheet.rows) > 1 else None
        if month is None:
            raise Refused(f"Sheet {sheet.name} does not print its month in cell A2.", FETCH_AGAIN, code="MONTH_MISSING")
        printed.append((sheet.name, month))
    if front is not None:
        front_cells = (cell for row in front.rows[:FRONT_PAGE_ROWS] for cell in row)
        printed += [(front.name, month) for cell in front_cells if (month := month_of(cell))]
    if len({month for _, month in printed}) > 1:
        words = "; ".join(f"{name} prints {month}" for name, month in printed)
        raise Refused(f"The sheets are for different months: {words}.", FETCH_AGAIN, code="MONTHS_DIFFER")
    return printed[0][1]


def basis_of(tables: dict[str, Sheet]) -> str:
    """`provider` or `commissioner`, from the line `BASIS: …` of every table; `Refused` when unclear."""
    found = set()
    for sheet in tables.values():
        lines = [label(row[0]).upper() for row in sheet.rows[:8] if row and label(row[0]).upper().startswith("BASIS:")]
        found |= {name for name in ("provider", "commissioner") for line in lines if f"{name.upper()} BASED" in line}
    if len(found) != 1:
        words = "The workbook does not say on one basis only whether it counts by provider or by commissioner."
        raise Refused(words, FETCH_AGAIN, code="BASIS_UNCLEAR")
    return found.pop()


def parts_of(sheet: Sheet, layout: Layout, findings: list[Finding]) -> Iterator[Part]:
    """The stacked parts of a sheet, one for each heading row. Findings on the sheet's shape are added to `findings`."""
    starts = [index for index, row in enumerate(sheet.rows) if any(heading(cell) == "ODS CODE" for cell in row)]
    if not starts:
        raise Refused(f"Sheet {sheet.name} has no heading row with ODS CODE.", FETCH_AGAIN, code="HEADING_MISSING")
    if len(starts) != layout.parts:
        words = f"Sheet {sheet.name} has {len(starts)} parts with a heading of their own; {layout.parts} are published."
        findings.append(structural("PART_MISSING", words))
    errors = frozenset(sheet.stored.error_cells)
    for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True):
        title = part_title(sheet, start)
        where = f"Sheet {sheet.name}, {title}" if title else f"Sheet {sheet.name}"
        columns = columns_of(sheet.rows[start], layout.standard_days, where)
        dimensions = tuple(name for name, absent in layout.absent.items() if absent is None and name != "modality")
        standard = ("within", "breaches") if layout.standard_days else ()
        require(columns, (*NEEDED, *dimensions, *standard), where)
        if columns.unknown:
            words = f"{where}: the headings {', '.join(columns.unknown)} are not known; these columns were not read."
            findings.append(structural("COLUMN_UNKNOWN", words, "Check whether the publication has a new layout."))
        rows = [(index + 1, sheet.rows[index]) for index in range(start + 1, end)]
        yield Part(sheet.name, title, columns, rows, errors)


def part_title(sheet: Sheet, start: int) -> str:
    """The line `PART B: …` that stands at most three rows above a heading row, or nothing."""
    above = (label(sheet.rows[index][0]) for index in range(max(0, start - 3), start))
    return next((line for line in above if line.upper().startswith("PART ")), "")


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
