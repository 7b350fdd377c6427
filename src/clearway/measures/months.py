"""Months and financial years as text: `2025-03` and `2024-25`."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache


def month_of(day: date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


@lru_cache(maxsize=4096)
def last_day(month: str) -> date:
    """The last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def next_month(month: str) -> str:
    """The month after."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


@lru_cache(maxsize=4096)
def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month from the first to the last, both included."""
    bounds = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(next(bounds), next(bounds) + 1))


def year_of(month: str) -> str:
    """The financial year of a month, April to March: `2025-03` lies in `2024-25`."""
    start = int(month[:4]) - (int(month[5:]) < 4)
    return f"{start}-{(start + 1) % 100:02}"


def financial_year(month: str) -> str:
    """The same in SQL, for a column of months. `month` is an expression of ours, never what a person wrote."""
    day = f"CAST({month} || '-01' AS DATE)"
    start = f"CAST(year({day} - INTERVAL 3 MONTH) AS VARCHAR)"
    end = f"right(CAST(year({day} + INTERVAL 9 MONTH) AS VARCHAR), 2)"
    return f"{start} || '-' || {end}"


def gaps(first: str, last: str, held: Iterable[str]) -> tuple[str, ...]:
    """The months between first and last that are not held."""
    known = set(held)
    return tuple(month for month in months_between(first, last) if month not in known)
