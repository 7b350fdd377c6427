"""Adding, changing and ending audiences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from clearway.planning.engagement.reference import characteristic_titles, reference
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.engagement.models import Audience, AudienceKind
from clearway.site.engagement.permissions import check_may_keep
from clearway.site.groups.services.wording import optional, text
from clearway.site.operational.locks import locked, one_writer
from clearway.site.organisations.models import Membership

WRITES = "engagement"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAudience:
    """What is said of an audience."""

    name: str
    kind: AudienceKind
    interest: int | None = None
    influence: int | None = None
    contact: str = ""
    reached_by: str = ""
    place: str = ""
    characteristics: Sequence[str] = ()

    def columns(self) -> dict[str, object]:
        """The columns of its row. Raises Refused for texts that are not kept."""
        return {
            "name": text(self.name, what="The name", longest=200),
            "kind": self.kind.value,
            "interest": self.interest,
            "influence": self.influence,
            "contact": optional(self.contact, what="The contact", longest=200),
            "reached_by": optional(self.reached_by, what="How they are reached", longest=300),
            "place": self.place,
            "characteristics": known_characteristics(self.characteristics),
        }


def known_characteristics(codes: Sequence[str]) -> list[str]:
    """Codes of the Equality Act's characteristics, in its order. Refused for a code that is none."""
    known = characteristic_titles()
    if strange := [one for one in codes if one not in known]:
        raise Refused(f"{strange[0]} is no protected characteristic.", f"Known: {', '.join(known)}.", code="ENG-CODE")
    return [one for one in known if one in codes]


def add_audience(*, by: Membership, about: AboutAudience, source: str = "", is_made_up: bool = False) -> Audience:
    """Add an audience. Raises PermissionDenied, or Refused in words."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        one_writer(WRITES)
        _check_name(str(columns["name"]), None)
        made = Audience.objects.create(
            **columns, source=optional(source, what="The source", longest=300), is_made_up=is_made_up
        )
        audit.record(event="audience added", by=by, subject=made, after={"name": made.name})
    return made


def change_audience(*, by: Membership, audience: Audience, about: AboutAudience) -> Audience:
    """Change what is said of an audience."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        one_writer(WRITES)
        held = _live(audience)
        _check_name(str(columns["name"]), held)
        written = write_columns(held, columns)
        held.save()
        audit.record(event="audience changed", by=by, subject=held, before=written.before, after=written.after)
    return held


def end_audience(*, by: Membership, audience: Audience, on: date, reason: str) -> Audience:
    """Take an audience out of the lists; activities that were for it keep it."""
    check_may_keep(by)
    why = text(reason, what="The reason", longest=500)
    with transaction.atomic():
        held = _live(audience)
        held.ended_on, held.ended_because = on, why
        held.save(update_fields=["ended_on", "ended_because"])
        audit.record(event="audience ended", by=by, subject=held, reason=why, after={"ended_on": on})
    return held


def take_up_shipped(*, by: Membership) -> list[Audience]:
    """Add the audiences of the strategy of 2016 that are not there yet, for a list that is still empty or thin."""
    check_may_keep(by)
    shipped = reference()
    with transaction.atomic():
        one_writer(WRITES)
        there = set(Audience.objects.filter(ended_on=None).values_list("name", flat=True))
        made = [
            Audience.objects.create(name=one.title, kind=one.kind, source=shipped.source[:300])
            for one in shipped.audiences
            if one.title not in there
        ]
        for one in made:
            audit.record(event="audience added", by=by, subject=one, after={"name": one.name})
    return made


def _live(audience: Audience) -> Audience:
    held = locked(Audience.objects.filter(pk=audience.pk)).get()
    if held.ended_on:
        raise Refused(f"{held.name} was taken out of the list.", "Add it anew if it is needed.", code="ENG-ENDED")
    return held


def _check_name(name: str, apart_from: Audience | None) -> None:
    same = Audience.objects.filter(name__iexact=name, ended_on=None)
    if (same.exclude(pk=apart_from.pk) if apart_from else same).exists():
        raise Refused(f"There is an audience “{name}” already.", "Change that one.", code="ENG-NAME")
