"""The activity planner: adding, changing, finishing and cancelling what is done to reach people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.planning.engagement.printed_dates import span_of
from clearway.planning.engagement.reference import channel_titles
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.engagement.models import Activity, ActivityState, Audience, Consultation
from clearway.site.engagement.permissions import check_may_keep
from clearway.site.engagement.services.audiences import WRITES, known_characteristics
from clearway.site.engagement.services.days import check_days
from clearway.site.groups.services.wording import optional, text
from clearway.site.operational.locks import locked, one_writer
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable

MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutActivity:
    """What is said of an activity. `when` are words of a planner; days that are given win over what they mean."""

    text: str
    when: str = ""
    first_day: date | None = None
    last_day: date | None = None
    audience: str = ""
    audiences: Sequence[Audience] = ()
    characteristics: Sequence[str] = ()
    comments: str = ""
    update: str = ""
    channel: str = ""
    lead: str = ""
    place: str = ""
    venue: str = ""
    take_part: str = ""
    form: str = ""
    consultation: Consultation | None = None
    deliverable: Deliverable | None = None

    def columns(self) -> dict[str, object]:
        """The columns of its row, without the audiences. Raises Refused for what is not kept."""
        if self.channel and self.channel not in channel_titles():
            raise Refused(f"{self.channel} is no known way.", "Choose one of the list.", code="ENG-CODE")
        when = optional(self.when, what="The date in words", longest=100)
        first, last = _days(when, self.first_day, self.last_day)
        return {
            "text": text(self.text, what="The activity"),
            "when": when or _words(first, last),
            "first_day": first,
            "last_day": last,
            "audience": optional(self.audience, what="The audience", longest=300),
            "characteristics": known_characteristics(self.characteristics),
            "comments": optional(self.comments, what="The comments"),
            "update": optional(self.update, what="The update"),
            "channel": self.channel,
            "lead": optional(self.lead, what="Who leads", longest=200),
            "place": self.place,
            "venue": optional(self.venue, what="The venue", longest=300),
            "take_part": optional(self.take_part, what="How people can take part"),
            "form": self.form,
            "consultation": self.consultation,
            "deliverable": self.deliverable,
        }


def add_activity(
    *, by: Membership, about: AboutActivity, history: str = "", source: str = "", is_made_up: bool = False
) -> Activity:
    """Put an activity into the planner. Raises PermissionDenied, or Refused in words."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        one_writer(WRITES)
        same = Activity.objects.filter(text=columns["text"], when=columns["when"], history=history)
        if same.filter(place=about.place).exclude(state=ActivityState.CANCELLED).exists():
            raise Refused("The planner has this activity on these days already.", "Change that one.", code="ENG-AGAIN")
        made = Activity.objects.create(
            **columns,
            history=history,
            source=optional(source, what="The source", longest=300),
            is_made_up=is_made_up,
            changed_at=timezone.now(),
        )
        made.audiences.set(about.audiences)
        audit.record(event="engagement planned", by=by, subject=made, after={"activity": made.text, "when": made.when})
    return made


def change_activity(*, by: Membership, activity: Activity, about: AboutActivity, revision: int) -> Activity:
    """Change an activity. Refused when somebody else did since the page was opened, or it is of the past."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        held = _of_today(activity)
        if held.revision != revision:
            raise Refused(
                "Somebody changed this activity after you opened it.",
                "Look at it as it is now, and make your change again.",
                code="ENG-STALE",
            )
        written = write_columns(held, columns)
        _changed(held)
        held.audiences.set(about.audiences)
        audit.record(event="engagement changed", by=by, subject=held, before=written.before, after=written.after)
    return held


def finish_activity(
    *,
    by: Membership,
    activity: Activity,
    outcome: str,
    people: int | None = None,
    characteristics: Sequence[str] = (),
) -> Activity:
    """Say that an activity was held, what came of it, and whom it reached."""
    check_may_keep(by)
    told = text(outcome, what="What came of it")
    reached = known_characteristics(characteristics)
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise Refused("So many people cannot have come.", "Write a number, or leave it empty.", code="ENG-PEOPLE")
    with transaction.atomic():
        held = _planned(activity)
        held.state, held.outcome, held.people = ActivityState.DONE, told, people
        held.characteristics = reached
        _changed(held)
        audit.record(
            event="engagement held",
            by=by,
            subject=held,
            after={"outcome": told, "people": people, "characteristics": reached},
        )
    return held


def cancel_activity(*, by: Membership, activity: Activity, reason: str) -> Activity:
    """Cancel an activity; it stays in the planner with the reason."""
    check_may_keep(by)
    why = text(reason, what="The reason", longest=500)
    with transaction.atomic():
        held = _planned(activity)
        held.state, held.outcome = ActivityState.CANCELLED, why
        _changed(held)
        audit.record(event="engagement cancelled", by=by, subject=held, reason=why)
    return held


def _days(when: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    meant = span_of(when)
    if meant and first and (first, last or first) != (meant.first, meant.last):
        raise Refused("The date in words and the days differ.", "Say the date in one way.", code="ENG-DAYS")
    first, last = (meant.first, meant.last) if meant else (first, last or first)
    check_days(first, last)
    return first, last


def _words(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}"


def _of_today(activity: Activity) -> Activity:
    held = locked(Activity.objects.filter(pk=activity.pk)).get()
    if held.history:
        raise Refused(
            f"This is of the planner of {held.history}.", "It is history, and stays as it is.", code="ENG-OLD"
        )
    return held


def _planned(activity: Activity) -> Activity:
    held = _of_today(activity)
    if held.state != ActivityState.PLANNED:
        raise Refused(f"The activity is {held.get_state_display().lower()} already.", "Look again.", code="ENG-STATE")
    return held


def _changed(held: Activity) -> None:
    held.revision += 1
    held.changed_at = timezone.now()
    held.save()
