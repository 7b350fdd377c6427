"""A table on a sheet: its heading row found by its words, its columns by their headings, its cells read strictly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clearway.intake.published.wording import label, plain
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused

SEARCHED_ROWS = 40
"""Title lines above the headings of a published table; none known has more."""
LAYOUT_ONLY = "Send the file as it was published; this reader knows only that layout."
CORRECT_ROWS = "Correct the rows and send the file again; nothing was loaded."
MEND_CELL = "Look at the published file; if it prints the same, report it to the publisher. Nothing was loaded."


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings. `at` says where each known column stands (from 0), `unknown` names the other headings."""

    sheet: Sheet
    start: int
    at: Mapping[str, int]
    headings: tuple[str, ...]
    unknown: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row below the headings that holds anything, with its number in the sheet."""
        for index in range(self.start + 1, len(self.sheet.rows)):
            if any(cell != "" for cell in self.sheet.rows[index]):
                yield index + 1, self.sheet.rows[index]

    def place(self, row: int) -> str:
        """Where a row stands, in words."""
        return f"{self.sheet.name}, row {row:,}"

    def text(self, row: Sequence[Cell], role: str) -> str:
        """A cell as text without spaces at its ends; empty where the table has no such column."""
        position = self.at.get(role)
        return "" if position is None else label(row[position])

    def number(
        self, row: Sequence[Cell], role: str, number: int, marks: Mapping[str, str] | None = None
    ) -> tuple[float | None, str]:
        """A cell as a number, and the flag that stands instead of one.

        `marks` are the publisher's signs for a value that is not printed, and what each means. Raises `Refused` for
        any other word.
        """
        position = self.at.get(role)
        cell = "" if position is None else row[position]
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            return float(cell), ""
        said = str(cell).strip()
        if said in (marks or {}):
            return None, (marks or {})[said]
        if not said:
            return None, ""
        words = f"{self.place(number)}, column {self.headings[self.at[role]]}: {said[:40]!r} is no number."
        raise Refused(words, MEND_CELL, code="NOT_A_NUMBER")

    def unknown_finding(self) -> list[Finding]:
        """The finding that names columns which were not read."""
        if not self.unknown:
            return []
        names = ", ".join(self.unknown[:12])
        return [
            Finding(
                id="COLUMN_NOT_READ",
                kind=FindingKind.STRUCTURAL,
                message=f"{self.sheet.name}: columns that this reader does not know were left out: {names}.",
                mend="Nothing need be done, unless a figure that you want stands there.",
                count=len(self.unknown),
            )
        ]


def heading_row(sheet: Sheet, telling: frozenset[str], searched_rows: int = SEARCHED_ROWS) -> int | None:
    """The first row that holds all the telling headings (in capitals); None when there is none."""
    for index, row in enumerate(sheet.rows[:searched_rows]):
        if telling <= {plain(cell) for cell in row}:
            return index
    return None


def table_at(
    sheet: Sheet, start: int, roles: Mapping[str, str], needed: Sequence[str], not_read: frozenset[str] = frozenset()
) -> Table:
    """The table whose headings stand in row `start` (from 0). `roles` names the role of each heading in capitals.

    `not_read` are known headings that nobody needs. Raises `Refused` naming a needed heading that is missing, or one
    that stands twice.
    """
    words = tuple(plain(cell) for cell in sheet.rows[start])
    at: dict[str, int] = {}
    for position, word in enumerate(words):
        role = roles.get(word)
        if role is None:
            continue
        if role in at:
            said = f"{sheet.name}: the columns {words[at[role]]} and {word} mean the same; only one can be meant."
            raise Refused(said, LAYOUT_ONLY, code="HEADING_TWICE")
        at[role] = position
    unknown = tuple(word for word in words if word and word not in roles and word not in not_read)
    missing = [next(word for word, known in roles.items() if known == role) for role in needed if role not in at]
    if missing:
        known = ", ".join(words[position] for position in sorted(at.values())) or "none"
        strange = f"; not recognised: {', '.join(unknown[:12])}" if unknown else ""
        said = f"{sheet.name}: no column is headed {', '.join(missing)}. Recognised: {known}{strange}."
        raise Refused(said, LAYOUT_ONLY, code="HEADING_MISSING")
    return Table(sheet, start, at, words, unknown)
