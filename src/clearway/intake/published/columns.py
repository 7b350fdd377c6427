"""The columns of one part of a sheet, found by their headings and never counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from clearway.intake.published.wording import AFTER, BETWEEN, NOT_READ, ROLES, WITHIN, heading
from clearway.intake.workbook import Cell
from clearway.records.findings import Refused

WaitBand = tuple[int, int | None, int]
"""First day, last day (None: no end) and the position of the column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column of a part stands (from 0), the wait bands from short to long, and headings that nobody knows.

    `band_edges` reads `31 38 48 62 +` for "within 31", "32 to 38", "39 to 48", "49 to 62" and "after 62" days.
    `unheaded` are the positions without a heading; some publications leave out the one over the percentage.
    """

    at: dict[str, int]
    bands: tuple[int, ...]
    band_edges: str
    headings: tuple[str, ...]
    unknown: tuple[str, ...] = field(default=())
    unheaded: tuple[int, ...] = field(default=())

    def name(self, position: int) -> str:
        """The heading printed over a column."""
        return self.headings[position]


def columns_of(row: Sequence[Cell], standard_days: int | None, where: str) -> Columns:
    """Read one heading row. `standard_days` is 14, 28, 31 or 62, or None where no standard is printed.

    The first "within N" and "after N" days for the standard's own N are the standard; the rest are wait bands.
    Raises `Refused` when the wait bands have a gap or a column appears twice.
    """
    words = tuple(heading(cell) for cell in row)
    at: dict[str, int] = {}
    bands: list[WaitBand] = []
    unknown: list[str] = []
    for position, word in enumerate(words):
        role = ROLES.get(word) or standard_role(word, standard_days, at)
        if role is not None:
            if role in at:
                raise Refused(
                    f"{where}: two columns are headed {words[at[role]]} and {word}; only one can be meant.",
                    "Send the original file.",
                    code="HEADING_TWICE",
                )
            at[role] = position
        elif band := wait_band(word, position):
            bands.append(band)
        elif word and word not in NOT_READ:
            unknown.append(word)
    in_order = sorted(bands, key=lambda band: band[0])
    return Columns(
        at=at,
        bands=tuple(position for _, _, position in in_order),
        band_edges=band_edges(in_order, words, where),
        headings=words,
        unknown=tuple(unknown),
        unheaded=tuple(position for position, word in enumerate(words) if not word),
    )


def standard_role(word: str, standard_days: int | None, at: dict[str, int]) -> str | None:
    """`within` or `breaches` when the heading is the standard itself, met first: a wait band may be headed alike."""
    if standard_days is None:
        return None
    if word == f"WITHIN {standard_days} DAYS" and "within" not in at:
        return "within"
    if word == f"AFTER {standard_days} DAYS" and "breaches" not in at:
        return "breaches"
    return None


def wait_band(word: str, position: int) -> WaitBand | None:
    """The days that a heading names; None when it is no wait band."""
    if first := WITHIN.match(word):
        return 0, int(first[1]), position
    if between := BETWEEN.match(word):
        return int(between[1]), int(between[2]), position
    if after := AFTER.match(word):
        return int(after[1]) + 1, None, position
    return None


def band_edges(bands: Sequence[WaitBand], words: Sequence[str], where: str) -> str:
    """The upper days of the bands, `+` for the open last one; `Refused` when one band does not follow the other."""
    edges: list[str] = []
    expected = 0
    for number, (first, last, position) in enumerate(bands):
        is_last = number == len(bands) - 1
        if first != expected or (last is None) != is_last or (last is not None and last < first):
            message = f"{where}: the wait band {words[position]} does not follow the one before it."
            raise Refused(
                message, "The layout is new to this reader: nothing was read from this file.", code="BANDS_BROKEN"
            )
        expected = 0 if last is None else last + 1
        edges.append("+" if last is None else str(last))
    return " ".join(edges)


def require(columns: Columns, needed: tuple[str, ...], where: str) -> None:
    """`Refused` naming the headings that a part lacks, those it has, and those that nobody knows."""
    printed = {role: word for word, role in reversed(ROLES.items())}
    missing = [printed.get(role, role) for role in needed if role not in columns.at]
    if missing:
        known = ", ".join(columns.name(position) for position in sorted(columns.at.values())) or "none"
        strange = f"; not recognised: {', '.join(columns.unknown)}" if columns.unknown else ""
        words = f"{where}: no column is headed {', '.join(missing)}. Recognised: {known}{strange}."
        raise Refused(
            words, "Send the file as it was published; this reader knows only that layout.", code="HEADING_MISSING"
        )
