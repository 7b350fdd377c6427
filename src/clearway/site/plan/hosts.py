"""Deliverables as what comments stand beside: whoever reads the plan in force may write, and mention others."""

from django.urls import reverse

from clearway.site.beside import Host, HostKind
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.plan.models import Deliverable
from clearway.site.plan.permissions import can_edit, can_read
from clearway.site.plan.reading import is_history


def deliverable_seen(by: Membership, number: int) -> Host | None:
    """A deliverable as a membership sees it."""
    rows = Deliverable.objects.filter(is_withdrawn=False).select_related("plan")
    found = rows.filter(pk=number).first() if can_read(by) else None
    return host_of_deliverable(found, by) if found else None


def host_of_deliverable(row: Deliverable, by: Membership) -> Host:
    """A deliverable that a membership sees, as a host."""
    is_open = not is_history(row.plan)
    return Host(
        kind="deliverable",
        number=row.pk,
        title=f"{row.code} {row.title}",
        href=reverse("plan:deliverable", args=[row.pk]),
        codes=frozenset(filter(None, (row.plan.organisation_code, row.owner_organisation))),
        permission=Permission.READ_PLAN,
        is_shared=True,
        may_write=is_open and can_read(by),
        may_keep=is_open and can_edit(by),
    )


HOSTS = (HostKind("deliverable", Deliverable, deliverable_seen),)
