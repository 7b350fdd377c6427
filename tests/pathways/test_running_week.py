"""The running week: bands, people not told, new referrals, lost pathways, and where the month will land."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.clocks import ClockRules
from clearway.pathways.open_pathways import Status
from clearway.pathways.running_week import BANDS, RunningWeek, last_report_day, running_week
from clearway.pathways.scope import scope_of_trust, whole_store
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreKind, create_store

RULES = ClockRules(load_rule_book(), load_organisations())
DAY = date(2025, 3, 12)

NOTHING_YET = {
    **dict.fromkeys(("fds_end_date", "fds_end_reason", "org_fds_end", "ctp_start_date", "treatment_start_date"), ""),
    **dict.fromkeys(("event_type", "modality", "care_setting", "icd10", "org_treatment"), ""),
    "org_first_seen": "RFF",
    "patient_status": "14",
    "report_date": str(DAY),
}
TOLD = {"fds_end_date": "2025-02-20", "fds_end_reason": "01", "org_fds_end": "RFF", "icd10": "C341"}
DECIDED = {**TOLD, "ctp_start_date": "2025-03-01", "patient_status": "11"}
TREATED = {
    **DECIDED,
    "event_type": "01",
    "modality": "23",
    "care_setting": "01",
    "org_treatment": "RHQ",
    "report_date": str(DAY),
    "org_first_seen": "RFF",
    "accountable_investigating_org": "RFF",
    "transfer_date": "2025-02-14",
}


def waiting(referred: str, **changes: str) -> dict[str, str]:
    seen = {"date_first_seen": changes.pop("date_first_seen", "")}
    return {**NOTHING_YET, "crtp_start": referred, **seen, **changes}


ROWS = records(
    waiting("2025-03-10"),
    waiting("2025-03-05"),
    waiting("2025-02-11", date_first_seen="2025-02-18"),
    waiting("2025-01-09", date_first_seen="2025-01-16", **TOLD),
    waiting("2025-01-08", date_first_seen="2025-01-16", **DECIDED),
    waiting("2024-11-01", date_first_seen="2024-11-16", **DECIDED),
    waiting("2025-02-01", date_first_seen="2025-02-08", patient_status="03"),
    {**waiting("2025-01-20"), **TREATED, "treatment_start_date": "2025-03-20"},
    {**waiting("2025-01-10"), **TREATED, "treatment_start_date": "2025-03-28"},
    {**waiting("2025-01-25"), **TREATED, "treatment_start_date": "2025-03-27", "icd10": ""},
    {**waiting("2025-01-20"), **TREATED, "treatment_start_date": "2025-03-05"},
    {**waiting("2025-01-20"), **TREATED, "treatment_start_date": "2025-03-06", "icd10": ""},
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    place: Path = tmp_path_factory.mktemp("week")
    made = Desk(create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), place)
    made.load(made.csv(ROWS))
    made.publish()
    return made


def week(desk: Desk, day: date = DAY, trust: str = "") -> RunningWeek:
    with desk.figures() as figures:
        scope = scope_of_trust(figures, RULES.organisations, trust, day) if trust else whole_store(day)
        return running_week(figures, rules=RULES, scope=scope, day=day)


def counts(found: RunningWeek, **kept: Any) -> list[int]:
    return [len(found.band(first, last, **kept)) for first, last in BANDS]


def test_open_pathways_fall_into_the_bands_of_the_weekly_collection_with_and_without_a_decision(desk: Desk) -> None:
    found = week(desk)
    assert counts(found) == [2, 6, 1, 1]
    assert counts(found, has_decision=True) == [0, 3, 1, 1]
    assert counts(found, has_decision=False) == [2, 3, 0, 0]
    assert [one.days for one in found.waiting] == sorted((one.days for one in found.waiting), reverse=True)
    assert not found.is_hindsight


def test_people_not_told_after_28_days_and_new_referrals_are_counted(desk: Desk) -> None:
    found = week(desk)
    assert found.untold_over_28 == 2, "referred on 11 February, and the one without cancer who was not told"
    assert found.new_referrals == 1, "a referral seven days ago is no longer of the last seven days"
    assert week(desk, date(2025, 3, 11)).new_referrals == 2


def test_the_two_states_that_trackers_lose_are_listed(desk: Desk) -> None:
    assert sorted(one.status for one in week(desk).lost) == [Status.UNTOLD, Status.UNDIAGNOSED]


def test_the_month_lands_on_those_treated_and_those_booked_case_by_case(desk: Desk) -> None:
    landing = week(desk).landing
    assert (landing.month, landing.treated, landing.treated_within) == ("2025-03", 1, 1)
    told = [
        (case.pathway.booked_days, case.counts, case.is_within, case.pathway.is_booked_late) for case in landing.cases
    ]
    assert told == [(77, True, False, True), (61, False, False, False), (59, True, True, False)]
    assert (landing.total, landing.within) == (3, 2)


def test_each_trust_sees_its_share_of_what_is_treated_and_booked(desk: Desk) -> None:
    shares = {one.trust: one for one in week(desk).landing.trusts}
    assert sum(one.treated for one in shares.values()) == Decimal(1)
    assert sum(one.booked for one in shares.values()) == Decimal(2)
    assert sum(one.booked_within for one in shares.values()) == Decimal(1)
    assert set(shares) == {"RFF", "RHQ"}


def test_who_could_still_breach_this_month_has_a_decision_and_no_booking(desk: Desk) -> None:
    assert [one.start for one in week(desk).landing.could_breach] == [date(2024, 11, 1), date(2025, 1, 8)]


def test_a_booked_pathway_is_held_where_treatment_is_booked_and_another_where_it_was_first_seen(desk: Desk) -> None:
    found = week(desk)
    assert {one.trust for one in found.waiting if one.booked} == {"RHQ"}
    assert {one.trust for one in found.waiting if not one.booked} == {"RFF"}


def test_a_day_before_the_newest_records_is_told_as_hindsight_and_knows_no_bookings(desk: Desk) -> None:
    found = week(desk, date(2025, 3, 1))
    assert found.is_hindsight
    assert not [one for one in found.waiting if one.booked]
    assert found.landing.cases == ()
    with desk.figures() as figures:
        assert last_report_day(figures) == DAY


def test_a_trust_sees_the_pathways_it_is_on_and_no_others(desk: Desk) -> None:
    assert len(week(desk, trust="RFF").waiting) == 10
    assert {one.booked is not None for one in week(desk, trust="RHQ").waiting} <= {True}
    assert week(desk, trust="RRV").waiting == ()
    assert week(desk, trust="RRV").landing.treated == 0
