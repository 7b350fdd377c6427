"""How dates, months, counts and shares read on a page, in one place."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone


def day(value: date | datetime | None) -> str:
    """A date as `3 March 2024`, in London when it carries a time; empty for none."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def moment(value: datetime | None) -> str:
    """A moment as `3 March 2024, 14:05`, in London; empty for none."""
    if value is None:
        return ""
    return f"{day(value)}, {timezone.localtime(value):%H:%M}"


def month(value: str | date | None) -> str:
    """A month (`2024-03` or a date in it) as `March 2024`; empty for none."""
    if not value:
        return ""
    first = date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
    return f"{first:%B %Y}"


def count(value: int | float | Decimal | None) -> str:
    """A count with thousands commas; halves stay halves (`1,204.5`), whole ones lose the point; empty for none."""
    if value is None:
        return ""
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}"


def percent(share: float | None, places: int = 1) -> str:
    """A share between 0 and 1 as `71.4%`; empty for none."""
    return "" if share is None else f"{share * 100:.{places}f}%"


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "month": month,
    "count": count,
    "percent": percent,
}
