"""Meetings and items of agendas as what documents stand beside: their papers, put there by who keeps groups."""

from django.urls import reverse

from clearway.site.beside import Host, HostKind
from clearway.site.groups.models import AgendaItem, Meeting
from clearway.site.groups.permissions import can_keep, can_read
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def meeting_seen(by: Membership, number: int) -> Host | None:
    """A meeting as a membership sees it."""
    found = Meeting.objects.select_related("group").filter(pk=number).first() if can_read(by) else None
    return host_of_meeting(found, by) if found else None


def item_seen(by: Membership, number: int) -> Host | None:
    """An item of an agenda as a membership sees it."""
    rows = AgendaItem.objects.select_related("meeting__group")
    found = rows.filter(pk=number).first() if can_read(by) else None
    return host_of_item(found, by) if found else None


def host_of_meeting(row: Meeting, by: Membership) -> Host:
    """A meeting that a membership sees, as a host."""
    title = f"Meeting of {row.group.name}, {row.day:%d/%m/%Y}"
    return _host("meeting", row, row.pk, title, reverse("groups:meeting", args=[row.pk]), by)


def host_of_item(row: AgendaItem, by: Membership) -> Host:
    """An item that a membership sees, as a host."""
    return _host("item", row.meeting, row.pk, str(row), reverse("groups:item", args=[row.pk]), by)


def _host(kind: str, meeting: Meeting, number: int, title: str, href: str, by: Membership) -> Host:
    may_write = meeting.is_open and can_keep(by)
    return Host(
        kind=kind,
        number=number,
        title=title,
        href=href,
        codes=frozenset({by.organisation.code}),
        permission=Permission.READ_GROUPS,
        is_shared=True,
        may_write=may_write,
        may_keep=may_write,
    )


HOSTS = (HostKind("meeting", Meeting, meeting_seen), HostKind("item", AgendaItem, item_seen))
