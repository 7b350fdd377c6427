"""What must hold of every record, however odd: the invariants of the clocks under random input."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clocks.strategies import records

from clearway.clocks import Assessment, ClockRules, NotCounted, Wait, assess_record, assess_records, result_row
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

RULES = ClockRules(load_rule_book(), load_organisations())
IMPOSSIBLE = {"NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT"}


def waits(assessment: Assessment) -> list[Wait]:
    """The waits of a record that count."""
    clocks = (assessment.two_week, assessment.faster_diagnosis, assessment.thirty_one_day, assessment.sixty_two_day)
    return [wait for wait in clocks if isinstance(wait, Wait)]


@given(records(), st.integers(1, 90))
def test_invariant_1_what_happens_after_the_clock_stopped_never_changes_the_wait(
    record: WaitingTimeRecord, later: int
) -> None:
    before = assess_record(record, RULES).faster_diagnosis
    if not isinstance(before, Wait) or record.fds_end_date is None:
        return
    treated = max(record.fds_end_date, before.stop) + timedelta(days=later)
    after = replace(record, treatment_start_date=treated, ctp_start_date=record.ctp_start_date or treated)
    assert assess_record(after, RULES).faster_diagnosis == before


@given(records())
def test_invariant_2_pauses_never_lengthen_a_wait_and_never_make_a_pass_out_of_an_impossible_one(
    record: WaitingTimeRecord,
) -> None:
    for wait in waits(assess_record(record, RULES)):
        assert wait.days <= max(wait.raw_days, 0) or wait.days == wait.raw_days
        if wait.days < 0:
            assert wait.flags & IMPOSSIBLE
            assert not wait.is_within


@given(records())
def test_invariant_3_the_shares_of_a_pathway_add_up_to_one_and_halves_to_wholes(record: WaitingTimeRecord) -> None:
    wait = assess_record(record, RULES).sixty_two_day
    if isinstance(wait, NotCounted):
        return
    assert wait.allocation is not None
    parts = [part for part in (wait.allocation.investigating, wait.allocation.treating) if part]
    assert sum(part.total for part in parts) == 1
    assert sum(part.within for part in parts) == (1 if wait.is_within else 0)


@given(records())
def test_invariant_4_no_share_within_is_larger_than_its_total(record: WaitingTimeRecord) -> None:
    wait = assess_record(record, RULES).sixty_two_day
    if isinstance(wait, NotCounted) or wait.allocation is None:
        return
    for part in (wait.allocation.investigating, wait.allocation.treating):
        assert part is None or Decimal(0) <= part.within <= part.total


@given(records())
def test_phases_add_up_to_the_wait_and_the_two_impossible_scenarios_never_occur(record: WaitingTimeRecord) -> None:
    wait = assess_record(record, RULES).sixty_two_day
    if isinstance(wait, NotCounted) or wait.allocation is None or wait.allocation.scenario is None:
        return
    first, second = wait.allocation.phase_1_days, wait.allocation.phase_2_days
    assert first is not None
    assert second is not None
    assert first + second == wait.days
    is_met = wait.days <= 62
    assert not (is_met and first > 38 and second > 24)
    assert not (not is_met and first <= 38 and second <= 24)


@given(st.lists(records(), min_size=2, max_size=6), st.randoms())
def test_invariant_5_the_order_of_the_records_changes_nothing(found: list[WaitingTimeRecord], shuffler: object) -> None:
    named = [replace(record, record_id=f"R{place}", pathway_id=f"P{place % 2}") for place, record in enumerate(found)]
    rows = {row["record_id"]: row for row in map(result_row, assess_records(named, RULES))}
    shuffler.shuffle(named)  # type: ignore[attr-defined]
    assert {row["record_id"]: row for row in map(result_row, assess_records(named, RULES))} == rows


@given(records())
def test_invariant_7_every_clock_either_counts_a_record_or_says_why_not(record: WaitingTimeRecord) -> None:
    row = result_row(assess_record(record, RULES))
    for clock in ("2ww", "fds", "31", "62"):
        assert (row[f"{clock}_counted"] == "Y") == (row[f"{clock}_days"] != "")
        assert (row[f"{clock}_counted"] == "N") == (row[f"{clock}_excluded"] != "")
        assert row[f"{clock}_rules"]


@given(records())
def test_every_rule_reason_and_flag_that_is_named_stands_in_the_rule_book(record: WaitingTimeRecord) -> None:
    assessment = assess_record(record, RULES)
    row = result_row(assessment)
    book = RULES.book
    known_reasons = {held.code.code for held in book.code_lists["exclusion_reason"].codes}
    known_flags = {held.code.code for held in book.code_lists["flag"].codes}
    for clock in ("2ww", "fds", "31", "62"):
        assert set(row[f"{clock}_rules"].split()) <= set(book.rules)
        assert row[f"{clock}_excluded"] in known_reasons | {""}
    assert assessment.flags <= known_flags


@given(records())
def test_invariant_9_what_was_known_last_year_gives_last_years_answer(record: WaitingTimeRecord) -> None:
    """A rule published later changes nothing that was computed under the knowledge of a day."""
    day = date(2024, 1, 1)
    then = ClockRules(load_rule_book().as_known_on(day), load_organisations())
    again = ClockRules(load_rule_book().as_known_on(day).as_known_on(date(2025, 1, 1)), load_organisations())
    assert result_row(assess_record(record, then)) == result_row(assess_record(record, again))


@pytest.mark.parametrize("label", ["v9", "v10", "v11", "v12"])
def test_a_what_if_set_answers_as_if_every_record_fell_on_its_own_day(label: str) -> None:
    rules = ClockRules(load_rule_book().as_set(label), load_organisations())
    record = WaitingTimeRecord(
        record_id="R1",
        priority_type="3",
        source_of_referral="03",
        referral_type="12",
        crtp_start=date(2025, 5, 1),
        date_first_seen=date(2025, 5, 8),
        org_first_seen="RHQ",
        ctp_start_date=date(2025, 5, 21),
        treatment_start_date=date(2025, 6, 3),
        event_type="01",
        modality="23",
        care_setting="01",
        icd10="C629",
        org_treatment="RHQ",
    )
    wait = assess_record(record, rules).sixty_two_day
    assert isinstance(wait, Wait)
    assert (wait.limit, wait.is_within) == ((62, True) if label == "v12" else (31, False))
