"""The two week wait until September 2023 (rule HIST-2): urgent referral to first seen."""

from clearway.clocks.named_codes import (
    BREAST_SYMPTOMS,
    NON_SPECIFIC_SYMPTOMS,
    SCREENING_SOURCE,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.outcome import NotCounted, Wait
from clearway.clocks.pauses import first_seen_pause
from clearway.clocks.rules import ClockRules
from clearway.clocks.scope import is_booking
from clearway.clocks.waiting import count_days, rules_if
from clearway.records.waiting_times import WaitingTimeRecord


def two_week_wait(record: WaitingTimeRecord, rules: ClockRules) -> Wait | NotCounted:
    """Wait from receipt of the referral to the first appointment, or why the record is outside the standard."""
    referred, seen = record.crtp_start, record.date_first_seen
    if record.priority_type != URGENT_SUSPECTED_CANCER or record.source_of_referral == SCREENING_SOURCE:
        return NotCounted("NOT_URGENT_ROUTE", "HIST-2")
    if referred is None:
        return NotCounted("NO_REFERRAL_DATE", "HIST-2")
    if seen is None:
        return NotCounted("NOT_SEEN", "HIST-2")
    if is_booking(record, seen):
        return NotCounted("BOOKED_NOT_YET", "OPEN-2")
    if record.closure_reason:
        return NotCounted("PATHWAY_CLOSED", "SCOPE-5")
    today = rules.on(seen)
    if not today.is_known("two_week_days"):
        return NotCounted("RULE_NOT_KNOWN", "HIST-2")
    is_breast = record.referral_type == BREAST_SYMPTOMS
    if not today["two_week_breast_in_force" if is_breast else "two_week_in_force"]:
        return NotCounted("STANDARD_NOT_IN_FORCE", "STD-1")
    if record.referral_type == NON_SPECIFIC_SYMPTOMS:
        return NotCounted("NON_SPECIFIC_NOT_COUNTED", "HIST-4")
    limit = today.days("two_week_days")
    pauses = first_seen_pause(record)
    count = count_days(referred, seen, pauses, limit)
    trust = rules.trust(record.org_first_seen, seen)
    return Wait(
        standard="2WW_BREAST" if is_breast else "2WW",
        start=referred,
        stop=seen,
        limit=limit,
        month_of=seen,
        organisation=trust,
        raw_days=count.raw_days,
        days=count.days,
        is_within=count.is_within,
        pauses=pauses,
        flags=count.flags,
        rules=rules_if(
            ("HIST-2 STD-2 ORG-2 START-1 DAY-1 DAY-2", True),
            ("ADJ-1", pauses),
            ("DAY-3", count.flags),
            ("ORG-1", trust != (record.org_first_seen or "")),
        ),
    )
