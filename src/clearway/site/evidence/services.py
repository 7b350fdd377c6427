"""Making an activity of the plan, or a question, of what was seen; what was seen is kept beside it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.evidence.models import Evidence
from clearway.site.evidence.seen import Seen
from clearway.site.groups.models import Question
from clearway.site.groups.services.questions import Asking, raise_question
from clearway.site.organisations.models import Membership
from clearway.site.plan.item_kinds import KINDS
from clearway.site.plan.models import Activity, Deliverable
from clearway.site.plan.permissions import check_may_update
from clearway.site.plan.services.editing import add_item

LONGEST_WORDS = 1_000


def make_activity(
    *, by: Membership, seen: Seen, deliverable: Deliverable, words: str, due: date | None = None
) -> Activity:
    """Add an activity to a deliverable, made of what was seen. Who answers for the deliverable may, too.

    The plan says what it was made from, and of a pathway no more than whose it is. Raises PermissionDenied, or Refused.
    """
    check_may_update(by, deliverable)
    said = checked_words(words, what="What is to be done", longest=LONGEST_WORDS)
    told = f"Made from {seen.told}, seen on {timezone.localdate():%d/%m/%Y}"
    with transaction.atomic():
        made = add_item(
            by=by,
            plan=deliverable.plan,
            kind=KINDS["activity"],
            said={
                "text": said,
                "reference": told,
                **({"measures": [seen.measure]} if seen.measure else {}),
                **({"due": {"month": f"{due:%Y-%m}"}} if due else {}),
            },
            holder=deliverable,
            reason=told,
            answers_for=deliverable,
        )
        if not isinstance(made, Activity):
            raise TypeError("An activity was asked for.")
        _keep(by, seen, activity=made)
    return made


def ask_about(*, by: Membership, seen: Seen, asking: Asking) -> Question:
    """Raise a question about what was seen. Raises PermissionDenied, or Refused."""
    with transaction.atomic():
        made = raise_question(by=by, asking=asking)
        _keep(by, seen, question=made)
    return made


def _keep(by: Membership, seen: Seen, activity: Activity | None = None, question: Question | None = None) -> Evidence:
    # Whatever is shared is still written by somebody's organisation: the database lets nobody write what is nobody's.
    owner = question.organisation_code if question else seen.organisation_code
    made = Evidence.unscoped.create(
        activity=activity,
        question=question,
        kind=seen.kind,
        title=seen.title,
        sentence=seen.sentence,
        address=seen.address,
        measure=seen.measure,
        figures=[list(one) for one in seen.figures],
        snapshot=seen.snapshot,
        organisation_code=owner or by.organisation.code,
        is_shared=not owner,
        at=timezone.now(),
        by_name=by.person.name,
        by_role=by.role_class.display_name,
    )
    audit.record(event="evidence kept", by=by, subject=made, after={"kind": seen.kind, "snapshot": seen.snapshot})
    return made
