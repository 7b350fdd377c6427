"""The columns of one part of a sheet, found by their headings and never counted."""

from dataclasses import dataclass, field

from clearway.intake.published.wording import AFTER, BETWEEN, ROLES, WITHIN, heading
from clearway.intake.workbook import Cell
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column of a part stands (from 0), the wait bands in order, and headings that nobody knows.

    `band_edges` reads `31 38 48 62 +` for "within 31", "32 to 38", "39 to 48", "49 to 62" and "after 62" days.
    """

    at: dict[str, int]
    bands: tuple[int, ...]
    band_edges: str
    headings: tuple[str, ...]
    unknown: tuple[str, ...] = field(default=())

    def name(self, position: int) -> str:
        """The heading printed over a column."""
        return self.headings[position]


def columns_of(row: list[Cell], standard_days: int | None, where: str) -> Columns:
    """Read one heading row. `standard_days` is 28, 31 or 62, or None where no standard is printed.

    The first "within N" and "after N" days for the standard's own N are the standard; the rest are wait bands.
    Raises `Refused` when the wait bands have a gap or a column appears twice.
    """
    words = tuple(heading(cell) for cell in row)
    at: dict[str, int] = {}
    bands: list[int] = []
    unknown: list[str] = []
    for position, word in enumerate(words):
        role = ROLES.get(word) or standard_role(word, standard_days, at)
        if role is not None:
            if role in at:
                raise Refused(
                    f"{where}: the heading {word} appears twice.", "Send the original file.", code="HEADING_TWICE"
                )
            at[role] = position
        elif WITHIN.match(word) or BETWEEN.match(word) or AFTER.match(word):
            bands.append(position)
        elif word:
            unknown.append(word)
    edges = band_edges([words[position] for position in bands], where)
    return Columns(at=at, bands=tuple(bands), band_edges=edges, headings=words, unknown=tuple(unknown))


def standard_role(word: str, standard_days: int | None, at: dict[str, int]) -> str | None:
    """`within` or `breaches` when the heading is the standard itself, met first and before its percentage."""
    if standard_days is None or "percentage" in at:
        return None
    if word == f"WITHIN {standard_days} DAYS" and "within" not in at:
        return "within"
    if word == f"AFTER {standard_days} DAYS" and "breaches" not in at:
        return "breaches"
    return None


def band_edges(words: list[str], where: str) -> str:
    """The upper days of the bands, `+` for the open last one; `Refused` when one band does not follow the other."""
    edges: list[str] = []
    last = 0
    for number, word in enumerate(words):
        if (first := WITHIN.match(word)) and number == 0:
            last = int(first[1])
            edges.append(first[1])
        elif (between := BETWEEN.match(word)) and int(between[1]) == last + 1:
            last = int(between[2])
            edges.append(between[2])
        elif (after := AFTER.match(word)) and int(after[1]) == last and number == len(words) - 1:
            edges.append("+")
        else:
            message = f"{where}: the wait band {word} does not follow the one before it."
            raise Refused(
                message, "The layout is new to this reader: nothing was read from this file.", code="BANDS_BROKEN"
            )
    return " ".join(edges)


def require(columns: Columns, needed: tuple[str, ...], where: str) -> None:
    """`Refused` naming the headings that a part lacks."""
    printed = {role: word for word, role in ROLES.items()}
    missing = [printed.get(role, role) for role in needed if role not in columns.at]
    if missing:
        words = f"{where}: no column is headed {', '.join(missing)}."
        raise Refused(
            words, "Send the file as it was published; this reader knows only that layout.", code="HEADING_MISSING"
        )
