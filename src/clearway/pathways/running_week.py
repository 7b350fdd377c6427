"""The running week: everyone still waiting on one day, who came in the week before, where the month will land."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from clearway.clocks import ClockRules, NotCounted, Wait
from clearway.clocks.sixty_two_day import sixty_two_day
from clearway.pathways.open_pathways import WAITING, Milestone, Status
from clearway.pathways.scope import Scope
from clearway.pathways.waiting_list import VIEW, lay_out
from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING, WaitingTimeRecord

BANDS: tuple[tuple[int, int | None], ...] = ((0, 28), (29, 62), (63, 104), (105, None))
"""Days waited, first and last inclusive, as in the weekly national collection; the last band is open."""

WHO_HOLDS_IT = """
    coalesce(
        CASE WHEN pathway.treated_booked IS NOT NULL THEN nullif(record.org_treatment, '') END,
        CASE WHEN pathway.has_decision THEN nullif(record.org_dtt, '') END,
        CASE WHEN record.ipt_3_received <= $day THEN nullif(record.ipt_3_receiving, '') END,
        CASE WHEN record.ipt_2_received <= $day THEN nullif(record.ipt_2_receiving, '') END,
        CASE WHEN record.ipt_1_received <= $day THEN nullif(record.ipt_1_receiving, '') END,
        CASE WHEN pathway.route = 'UPGRADE' THEN nullif(record.org_upgrade, '') END,
        nullif(record.org_first_seen, ''),
        nullif(record.pathway_issuer, ''),
        ''
    )
"""
"""Where the pathway is now: where treatment is booked or was decided, else where it was last sent, else first seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPathway:
    """A person on a 62-day pathway on a day (rules OPEN-1 to OPEN-4).

    `trust` holds the pathway now, empty when no organisation is recorded; `suspected` is what was suspected at
    referral, empty when not recorded. `days` is the wait so far, less the days taken off; `target` the last day that
    keeps the limit. `booked` is a treatment that was booked for a later day, and `booked_days` the wait it would give.
    """

    link: str
    trust: str
    route: str
    suspected: str
    status: Status
    start: date
    days: int
    target: date
    has_decision: bool
    next_milestone: Milestone | None
    booked: date | None = None
    booked_days: int | None = None

    @property
    def is_booked_late(self) -> bool:
        """Whether the booking lies after the target: a predicted breach (OPEN-2)."""
        return self.booked is not None and self.booked > self.target


@dataclass(frozen=True, slots=True)
class LostPathway:
    """A pathway in one of the two states that trackers lose (OPEN-4): `UNDIAGNOSED` or `UNTOLD`."""

    link: str
    trust: str
    status: Status


@dataclass(frozen=True, slots=True)
class BookedCase:
    """A treatment booked in the month. `outcome` is what the 62-day clock will say if it is kept: a wait with each
    trust's share, or why it will not count (a diagnosis that is still to be entered, say)."""

    pathway: WaitingPathway
    outcome: Wait | NotCounted

    @property
    def counts(self) -> bool:
        """Whether it will count."""
        return isinstance(self.outcome, Wait)

    @property
    def is_within(self) -> bool:
        """Whether it will count within the standard."""
        return isinstance(self.outcome, Wait) and self.outcome.is_within


@dataclass(frozen=True, slots=True)
class TrustLanding:
    """One trust's shares of the month: of those treated already, and of those booked if every booking is kept."""

    trust: str
    treated: Decimal = Decimal(0)
    treated_within: Decimal = Decimal(0)
    booked: Decimal = Decimal(0)
    booked_within: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a month will land: first treatments so far, and those booked in the rest of it, case by case.

    Counts are whole people; `trusts` holds the shares of trusts. `could_breach` are people with a decision to treat and
    without a booking, whose last day in time lies in the month or before it.
    """

    month: str
    treated: int
    treated_within: int
    cases: tuple[BookedCase, ...]
    could_breach: tuple[WaitingPathway, ...]
    trusts: tuple[TrustLanding, ...]

    @property
    def total(self) -> int:
        """Everyone treated in the month, or booked in it and going to count."""
        return self.treated + sum(case.counts for case in self.cases)

    @property
    def within(self) -> int:
        """How many of them in time, if every booking is kept."""
        return self.treated_within + sum(case.is_within for case in self.cases)


@dataclass(frozen=True, slots=True)
class RunningWeek:
    """One day: open 62-day pathways, who has waited over 28 days to be told, who was referred in seven days.

    `is_hindsight`: newer records than the day are held. It is known then who was waiting, but not what was booked.
    """

    day: date
    waiting: tuple[WaitingPathway, ...]
    untold_over_28: int
    new_referrals: int
    lost: tuple[LostPathway, ...]
    landing: Landing
    is_hindsight: bool

    def band(self, first: int, last: int | None, *, has_decision: bool | None = None) -> list[WaitingPathway]:
        """Those who have waited so many days, both ends included; all, or those with or without a decision to treat."""
        return [
            one
            for one in self.waiting
            if first <= one.days and (last is None or one.days <= last) and has_decision in (None, one.has_decision)
        ]


def last_report_day(figures: duckdb.DuckDBPyConnection) -> date | None:
    """The newest day on which records say how things stood; None when no record carries one."""
    ((day,),) = figures.execute("SELECT max(report_date) FROM records WHERE superseded_by IS NULL").fetchall()
    return day if isinstance(day, date) else None


def running_week(figures: duckdb.DuckDBPyConnection, *, rules: ClockRules, scope: Scope, day: date) -> RunningWeek:
    """How things stand on a day, as far as the scope may see.

    >>> running_week(figures, rules=rules, scope=whole_store(today), day=last_report_day(figures))  # doctest: +SKIP
    """
    lay_out(figures, day, rules.book)
    rows = _rows(figures, scope, day)
    waiting = tuple(_waiting(row, rules, day) for row in rows if Status(row["treated_status"]) in WAITING)
    limit = rules.on(day).days("fds_days")
    newest = last_report_day(figures)
    return RunningWeek(
        day=day,
        waiting=tuple(sorted(waiting, key=lambda one: (-one.days, one.link))),
        untold_over_28=sum(row["told_days"] is not None and row["told_days"] > limit for row in rows),
        new_referrals=sum(row["is_new_referral"] for row in rows),
        lost=tuple(_lost(rows, rules, day)),
        landing=_landing(figures, scope, day, waiting, rules),
        is_hindsight=newest is not None and newest > day,
    )


def _rows(figures: duckdb.DuckDBPyConnection, scope: Scope, day: date) -> list[dict[str, Any]]:
    values: dict[str, object] = {"day": day}
    rows: list[dict[str, Any]] = (
        figures.sql(
            f"""
        SELECT pathway.*, record.referral_type, {WHO_HOLDS_IT} AS holder
        FROM {VIEW} AS pathway
        INNER JOIN records AS record USING (submission_id, ordinal)
        INNER JOIN submissions AS submission ON submission.id = record.submission_id
        WHERE {scope.condition(values)}
        """,  # noqa: S608 - every part is a constant of this room; what a person wrote is bound
            params=values,
        )
        .to_arrow_table()
        .to_pylist()
    )
    return rows


def _waiting(row: Mapping[str, Any], rules: ClockRules, day: date) -> WaitingPathway:
    suspected = rules.on(day).code("referral_type", row["referral_type"] or None)
    return WaitingPathway(
        link=row["link"],
        trust=rules.trust(row["holder"], day),
        route=row["route"],
        suspected=suspected.label if suspected else "",
        status=Status(row["treated_status"]),
        start=row["start_date"],
        days=row["treated_days"],
        target=row["treated_target"],
        has_decision=row["has_decision"],
        next_milestone=Milestone(row["next_milestone"]) if row["next_milestone"] else None,
        booked=row["treated_booked"],
        booked_days=row["predicted_days"],
    )


def _lost(rows: Iterable[Mapping[str, Any]], rules: ClockRules, day: date) -> Iterable[LostPathway]:
    for row in sorted(rows, key=lambda row: str(row["link"])):
        for status in (Status.UNDIAGNOSED, Status.UNTOLD):
            if status.value in (row["told_status"], row["treated_status"]):
                yield LostPathway(row["link"], rules.trust(row["holder"], day), status)


def _landing(
    figures: duckdb.DuckDBPyConnection,
    scope: Scope,
    day: date,
    waiting: Iterable[WaitingPathway],
    rules: ClockRules,
) -> Landing:
    month = f"{day:%Y-%m}"
    in_month = {one.link: one for one in waiting if one.booked and f"{one.booked:%Y-%m}" == month}
    unbooked = [one for one in waiting if one.has_decision and not one.booked and f"{one.target:%Y-%m}" <= month]
    cases = [
        BookedCase(in_month[record.record_id], sixty_two_day(record, rules))
        for record in _booked_records(figures, list(in_month))
    ]
    treated = _treated(figures, scope, day)
    return Landing(
        month=month,
        treated=len(treated),
        treated_within=sum(row["is_within"] for row in treated),
        cases=tuple(sorted(cases, key=lambda case: (-(case.pathway.booked_days or 0), case.pathway.link))),
        could_breach=tuple(sorted(unbooked, key=lambda one: (-one.days, one.link))),
        trusts=tuple(_by_trust(treated, cases)),
    )


def _booked_records(figures: duckdb.DuckDBPyConnection, links: list[str]) -> list[WaitingTimeRecord]:
    """The records behind bookings, as they will read once treated: with no report date, no stop is a booking."""
    names = [name for name in COLUMN_NAMES if name not in IDENTIFYING | {"record_id", "report_date"}]
    rows = figures.sql(
        f"SELECT link, {', '.join(names)} FROM records WHERE superseded_by IS NULL AND list_contains($links, link)",  # noqa: S608
        params={"links": links},
    )
    records = []
    for row in rows.to_arrow_table().to_pylist():
        given = {name: row[name] for name in names if row[name] not in (None, "")}
        records.append(WaitingTimeRecord(record_id=row["link"], **given))
    return records


def _treated(figures: duckdb.DuckDBPyConnection, scope: Scope, day: date) -> list[dict[str, Any]]:
    """Events of the 62-day standard in the month of a day, up to that day."""
    values: dict[str, object] = {"month": f"{day:%Y-%m}", "day": day}
    rows: list[dict[str, Any]] = (
        figures.sql(
            f"""
        SELECT
            event.is_within, event.treat_trust, event.treat_total, event.treat_within,
            event.inv_trust, event.inv_total, event.inv_within
        FROM events AS event
        INNER JOIN records AS record USING (submission_id, ordinal)
        INNER JOIN submissions AS submission ON submission.id = record.submission_id
        WHERE event.standard = '62' AND event.month = $month AND record.treatment_start_date <= $day
            AND {scope.condition(values)}
        """,  # noqa: S608 - the condition is made of constants; what a person wrote is bound
            params=values,
        )
        .to_arrow_table()
        .to_pylist()
    )
    return rows


def _by_trust(treated: Iterable[Mapping[str, Any]], cases: Iterable[BookedCase]) -> Iterable[TrustLanding]:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)

    def add(trust: str, at: int, total: Decimal, within: Decimal) -> None:
        sums[trust][at] += total
        sums[trust][at + 1] += within

    for row in treated:
        add(row["treat_trust"], 0, row["treat_total"], row["treat_within"])
        if row["inv_trust"]:
            add(row["inv_trust"], 0, row["inv_total"], row["inv_within"])
    for case in cases:
        if isinstance(case.outcome, Wait) and case.outcome.allocation is not None:
            for share in (case.outcome.allocation.treating, case.outcome.allocation.investigating):
                if share is not None:
                    add(share.trust, 2, share.total, share.within)
    return [TrustLanding(trust, *counts) for trust, counts in sorted(sums.items()) if any(counts)]
