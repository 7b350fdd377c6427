"""The lines above the headings of a table: its title, its month, and whether it counts by provider or commissioner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clearway.intake.published.period import QUARTER, month_in_name, month_of, month_of_serial
from clearway.intake.published.wording import ROLES, heading, label, plain
from clearway.intake.reading import Declared
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused

OTHER_LINES = ("BASIS", "DEFINITIONS", "NOTE", "FOOTNOTE", "SOURCE", "PART ", "STATUS", "PUBLISHED", "CONTACT")
BASES = ("provider", "commissioner")
PRINTED_ONCE = "Fetch the file again from the publisher, and send it unchanged."


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands above the first headings of a sheet.

    `title` is in capitals with plain dashes. `months` are those that can be read, in order; `unread_period` is a
    period line that says something which is no month, empty when there is none.
    """

    title: str
    lines: tuple[str, ...]
    months: tuple[str, ...]
    unread_period: str
    bases: frozenset[str]


def heading_rows(sheet: Sheet) -> list[int]:
    """The rows (from 0) that hold headings: one over the codes of organisations and one over a total."""
    return [index for index, row in enumerate(sheet.rows) if is_heading_row(row)]


def is_heading_row(row: Sequence[Cell]) -> bool:
    """Whether a row has the headings over codes and totals."""
    if not any(isinstance(cell, str) and "CODE" in cell.upper() for cell in row):
        return False
    return {"org_code", "total"} <= {ROLES.get(heading(cell), "") for cell in row}


def title_block(sheet: Sheet, first_heading: int) -> TitleBlock:
    """Read the rows above the first heading row."""
    cells = [cell for row in sheet.rows[:first_heading] for cell in row if cell != ""]
    words = [plain(cell) for cell in cells]
    title = words[0] if words else ""
    months, unread = [], ""
    for place, (cell, said) in enumerate(zip(cells, words, strict=True)):
        period = said.removeprefix("PERIOD").lstrip(" :") if said.startswith("PERIOD") else cell
        if month := month_of(period) or month_of_serial(cell):
            months.append(month)
        elif said.startswith("PERIOD") and period:
            unread = str(period)
        elif place == 1 and not said.startswith(("PERIOD", *OTHER_LINES)):
            unread = label(cell)
    based = frozenset(
        basis for basis in BASES for said in words if said.startswith("BASIS") and f"{basis.upper()} BASED" in said
    )
    return TitleBlock(title, tuple(words), tuple(dict.fromkeys(months)), "" if months else unread[:60], based)


def basis_of_blocks(blocks: Sequence[TitleBlock], what: str) -> str:
    """`provider` or `commissioner`, from the line `BASIS: …` of every table; `Refused` when unclear."""
    found = {basis for block in blocks for basis in block.bases}
    if len(found) != 1:
        words = f"The {what} does not say on one basis only whether it counts by provider or by commissioner."
        raise Refused(words, PRINTED_ONCE, code="BASIS_UNCLEAR")
    return found.pop()


def month_of_blocks(
    blocks: Sequence[tuple[str, TitleBlock]], declared: Declared, file_name: str
) -> tuple[str, list[Finding]]:
    """The one month that the tables print.

    A table whose period line is empty takes the month declared, else the one its file is named after, with a finding
    that says so. `Refused` when months differ, when a period is not a month, and when nothing states one.
    """
    printed = [(name, month) for name, block in blocks for month in block.months]
    if len({month for _, month in printed}) > 1:
        words = "; ".join(f"{name} prints {month}" for name, month in printed[:12])
        raise Refused(f"The sheets are for different months: {words}.", PRINTED_ONCE, code="MONTHS_DIFFER")
    for name, block in blocks:
        if block.unread_period:
            raise unclear_period(name, block.unread_period)
    if printed:
        return printed[0][1], []
    return unprinted_month(declared, file_name)


def unclear_period(where: str, said: str) -> Refused:
    """The refusal of a period that is no month: a quarter, a year, or words that nobody knows."""
    if QUARTER.search(said):
        words = f"{where} is for a quarter ({said}); only months are kept here."
        return Refused(words, "Send the files of its months.", code="PERIOD_NOT_A_MONTH")
    return Refused(f"{where}: the period {said!r} is no month.", PRINTED_ONCE, code="PERIOD_NOT_A_MONTH")


def unprinted_month(declared: Declared, file_name: str) -> tuple[str, list[Finding]]:
    """The month of a file whose period line is empty, and the finding that says where it comes from."""
    named = month_in_name(file_name)
    if declared.month and named and declared.month != named:
        words = f"The file was declared for {declared.month}; it prints no month, and its name says {named}."
        raise Refused(words, "Correct the declaration, or give the file its own name back.", code="MONTH_DIFFERS")
    month = declared.month or named
    if not month:
        words = "The file does not print its month, and its name does not say it."
        raise Refused(words, "Declare the month that it is for (--month YYYY-MM).", code="MONTH_MISSING")
    how, name = ("declared", "MONTH_DECLARED") if declared.month else ("in its name", "MONTH_FROM_FILE_NAME")
    return month, [
        Finding(
            id=name,
            kind=FindingKind.STRUCTURAL,
            message=f"The period line of the table is empty; it was taken to be {month}, the month {how}.",
            mend="Compare one figure with the publication of that month.",
        )
    ]


def part_titles(sheet: Sheet, starts: Sequence[int]) -> Iterator[str]:
    """For each heading row, the line `PART B: …` that stands at most three rows above it, or nothing."""
    for start in starts:
        above = (label(cell) for row in sheet.rows[max(0, start - 3) : start] for cell in row if cell != "")
        yield next((line for line in above if line.upper().startswith("PART ")), "")
