"""Work designed together with people affected by cancer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.engagement.models import Together
from clearway.site.engagement.permissions import check_may_keep
from clearway.site.groups.services.wording import lines, optional, text
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTogether:
    """What was designed together. `took_part` are roles, one a line, never names."""

    title: str
    began_on: date
    took_part: str | Sequence[str]
    designed: str
    support: str = ""
    changed: str = ""
    changed_on: date | None = None
    place: str = ""
    deliverable: Deliverable | None = None

    def columns(self) -> dict[str, object]:
        """The columns of its row. Raises Refused for what is not kept."""
        who = lines(self.took_part, what="Who took part")
        if not who:
            raise Refused("Nobody took part.", "Say who did, by role, one on each line.", code="ENG-NOBODY")
        changed = optional(self.changed, what="What changed")
        if bool(changed) != bool(self.changed_on):
            raise Refused("What changed and its day belong together.", "Give both, or neither.", code="ENG-DAYS")
        return {
            "title": text(self.title, what="The title", longest=200),
            "began_on": self.began_on,
            "took_part": who,
            "designed": text(self.designed, what="What was designed"),
            "support": optional(self.support, what="How people were supported"),
            "changed": changed,
            "changed_on": self.changed_on,
            "place": self.place,
            "deliverable": self.deliverable,
        }


def add_together(*, by: Membership, about: AboutTogether, is_made_up: bool = False) -> Together:
    """Record a piece of work that was designed together."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        made = Together.objects.create(
            **columns, is_made_up=is_made_up, recorded_by=by.person.email, recorded_at=timezone.now()
        )
        audit.record(event="designed together", by=by, subject=made, after={"title": made.title})
    return made


def change_together(*, by: Membership, together: Together, about: AboutTogether) -> Together:
    """Change the record, such as when something changed because of it."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        held = locked(Together.objects.filter(pk=together.pk)).get()
        written = write_columns(held, columns)
        held.save()
        audit.record(event="designed together changed", by=by, subject=held, before=written.before, after=written.after)
    return held
