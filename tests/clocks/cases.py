"""One plain record that meets every standard, to be changed where a test needs it odd."""

from dataclasses import replace
from datetime import date, timedelta

from clearway.clocks import Assessment, ClockRules, Wait, assess_record
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

RULES = ClockRules(load_rule_book(), load_organisations())
REFERRED = date(2025, 3, 3)

PLAIN = WaitingTimeRecord(
    record_id="plain",
    priority_type="3",
    source_of_referral="03",
    referral_type="03",
    crtp_start=REFERRED,
    date_first_seen=date(2025, 3, 12),
    org_first_seen="RHQ",
    fds_end_date=date(2025, 3, 28),
    fds_end_reason="01",
    org_fds_end="RHQ",
    ctp_start_date=date(2025, 4, 7),
    treatment_start_date=date(2025, 4, 30),
    event_type="01",
    modality="23",
    care_setting="01",
    icd10="C341",
    org_treatment="RHQ",
)


HANDED_OVER_LATE = WaitingTimeRecord(
    record_id="late hand-over",
    priority_type="3",
    source_of_referral="03",
    referral_type="11",
    crtp_start=date(2025, 3, 3),
    date_first_seen=date(2025, 3, 11),
    org_first_seen="RHQ",
    fds_end_date=date(2025, 3, 27),
    fds_end_reason="01",
    org_fds_end="RHQ",
    ctp_start_date=date(2025, 4, 28),
    treatment_start_date=date(2025, 5, 12),
    event_type="01",
    modality="23",
    care_setting="01",
    icd10="C61",
    org_treatment="RFR",
    accountable_investigating_org="RHQ",
    transfer_date=date(2025, 4, 21),
)
"""Prostate cancer, handed over on day 49 and treated on day 70: the breach is the investigating trust's."""


def day(number: int) -> date:
    """The date of a day of the pathway: day 0 is the referral."""
    return REFERRED + timedelta(days=number)


def assessed(**changes: object) -> Assessment:
    """The plain record with changes, through all clocks; a feed that carries no delay reasons."""
    return assess_record(replace(PLAIN, **changes), RULES, carried=frozenset())


def counted(wait: object) -> Wait:
    """The wait, which the test expects to count."""
    assert isinstance(wait, Wait), wait
    return wait
