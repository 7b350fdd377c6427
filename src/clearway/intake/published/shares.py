"""Do the printed percentages agree with the counts beside them, to the digits that are printed?"""

from collections.abc import Sequence

from clearway.intake.published.counts import NumberedRow
from clearway.intake.published.figures import Block
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind

EXACT = 1e-6
"""A percentage kept with all its digits may differ from the counts by no more than this share."""

LOOK = "Figures are worked out from the counts. Compare them with the publication, and tell the publisher."


def share_checks(block: Block, rows: Sequence[NumberedRow], position: int, where: str) -> list[Finding]:
    """A finding for percentages that differ from within / total, and one for those that are not printed.

    `rows` are the rows of the block. A row of nobody has no share: whatever stands there is passed over.
    """
    wrong, missing = [], []
    for (number, cells), total, within in zip(rows, block.total.tolist(), block.within.tolist(), strict=True):
        if not total:
            continue
        if cells[position] == "":
            missing.append(number)
        elif not is_share(cells[position], within / total):
            wrong.append((number, cells[position], within / total))
    findings = []
    if wrong:
        number, cell, share = wrong[0]
        findings.append(
            Finding(
                id="PERCENTAGE_NOT_SHARE",
                kind=FindingKind.LOGICAL,
                message=f"{where}: {counted(len(wrong))} not the share of the counts beside it; the first in row "
                f"{number} prints {str(cell)[:20]}, the counts give {share:.2%}.",
                mend=LOOK,
                row=number,
                count=len(wrong),
            )
        )
    if missing:
        findings.append(
            Finding(
                id="PERCENTAGE_MISSING",
                kind=FindingKind.STRUCTURAL,
                message=f"{where}: {len(missing)} rows print no percentage, the first is row {missing[0]}.",
                mend=LOOK,
                row=missing[0],
                count=len(missing),
            )
        )
    return findings


def counted(many: int) -> str:
    """How many percentages, for a sentence."""
    return "1 percentage is" if many == 1 else f"{many:,} percentages are"


def is_share(cell: Cell, share: float) -> bool:
    """Whether a printed percentage is a share, as far as its digits say: `91.92%`, `0.9192` or `91.92`."""
    if isinstance(cell, float) and abs(cell - share) <= EXACT:
        return True
    return any(abs(value - share) <= slack for value, slack in readings(cell))


def readings(cell: Cell) -> list[tuple[float, float]]:
    """What a printed percentage can mean, as shares, each with half of its last digit as slack."""
    if isinstance(cell, bool):
        return []
    if isinstance(cell, int | float):
        digits = len(f"{cell:.10f}".rstrip("0").partition(".")[2])
        slack = max(EXACT, 0.5 * 10**-digits) if digits else EXACT
        return [(float(cell), slack), (float(cell) / 100, max(EXACT, 0.5 * 10 ** -(digits + 2)))]
    words = str(cell).strip()
    try:
        value = float(words.removesuffix("%").replace(",", ""))
    except ValueError:
        return []
    digits = len(words.removesuffix("%").partition(".")[2])
    return [(value / 100, 0.5 * 10 ** -(digits + 2) + 1e-12)]


def are_shares(block: Block, rows: Sequence[NumberedRow], position: int) -> bool:
    """Whether a column without a heading holds the percentages: most of its cells are the share of their row."""
    pairs = zip(rows, block.total.tolist(), block.within.tolist(), strict=True)
    agree = [is_share(cells[position], within / total) for (_, cells), total, within in pairs if total]
    return bool(agree) and sum(agree) * 2 > len(agree)
