"""Reviews of definitions: who records one, what it changes, and which are due on a day."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.annotations.conftest import SIXTY_TWO, STAGE

from clearway.measures.catalogue import Status, load_catalogue, overdue_reviews
from clearway.records.findings import Refused
from clearway.site.annotations.models import Review
from clearway.site.annotations.reviewing import all_as_reviewed, as_reviewed, review_of, reviews_of
from clearway.site.annotations.services.reviews import record_review
from clearway.site.audit.models import Event

TODAY = date(2026, 11, 22)
NEXT = date(2027, 11, 30)


def reviewed(by, **more) -> Review:
    told = {
        "measure": SIXTY_TWO,
        "reviewed_on": date(2026, 11, 20),
        "as_role": "Cancer waiting times lead",
        "next_review": NEXT,
        "today": TODAY,
    }
    return record_review(by=by, **(told | more))


def test_a_shipped_definition_is_a_draft_until_a_reviewer_says_otherwise(reviewer, db):
    assert review_of(SIXTY_TWO) is None
    assert as_reviewed(SIXTY_TWO).status is Status.DRAFT
    reviewed(reviewer)
    measure = as_reviewed(SIXTY_TWO)
    assert (measure.status, measure.reviewed_by) == (Status.REVIEWED, "reviewer, Cancer waiting times lead")
    assert (measure.reviewed_on, measure.next_review) == (date(2026, 11, 20), NEXT)
    assert load_catalogue()["CWT-62D"].status is Status.DRAFT, "what is shipped stays as it is"
    assert as_reviewed(STAGE).status is Status.DRAFT


def test_the_newest_review_holds_and_every_one_is_kept(reviewer):
    reviewed(reviewer, reviewed_on=date(2026, 1, 10), as_role="Somebody before")
    reviewed(reviewer)
    assert review_of(SIXTY_TWO).as_role == "Cancer waiting times lead"
    assert len(reviews_of(SIXTY_TWO)) == 2
    assert list(all_as_reviewed([SIXTY_TWO, STAGE])) == [as_reviewed(SIXTY_TWO), STAGE]


def test_a_review_is_in_the_trail(reviewer):
    reviewed(reviewer, note="Agreed with the data owner")
    event = Event.objects.get(event="definition reviewed")
    assert (event.actor, event.reason) == ("reviewer@example.org", "Agreed with the data owner")
    assert event.after["measure"] == "CWT-62D"


def test_a_review_puts_off_the_day_on_which_a_definition_is_due(reviewer):
    day = date(2027, 4, 1)
    assert "CWT-62D (" in " ".join(one.message for one in overdue_reviews(all_as_reviewed(load_catalogue()), day))
    reviewed(reviewer)
    late = " ".join(one.message for one in overdue_reviews(all_as_reviewed(load_catalogue()), day))
    assert "CWT-62D (" not in late
    again = " ".join(one.message for one in overdue_reviews(all_as_reviewed(load_catalogue()), date(2027, 12, 1)))
    assert "CWT-62D (" in again
    assert "last reviewed on 20 November 2026" in again


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reviewed_on": date(2026, 11, 23)}, "REVIEWED-ON"),
        ({"next_review": date(2026, 11, 20)}, "NEXT-REVIEW"),
        ({"next_review": TODAY}, "NEXT-REVIEW"),
        ({"as_role": " "}, "WORDS-MISSING"),
        ({"note": "Seen by 943 476 5919"}, "WORDS-IDENTIFY"),
    ],
)
def test_a_review_that_does_not_hold_together_is_refused(reviewer, wrong, code):
    with pytest.raises(Refused) as refusal:
        reviewed(reviewer, **wrong)
    assert refusal.value.code == code
    assert not Review.objects.exists()


def test_only_a_measure_reviewer_reviews(analyst, tracker, administrator):
    for by in (analyst, tracker, administrator):
        with pytest.raises(PermissionDenied):
            reviewed(by)
