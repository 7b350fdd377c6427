"""Recording that a definition was reviewed. What travels with the product stays a draft in its file."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.measures.catalogue import Measure
from clearway.records.findings import Refused
from clearway.site import words as say
from clearway.site.annotations.models import LONGEST_WORDS, Review
from clearway.site.annotations.permissions import check_may_review
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership

LONGEST_ROLE = 200


def record_review(
    *, by: Membership, measure: Measure, reviewed_on: date, as_role: str, next_review: date, today: date, note: str = ""
) -> Review:
    """Record that this person reviewed a definition in a role on a day, and when it is due again.

    Raises PermissionDenied, or Refused: for a day to come, a next review that is not after it, a role without words.
    """
    check_may_review(by)
    role = checked_words(as_role, what="The role", longest=LONGEST_ROLE)
    words = checked_words(note, what="The note", longest=LONGEST_WORDS) if note.strip() else ""
    if reviewed_on > today:
        raise Refused(f"{say.day(reviewed_on)} is still to come.", "Give the day it was reviewed.", code="REVIEWED-ON")
    if next_review <= max(reviewed_on, today):
        raise Refused(
            f"{say.day(next_review)} is no day to come after the review.", "Choose a later day.", code="NEXT-REVIEW"
        )
    with transaction.atomic():
        review = Review.objects.create(
            measure=measure.id,
            reviewed_on=reviewed_on,
            as_role=role,
            next_review=next_review,
            note=words,
            reviewer=by.person.email,
            reviewer_name=by.person.name,
            recorded_at=timezone.now(),
        )
        audit.record(
            event="definition reviewed",
            by=by,
            subject=review,
            reason=words,
            after={"measure": measure.id, "on": reviewed_on, "as": role, "next": next_review},
        )
    return review
