"""Entries of registers as what comments and documents stand beside."""

from django.urls import reverse

from clearway.site.beside import Host, HostKind
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.registers.models import Entry
from clearway.site.registers.permissions import can_change


def entry_seen(by: Membership, number: int) -> Host | None:
    """An entry as a membership sees it."""
    entry = Entry.objects.for_membership(by).filter(pk=number).first()
    return host_of_entry(entry, by) if entry else None


def host_of_entry(entry: Entry, by: Membership) -> Host:
    """An entry that a membership sees, as a host. Whoever keeps registers writes beside it until it is withdrawn."""
    reader = by.organisation.code if entry.is_shared else entry.organisation_code
    return Host(
        kind="entry",
        number=entry.pk,
        title=entry.title,
        href=reverse("registers:entry", args=[entry.register, entry.pk]),
        codes=frozenset({entry.organisation_code, reader}),
        permission=Permission.KEEP_REGISTERS,
        is_shared=entry.is_shared,
        may_write=by.may(Permission.KEEP_REGISTERS) and not entry.is_withdrawn,
        may_keep=can_change(by, entry),
    )


HOSTS = (HostKind("entry", Entry, entry_seen),)
