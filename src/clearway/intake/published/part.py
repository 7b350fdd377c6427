"""One stacked part of a sheet: its own heading row, its organisations' rows and its own England row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.intake.published.columns import Columns
from clearway.intake.published.counts import CountColumn, NumberedRow, rows_with_counts
from clearway.intake.published.figures import Block
from clearway.intake.published.wording import ENGLAND_NAMES, label
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind
from clearway.records.published import ENGLAND


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
    rows, findings = counted_rows(part)
    at, bands = part.columns.at, part.columns.bands
    has_standard = "within" in at and "breaches" in at
    positions = [at["total"], *((at["within"], at["breaches"]) if has_standard else ()), *bands]
    columns = [CountColumn(position, part.columns.name(position)) for position in positions]
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
    return block, findings + unreadable


def counted_rows(part: Part) -> tuple[list[NumberedRow], list[Finding]]:
    """The rows that hold figures: an organisation code, or the England name. Other rows with a number are named."""
    code, name, total = part.columns.at["org_code"], part.columns.at["org_name"], part.columns.at["total"]
    rows, findings = [], []
    for numbered in part.rows:
        number, cells = numbered
        if cells[code] != "" or is_england(cells[name]):
            rows.append(numbered)
        elif cells[total] != "":
            findings.append(nameless_row(part, number))
    return rows, findings


def is_england(cell: Cell) -> bool:
    """Whether a name is that of the England total."""
    return label(cell).upper() in ENGLAND_NAMES


def labels_of(
    columns: Columns, rows: Sequence[NumberedRow], absent: dict[str, str | None]
) -> dict[str, list[str | None]]:
    """Organisation and dimension labels as printed, with `ENGLAND` for the total row's missing code."""
    code, name = columns.at["org_code"], columns.at["org_name"]
    labels: dict[str, list[str | None]] = {
        "org_code": [label(cells[code]) or ENGLAND for _, cells in rows],
        "org_name": [label(cells[name]) for _, cells in rows],
    }
    for dimension in ("stage_route", "modality", "cancer_type"):
        if dimension in columns.at:
            position = columns.at[dimension]
            labels[dimension] = [label(cells[position]) for _, cells in rows]
        else:
            labels[dimension] = [absent[dimension]] * len(rows)
    return labels


def nameless_row(part: Part, number: int) -> Finding:
    """The finding for a row that has a total but neither a code nor the England name."""
    return Finding(
        id="ROW_WITHOUT_CODE",
        kind=FindingKind.STRUCTURAL,
        message=f"{part.where}: row {number} has a total but no organisation code; it was left out.",
        mend="Look at the row in the published workbook; fetch the workbook again if yours differs.",
        row=number,
        is_rejection=True,
    )
