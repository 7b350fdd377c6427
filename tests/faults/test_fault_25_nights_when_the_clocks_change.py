"""Fault 25: nights when the clocks change, times at midnight, UTC against London. Waits count local calendar dates."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from tests.clocks.cases import assessed, counted
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.clocks.table import assess_table
from clearway.intake.waiting_times.dates import PROFILE_FORMATS, read_date
from clearway.pipeline.known_figures import end_of
from clearway.pipeline.manifest import live_on
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreKind, create_store

SPRING, AUTUMN = date(2025, 3, 30), date(2025, 10, 26)
"""In 2025 the clocks went forward on 30 March (a day of 23 hours) and back on 26 October (25 hours)."""

ZONED = PROFILE_FORMATS["YYYY-MM-DD with a time and zone"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty store, ready to load into."""
    return Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), tmp_path
    )


@pytest.mark.parametrize("night", [SPRING, AUTUMN, date(2025, 1, 15)])
@pytest.mark.parametrize(("length", "is_within"), [(62, True), (63, False)])
def test_fault_25_a_wait_across_a_clock_change_has_as_many_days_as_the_calendar(
    night: date, length: int, is_within: bool
) -> None:
    start = night - timedelta(days=30)
    stop = start + timedelta(days=length)
    wait = counted(assessed(crtp_start=start, ctp_start_date=start, treatment_start_date=stop).sixty_two_day)
    assert (wait.days, wait.is_within) == (length, is_within)


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_fault_25_sql_and_plain_rules_count_the_same_days_around_the_change(night: date) -> None:
    rows = []
    for number, (before, after) in enumerate((before, after) for before in (0, 1, 30, 61) for after in (0, 1, 31, 62)):
        start, stop = night - timedelta(days=before), night + timedelta(days=after)
        rows.append({"record_id": f"R{number}", "priority_type": "3", "source_of_referral": "03", "crtp_start": start,
                     "referral_type": "03", "ctp_start_date": start, "treatment_start_date": stop, "event_type": "01",
                     "modality": "23", "icd10": "C341", "org_treatment": "RZA", "org_first_seen": "RZA",
                     "date_first_seen": start})  # fmt: skip
    table = pa.Table.from_pylist(rows)
    book, organisations = load_rule_book(), load_organisations()
    by_sql = assess_table(table, book, organisations).to_pylist()
    by_rules = assess_table(table, book, organisations, engine="reference").to_pylist()
    assert by_sql == by_rules
    found = {row["62_raw_days"] for row in by_sql}
    assert found == {str((row["treatment_start_date"] - row["crtp_start"]).days) for row in rows}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-10-26T00:30:00Z", AUTUMN),  # 01:30 in London, still summer time
        ("2025-10-25T23:00:00Z", AUTUMN),  # midnight in London, with summer time
        ("2025-10-25T22:59:59Z", date(2025, 10, 25)),
        ("2025-10-26T23:59:59Z", AUTUMN),  # the 25th hour: winter time by then
        ("2025-10-27T00:00:00Z", date(2025, 10, 27)),
        ("2025-03-30T00:00:00Z", SPRING),
        ("2025-03-30T23:00:00Z", date(2025, 3, 31)),  # midnight in London, summer time since 01:00
        ("2025-03-30T22:59:59Z", SPRING),
        ("2025-06-30T23:30:00Z", date(2025, 7, 1)),
        ("2025-12-31T23:30:00Z", date(2025, 12, 31)),
        ("2025-07-01T00:30:00+01:00", date(2025, 7, 1)),
    ],
)
def test_fault_25_a_moment_with_its_zone_is_the_calendar_day_in_london(written: str, day: date) -> None:
    assert read_date(written, ZONED) == day


def test_fault_25_midnight_written_as_a_time_belongs_to_the_day_it_begins() -> None:
    local = PROFILE_FORMATS["YYYY-MM-DD with a time"]
    for day in (SPRING, AUTUMN):
        assert read_date(f"{day}T00:00:00", local) == day
        assert read_date(f"{day} 23:59:59", local) == day


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2025, 6, 1), 24)])
def test_fault_25_a_day_of_receipt_ends_at_midnight_in_london_however_long_it_was(day: date, hours: int) -> None:
    begins, ends = end_of(day - timedelta(days=1)), end_of(day)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (datetime(2025, 6, 30, 22, 59, tzinfo=UTC), date(2025, 6, 30)),
        (datetime(2025, 6, 30, 23, 1, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2025, 10, 26, 23, 59, tzinfo=UTC), AUTUMN),
        (datetime(2025, 10, 27, 0, 0, tzinfo=UTC), date(2025, 10, 27)),
    ],
)
def test_fault_25_what_was_known_on_a_day_goes_by_the_day_of_receipt_in_london(
    desk: Desk, received: datetime, day: date
) -> None:
    desk.manifest.now = received
    (loaded,) = desk.load(desk.csv(records({})))
    assert loaded.submission.received_on == day
    assert [one.id for one in live_on(desk.manifest.submissions(), day)] == [loaded.submission.id]
    assert (received < end_of(day)) is True
    assert received >= end_of(day - timedelta(days=1))
