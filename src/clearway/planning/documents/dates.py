"""Dates as a plan prints them: a day, a month, part or whole of a financial year, a season, weeks from now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from clearway.planning.documents.tables import compiled, number_of, table


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date: `value` as `words/dates.yaml` says, and the words that print it."""

    value: str
    printed: str


def dates_in(sentence: str) -> tuple[PrintedDate, ...]:
    """The dates by which something is due, in the order they are printed, each once."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, PrintedDate]] = []
    not_due = compiled(table("dates")["not_due"])
    for form, kind in _forms():
        for match in form.finditer(sentence):
            start, end = match.span()
            if any(start < to and end > at for at, to in taken):
                continue
            taken.append((start, end))
            if not_due.search(sentence[:start]) or re.match(table("dates")["span_after"], sentence[end:]):
                continue
            if value := _value(kind, {name: part for name, part in match.groupdict().items() if part}):
                found.append((start, PrintedDate(value, match.group().strip())))
    ordered = [one for _, one in sorted(found, key=lambda pair: pair[0])]
    return tuple({one.value: one for one in ordered}.values())


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    dates = table("dates")
    months = "|".join([*dates["months"], *dates["short_months"]])
    numbers = "|".join(dates["numbers"])
    return tuple(
        (compiled(one["form"].replace("MONTH", months).replace("NUMBER", numbers)), one["value"])
        for one in dates["forms"]
    )


def _value(kind: str, parts: dict[str, str]) -> str | None:
    """The value of a date of a kind, or None for a day that no calendar has."""
    return _VALUES[kind](parts)


def _year(parts: dict[str, str]) -> int:
    printed = next(parts[name] for name in ("year", "year2", "year3", "year4", "year5") if name in parts)
    return int(printed) + (2000 if len(printed) == 2 else 0)


def _month(parts: dict[str, str]) -> int:
    if "mm" in parts:
        return int(parts["mm"])
    name = parts["month"].lower()
    months: list[str] = table("dates")["months"]
    short: dict[str, int] = table("dates")["short_months"]
    return months.index(name) + 1 if name in months else short[name]


def _day(parts: dict[str, str]) -> str | None:
    month, day = _month(parts), int(parts["day"])
    return f"{_year(parts)}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _financial_year(parts: dict[str, str]) -> str | None:
    """Such as 2025/26; None when the second year does not follow the first."""
    first, second = _year(parts), int(parts["yy"]) % 100
    return f"{first}/{second:02d}" if (first + 1) % 100 == second else None


def _part_of_year(parts: dict[str, str]) -> str | None:
    year = _financial_year(parts)
    half = parts.get("half") or {"first": "1", "second": "2"}.get(parts.get("half_word", "").lower())
    return year and (f"{year} Q{parts['quarter']}" if "quarter" in parts else f"{year} H{half}")


def _span(parts: dict[str, str]) -> str:
    return f"P{number_of(parts['count']):g}{parts['span'][0].upper()}"


_VALUES: dict[str, Callable[[dict[str, str]], str | None]] = {
    "day": _day,
    "month": lambda parts: f"{_year(parts)}-{_month(parts):02d}",
    "quarter": _part_of_year,
    "half": _part_of_year,
    "season": lambda parts: f"{parts['season'].lower().replace('easter', 'Easter')} {_year(parts)}",
    "financial_year": _financial_year,
    "bare_quarter": lambda parts: f"Q{parts.get('quarter') or parts['quarter2']}",
    "span": _span,
    "bare_month": lambda parts: f"--{_month(parts):02d}",
    "festival": lambda parts: table("dates")["festivals"][parts["festival"].lower()],
    "decade": lambda parts: "end of the decade",
    "year": lambda parts: str(_year(parts)),
}
