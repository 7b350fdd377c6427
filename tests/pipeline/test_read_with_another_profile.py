"""The same bytes read with a corrected profile are a new version in place of the old; with the same one, a no-op."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from clearway.pipeline.manifest import AlreadyHeld, Arrival, Submission, place

ARRIVAL = Arrival(
    id="records-rff-2025-03-a",
    source="waiting_time_records",
    data_set="waiting_time_records",
    organisation_code="RFF",
    first_month="2025-03",
    last_month="2025-03",
    release="provisional",
    sha256="0" * 64,
    file_name="march.csv",
    accepted=10,
    rejected=0,
    profile="our-register@1 aaaaaaaaaaaa",
)
HELD = Submission(**asdict(ARRIVAL), version=1, received_at=datetime(2025, 5, 1, tzinfo=UTC))


def arrival(**changes: object) -> Arrival:
    return Arrival(**asdict(ARRIVAL) | {"id": "records-rff-2025-03-b"} | changes)


def test_the_same_bytes_with_the_same_profile_are_held_already():
    with pytest.raises(AlreadyHeld):
        place(arrival(), [HELD])


def test_a_corrected_profile_makes_a_new_version_in_place_of_the_old():
    placement = place(arrival(profile="our-register@2 bbbbbbbbbbbb"), [HELD])
    assert (placement.version, placement.supersedes) == (2, HELD.id)


def test_a_corrected_profile_replaces_the_old_reading_whichever_months_that_was():
    corrected = arrival(profile="our-register@2 bbbbbbbbbbbb", first_month="2025-04", last_month="2025-04")
    assert place(corrected, [HELD]).supersedes == HELD.id
