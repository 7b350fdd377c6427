"""One stacked part of a sheet: its own heading row, its organisations' rows and its own England row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clearway.intake.published.columns import Columns
from clearway.intake.published.counts import CountColumn, NumberedRow, letters, rows_with_counts
from clearway.intake.published.figures import Block
from clearway.intake.published.shares import are_shares, share_checks
from clearway.intake.published.wording import ENGLAND_NAME, label
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind
from clearway.records.published import ENGLAND

DIMENSIONS = ("stage_route", "modality", "cancer_type")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows below one heading row of a sheet. `title` is the line such as `PART B: FIRST TREATMENTS`, or empty."""

    sheet: str
    title: str
    columns: Columns
    rows: Sequence[NumberedRow]
    error_cells: frozenset[str]

    @property
    def where(self) -> str:
        """Sheet and part in words."""
        return f"Sheet {self.sheet}, {self.title}" if self.title else f"Sheet {self.sheet}"


def block_of(part: Part, absent: dict[str, str | None]) -> tuple[Block, list[Finding]]:
    """The part's figures and what was wrong with its rows.

    `absent` gives the label of a dimension that the part does not print (`ALL CANCERS` on a sheet by modality).
    A part that prints no standard (the first-attendance sheets) has its first wait band as `within`: that is the only
    limit printed there, and `breaches` are the rest.
    """
    at, bands = part.columns.at, part.columns.bands
    has_standard = "within" in at and "breaches" in at
    positions = [at["total"], *((at["within"], at["breaches"]) if has_standard else ()), *bands]
    columns = [CountColumn(position, part.columns.name(position)) for position in positions]
    rows, findings = counted_rows(part, positions)
    kept, halves, unreadable = rows_with_counts(rows, columns, part.sheet, part.error_cells)
    first_band = 3 if has_standard else 1
    within = halves[:, 1]
    block = Block(
        labels=labels_of(part.columns, kept, absent),
        total=halves[:, 0],
        within=within,
        breaches=halves[:, 2] if has_standard else halves[:, 0] - within,
        bands=halves[:, first_band:],
        band_edges=part.columns.band_edges,
        row_numbers=np.array([number for number, _ in kept], dtype=np.int64),
        sheet=part.sheet,
        part=part.title,
    )
    return block, [*findings, *unreadable, *side_columns(part, block, kept)]


def counted_rows(part: Part, positions: Sequence[int]) -> tuple[list[NumberedRow], list[Finding]]:
    """The rows that hold figures: an organisation code, or the England name. Other rows with a number are named.

    A line of words without a single count (a footnote, a banner) is no row of figures, wherever it stands.
    """
    code, name = part.columns.at["org_code"], part.columns.at["org_name"]
    rows, findings = [], []
    for numbered in part.rows:
        number, cells = numbered
        if is_england(cells[name]) and cells[code] == "":
            rows.append(numbered)
        elif cells[code] != "":
            if any(cells[position] != "" for position in positions):
                rows.append(numbered)
            elif cells[name] != "":
                findings.append(left_out(part, number, "ROW_EMPTY", "names an organisation but holds no counts"))
        elif isinstance(cells[positions[0]], int | float):
            findings.append(left_out(part, number, "ROW_WITHOUT_CODE", "has a total but no organisation code"))
    return rows, findings


def is_england(cell: Cell) -> bool:
    """Whether a name is that of the England total."""
    return ENGLAND_NAME.match(label(cell)) is not None


def labels_of(
    columns: Columns, rows: Sequence[NumberedRow], absent: dict[str, str | None]
) -> dict[str, list[str | None]]:
    """Organisation and dimension labels as printed, with `ENGLAND` for the total row's missing code."""
    code, name = columns.at["org_code"], columns.at["org_name"]
    labels: dict[str, list[str | None]] = {
        "org_code": [label(cells[code]) or ENGLAND for _, cells in rows],
        "org_name": [label(cells[name]) for _, cells in rows],
    }
    for dimension in DIMENSIONS:
        if dimension in columns.at:
            position = columns.at[dimension]
            labels[dimension] = [label(cells[position]) for _, cells in rows]
        else:
            labels[dimension] = [absent[dimension]] * len(rows)
    return labels


def side_columns(part: Part, block: Block, rows: Sequence[NumberedRow]) -> list[Finding]:
    """The percentages held against the counts, and columns that hold figures which nothing here reads.

    Some publications leave the heading over the percentage out: the column beside the standard is known by its values.
    """
    at, columns = part.columns.at, part.columns
    findings: list[Finding] = []
    percentage = at.get("percentage")
    is_free = percentage is None and "breaches" in at
    for position in columns.unheaded:
        if not holds_numbers(rows, position):
            continue
        if is_free and are_shares(block, rows, position):
            percentage, is_free = position, False
            continue
        words = f"{part.where}: column {letters(position)} has no heading but holds figures; it was not read."
        findings.append(unread("COLUMN_UNNAMED", words))
    if percentage is not None and "within" in at:
        findings += share_checks(block, rows, percentage, part.where)
    for word in columns.unknown:
        what = "holds figures" if holds_numbers(rows, columns.headings.index(word)) else "holds words"
        words = f"{part.where}: the heading {word} is not known; its column {what} and was not read."
        findings.append(unread("COLUMN_UNKNOWN", words))
    return findings


def holds_numbers(rows: Sequence[NumberedRow], position: int) -> bool:
    """Whether any row has a number, or a percentage in words, in a column."""
    return any(looks_like_number(cells[position]) for _, cells in rows)


def looks_like_number(cell: Cell) -> bool:
    """Whether a cell holds a number or the words of one."""
    if isinstance(cell, int | float):
        return not isinstance(cell, bool)
    words = label(cell)
    return words[:1].isdigit() and words.rstrip("%").replace(".", "").replace(",", "").isdigit()


def unread(name: str, message: str) -> Finding:
    """The finding on a column that was left aside."""
    mend = "Check whether the publication has a new layout; the other columns were read and add up by themselves."
    return Finding(id=name, kind=FindingKind.STRUCTURAL, message=message, mend=mend)


def left_out(part: Part, number: int, name: str, what: str) -> Finding:
    """The finding for a row that cannot be a figure."""
    return Finding(
        id=name,
        kind=FindingKind.STRUCTURAL,
        message=f"{part.where}: row {number} {what}; it was left out.",
        mend="Look at the row in the published workbook; fetch the workbook again if yours differs.",
        row=number,
        is_rejection=True,
    )


def with_names(columns: Columns, rows: Sequence[NumberedRow]) -> Columns:
    """The columns, with the names in the column that holds the England name where their heading is a new one."""
    if "org_name" in columns.at:
        return columns
    for position, word in enumerate(columns.headings):
        if word in columns.unknown and any(is_england(cells[position]) for _, cells in rows):
            unknown = tuple(one for one in columns.unknown if one != word)
            return replace(columns, at={**columns.at, "org_name": position}, unknown=unknown)
    return columns
