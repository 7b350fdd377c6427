"""Where an arrival stands in the manifest, and what counted on an earlier day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from clearway.pipeline.manifest import AlreadyHeld, Arrival, Submission, live, live_on, place, place_again
from clearway.records.findings import Refused

ARRIVAL = Arrival(
    id="one",
    source="waiting_time_records",
    data_set="waiting_time_records",
    organisation_code="RFF",
    first_month="2025-03",
    last_month="2025-03",
    release="provisional",
    sha256="a" * 64,
    file_name="march.csv",
    accepted=10,
    rejected=0,
)
PUBLISHED = replace(ARRIVAL, source="published_workbook_provider", data_set="published_figures", organisation_code="")
MORNING = datetime(2025, 5, 8, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def held(arrival: Arrival, number: int = 1, **changes: object) -> Submission:
    """A row of the manifest for an arrival, received on the given day of May."""
    fields = {name: getattr(arrival, name) for name in Arrival.__slots__}
    row = {"id": f"held-{number}", "version": number, "received_at": MORNING + timedelta(days=number)}
    return Submission(**{**fields, **row, **changes})  # type: ignore[arg-type]


def test_the_first_of_its_place_is_version_one_and_replaces_nothing() -> None:
    assert place(ARRIVAL, []) == place(ARRIVAL, [held(replace(ARRIVAL, organisation_code="RHQ", sha256="b"))])
    assert (place(ARRIVAL, []).version, place(ARRIVAL, []).supersedes) == (1, "")


def test_other_bytes_for_the_same_place_are_the_next_version_in_place_of_the_live_one() -> None:
    placement = place(replace(ARRIVAL, sha256="b"), [held(ARRIVAL)])
    assert (placement.version, placement.supersedes) == (2, "held-1")


def test_a_final_release_of_records_replaces_the_provisional_one() -> None:
    placement = place(replace(ARRIVAL, release="final", sha256="b"), [held(ARRIVAL)])
    assert (placement.version, placement.supersedes) == (1, "held-1")


def test_the_same_bytes_declared_final_replace_the_provisional_ones() -> None:
    assert place(replace(ARRIVAL, release="final"), [held(ARRIVAL)]).supersedes == "held-1"


def test_a_final_release_of_published_figures_leaves_the_provisional_one_beside_it() -> None:
    placement = place(replace(PUBLISHED, release="final", sha256="b"), [held(PUBLISHED)])
    assert (placement.version, placement.supersedes) == (1, "")


def test_bytes_that_count_already_are_nothing_new_even_under_another_name() -> None:
    with pytest.raises(AlreadyHeld) as caught:
        place(replace(ARRIVAL, file_name="copy.csv", organisation_code="RHQ"), [held(ARRIVAL)])
    assert caught.value.submission.id == "held-1"


@pytest.mark.parametrize("arrival", [ARRIVAL, PUBLISHED])
def test_a_provisional_release_after_a_final_one_needs_a_reason(arrival: Arrival) -> None:
    final = held(replace(arrival, release="final"))
    late = replace(arrival, sha256="b")
    with pytest.raises(Refused, match="a final one is here"):
        place(late, [final])
    forced = place(replace(late, forced_reason="the final file was wrong"), [final])
    assert forced.supersedes == ("held-1" if arrival is ARRIVAL else "")


def test_a_file_that_holds_nothing_never_takes_the_place_of_one_that_does_without_a_reason() -> None:
    empty = replace(ARRIVAL, sha256="b", accepted=0)
    with pytest.raises(Refused, match="the 10 rows of version 1"):
        place(empty, [held(ARRIVAL)])
    assert place(empty, []).version == 1
    assert place(replace(empty, forced_reason="nothing happened"), [held(ARRIVAL)]).version == 2


def test_what_counted_on_a_day_is_what_had_come_by_then_and_had_not_been_replaced() -> None:
    first = held(ARRIVAL, 1, state="superseded")
    second = held(replace(ARRIVAL, sha256="b"), 5, supersedes=first.id)
    refused = held(replace(ARRIVAL, sha256="c"), 2, state="refused")
    rows = [first, refused, second]
    assert [one.id for one in live(rows)] == [second.id]
    assert [one.id for one in live_on(rows, date(2025, 5, 10))] == [first.id]
    assert [one.id for one in live_on(rows, date(2025, 5, 13))] == [second.id]
    assert live_on(rows, date(2025, 5, 8)) == ()


def test_a_day_is_a_day_in_london() -> None:
    late = held(ARRIVAL, received_at=datetime(2025, 5, 8, 23, 30, tzinfo=UTC))
    assert late.received_on == date(2025, 5, 9)
    assert live_on([late], date(2025, 5, 8)) == ()


def test_what_was_purged_since_is_not_left_out_in_silence() -> None:
    with pytest.raises(Refused, match="has been purged"):
        live_on([held(ARRIVAL, state="purged")], date(2025, 6, 1))


def test_from_the_day_of_its_purge_a_file_counts_no_more_and_brings_nothing_back() -> None:
    first = held(ARRIVAL, 1, state="superseded")
    purged = held(replace(ARRIVAL, sha256="b"), 2, supersedes=first.id, state="purged", purged_at=MORNING + DAY * 5)
    later = held(replace(ARRIVAL, sha256="c"), 7)
    rows = [first, purged, later]
    assert live_on(rows, date(2025, 5, 9)) == (first,)
    with pytest.raises(Refused, match="has been purged"):
        live_on(rows, date(2025, 5, 12))
    assert live_on(rows, date(2025, 5, 13)) == ()
    assert live_on(rows, date(2025, 5, 15)) == (later,)


def test_what_was_withdrawn_and_then_purged_never_counted() -> None:
    withdrawn = held(ARRIVAL, state="purged", decision_reason="a wrong extract", purged_at=MORNING + DAY * 5)
    assert live_on([withdrawn], date(2025, 5, 10)) == ()
    accepted = replace(withdrawn, live_from=withdrawn.received_at)
    with pytest.raises(Refused, match="has been purged"):
        live_on([accepted], date(2025, 5, 10))


def test_bytes_that_a_person_withdrew_count_only_with_a_reason() -> None:
    withdrawn = held(ARRIVAL, state="withdrawn")
    with pytest.raises(Refused, match="a person withdrew it as wrong"):
        place(ARRIVAL, [withdrawn])
    assert place(replace(ARRIVAL, forced_reason="it was right"), [withdrawn]).version == 2


def test_a_file_that_was_held_back_counted_only_from_the_day_a_person_said_so() -> None:
    accepted = held(ARRIVAL, 1, live_from=MORNING + timedelta(days=5))
    assert live_on([accepted], date(2025, 5, 12)) == ()
    assert live_on([accepted], date(2025, 5, 13)) == (accepted,)


@pytest.mark.parametrize("state", ["held", "withdrawn", "refused"])
def test_what_waits_was_withdrawn_or_refused_never_counted(state: str) -> None:
    assert live_on([held(ARRIVAL, 1, state=state)], date(2025, 6, 1)) == ()
    assert live([held(ARRIVAL, 1, state=state)]) == ()


def test_a_file_held_back_takes_a_version_and_replaces_what_it_should_when_it_is_accepted() -> None:
    first = held(ARRIVAL)
    waiting = held(replace(ARRIVAL, sha256="b"), 2, state="held", version=2)
    placed = place_again(waiting, [first, waiting])
    assert (placed.version, placed.supersedes) == (2, first.id)
    assert place(replace(ARRIVAL, sha256="c"), [first, waiting]).version == 3


def test_only_what_waits_is_placed_again() -> None:
    with pytest.raises(Refused, match="is not held back: it is live"):
        place_again(held(ARRIVAL), [held(ARRIVAL)])
