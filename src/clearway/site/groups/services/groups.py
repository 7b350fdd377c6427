"""Adding and changing a group, its terms of reference, its rule of quorum and its scheme of delegation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.planning.groups.kinds import GroupKind
from clearway.planning.groups.quorum import QuorumRule
from clearway.planning.groups.review import review_day
from clearway.planning.groups.structure import makes_a_ring
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.groups.models import Delegation, Group, QuorumVersion, Terms
from clearway.site.groups.permissions import check_may_keep
from clearway.site.groups.services.wording import lines, optional, text
from clearway.site.operational.locks import one_writer
from clearway.site.organisations.models import Membership

WRITES = "groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of a group. Lists are one entry a line, or ready lists."""

    name: str
    kind: GroupKind
    purpose: str
    plain_summary: str = ""
    parent: Group | None = None
    accountable_to: str | Sequence[str] = ""
    cadence: str = ""
    tasks: str | Sequence[str] = ""
    would_not: str | Sequence[str] = ""
    seats_stated: int | None = None
    places: str | Sequence[str] = ""
    communities: str | Sequence[str] = ""

    def columns(self) -> dict[str, object]:
        """The columns of the group's row. Raises Refused for texts that are not kept."""
        return {
            "name": text(self.name, what="The name", longest=200),
            "kind": self.kind.value,
            "purpose": text(self.purpose, what="The purpose"),
            "plain_summary": optional(self.plain_summary, what="The plain summary"),
            "parent": self.parent,
            "accountable_to": lines(self.accountable_to, what="A body it answers to"),
            "cadence": optional(self.cadence, what="How often it meets", longest=100),
            "tasks": lines(self.tasks, what="A task"),
            "would_not": lines(self.would_not, what="What it would not do"),
            "seats_stated": self.seats_stated,
            "places": lines(self.places, what="A place"),
            "communities": lines(self.communities, what="A community"),
        }


def add_group(*, by: Membership, about: About, source: str = "") -> Group:
    """Add a group. Raises PermissionDenied, or Refused in words."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        one_writer(WRITES)
        _check_name(str(columns["name"]), None)
        made = Group.objects.create(**columns, source=optional(source, what="The source", longest=300))
        audit.record(event="group added", by=by, subject=made, after={"name": made.name, "kind": made.kind})
    return made


def change_group(*, by: Membership, group: Group, about: About) -> Group:
    """Change what is said of a group. Refused where it would answer to itself, or its name is taken."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        one_writer(WRITES)
        held = live(group)
        _check_name(str(columns["name"]), held)
        if about.parent is not None and makes_a_ring(str(held.pk), str(about.parent.pk), _parents()):
            raise Refused(
                f"{held} would answer to itself, by way of {about.parent}.", "Choose another group.", code="GROUP-RING"
            )
        written = write_columns(held, columns)
        held.save()
        audit.record(event="group changed", by=by, subject=held, before=written.before, after=written.after)
    return held


def end_group(*, by: Membership, group: Group, on: date, reason: str) -> Group:
    """End a group: it stays to be read, and meets no more."""
    check_may_keep(by)
    why = text(reason, what="The reason", longest=500)
    with transaction.atomic():
        held = live(group)
        held.ended_on, held.ended_because = on, why
        held.save(update_fields=["ended_on", "ended_because"])
        audit.record(event="group ended", by=by, subject=held, reason=why, after={"ended_on": on})
    return held


def agree_terms(
    *, by: Membership, group: Group, words: str, because: str, agreed_on: date, review_by: date | None = None
) -> Terms:
    """Record a new version of the terms of reference; due again a year on when no other day is said."""
    check_may_keep(by)
    due = review_by or review_day(agreed_on)
    if due <= agreed_on:
        raise Refused(
            "The terms would be due for review before they were agreed.", "Choose a later day.", code="TERMS-DATES"
        )
    with transaction.atomic():
        one_writer(WRITES)
        held = live(group)
        last = held.terms.first()
        made = Terms.objects.create(
            group=held,
            version=last.version + 1 if last else 1,
            text=text(words, what="The text", longest=50_000),
            changed_because=text(because, what="What changed and why", longest=500),
            agreed_on=agreed_on,
            review_by=due,
            recorded_by=by.person.email,
            recorded_at=timezone.now(),
        )
        after = {"version": made.version, "agreed_on": agreed_on, "review_by": due}
        audit.record(event="terms of reference agreed", by=by, subject=made, reason=made.changed_because, after=after)
    return made


def set_quorum(*, by: Membership, group: Group, rule: QuorumRule, applies_from: date, agreed_in: str) -> QuorumVersion:
    """Set the rule of quorum of a group from a day on. Without words on where it was agreed it stays provisional."""
    check_may_keep(by)
    _check_rule(rule)
    where = optional(agreed_in, what="Where it was agreed", longest=300)
    with transaction.atomic():
        held = live(group)
        made = QuorumVersion.objects.create(
            group=held,
            applies_from=applies_from,
            least_number=rule.least_number,
            least_share=str(rule.least_share) if rule.least_share is not None else "",
            share_of=rule.share_of.value,
            needs=[{"least": one.least, "kinds": [*one.kinds], "seat": one.seat} for one in rule.needs],
            deputies_count=rule.deputies_count,
            is_provisional=not where,
            agreed_in=where,
            recorded_by=by.person.email,
            recorded_at=timezone.now(),
        )
        after = {"applies_from": applies_from, "provisional": made.is_provisional}
        audit.record(event="rule of quorum set", by=by, subject=made, after=after)
    return made


def quorum_on(group: Group, day: date) -> QuorumVersion | None:
    """The rule of quorum that applies on a day: the newest that has begun."""
    return group.quorum_rules.filter(applies_from__lte=day).first()


def delegate(
    *, by: Membership, group: Group, matter: str, authority: str, ratified_by: str, is_agreed: bool = False
) -> Delegation:
    """Add a line to the scheme of delegation: until it is said to be agreed, it is provisional."""
    check_may_keep(by)
    with transaction.atomic():
        made = Delegation.objects.create(
            group=live(group),
            matter=text(matter, what="The matter", longest=300),
            authority=text(authority, what="Who decides", longest=300),
            ratified_by=optional(ratified_by, what="Who must ratify", longest=300),
            is_provisional=not is_agreed,
        )
        audit.record(event="delegation added", by=by, subject=made, after={"matter": made.matter})
    return made


def live(group: Group) -> Group:
    """The row of a group that meets now, kept from others' writes. Refused for one of the past."""
    held = Group.objects.select_for_update().get(pk=group.pk)
    if not held.is_live:
        raise Refused(f"{held} is of the past.", "Read it; what meets now has its own page.", code="GROUP-OVER")
    return held


def _check_name(name: str, own: Group | None) -> None:
    rows = Group.objects.filter(name=name, ended_on=None)
    if (rows.exclude(pk=own.pk) if own else rows).exists():
        raise Refused(f"There is a group called {name} already.", "Choose another name.", code="GROUP-NAME")


def _check_rule(rule: QuorumRule) -> None:
    if not (rule.least_number or rule.least_share or rule.needs):
        raise Refused(
            "The rule asks for nothing.", "Say how many must be there, which share, or who.", code="QUORUM-EMPTY"
        )
    if rule.least_share is not None and not 0 < rule.least_share <= 1:
        raise Refused("A share is more than none and at most all.", "Write 1/2 or 50%.", code="QUORUM-SHARE")


def _parents() -> dict[str, str]:
    return {str(one): str(parent or "") for one, parent in Group.objects.values_list("pk", "parent")}
