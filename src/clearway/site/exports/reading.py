"""Which exports and which days of use a membership sees: overseers those of their organisations, others their own."""

from django.db.models import QuerySet
from django.utils import timezone

from clearway.site.audit.refusals import record_refusal
from clearway.site.exports.models import DayOfUse, Export, ExportState
from clearway.site.exports.permissions import can_oversee
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership

PAGE = 50
MOST_WAITING = 50
MOST_USES = 50


class NotShown(LookupError):
    """There is no such export or day, or it is not this membership's to see: a visitor is told the same."""


def page_of_exports(by: Membership, before: int | None) -> tuple[list[Export], int]:
    """The newest exports, or those before a number; and the number from which the next page begins, 0 for none."""
    seen = _seen(by) if before is None else _seen(by).filter(pk__lt=before)
    found = list(seen.select_related("person")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0


def waiting_for(by: Membership) -> list[Export]:
    """Exports of others that wait for this membership to agree."""
    if not can_oversee(by):
        return []
    waiting = Export.objects.for_membership(by).filter(state=ExportState.WAITING).exclude(person=by.person)
    return list(waiting.select_related("person").order_by("pk")[:MOST_WAITING])


def one_export(*, by: Membership, number: int, request_id: str) -> Export:
    """One export. Raises NotShown; that somebody asked for another's is on the trail."""
    found = _seen(by).filter(pk=number).select_related("person").first()
    if found is None:
        _refuse(by, Export, number, request_id)
        raise NotShown(number)
    return found


def uses_today(by: Membership) -> list[DayOfUse]:
    """What people took and looked at today, at most fifty, who came to a limit first; for others one's own alone."""
    seen = DayOfUse.objects.for_membership(by).filter(day=timezone.localdate())
    if not can_oversee(by):
        seen = seen.filter(person=by.person)
    return list(seen.select_related("person").order_by("-refused", "-pathways", "-files", "pk")[:MOST_USES])


def one_use(*, by: Membership, number: int, request_id: str) -> DayOfUse:
    """One person's day. Raises NotShown; that somebody asked for another's is on the trail."""
    found = DayOfUse.objects.for_membership(by).filter(pk=number).select_related("person").first()
    if found is None:
        _refuse(by, DayOfUse, number, request_id)
        raise NotShown(number)
    return found


def _seen(by: Membership) -> "QuerySet[Export]":
    seen = Export.objects.for_membership(by)
    return seen if can_oversee(by) else seen.filter(person=by.person)


def _refuse(by: Membership, model: type[Export] | type[DayOfUse], number: int, request_id: str) -> None:
    if is_there(model.unscoped.filter(pk=number)):
        subject = (model._meta.label_lower, str(number))
        record_refusal(by=by, subject=subject, screen="exports", request_id=request_id)
