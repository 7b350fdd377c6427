"""What changed between two tellings of the same month: two releases, or two snapshots of what records give.

Nothing is judged here: each organisation's figure stands before and after, what appeared and what went is named, and
the sum of all of them stands apart, because a total need not be the sum of what is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clearway.measures.answer import exact
from clearway.measures.question import Basis, Side

Key = tuple[str, ...]


class Change(StrEnum):
    """What became of one figure."""

    SAME = "same"
    CHANGED = "changed"
    APPEARED = "appeared"
    GONE = "gone"


class Cause(StrEnum):
    """Why computed figures differ."""

    NOTHING = "nothing"
    RECORDS = "records"
    RULES = "rules"
    BOTH = "records and rules"


@dataclass(frozen=True, slots=True)
class Count:
    """One figure: people in all and people within the standard, exact to the half."""

    total: Decimal
    within: Decimal

    @property
    def breaches(self) -> Decimal:
        """People not within the standard."""
        return self.total - self.within

    @property
    def rate(self) -> float | None:
        """The share within; None when nobody was counted."""
        return float(self.within / self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Revised:
    """One organisation's figure (or that of one cancer type or route in it) before and after; None where none is."""

    code: str
    name: str
    detail: str
    before: Count | None
    after: Count | None

    @property
    def change(self) -> Change:
        """What became of the figure."""
        if self.before is None:
            return Change.APPEARED
        if self.after is None:
            return Change.GONE
        return Change.SAME if self.before == self.after else Change.CHANGED

    @property
    def total_by(self) -> Decimal:
        """By how many people the total moved; an absent figure counts as nobody."""
        return _of(self.after, "total") - _of(self.before, "total")

    @property
    def within_by(self) -> Decimal:
        """By how many people the count within the standard moved."""
        return _of(self.after, "within") - _of(self.before, "within")

    @property
    def breaches_by(self) -> Decimal:
        """By how many people the count over the standard moved."""
        return self.total_by - self.within_by

    @property
    def rate_by(self) -> float | None:
        """By how much the share within moved, as a fraction; None where one of the two has none."""
        before, after = (one.rate if one else None for one in (self.before, self.after))
        return None if before is None or after is None else after - before

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        detail = {"detail": self.detail} if self.detail else {}
        return {
            "code": self.code,
            "name": self.name,
            **detail,
            "change": self.change.value,
            **_count_json("before", self.before),
            **_count_json("after", self.after),
            "total_by": exact(self.total_by),
            "within_by": exact(self.within_by),
            "breaches_by": exact(self.breaches_by),
            "rate_by": self.rate_by,
        }


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the two tellings: a release by its file, or a snapshot by its name. `known_on` is when it came here."""

    name: str
    release: str
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Revision:
    """The comparison of one standard in one month. `whole` is England, or every record of the store.

    `cause` is told for computed figures; a release does not say why it differs.
    """

    basis: Basis
    standard: str
    month: str
    side: Side
    before: Telling
    after: Telling
    whole: Revised
    rows: tuple[Revised, ...]
    cause: Cause | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def differing(self) -> tuple[Revised, ...]:
        """The rows that are not the same, those that moved most people first."""
        moved = (row for row in self.rows if row.change is not Change.SAME)
        return tuple(sorted(moved, key=lambda row: (-abs(row.total_by) - abs(row.within_by), row.name, row.detail)))

    @property
    def compared(self) -> int:
        """How many organisations stand in either telling."""
        return len({row.code for row in self.rows})

    def how_many(self, change: Change) -> int:
        """How many organisations have a figure of which a thing became."""
        return len({row.code for row in self.rows if row.change is change})

    @property
    def totals_differing(self) -> int:
        """How many organisations that stand in both tellings have another total."""
        return len({row.code for row in self.rows if row.change is Change.CHANGED and row.total_by})

    @property
    def organisations_differing(self) -> int:
        """How many organisations have a figure that is not the same."""
        return len({row.code for row in self.differing})

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            "basis": self.basis,
            "standard": self.standard,
            "month": self.month,
            "basis_of_place": self.side,
            "before": _telling_json(self.before),
            "after": _telling_json(self.after),
            "organisations": self.compared,
            "organisations_differing": self.organisations_differing,
            "totals_differing": self.totals_differing,
            **{change.value: self.how_many(change) for change in Change},
            "whole": self.whole.as_json(),
            "rows": [row.as_json() for row in self.differing],
            "cause": self.cause.value if self.cause else None,
            "notes": list(self.notes),
        }


def compared(before: Mapping[Key, Count], after: Mapping[Key, Count], names: Mapping[str, str]) -> tuple[Revised, ...]:
    """Every key of two tellings (code, then detail) side by side, in order of key."""
    return tuple(
        Revised(code, names.get(code, code), detail, before.get((code, detail)), after.get((code, detail)))
        for code, detail in sorted({*before, *after})
    )


def cause_of(*, records_differ: bool, rules_differ: bool) -> Cause:
    """Why figures may differ: what was received, what the rules say, or both."""
    if records_differ and rules_differ:
        return Cause.BOTH
    if records_differ:
        return Cause.RECORDS
    return Cause.RULES if rules_differ else Cause.NOTHING


def _of(count: Count | None, name: str) -> Decimal:
    return Decimal(0) if count is None else Decimal(getattr(count, name))


def _count_json(prefix: str, count: Count | None) -> dict[str, Any]:
    return {
        f"{prefix}_total": exact(count.total) if count else None,
        f"{prefix}_within": exact(count.within) if count else None,
        f"{prefix}_breaches": exact(count.breaches) if count else None,
        f"{prefix}_rate": count.rate if count else None,
    }


def _telling_json(one: Telling) -> dict[str, Any]:
    return {
        "name": one.name,
        "release": one.release,
        "known_on": one.known_on.isoformat() if one.known_on else None,
    }
