"""Hiding small counts in a list with its total, so that nothing hidden can be found again by subtraction."""

from collections.abc import Sequence
from decimal import Decimal

SMALL = Decimal(5)
"""Counts of people below this are hidden. Our own choice until a data owner states a rule."""


def hidden_places(
    counts: Sequence[Decimal | int | None], *, below: Decimal = SMALL, step: Decimal = Decimal(1)
) -> set[int]:
    """Which places of a list must be left empty when its total is shown.

    First every count between 0 and `below` (zero and missing are not people and stay). Then, while a reader could work
    one of these out from the total and the counts that are shown, the smallest count still shown joins them. A reader
    is taken to know the method: that a first-hand hidden count lies from one `step` up to just under `below` (0.5 for
    shared pathways, else 1), and any other hidden count at `below` or above.

    When nothing is left to hide and one could still be worked out, every place is hidden; the caller must then not show
    the total either (`total_must_go`). Source: the order suppress, then check, then suppress again of the disclosure
    rules in the statistics specification.
    """
    values = [None if count is None else Decimal(count) for count in counts]
    small = {place for place, value in enumerate(values) if value is not None and 0 < value < below}
    hidden = set(small)
    candidates = sorted(
        (place for place, value in enumerate(values) if value is not None and value >= below),
        key=lambda place: (values[place], place),
    )
    while hidden and _is_deducible(values, small, hidden, below, step):
        if not candidates:
            return {place for place, value in enumerate(values) if value}
        hidden.add(candidates.pop(0))
    return hidden


def total_must_go(
    counts: Sequence[Decimal | int | None], *, below: Decimal = SMALL, step: Decimal = Decimal(1)
) -> bool:
    """Whether the total must be hidden too, because hiding counts alone cannot protect the small ones."""
    values = [None if count is None else Decimal(count) for count in counts]
    small = {place for place, value in enumerate(values) if value is not None and 0 < value < below}
    return bool(small) and _is_deducible(values, small, {p for p, value in enumerate(values) if value}, below, step)


def _is_deducible(
    values: Sequence[Decimal | None], small: set[int], hidden: set[int], below: Decimal, step: Decimal
) -> bool:
    """Whether the total less what is shown leaves only one answer for some small count."""
    left = sum((values[place] or Decimal(0) for place in hidden), Decimal(0))
    lowest = {place: step if place in small else below for place in hidden}
    has_large = bool(hidden - small)
    for place in small:
        others_least = sum((low for other, low in lowest.items() if other != place), Decimal(0))
        most = min(below - step, left - others_least)
        others_most = Decimal(len(small) - 1) * (below - step)
        least = step if has_large else max(step, left - others_most)
        if most <= least:
            return True
    return False
