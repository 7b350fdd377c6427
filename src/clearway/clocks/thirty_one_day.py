"""The 31-day standard (rules D31-1 to D31-5): decision to treat to treatment."""

from clearway.clocks.named_codes import (
    ACTIVE_MONITORING,
    CHEMORADIOTHERAPY,
    ENABLING_SURGERY,
    OTHER_TYPE,
    SKIN_CANCER,
)
from clearway.clocks.outcome import NotCounted, Wait
from clearway.clocks.pauses import treatment_pause
from clearway.clocks.rules import ClockRules, RulesOnDay
from clearway.clocks.scope import (
    is_booking,
    is_first_treatment,
    outside_commissioning,
    outside_diagnosis,
    plain_icd10,
)
from clearway.clocks.waiting import Count, count_days, rules_if
from clearway.records.waiting_times import WaitingTimeRecord

NOT_A_TREATMENT = "not_a_treatment"
SUBSEQUENT_STANDARDS = {
    "Surgery": "31_SUB_SURGERY",
    "Anti-cancer drug regimen": "31_SUB_DRUG",
    "Radiotherapy": "31_SUB_RADIO",
}


def thirty_one_day(record: WaitingTimeRecord, rules: ClockRules) -> Wait | NotCounted:
    """Wait from the decision to treat (for later treatments the earliest clinically appropriate date) to treatment."""
    if reason := _outside(record, rules):
        return reason
    decided, treated = record.ctp_start_date, record.treatment_start_date
    if decided is None or treated is None:
        raise AssertionError("a record inside the standard has both dates")
    today = rules.on(treated)
    limit = today.days("d31_days")
    pauses = treatment_pause(record, today)
    is_decided_after = decided > treated
    count = (
        Count(0, 0, True, frozenset({"DTT_AFTER_TREATMENT"}))
        if is_decided_after
        else count_days(decided, treated, pauses, limit)
    )
    is_first = bool(is_first_treatment(record, today))
    group = modality_group(record, today)
    trust = rules.trust(record.org_treatment, treated)
    return Wait(
        standard=_standard(is_first, group, today),
        start=decided,
        stop=treated,
        limit=limit,
        month_of=treated,
        organisation=trust,
        raw_days=count.raw_days,
        days=count.days,
        is_within=count.is_within,
        pauses=() if is_decided_after else pauses,
        flags=count.flags,
        stage="First" if is_first else "Subsequent",
        group=group,
        cancer_type=cancer_type(record, today),
        rules=rules_if(
            ("D31-1 D31-2 D31-3 D31-4 FDT-2 IPT-8 STD-2 ORG-2 DAY-1 DAY-2 SCOPE-1", True),
            ("STD-1", today["combined_standards"]),
            ("ECAD-1", not is_first),
            *treatment_rules(record),
            ("D31-5", is_decided_after),
            *(() if is_decided_after else pause_rules(record, today)),
            ("DAY-3", count.flags and not is_decided_after),
            ("ORG-1", trust != (record.org_treatment or "")),
        ),
    )


def modality_group(record: WaitingTimeRecord, today: RulesOnDay) -> str:
    """Surgery, drugs, radiotherapy, or Other for every modality that the table does not name (D31-4)."""
    modality = today.code("modality", record.modality)
    return modality.group if modality else "Other"


def cancer_type(record: WaitingTimeRecord, today: RulesOnDay) -> str:
    """The published cancer type of the diagnosis; `Other (a)` is the published remainder."""
    kind = today.code("cancer_type_31_62", plain_icd10(record.icd10)[:3])
    return kind.label if kind else OTHER_TYPE


def treatment_rules(record: WaitingTimeRecord) -> tuple[tuple[str, object], ...]:
    """Rules about the diagnosis and the kind of treatment that 31- and 62-day waits share."""
    return (
        ("SCOPE-2", plain_icd10(record.icd10)[:3] == SKIN_CANCER),
        ("FDT-3", record.modality == ACTIVE_MONITORING),
        ("FDT-4", record.modality == ENABLING_SURGERY),
        ("FDT-5", record.modality == CHEMORADIOTHERAPY),
    )


def pause_rules(record: WaitingTimeRecord, today: RulesOnDay) -> tuple[tuple[str, object], ...]:
    """Rules about a pause before treatment, allowed or refused."""
    pauses = treatment_pause(record, today)
    is_refused = any(not pause.is_allowed for pause in pauses)
    return (("ADJ-2 ADJ-4", pauses and not is_refused), ("ADJ-3 ADJ-5", is_refused))


def _outside(record: WaitingTimeRecord, rules: ClockRules) -> NotCounted | None:
    treated = record.treatment_start_date
    if treated is None:
        return NotCounted("NO_TREATMENT", "D31-1")
    if is_booking(record, treated):
        return NotCounted("BOOKED_NOT_YET", "OPEN-2")
    today = rules.on(treated)
    if not today.is_known("d31_days"):
        return NotCounted("RULE_NOT_KNOWN", "D31-1")
    if is_first_treatment(record, today) is None:
        return NotCounted("NO_EVENT_TYPE", "D31-1")
    if record.modality is None:
        return NotCounted("NO_MODALITY", "D31-1")
    if modality_group(record, today) == NOT_A_TREATMENT:
        return NotCounted("TREATMENT_DECLINED", "SCOPE-3")
    if reason := outside_diagnosis(record, today) or outside_commissioning(record):
        return reason
    if not is_first_treatment(record, today) and not _subsequent_counts(record, today):
        return NotCounted("SUBSEQUENT_GROUP_NOT_COUNTED", "D31-2")
    if record.ctp_start_date is None:
        return NotCounted("MISSING_DTT", "D31-1", frozenset({"MISSING_DTT"}))
    return None


def _subsequent_counts(record: WaitingTimeRecord, today: RulesOnDay) -> bool:
    gate = {"Other": "subsequent_other_in_31", "Radiotherapy": "subsequent_radiotherapy_in_31"}
    parameter = gate.get(modality_group(record, today))
    return parameter is None or bool(today[parameter])


def _standard(is_first: bool, group: str, today: RulesOnDay) -> str:
    if today["combined_standards"]:
        return "31_COMBINED"
    return "31_FIRST" if is_first else SUBSEQUENT_STANDARDS.get(group, "31_COMBINED")
