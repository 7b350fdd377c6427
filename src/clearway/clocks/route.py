"""Which route a 62-day pathway took (rule D62-2), in its order of precedence."""

from clearway.clocks.named_codes import (
    BREAST_SYMPTOMS,
    NON_SPECIFIC_SYMPTOMS,
    ROUTINE,
    SCREENING_SOURCE,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.outcome import Route
from clearway.clocks.rules import RulesOnDay
from clearway.records.waiting_times import WaitingTimeRecord


def is_screening_not_urgent(record: WaitingTimeRecord, rules: RulesOnDay) -> bool:
    """A screening referral with routine priority, while the setting asks for an urgent one."""
    return (
        record.source_of_referral == SCREENING_SOURCE
        and record.priority_type == ROUTINE
        and bool(rules["screening_needs_urgent"])
    )


def is_urgent_screening(record: WaitingTimeRecord, rules: RulesOnDay) -> bool:
    """A referral from a national screening programme that counts as urgent."""
    return record.source_of_referral == SCREENING_SOURCE and not is_screening_not_urgent(record, rules)


def is_upgrade(record: WaitingTimeRecord, rules: RulesOnDay) -> bool:
    """Whether the upgrade date starts the clock; a setting may keep the referral's clock on an urgent record."""
    if record.consultant_upgrade_date is None or is_urgent_screening(record, rules):
        return False
    keeps_referral = rules["upgrade_on_urgent"] == "keep_referral_clock"
    return not (record.priority_type == URGENT_SUSPECTED_CANCER and keeps_referral)


def sixty_two_day_route(record: WaitingTimeRecord, rules: RulesOnDay) -> Route | None:
    """Screening, then upgrade, then breast symptomatic, then urgent suspected cancer; None when no route applies."""
    if is_urgent_screening(record, rules):
        return Route.SCREENING
    if is_upgrade(record, rules):
        return Route.UPGRADE
    if record.referral_type == BREAST_SYMPTOMS:
        return Route.BREAST_SYMPTOMATIC
    if record.priority_type == URGENT_SUSPECTED_CANCER:
        outside = record.referral_type == NON_SPECIFIC_SYMPTOMS and not rules["non_specific_symptoms_in_62"]
        return None if outside else Route.URGENT
    return None
