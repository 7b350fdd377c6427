"""Time as plans tell it: financial years from April to March, their half-years and quarters. Plain values, in order."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

APRIL = 4
DAY = timedelta(days=1)
YEAR = re.compile(r"(\d{4})/(\d{2})")
QUARTER = re.compile(r"(\d{4}/\d{2}) Q([1-4])")
HALF = re.compile(r"(\d{4}/\d{2}) (?:H([12])|Q(1-2|3-4))")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class NotASpan(ValueError):
    """A text is no financial year, half-year, quarter or month. The message says how one is written."""


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """April to March, named by the year it begins in."""

    begins: int

    @classmethod
    def read(cls, text: str) -> "FinancialYear":
        """Read `2017/18`; the second part must be the year after. Raises NotASpan."""
        found = YEAR.fullmatch(text.strip())
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            raise NotASpan(f"{text!r} is not a financial year such as 2017/18")
        return cls(int(found[1]))

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The year a day lies in."""
        return cls(day.year if day.month >= APRIL else day.year - 1)

    def __str__(self) -> str:
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        """The first of April."""
        return date(self.begins, APRIL, 1)

    @property
    def last_day(self) -> date:
        """The last of March."""
        return FinancialYear(self.begins + 1).first_day - DAY

    @property
    def quarters(self) -> "tuple[Quarter, ...]":
        """Its four quarters."""
        return tuple(Quarter(self, number) for number in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a financial year: Q1 is April to June."""

    year: FinancialYear
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """Read `2017/18 Q3`. Raises NotASpan."""
        found = QUARTER.fullmatch(text.strip())
        if not found:
            raise NotASpan(f"{text!r} is not a quarter such as 2017/18 Q3")
        return cls(FinancialYear.read(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter a day lies in."""
        return cls(FinancialYear.of(day), (day.month - APRIL) % 12 // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        months = APRIL - 1 + 3 * (self.number - 1)
        return date(self.year.begins + months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        following = Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(_after(self.year), 1)
        return following.first_day - DAY

    @property
    def half(self) -> "HalfYear":
        """The half-year it lies in."""
        return HalfYear(self.year, 1 if self.number <= 2 else 2)


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """Two quarters of a financial year: the first is April to September."""

    year: FinancialYear
    number: int

    @classmethod
    def read(cls, text: str) -> "HalfYear":
        """Read `2017/18 Q1-2` or `2017/18 H1`. Raises NotASpan."""
        found = HALF.fullmatch(text.strip())
        if not found:
            raise NotASpan(f"{text!r} is not a half-year such as 2017/18 Q1-2")
        return cls(FinancialYear.read(found[1]), int(found[2]) if found[2] else 1 if found[3] == "1-2" else 2)

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """The half-year a day lies in."""
        return Quarter.of(day).half

    def __str__(self) -> str:
        return f"{self.year} Q{'1-2' if self.number == 1 else '3-4'}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return Quarter(self.year, 1 if self.number == 1 else 3).first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return Quarter(self.year, 2 if self.number == 1 else 4).last_day


def _after(year: FinancialYear) -> FinancialYear:
    return FinancialYear(year.begins + 1)


def month_days(text: str) -> tuple[date, date]:
    """The first and last day of a month written as `2024-06`. Raises NotASpan."""
    found = MONTH.fullmatch(text.strip())
    if not found:
        raise NotASpan(f"{text!r} is not a month such as 2024-06")
    year, month = int(found[1]), int(found[2])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - DAY
