"""Days that may be taken off a wait (rules ADJ-1 to ADJ-5, FDS-4, D31-3, D62-4, D62-5)."""

from clearway.clocks.named_codes import PATIENT_CHOICE
from clearway.clocks.outcome import Pause, Route
from clearway.clocks.rules import RulesOnDay
from clearway.records.waiting_times import WaitingTimeRecord


def first_seen_pause(record: WaitingTimeRecord, route: Route | None = None) -> tuple[Pause, ...]:
    """Days after a missed first appointment (ADJ-1).

    After an upgrade they count only if the upgrade came no later than the day first seen (D62-5).
    """
    if record.wta_first_seen <= 0:
        return ()
    if route is Route.UPGRADE:
        upgraded, seen = record.consultant_upgrade_date, record.date_first_seen
        if upgraded is None or seen is None or upgraded > seen:
            return ()
    return (Pause("first_seen", record.wta_first_seen),)


def treatment_pause(record: WaitingTimeRecord, rules: RulesOnDay) -> tuple[Pause, ...]:
    """Days before treatment (ADJ-2). Patient choice outside admitted care is refused before July 2020 (ADJ-3)."""
    if record.wta_treatment <= 0:
        return ()
    setting = rules.code("care_setting", record.care_setting)
    is_admitted = setting is not None and setting.group == "admitted"
    is_refused = (
        record.wta_treatment_reason == PATIENT_CHOICE
        and bool(rules["admitted_only_patient_choice"])
        and not is_admitted
    )
    return (Pause("treatment", record.wta_treatment, is_allowed=not is_refused),)
