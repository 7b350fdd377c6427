"""Which month a record belongs to: stops near the end of a month, and people told after their treatment was decided."""

from collections.abc import Iterator

from clearway.measures.months import first_day, last_day, month_of, next_month
from clearway.measures.reconciliation.candidates import Candidate, Support
from clearway.measures.reconciliation.cells import minus
from clearway.measures.reconciliation.evidence import BOUNDARY_DAYS, HeldEvent
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.question import previous_month
from clearway.measures.reconciliation.sides import Sides

STOPS = {"28": "Told", "31": "Treated", "62": "Treated"}


def in_another_month(events: list[HeldEvent], sides: Sides) -> Iterator[Candidate]:
    """Records whose stop lies near the end of a month, counted there in the month beside it.

    The move must show on both sides: where figures of the month beside are held, the same record has to be missing (or
    one too many) in them. Where they are not, the move is possible and no more.
    """
    for event in events:
        for month, words in _months(event):
            if sides.question.month not in (event.counted.month, month):
                continue
            moved = event.counted.moved(month=month)
            vector = minus(moved.vector(sides.levels), event.counted.vector(sides.levels))
            effect = sides.known(vector)
            is_checked = len(effect) == len(vector) and {cell.month for cell in effect} == {event.counted.month, month}
            support = Support.RECORD if is_checked else Support.NOTHING
            yield Candidate(Kind.MONTH, (event.ref,), words, effect, _rule(event), support, _move(event, month))


def _months(event: HeldEvent) -> Iterator[tuple[str, str]]:
    standard, month, stop = event.counted.standard, event.counted.month, event.stop
    what = STOPS[standard]
    before = (stop - first_day(month)).days
    after = (last_day(month) - stop).days
    if before < BOUNDARY_DAYS:
        other = previous_month(month)
        yield other, f"{what} on {stop}, {_days(before + 1)} after {other} ended: counted in {other} there."
    if after < BOUNDARY_DAYS:
        other = next_month(month)
        yield other, f"{what} on {stop}, {_days(after + 1)} before {other} began: counted in {other} there."
    decided = event.decided
    if standard == "28" and decided and before >= BOUNDARY_DAYS and month_of(decided) == previous_month(month):
        words = f"Told on {stop} and treatment decided on {decided}: counted in the month of the decision there."
        yield previous_month(month), words


def _move(event: HeldEvent, month: str) -> str:
    """One treatment date fixes the month of the 31- and of the 62-day standard."""
    return f"{STOPS[event.counted.standard]} {month}"


def _rule(event: HeldEvent) -> str:
    return {"28": "FDS-5", "31": "D31-4", "62": "D62-6"}[event.counted.standard]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
