"""Writing a comment, telling those whom it mentions, and withdrawing it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.beside import Host, columns_of, people_beside, seen_by
from clearway.site.discussion.models import LONGEST_COMMENT, Remark
from clearway.site.discussion.permissions import check_may_comment, check_may_withdraw
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify
from clearway.site.organisations.models import Membership


def remarks_beside(host: Host, by: Membership) -> list[Remark]:
    """The comments beside a host that a membership sees, the oldest first."""
    rows = Remark.objects.for_membership(by).filter(**{f"{host.kind}_id": host.number})
    return list(rows.distinct())


def comment(*, by: Membership, host: Host, words: str, mentioned: Sequence[int] = ()) -> Remark:
    """Keep a comment, and tell those whom it mentions (numbers of memberships) within the same transaction.

    Raises PermissionDenied, or Refused for words that cannot be kept or a person who does not see the host.
    """
    check_may_comment(host)
    said = checked_words(words, what="The comment", longest=LONGEST_COMMENT)
    offered = {one.pk: one for one in people_beside(host, apart_from=by)}
    told = [offered[number] for number in dict.fromkeys(mentioned) if number in offered]
    if len(told) != len(set(mentioned)) or not all(seen_by(one, host) for one in told):
        raise Refused("One of the people chosen does not see this.", "Choose from the list.", code="COMMENT-MENTION")
    with transaction.atomic():
        remark = Remark.unscoped.create(
            **columns_of(host, by), words=said, mentions=[one.person.name for one in told], at=timezone.now()
        )
        beside = f"{host.kind} {host.number}"
        audit.record(
            event="comment written", by=by, subject=remark, after={"beside": beside, "mentions": len(remark.mentions)}
        )
        for one in told:
            notify(
                [one.person],
                organisation_code=one.organisation.code,
                kind=NoticeKind.MENTION,
                words=f"{by.person.name} mentioned you in a comment on {host.title}",
                to_do="Read the comment, and answer it there.",
                link=f"{host.href}#comment-{remark.pk}",
                mark=f"comment {remark.pk}",
            )
    return remark


def withdraw(*, by: Membership, remark: Remark, host: Host) -> Remark:
    """Withdraw a comment: that there was one stays, its words are shown no more. Raises PermissionDenied."""
    with transaction.atomic():
        held = Remark.unscoped.select_for_update(of=("self",)).get(pk=remark.pk)
        check_may_withdraw(by, held, host)
        held.withdrawn_at, held.withdrawn_by = timezone.now(), by.person.name
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record(event="comment withdrawn", by=by, subject=held)
    return held
