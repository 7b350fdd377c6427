"""Where a pathway stands on a day (rules OPEN-1 to OPEN-5), in words and in SQL."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearway.clocks import ClockRules, Route
from clearway.clocks.table import assess_table
from clearway.pathways.open_pathways import Clock, Milestone, Status, as_known, open_pathway
from clearway.pathways.waiting_list import pathways_on
from clearway.records.waiting_times import COLUMN_NAMES, WaitingTimeRecord, schema
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

RULES = ClockRules(load_rule_book(), load_organisations())
DAY = date(2025, 3, 31)

WAITING = WaitingTimeRecord(
    record_id="R1",
    pathway_id="P1",
    priority_type="3",
    source_of_referral="03",
    referral_type="03",
    crtp_start=date(2025, 2, 10),
    date_first_seen=date(2025, 2, 20),
    org_first_seen="RFF",
    patient_status="14",
    report_date=DAY,
)
DIAGNOSED = replace(
    WAITING,
    patient_status="11",
    fds_end_date=date(2025, 3, 7),
    fds_end_reason="01",
    org_fds_end="RFF",
    icd10="C341",
    ctp_start_date=date(2025, 3, 20),
)
BOOKED = replace(
    DIAGNOSED,
    treatment_start_date=date(2025, 4, 16),
    event_type="01",
    modality="23",
    care_setting="01",
    org_treatment="RHQ",
)


def stands(record: WaitingTimeRecord, day: date = DAY) -> Any:
    found = open_pathway(record, day, RULES)
    assert found is not None
    return found


def test_an_open_wait_runs_to_the_report_date_and_knows_its_target() -> None:
    found = stands(WAITING)
    assert (found.route, found.told.status, found.treated.status) == (Route.URGENT, Status.OPEN, Status.OPEN)
    assert (found.told.days, found.told.target) == (49, date(2025, 3, 10))
    assert (found.treated.days, found.treated.target) == (49, date(2025, 4, 13))
    assert found.told.is_breach(DAY)
    assert not found.treated.is_breach(DAY)
    assert (found.has_decision, found.next_milestone) == (False, Milestone.TOLD)


def test_a_booking_after_the_target_is_a_predicted_breach_and_not_yet_one() -> None:
    found = stands(BOOKED).treated
    assert (found.status, found.booked, found.predicted_days) == (Status.BOOKED, date(2025, 4, 16), 65)
    assert found.is_predicted_breach
    assert not found.is_breach(DAY)
    in_time = replace(BOOKED, treatment_start_date=date(2025, 4, 13))
    assert not stands(in_time).treated.is_predicted_breach


def test_days_taken_off_move_the_target_and_shorten_the_wait() -> None:
    found = stands(replace(BOOKED, wta_first_seen=6, wta_treatment=4, wta_treatment_reason="MEDICAL")).treated
    assert (found.days, found.raw_days, found.target) == (39, 49, date(2025, 4, 23))
    assert (found.predicted_days, found.is_predicted_breach) == (55, False)


def test_a_pause_longer_than_the_wait_so_far_counts_no_day_yet() -> None:
    assert stands(replace(WAITING, wta_first_seen=90)).treated.days == 0


def test_a_first_appointment_that_is_still_to_come_takes_nothing_off_yet() -> None:
    ahead = replace(WAITING, date_first_seen=DAY + timedelta(days=3), wta_first_seen=9)
    found = stands(ahead)
    assert (found.told.days, found.next_milestone) == (49, Milestone.FIRST_SEEN)


@pytest.mark.parametrize(
    ("changes", "told", "treated", "reason"),
    [
        ({"closure_reason": "DOWNGRADED"}, Status.CLOSED, Status.CLOSED, "PATHWAY_CLOSED"),
        ({"death_date": date(2025, 3, 1)}, Status.CLOSED, Status.CLOSED, "DIED"),
        ({"patient_status": "07"}, Status.OPEN, Status.CLOSED, "STATUS_CLOSES_PATHWAY"),
        ({"modality": "98"}, Status.OPEN, Status.CLOSED, "TREATMENT_DECLINED"),
        ({"funding": "PRIVATE"}, Status.OPEN, Status.CLOSED, "NOT_NHS_ENGLAND"),
        ({"patient_status": "03"}, Status.UNTOLD, Status.UNTOLD, ""),
        ({"fds_end_date": date(2025, 3, 7), "fds_end_reason": "02"}, Status.REPORTABLE, Status.CLOSED, "RULED_OUT"),
        ({"fds_end_date": date(2025, 3, 7), "fds_end_reason": "03"}, Status.CLOSED, Status.OPEN, ""),
        ({"fds_end_date": date(2025, 4, 7), "fds_end_reason": "02"}, Status.BOOKED, Status.OPEN, ""),
        ({"priority_type": "2"}, Status.OUTSIDE, Status.OUTSIDE, ""),
        ({"event_type": "02"}, Status.OPEN, Status.OUTSIDE, ""),
    ],
)
def test_every_state_of_a_pathway_is_told_apart(
    changes: dict[str, Any], told: Status, treated: Status, reason: str
) -> None:
    found = stands(replace(WAITING, **changes))
    assert (found.told.status, found.treated.status, found.treated.reason) == (told, treated, reason)


def test_treated_without_a_diagnosis_waits_for_one_to_be_entered() -> None:
    treated = replace(BOOKED, treatment_start_date=date(2025, 3, 25), icd10=None)
    found = stands(treated)
    assert (found.treated.status, found.next_milestone) == (Status.UNDIAGNOSED, Milestone.DIAGNOSIS)
    assert stands(replace(treated, icd10="C341")).treated.status is Status.REPORTABLE
    assert stands(replace(treated, icd10="D100")).treated == Clock(Status.CLOSED, "OUT_OF_SCOPE_DIAGNOSIS")


def test_a_treated_person_was_waiting_on_every_day_before() -> None:
    treated = replace(BOOKED, treatment_start_date=date(2025, 3, 25))
    before = stands(treated, date(2025, 3, 24)).treated
    assert (before.status, before.days, before.booked) == (Status.OPEN, 42, None)
    assert stands(treated, date(2025, 3, 25)).treated.status is Status.REPORTABLE


def test_a_pathway_has_not_begun_before_its_referral() -> None:
    assert open_pathway(WAITING, date(2025, 2, 9), RULES) is None
    assert stands(WAITING, date(2025, 2, 10)).treated.days == 0


def test_a_new_referral_is_one_of_the_last_seven_days() -> None:
    week = [stands(WAITING, date(2025, 2, 10) + timedelta(days=late)).is_new_referral for late in range(9)]
    assert week == [True] * 7 + [False] * 2


def test_an_upgrade_starts_its_own_clock_and_brings_nobody_into_the_28_days() -> None:
    upgraded = replace(
        WAITING, priority_type="2", source_of_referral="01", consultant_upgrade_date=date(2025, 3, 1), org_upgrade="RFF"
    )
    found = stands(upgraded)
    assert (found.route, found.told.status, found.treated.start) == (Route.UPGRADE, Status.OUTSIDE, date(2025, 3, 1))


def test_a_rare_cancer_had_31_days_until_september_2023() -> None:
    then = replace(WAITING, crtp_start=date(2023, 8, 1), date_first_seen=None, icd10="C629", report_date=None)
    assert stands(then, date(2023, 8, 20)).treated.limit == 31
    assert stands(then, date(2023, 10, 2)).treated.limit == 62


codes = {
    "priority_type": ["1", "2", "3", "3", "3", None],
    "source_of_referral": ["03", "17", "01", None],
    "referral_type": ["02", "03", "05", "16", "17", None],
    "patient_status": ["03", "07", "11", "14", None],
    "fds_end_reason": ["01", "02", "03", "04", "77", None],
    "event_type": ["01", "02", "12", "77", None],
    "modality": ["23", "98", "77", None],
    "icd10": ["C341", "C44.9", "c62", "C910", "D05", "D100", None],
    "morphology": ["M8090/3", None],
    "care_setting": ["01", "03", None],
    "wta_treatment_reason": ["PATIENT_CHOICE", "MEDICAL", None],
    "closure_reason": [None] * 6 + ["DOWNGRADED"],
    "funding": [None] * 5 + ["NHS_ENGLAND", "PRIVATE"],
    "org_first_seen": ["RFF", None],
}
dates = (
    "consultant_upgrade_date",
    "date_first_seen",
    "fds_end_date",
    "ctp_start_date",
    "treatment_start_date",
    "death_date",
)


@st.composite
def records(draw: st.DrawFn) -> WaitingTimeRecord:
    base = draw(st.sampled_from([date(2019, 3, 20), date(2020, 6, 1), date(2023, 8, 15), date(2025, 1, 10)]))
    some = st.one_of(st.none(), st.integers(-5, 130).map(lambda days: base + timedelta(days=days)))
    given_dates = {name: draw(some) for name in dates}
    given_dates["death_date"] = draw(st.sampled_from([None, None, None, given_dates["death_date"]]))
    return WaitingTimeRecord(
        record_id="R",
        crtp_start=draw(st.sampled_from([base, base, base, None])),
        report_date=draw(some),
        wta_first_seen=draw(st.sampled_from([0, 0, 7, 200])),
        wta_treatment=draw(st.sampled_from([0, 0, 5])),
        age_at_referral=draw(st.sampled_from([None, 10, 60])),
        org_treatment="RHQ",
        org_fds_end="RFF",
        **given_dates,
        **{name: draw(st.sampled_from(values)) for name, values in codes.items()},
    )


def in_sql(held: list[WaitingTimeRecord], day: date) -> list[dict[str, Any]]:
    """What the SQL says of records on a day, in their order; records that had not begun are left out."""
    table = pa.Table.from_pylist([{name: getattr(one, name) for name in COLUMN_NAMES} for one in held], schema=schema())
    keys = {"submission_id": ["s"] * len(held), "ordinal": list(range(len(held)))}
    results = assess_table(table, RULES.book, RULES.organisations)
    connection = duckdb.connect()
    for name, value in keys.items():
        table, results = table.append_column(name, pa.array(value)), results.append_column(name, pa.array(value))
    table = table.append_column("superseded_by", pa.nulls(len(held), pa.string()))
    table = table.append_column("link", pa.array([str(number) for number in range(len(held))]))
    connection.register("records", table)
    connection.register("assessments", results)
    try:
        return pathways_on(connection, day, RULES.book).to_pylist()
    finally:
        connection.close()


def in_words(record: WaitingTimeRecord, day: date) -> dict[str, Any] | None:
    """The same of one record by the plain function."""
    found = open_pathway(record, day, RULES)
    if found is None:
        return None
    told, treated = found.told, found.treated
    return {
        "route": found.route.value if found.route else None,
        "told_status": told.status.value,
        "told_reason": told.reason,
        "told_days": told.days,
        "told_raw_days": told.raw_days,
        "told_target": told.target,
        "told_booked": told.booked,
        "treated_status": treated.status.value,
        "treated_reason": treated.reason,
        "start_date": treated.start,
        "treated_days": treated.days,
        "treated_raw_days": treated.raw_days,
        "treated_limit": treated.limit,
        "treated_target": treated.target,
        "treated_booked": treated.booked,
        "predicted_days": treated.predicted_days,
        "has_decision": found.has_decision,
        "is_new_referral": found.is_new_referral,
        "next_milestone": found.next_milestone.value if found.next_milestone else None,
    }


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(records(), min_size=20, max_size=60), st.integers(-10, 200))
def test_the_sql_says_of_every_record_what_the_plain_function_says(held: list[WaitingTimeRecord], late: int) -> None:
    for base in (date(2019, 3, 20), date(2023, 8, 15), date(2025, 1, 10)):
        day = base + timedelta(days=late)
        found = {row["ordinal"]: row for row in in_sql(held, day)}
        for number, record in enumerate(held):
            expected = in_words(record, day)
            if expected is None:
                assert number not in found
                continue
            row = found[number]
            assert {name: row[name] for name in expected} == expected, (record, day)


@given(records(), st.integers(-10, 200))
def test_nobody_is_waiting_twice_over_or_for_a_negative_time(record: WaitingTimeRecord, late: int) -> None:
    day = date(2025, 1, 10) + timedelta(days=late)
    found = open_pathway(record, day, RULES)
    if found is None:
        return
    for clock in (found.told, found.treated):
        assert clock.is_waiting == (clock.days is not None)
        assert clock.days is None or 0 <= clock.days <= (clock.raw_days or 0)
        assert (clock.status is Status.CLOSED) <= bool(clock.reason)
    known = as_known(record, day)
    assert all(one is None or one <= day for one in (known.fds_end_date, known.treatment_start_date, known.crtp_start))
