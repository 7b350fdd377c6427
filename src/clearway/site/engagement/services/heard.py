"""You said, we did: adding what was heard, and answering it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.engagement.models import Activity, Consultation, Heard, HeardState
from clearway.site.engagement.permissions import check_may_add_heard, check_may_keep
from clearway.site.groups.services.wording import optional, text
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable

ENDED = (HeardState.DONE, HeardState.CANNOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutHeard:
    """What people said, in other words than theirs, when, and whence it came."""

    said: str
    heard_on: date
    came_from: str
    easy_read: str = ""
    place: str = ""
    activity: Activity | None = None
    consultation: Consultation | None = None
    form: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it: what changed, or why it cannot. `on` is needed once there is an end to it."""

    state: HeardState
    did: str = ""
    on: date | None = None
    deliverable: Deliverable | None = None
    is_for_public: bool = False
    easy_read: str = ""


def add_heard(
    *, by: Membership, about: AboutHeard, today: date, nobody_recognised: bool, is_made_up: bool = False
) -> Heard:
    """Add what people said. Refused unless whoever adds it says that nobody can be recognised in it."""
    check_may_add_heard(by)
    if not nobody_recognised:
        raise Refused(
            "Somebody could be recognised in it.",
            "Say it in other words, without what only one person could have said, and confirm that.",
            code="ENG-RECOGNISED",
        )
    if about.heard_on > today:
        raise Refused("It was heard on a day to come.", "Give the day on which it was heard.", code="ENG-DAYS")
    with transaction.atomic():
        made = Heard.objects.create(
            said=text(about.said, what="What people said", longest=2_000),
            easy_read=optional(about.easy_read, what="The easy-read text", longest=2_000),
            heard_on=about.heard_on,
            came_from=text(about.came_from, what="Where it was heard", longest=200),
            place=about.place,
            activity=about.activity,
            consultation=about.consultation,
            form=about.form,
            theme=about.theme,
            is_made_up=is_made_up,
            recorded_by=by.person.email,
            recorded_at=timezone.now(),
        )
        audit.record(event="heard", by=by, subject=made, after={"came_from": made.came_from, "place": made.place})
    return made


def answer_heard(*, by: Membership, heard: Heard, answer: Answer, today: date) -> Heard:
    """Say how it stands, and what changed or why it cannot. Refused for an end without words and day."""
    check_may_keep(by)
    did = optional(answer.did, what="What was done", longest=2_000)
    if answer.state in ENDED and not did:
        what = "what changed" if answer.state == HeardState.DONE else "why it cannot be done"
        raise Refused(
            f"Nobody can read yet {what}.", "People who spoke up are owed an answer in words.", code="ENG-DID"
        )
    on = answer.on or (today if answer.state in ENDED else None)
    if on is not None and on > today:
        raise Refused("It changed on a day to come.", "Leave it as being considered until then.", code="ENG-DAYS")
    with transaction.atomic():
        held = locked(Heard.objects.filter(pk=heard.pk)).get()
        before = {"state": held.state, "is_for_public": held.is_for_public}
        held.state, held.did, held.did_on = answer.state, did, on if answer.state in ENDED else None
        held.deliverable, held.is_for_public = answer.deliverable, answer.is_for_public
        held.easy_read = optional(answer.easy_read, what="The easy-read text", longest=2_000)
        held.save()
        after = {"state": held.state, "is_for_public": held.is_for_public, "did": held.did}
        audit.record(event="heard answered", by=by, subject=held, before=before, after=after)
    return held
