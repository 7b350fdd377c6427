"""What is odd about a record (specification section 3m): flags for its owner, never a silent repair."""

from collections.abc import Iterator
from datetime import date

from clearway.clocks.named_codes import (
    EXCLUDED,
    NO_FIRST_SEEN_ADJUSTMENT,
    NO_TREATMENT_ADJUSTMENT,
    SKIN_CANCER,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.outcome import NotCounted, Route, Wait
from clearway.clocks.pauses import treatment_pause
from clearway.clocks.route import is_screening_not_urgent, is_urgent_screening
from clearway.clocks.rules import ClockRules
from clearway.clocks.scope import is_booking, plain_icd10
from clearway.records.waiting_times import WaitingTimeRecord

NO_TREATMENT_REASON = (None, NO_TREATMENT_ADJUSTMENT)
NO_FIRST_SEEN_REASON = (None, NO_FIRST_SEEN_ADJUSTMENT)


def counting_day(record: WaitingTimeRecord) -> date | None:
    """The date that picks rules about a whole record: treatment, else told, first seen, referred, upgraded."""
    return (
        record.treatment_start_date
        or record.fds_end_date
        or record.date_first_seen
        or record.crtp_start
        or record.consultant_upgrade_date
    )


def record_flags(record: WaitingTimeRecord, rules: ClockRules, carried: frozenset[str]) -> frozenset[str]:
    """Flags that need no clock. Those that need an item are raised only when the feed carries that item."""
    return frozenset([*_referral_flags(record, rules), *_order_flags(record), *_reason_flags(record, rules, carried)])


def breach_flags(
    record: WaitingTimeRecord, waits: dict[str, Wait | NotCounted], carried: frozenset[str]
) -> frozenset[str]:
    """A breach without a recorded reason, where the feed carries reasons."""
    sixty_two = waits["62"]
    is_upgraded = isinstance(sixty_two, Wait) and sixty_two.route is Route.UPGRADE
    reason_column = {
        "fds": "fds_delay_reason",
        "31": "delay_dtt_to_treat",
        "62": "delay_upgrade_to_treat" if is_upgraded else "delay_ref_to_treat",
    }
    for clock, column in reason_column.items():
        wait = waits[clock]
        is_breach = isinstance(wait, Wait) and wait.days > wait.limit
        if is_breach and column in carried and getattr(record, column) is None:
            return frozenset({"BREACH_NO_DELAY_REASON"})
    return frozenset()


def _referral_flags(record: WaitingTimeRecord, rules: ClockRules) -> Iterator[str]:
    day = counting_day(record)
    if day is None:
        return
    today = rules.on(day)
    if is_screening_not_urgent(record, today):
        yield "SCREENING_NOT_URGENT"
    if record.consultant_upgrade_date is None:
        return
    if is_urgent_screening(record, today):
        yield "UPGRADE_ON_SCREENING"
    elif record.priority_type == URGENT_SUSPECTED_CANCER:
        yield "UPGRADE_ON_URGENT"


def _order_flags(record: WaitingTimeRecord) -> Iterator[str]:
    referred = record.crtp_start
    if referred and record.date_first_seen and record.date_first_seen < referred:
        yield "FIRST_SEEN_BEFORE_REFERRAL"
    if referred and record.fds_end_date and record.fds_end_date < referred:
        yield "TOLD_BEFORE_REFERRAL"
    stops = (record.date_first_seen, record.fds_end_date, record.treatment_start_date)
    if any(is_booking(record, stop) for stop in stops):
        yield "FUTURE_STOP"


def _reason_flags(record: WaitingTimeRecord, rules: ClockRules, carried: frozenset[str]) -> Iterator[str]:
    if plain_icd10(record.icd10)[:3] == SKIN_CANCER and not record.morphology:
        yield "C44_NO_HISTOLOGY"
    if record.fds_end_reason == EXCLUDED and record.fds_exclusion_reason is None:
        yield "FDS_03_NO_REASON"
    first_seen_reason_missing = (
        "wta_first_seen_reason" in carried and record.wta_first_seen_reason in NO_FIRST_SEEN_REASON
    )
    if (record.wta_treatment > 0 and _lacks_treatment_reason(record, rules)) or (
        record.wta_first_seen > 0 and first_seen_reason_missing
    ):
        yield "ADJ_WITHOUT_REASON"
    treated = record.treatment_start_date
    if treated and any(not pause.is_allowed for pause in treatment_pause(record, rules.on(treated))):
        yield "ADJ_NOT_ALLOWED"


def _lacks_treatment_reason(record: WaitingTimeRecord, rules: ClockRules) -> bool:
    """No reason for a pause before treatment, or one that is not in the list on the day of treatment."""
    reason, treated = record.wta_treatment_reason, record.treatment_start_date
    if reason in NO_TREATMENT_REASON:
        return True
    return treated is not None and rules.on(treated).code("treatment_adjustment_reason", reason) is None
