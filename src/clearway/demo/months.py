"""Months as whole numbers (months since January 1970), and days within them."""

from datetime import date

import numpy as np

from clearway.demo.arrays import Days, Ints, Random

MONDAY_SHIFT = 3
"""1 January 1970 was a Thursday: (days since then + 3) % 7 is 0 on a Monday."""


def month_number(month: str) -> int:
    """`2025-03` as a number."""
    return int(np.datetime64(month, "M").astype(np.int64))


def month_label(number: int) -> str:
    """A number as `2025-03`."""
    return str(np.datetime64(int(number), "M"))


def month_of_day(day: date) -> int:
    """The month a day lies in."""
    return month_number(f"{day:%Y-%m}")


def months_of(days: Days) -> Ints:
    """The month number of each day; meaningless where there is no day."""
    return days.astype("datetime64[M]").astype(np.int64)


def first_day(months: Ints) -> Days:
    """The first day of each month."""
    return months.astype("datetime64[M]").astype("datetime64[D]")


def first_date(month: int) -> date:
    """The first day of one month, as a plain date."""
    return date.fromisoformat(f"{month_label(month)}-01")


def weekday(days: Days) -> Ints:
    """0 for Monday to 6 for Sunday."""
    return (days.astype(np.int64) + MONDAY_SHIFT) % 7


def any_day(rng: Random, months: Ints, weekend_share: float = 0.0) -> Days:
    """A day of each month: a weekday, but for the given share any day of the week."""
    begin, end = first_day(months), first_day(months + 1)
    mark = rng.random(len(months))
    weekdays = np.busday_count(begin, end)
    chosen = np.busday_offset(begin, np.floor(mark * weekdays).astype(np.int64), roll="forward")
    calendar = begin + np.floor(mark * (end - begin).astype(np.int64)).astype(np.int64)
    return np.where(rng.random(len(months)) < weekend_share, calendar, chosen)


def before_weekend(days: Days) -> Days:
    """The same day, or the Friday before when it falls on a weekend."""
    return days - np.maximum(weekday(days) - 4, 0)


def onto_weekday(rng: Random, stop: Days, wait: Ints, shortest: Ints, longest: Ints) -> Ints:
    """The wait moved by some days so that it starts on a weekday, where its band allows.

    Weekend starts are spread over the five weekdays before or after, so that no weekday stands out.
    """
    started = weekday(stop - wait)
    is_weekend = started >= 5
    steps = rng.integers(0, 5, len(wait))
    back = wait + started - 4 + steps
    forward = wait - (7 - started) - steps
    use_back = (back <= longest) & ((rng.random(len(wait)) < 0.5) | (forward < shortest))
    moved = np.where(use_back, back, np.where(forward >= shortest, forward, wait))
    return np.where(is_weekend, moved, wait)
