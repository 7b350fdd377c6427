"""The notes that leave the house with a table: definition, source, age, snapshot, licence, and the loud mark."""

from collections.abc import Iterable, Sequence

from clearway.measures.answer import Position, PositionRow
from clearway.measures.question import Basis
from clearway.publications.tables import Notes
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.performance.cards import cards
from clearway.site.performance.presenters.figure import FEWEST
from clearway.site.performance.standards_shown import FORMER_STANDARDS

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0. Publisher: NHS England."
OWN_RECORDS = "Figures from this store's own records. They are not published; share them only as your agreements allow."
SYNTHETIC = "SYNTHETIC: computed from made-up people. Nobody in these records exists."
PROVISIONAL = "PROVISIONAL: some of these figures may still be revised."
NOT_STATED = "PROVISIONAL: nothing in the files of these months says that their figures are the final ones."
HALVES = (
    "Halves",
    "A person investigated at one trust and treated at another can count half to each in the 62-day figures of trusts.",
)
INTERVALS = (
    "Intervals",
    "lower and upper are the limits of the 95% Wilson interval; share, lower and upper are fractions.",
)
SMALL = ("Small numbers", f"The page leaves out shares of fewer than {FEWEST} people; this file has every figure.")


def notes(position: Position, card: str, rows: Sequence[PositionRow] | None = None) -> Notes:
    """Notes for rows of a position (all of them when not said)."""
    shown = position.rows if rows is None else rows
    return Notes(
        definition=cards()[card].plain,
        source=source(position.basis, shown),
        as_at=as_at(shown),
        snapshot=position.snapshot,
        licence=LICENCE if position.basis == "published" else OWN_RECORDS,
        mark=mark(position.basis, shown),
        remarks=(HALVES, INTERVALS, SMALL, *(("Note", note) for note in position.notes)),
    )


def mark(basis: Basis, rows: Iterable[PositionRow]) -> str:
    """What must be read first; empty for final published figures."""
    if basis == "computed" and is_demo():
        return SYNTHETIC
    unsettled = [row for row in rows if row.release == "provisional"]
    if unsettled and all(row.standard in FORMER_STANDARDS for row in unsettled):
        return NOT_STATED
    return PROVISIONAL if unsettled else ""


def source(basis: Basis, rows: Iterable[PositionRow]) -> str:
    """Where the figures come from, files by name when there are few."""
    files = sorted({name for row in rows for name in row.source_files})
    named = "; ".join(files) if 0 < len(files) <= 4 else f"{len(files)} files"
    if basis == "published":
        return f"NHS England, Cancer Waiting Times ({named})"
    return f"Computed by Clearway from {'synthetic ' if is_demo() else ''}records ({named})"


def as_at(rows: Iterable[PositionRow]) -> str:
    """Which months, and how settled: `March 2025, final`."""
    shown = list(rows)
    months = sorted({month for row in shown for month in row.months})
    if not months:
        return "No figures are held"
    release = "provisional" if any(row.release == "provisional" for row in shown) else "final"
    first, last = words.month(months[0]), words.month(months[-1])
    return f"{first if first == last else f'{first} to {last}'}, {release}"
