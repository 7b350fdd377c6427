"""The 62-day standard (rules D62-1 to D62-6, HIST-1): urgent referral or upgrade to first treatment."""

from datetime import date

from clearway.clocks.allocation import allocate
from clearway.clocks.named_codes import (
    BREAST_SYMPTOMS,
    CHILDREN,
    NO_NEW_CANCER,
    NO_TREATMENT_PLANNED,
    NON_SPECIFIC_SYMPTOMS,
    TESTICULAR_CANCER,
    URGENT_SUSPECTED_CANCER,
)
from clearway.clocks.outcome import NotCounted, Route, Wait
from clearway.clocks.pauses import first_seen_pause, treatment_pause
from clearway.clocks.route import is_screening_not_urgent, sixty_two_day_route
from clearway.clocks.rules import ClockRules, RulesOnDay
from clearway.clocks.scope import (
    is_booking,
    is_first_treatment,
    outside_commissioning,
    outside_diagnosis,
    plain_icd10,
)
from clearway.clocks.thirty_one_day import (
    NOT_A_TREATMENT,
    cancer_type,
    modality_group,
    pause_rules,
    treatment_rules,
)
from clearway.clocks.waiting import count_days, rules_if
from clearway.records.waiting_times import WaitingTimeRecord

STATUSES_THAT_CLOSE = frozenset({NO_NEW_CANCER, NO_TREATMENT_PLANNED})
FORMER_STANDARDS = {
    Route.URGENT: "62_GP",
    Route.SCREENING: "62_SCREENING",
    Route.UPGRADE: "62_UPGRADE",
    Route.BREAST_SYMPTOMATIC: "62_COMBINED",
}


def sixty_two_day(record: WaitingTimeRecord, rules: ClockRules) -> Wait | NotCounted:
    """Wait from the start of the 62-day clock to first treatment, with its allocation between trusts.

    Days are whole calendar days; the start day is day 0. Returns NotCounted with a reason when the record is outside.
    """
    if reason := _outside(record, rules):
        return reason
    treated = record.treatment_start_date
    if treated is None:
        raise AssertionError("a record inside the standard has a treatment date")
    today = rules.on(treated)
    route = sixty_two_day_route(record, today)
    start = clock_start(record, route)
    if route is None or start is None:
        raise AssertionError("a record inside the standard has a route and a start")
    is_rare = route is Route.URGENT and bool(today["rare_cancers_in_31_days"]) and is_rare_cancer(record, today)
    limit = today.days("d62_rare_days" if is_rare else "d62_days")
    first, before_treatment = first_seen_pause(record, route), treatment_pause(record, today)
    pauses = (*first, *before_treatment)
    count = count_days(start, treated, pauses, limit)
    allocation = allocate(record, route, start, count, pauses, rules, is_rare=is_rare)
    sites = (record.org_treatment, record.org_first_seen, record.org_upgrade, record.accountable_investigating_org)
    return Wait(
        standard="62_COMBINED" if today["combined_standards"] else FORMER_STANDARDS[route],
        start=start,
        stop=treated,
        limit=limit,
        month_of=treated,
        organisation=allocation.treating.trust,
        raw_days=count.raw_days,
        days=count.days,
        is_within=count.is_within,
        pauses=pauses,
        flags=count.flags | allocation.flags,
        route=route,
        group=modality_group(record, today),
        cancer_type=cancer_type(record, today),
        allocation=allocation,
        rules=rules_if(
            ("D62-1 D62-2 D62-3 D62-4 D62-6 FDT-2 STD-2 ORG-2 DAY-1 DAY-2 SCOPE-1", True),
            ("STD-1", today["combined_standards"]),
            ("STD-3", route is Route.BREAST_SYMPTOMATIC),
            ("START-3 D62-5", route is Route.UPGRADE),
            ("START-1", route is not Route.UPGRADE),
            ("START-2", route is Route.SCREENING),
            ("HIST-1", is_rare),
            ("HIST-4", route is Route.URGENT and record.referral_type == NON_SPECIFIC_SYMPTOMS),
            *treatment_rules(record),
            ("ADJ-1", first),
            *pause_rules(record, today),
            ("DAY-3", count.flags),
            ("ORG-1", any(site and rules.trust(site, treated) != site for site in sites)),
            *((rule, True) for rule in allocation.rules),
        ),
    )


def clock_start(record: WaitingTimeRecord, route: Route | None) -> date | None:
    """Receipt of the referral, or the upgrade date for someone upgraded (D62-3)."""
    return record.consultant_upgrade_date if route is Route.UPGRADE else record.crtp_start


def is_rare_cancer(record: WaitingTimeRecord, today: RulesOnDay) -> bool:
    """Children's, testicular or acute leukaemia: 31 days from referral until September 2023 (HIST-1)."""
    is_child = record.age_at_referral is not None and record.age_at_referral < today.days("children_under_years")
    icd10 = plain_icd10(record.icd10)
    return (
        record.referral_type == CHILDREN
        or (is_child and record.referral_type != BREAST_SYMPTOMS)
        or icd10[:3] == TESTICULAR_CANCER
        or today.code("acute_leukaemia", icd10[:4]) is not None
    )


def _outside(record: WaitingTimeRecord, rules: ClockRules) -> NotCounted | None:
    treated = record.treatment_start_date
    if treated is None:
        return NotCounted("NO_TREATMENT", "D62-1")
    if is_booking(record, treated):
        return NotCounted("BOOKED_NOT_YET", "OPEN-2")
    today = rules.on(treated)
    if not today.is_known("d62_days"):
        return NotCounted("RULE_NOT_KNOWN", "D62-1")
    is_first = is_first_treatment(record, today)
    if is_first is None:
        return NotCounted("NO_EVENT_TYPE", "D62-1")
    if not is_first:
        return NotCounted("SUBSEQUENT_TREATMENT", "D62-1")
    if modality_group(record, today) == NOT_A_TREATMENT:
        return NotCounted("TREATMENT_DECLINED", "SCOPE-3")
    if reason := outside_diagnosis(record, today) or outside_commissioning(record):
        return reason
    if record.patient_status in STATUSES_THAT_CLOSE:
        return NotCounted("STATUS_CLOSES_PATHWAY", "SCOPE-4")
    if record.closure_reason:
        return NotCounted("PATHWAY_CLOSED", "SCOPE-5")
    if record.ctp_start_date is None:
        return NotCounted("MISSING_DTT", "D62-1")
    return _outside_route(record, today)


def _outside_route(record: WaitingTimeRecord, today: RulesOnDay) -> NotCounted | None:
    route = sixty_two_day_route(record, today)
    if route is None:
        if is_screening_not_urgent(record, today):
            return NotCounted("SCREENING_NOT_URGENT", "D62-2")
        if record.priority_type == URGENT_SUSPECTED_CANCER:
            return NotCounted("NON_SPECIFIC_NOT_COUNTED", "HIST-4")
        return NotCounted("NO_62_ROUTE", "D62-2")
    if route is Route.BREAST_SYMPTOMATIC and not today["breast_symptomatic_in_62"]:
        return NotCounted("BREAST_SYMPTOMATIC_NOT_COUNTED", "STD-3")
    if clock_start(record, route) is None:
        return NotCounted("NO_REFERRAL_DATE", "D62-3")
    if route is not Route.UPGRADE and not record.org_first_seen:
        return NotCounted("NO_FIRST_SEEN_ORG", "D62-1", frozenset({"NO_FIRST_SEEN_ORG"}))
    return None
