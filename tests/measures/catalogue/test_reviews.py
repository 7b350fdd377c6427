"""A definition whose review day has passed is a finding; the day is given, no clock is read."""

from dataclasses import replace
from datetime import date

from clearway.measures.catalogue import Status, load_catalogue, overdue, overdue_reviews

MEASURE = replace(load_catalogue()["CWT-62D"], next_review=date(2027, 3, 31))


def test_on_its_review_day_a_measure_is_not_overdue_and_the_day_after_it_is() -> None:
    assert overdue(MEASURE, date(2027, 3, 31)) is None
    found = overdue(MEASURE, date(2027, 4, 1))
    assert found is not None
    assert found.id == "MEASURE_REVIEW_OVERDUE"
    assert found.message == (
        "The review of CWT-62D (62-day combined standard) was due on 31 March 2027, 1 day ago; it was never reviewed."
    )
    assert "Cancer waiting times lead of the alliance" in found.mend


def test_the_last_review_is_named_where_there_was_one() -> None:
    reviewed = replace(MEASURE, status=Status.REVIEWED, reviewed_by="A. Person", reviewed_on=date(2026, 3, 5))
    found = overdue(reviewed, date(2027, 4, 10))
    assert found is not None
    assert "10 days ago; it was last reviewed on 5 March 2026." in found.message


def test_a_withdrawn_measure_needs_no_review() -> None:
    assert overdue(replace(MEASURE, status=Status.WITHDRAWN), date(2030, 1, 1)) is None


def test_nothing_is_overdue_before_the_first_review_day_and_the_longest_overdue_comes_first() -> None:
    catalogue = load_catalogue()
    assert overdue_reviews(catalogue, date(2027, 1, 31)) == []
    assert [one.message[:22] for one in overdue_reviews(catalogue, date(2027, 2, 1))] == ["The review of SCR-CERV"]
    late = overdue_reviews(catalogue, date(2027, 4, 1))
    assert len(late) == 108
    assert "SCR-CERV" in late[0].message
