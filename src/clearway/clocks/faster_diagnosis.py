"""The 28-day faster diagnosis standard (rules FDS-1 to FDS-6): urgent referral to being told."""

from clearway.clocks.named_codes import (
    BREAST_SYMPTOMS,
    MISSING_TYPE,
    NON_SPECIFIC_SYMPTOMS,
    RULED_OUT,
    SCREENING_SOURCE,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.outcome import NotCounted, Route, Wait
from clearway.clocks.pauses import first_seen_pause
from clearway.clocks.route import is_screening_not_urgent
from clearway.clocks.rules import ClockRules, RulesOnDay
from clearway.clocks.scope import is_booking, outside_diagnosis
from clearway.clocks.waiting import count_days, rules_if
from clearway.records.waiting_times import WaitingTimeRecord


def faster_diagnosis(record: WaitingTimeRecord, rules: ClockRules) -> Wait | NotCounted:
    """Wait from receipt of the referral to the earlier of being told and the decision to treat (FDS-2).

    The month and the trust are those of being told (FDS-5), even when a decision to treat stopped the clock before.
    """
    if reason := _outside(record, rules):
        return reason
    referred, told = record.crtp_start, record.fds_end_date
    if referred is None or told is None:
        raise AssertionError("a record inside the standard has both dates")
    today = rules.on(told)
    stop = min(told, record.ctp_start_date or told)
    limit = today.days("fds_days")
    pauses = first_seen_pause(record)
    count = count_days(referred, stop, pauses, limit)
    is_late_exclusion = not _outcome_counts(record, today)
    if is_late_exclusion and count.days <= limit:
        return NotCounted("FDS_EXCLUDED", "FDS-3")
    trust = rules.trust(record.org_fds_end, told)
    diagnosis_outside = outside_diagnosis(record, today)
    return Wait(
        standard="FDS",
        start=referred,
        stop=stop,
        limit=limit,
        month_of=told,
        organisation=trust,
        raw_days=count.raw_days,
        days=count.days,
        is_within=count.is_within,
        pauses=pauses,
        flags=count.flags,
        route=_route(record),
        cancer_type=_suspected(record, today),
        rules=rules_if(
            ("FDS-1 FDS-2 FDS-3 FDS-5 IPT-8 STD-2 ORG-2 START-1 DAY-1 DAY-2", True),
            ("START-2", record.source_of_referral == SCREENING_SOURCE),
            ("HIST-3", True),
            ("HIST-4", record.referral_type == NON_SPECIFIC_SYMPTOMS),
            ("FDS-4 ADJ-1", pauses),
            ("FDS-6", record.fds_end_reason == RULED_OUT and record.icd10 and diagnosis_outside),
            ("DAY-3", count.flags),
            ("ORG-1", trust != (record.org_fds_end or "")),
        ),
    )


def _outside(record: WaitingTimeRecord, rules: ClockRules) -> NotCounted | None:
    is_screening = record.source_of_referral == SCREENING_SOURCE
    if record.priority_type != URGENT_SUSPECTED_CANCER and not is_screening:
        return NotCounted("NOT_URGENT_ROUTE", "FDS-1")
    if record.crtp_start is None:
        return NotCounted("NO_REFERRAL_DATE", "FDS-3")
    if record.fds_end_date is None:
        return NotCounted("NOT_TOLD", "FDS-3")
    if is_booking(record, record.fds_end_date):
        return NotCounted("BOOKED_NOT_YET", "OPEN-2")
    today = rules.on(record.fds_end_date)
    if is_screening_not_urgent(record, today):
        return NotCounted("SCREENING_NOT_URGENT", "D62-2")
    if record.fds_end_reason is None:
        return NotCounted("NO_END_REASON", "FDS-3")
    if record.closure_reason:
        return NotCounted("PATHWAY_CLOSED", "SCOPE-5")
    at_referral = rules.on(record.crtp_start)
    if not at_referral.is_known("fds_in_force") or not today.is_known("fds_days"):
        return NotCounted("RULE_NOT_KNOWN", "HIST-3")
    if not at_referral["fds_in_force"]:
        return NotCounted("STANDARD_NOT_IN_FORCE", "HIST-3")
    is_non_specific = record.referral_type == NON_SPECIFIC_SYMPTOMS and not is_screening
    if is_non_specific and not today["non_specific_symptoms_in_fds"]:
        return NotCounted("NON_SPECIFIC_NOT_COUNTED", "HIST-4")
    return _outside_outcome(record, today)


def _outside_outcome(record: WaitingTimeRecord, today: RulesOnDay) -> NotCounted | None:
    if _outcome_counts(record, today):
        return None
    if today.code("fds_end_reason", record.fds_end_reason) is None:
        return NotCounted("UNKNOWN_END_REASON", "FDS-3")
    late_codes = today["fds_late_exclusion_codes"]
    may_count_late = isinstance(late_codes, tuple) and record.fds_exclusion_reason in late_codes
    return None if may_count_late else NotCounted("FDS_EXCLUDED", "FDS-3")


def _outcome_counts(record: WaitingTimeRecord, today: RulesOnDay) -> bool:
    outcome = today.code("fds_end_reason", record.fds_end_reason)
    return outcome is not None and outcome.group == "counts"


def _route(record: WaitingTimeRecord) -> Route:
    if record.source_of_referral == SCREENING_SOURCE:
        return Route.SCREENING
    return Route.BREAST_SYMPTOMATIC if record.referral_type == BREAST_SYMPTOMS else Route.URGENT


def _suspected(record: WaitingTimeRecord, today: RulesOnDay) -> str:
    suspected = today.code("referral_type", record.referral_type)
    return suspected.group if suspected else MISSING_TYPE
