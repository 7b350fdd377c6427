"""Where one pathway stands on any given day: waiting, booked, over, or closed (rules OPEN-1 to OPEN-5).

A record says what was known when its extract was made (`report_date`). Dates up to then, and up to the day asked about,
have happened; later ones are bookings, but only if the extract was made by the day asked about: of a day before the
extract nobody knows any more what had been booked. Closing reasons and the patient status carry no date of their own,
so a pathway that was closed counts as closed on every day.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from clearway.clocks import ClockRules, NotCounted, Route, Wait
from clearway.clocks.faster_diagnosis import faster_diagnosis
from clearway.clocks.named_codes import (
    NHS_ENGLAND,
    NO_NEW_CANCER,
    NO_TREATMENT_PLANNED,
    NON_SPECIFIC_SYMPTOMS,
    RULED_OUT,
    SCREENING_SOURCE,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.pauses import first_seen_pause, treatment_pause
from clearway.clocks.route import is_screening_not_urgent, sixty_two_day_route
from clearway.clocks.rules import RulesOnDay
from clearway.clocks.scope import is_first_treatment, outside_diagnosis
from clearway.clocks.sixty_two_day import clock_start, is_rare_cancer, sixty_two_day
from clearway.clocks.thirty_one_day import NOT_A_TREATMENT, modality_group
from clearway.records.waiting_times import WaitingTimeRecord

NEW_DAYS = 7
"""The weekly national collection counts referrals of the last seven days."""


class Status(StrEnum):
    """How one of a pathway's two waits stands (OPEN-4). The two that trackers lose are `UNDIAGNOSED` and `UNTOLD`."""

    OPEN = "open"
    BOOKED = "booked"
    UNTOLD = "no_cancer_not_told"
    UNDIAGNOSED = "treated_undiagnosed"
    REPORTABLE = "reportable"
    CLOSED = "closed"
    OUTSIDE = "outside"


WAITING = frozenset({Status.OPEN, Status.BOOKED, Status.UNTOLD})
"""The person is still waiting: the clock runs."""


class Milestone(StrEnum):
    """What has to happen next."""

    FIRST_SEEN = "first_seen"
    TOLD = "told"
    DECISION = "decision_to_treat"
    BOOKING = "treatment_to_be_booked"
    TREATMENT = "treatment_booked"
    DIAGNOSIS = "diagnosis_to_be_entered"


@dataclass(frozen=True, slots=True)
class Clock:
    """One wait on one day. Day counts are known while the person waits: days so far, less the days taken off.

    `target` is the last day that passes; `predicted_days` the wait that a booking would give. `reason` says why a
    clock is closed or outside: a code of `exclusion_reason.yaml`, or `RULED_OUT` or `DIED`.
    """

    status: Status
    reason: str = ""
    start: date | None = None
    days: int | None = None
    raw_days: int | None = None
    limit: int | None = None
    target: date | None = None
    booked: date | None = None
    predicted_days: int | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the clock runs."""
        return self.status in WAITING

    def is_breach(self, day: date) -> bool:
        """Whether the target has passed while the person still waits (OPEN-3)."""
        return self.is_waiting and self.target is not None and day > self.target

    @property
    def is_predicted_breach(self) -> bool:
        """Whether the booking lies after the target (OPEN-2)."""
        return self.booked is not None and self.target is not None and self.booked > self.target


@dataclass(frozen=True, slots=True)
class OpenPathway:
    """One record on one day: its wait for being told, and its wait for treatment."""

    record_id: str
    day: date
    route: Route | None
    told: Clock
    treated: Clock
    has_decision: bool
    is_new_referral: bool
    next_milestone: Milestone | None


def open_pathway(record: WaitingTimeRecord, day: date, rules: ClockRules) -> OpenPathway | None:
    """How a pathway stands on a day; None when it had not begun by then."""
    known = as_known(record, day)
    began = [one for one in (known.crtp_start, known.consultant_upgrade_date) if one is not None]
    if not began:
        return None
    today = rules.on(day)
    route = _route(known, today)
    told, treated = _told(record, known, day, rules), _treated(record, known, day, route, rules)
    is_urgent = known.priority_type == URGENT_SUSPECTED_CANCER
    received = known.crtp_start
    return OpenPathway(
        record_id=record.record_id,
        day=day,
        route=route,
        told=told,
        treated=treated,
        has_decision=known.ctp_start_date is not None,
        is_new_referral=is_urgent and received is not None and received > day - timedelta(days=NEW_DAYS),
        next_milestone=_next_milestone(known, told, treated),
    )


def as_known(record: WaitingTimeRecord, day: date) -> WaitingTimeRecord:
    """The record with only the dates that had happened by a day, as far as its extract could know."""
    last = happened_by(record, day)

    def happened(one: date | None) -> date | None:
        return one if one is not None and one <= last else None

    return replace(
        record,
        crtp_start=happened(record.crtp_start),
        consultant_upgrade_date=happened(record.consultant_upgrade_date),
        date_first_seen=happened(record.date_first_seen),
        fds_end_date=happened(record.fds_end_date),
        ctp_start_date=happened(record.ctp_start_date),
        treatment_start_date=happened(record.treatment_start_date),
        death_date=happened(record.death_date),
    )


def happened_by(record: WaitingTimeRecord, day: date) -> date:
    """The last day of which the record can tell what happened: the day asked about, or that of its extract."""
    return day if record.report_date is None else min(day, record.report_date)


def booked_for(record: WaitingTimeRecord, stop: date | None, day: date) -> date | None:
    """A stop that was a booking on the day asked about (OPEN-2); None when it had happened or was not known."""
    is_knowable = record.report_date is None or record.report_date <= day
    return stop if stop is not None and is_knowable and stop > happened_by(record, day) else None


def _route(known: WaitingTimeRecord, today: RulesOnDay) -> Route | None:
    route = sixty_two_day_route(known, today)
    is_left_out = route is Route.BREAST_SYMPTOMATIC and not today["breast_symptomatic_in_62"]
    return None if is_left_out or clock_start(known, route) is None else route


def _told(record: WaitingTimeRecord, known: WaitingTimeRecord, day: date, rules: ClockRules) -> Clock:
    """The wait for being told, of everybody inside the 28-day standard (FDS-1)."""
    today = rules.on(day)
    start = known.crtp_start
    if start is None or not _is_in_faster_diagnosis(known, today, rules.on(start)):
        return Clock(Status.OUTSIDE)
    if known.fds_end_date is not None:
        return _stopped(faster_diagnosis(record, rules))
    if reason := _closed(known):
        return Clock(Status.CLOSED, reason)
    pauses = first_seen_pause(known) if known.date_first_seen else ()
    booked = booked_for(record, record.fds_end_date, day)
    status = _waiting_status(record, day, booked)
    return _running(status, start, day, today.days("fds_days"), sum(one.days for one in pauses), booked)


def _is_in_faster_diagnosis(known: WaitingTimeRecord, today: RulesOnDay, at_referral: RulesOnDay) -> bool:
    is_screening = known.source_of_referral == SCREENING_SOURCE
    is_left_out = (
        (known.priority_type != URGENT_SUSPECTED_CANCER and not is_screening)
        or is_screening_not_urgent(known, today)
        or (
            known.referral_type == NON_SPECIFIC_SYMPTOMS
            and not is_screening
            and not today["non_specific_symptoms_in_fds"]
        )
    )
    return not is_left_out and bool(at_referral["fds_in_force"]) and today.is_known("fds_days")


def _treated(
    record: WaitingTimeRecord, known: WaitingTimeRecord, day: date, route: Route | None, rules: ClockRules
) -> Clock:
    """The wait for first treatment, of everybody on a route of the 62-day standard (D62-2)."""
    today = rules.on(day)
    start = clock_start(known, route)
    is_later_treatment = is_first_treatment(record, today) is False
    if route is None or start is None or is_later_treatment or not today.is_known("d62_days"):
        return Clock(Status.OUTSIDE)
    if known.treatment_start_date is not None:
        return Clock(Status.UNDIAGNOSED) if not record.icd10 else _stopped(sixty_two_day(record, rules))
    if reason := _closed(known) or _closed_to_treatment(known, today):
        return Clock(Status.CLOSED, reason)
    is_rare = route is Route.URGENT and bool(today["rare_cancers_in_31_days"]) and is_rare_cancer(known, today)
    pauses = [
        *(first_seen_pause(known, route) if known.date_first_seen else ()),
        *(treatment_pause(known, today) if known.ctp_start_date else ()),
    ]
    booked = booked_for(record, record.treatment_start_date, day)
    status = _waiting_status(record, day, booked)
    limit = today.days("d62_rare_days" if is_rare else "d62_days")
    return _running(status, start, day, limit, sum(one.days for one in pauses if one.is_allowed), booked)


def _waiting_status(record: WaitingTimeRecord, day: date, booked: date | None) -> Status:
    """Open or booked; or without cancer and not told of it, which trackers lose (OPEN-4).

    Somebody who was told after the day asked about, as the record knows, was an open pathway on that day.
    """
    is_untold = record.fds_end_date is None or booked_for(record, record.fds_end_date, day) is not None
    if record.patient_status == NO_NEW_CANCER and is_untold:
        return Status.UNTOLD
    return Status.BOOKED if booked else Status.OPEN


def _stopped(outcome: Wait | NotCounted) -> Clock:
    return Clock(Status.REPORTABLE) if isinstance(outcome, Wait) else Clock(Status.CLOSED, outcome.reason)


def _running(status: Status, start: date, day: date, limit: int, paused: int, booked: date | None) -> Clock:
    """A clock that runs. While a pause is longer than the wait so far, no day counts yet."""
    raw = (day - start).days
    return Clock(
        status=status,
        start=start,
        raw_days=raw,
        days=max(raw - paused, 0),
        limit=limit,
        target=start + timedelta(days=limit + paused),
        booked=booked,
        predicted_days=(booked - start).days - paused if booked else None,
    )


def _closed(known: WaitingTimeRecord) -> str:
    """Why both waits are over without having been counted; empty when they are not."""
    if known.closure_reason:
        return "PATHWAY_CLOSED"
    return "DIED" if known.death_date else ""


def _closed_to_treatment(known: WaitingTimeRecord, today: RulesOnDay) -> str:
    """Why nobody waits for treatment any more; empty when somebody does."""
    if known.patient_status == NO_TREATMENT_PLANNED:
        return "STATUS_CLOSES_PATHWAY"
    if known.modality is not None and modality_group(known, today) == NOT_A_TREATMENT:
        return "TREATMENT_DECLINED"
    if known.funding and known.funding != NHS_ENGLAND:
        return "NOT_NHS_ENGLAND"
    if known.fds_end_date is None:
        return ""
    if known.fds_end_reason == RULED_OUT or known.patient_status == NO_NEW_CANCER:
        return "RULED_OUT"
    outside = outside_diagnosis(known, today)
    return outside.reason if known.icd10 and outside else ""


def _next_milestone(known: WaitingTimeRecord, told: Clock, treated: Clock) -> Milestone | None:
    """The first thing that has not happened yet, in the order in which it should."""
    if treated.status is Status.UNDIAGNOSED:
        return Milestone.DIAGNOSIS
    if not told.is_waiting and not treated.is_waiting:
        return None
    if known.date_first_seen is None and known.treatment_start_date is None and known.fds_end_date is None:
        return Milestone.FIRST_SEEN
    if told.is_waiting:
        return Milestone.TOLD
    if known.ctp_start_date is None:
        return Milestone.DECISION
    return Milestone.TREATMENT if treated.booked else Milestone.BOOKING
