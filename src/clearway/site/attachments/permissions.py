"""Who puts documents beside a thing and takes them away. Who opens them is who sees what they stand beside."""

from django.core.exceptions import PermissionDenied

from clearway.site.attachments.models import Document
from clearway.site.beside import Host
from clearway.site.organisations.models import Membership


def check_may_attach(host: Host) -> None:
    """Raise PermissionDenied unless the membership for which the host was found may put something beside it."""
    if not host.may_write:
        raise PermissionDenied("Documents are added by people who work on it, while it is open.")


def can_remove(by: Membership, document: Document, host: Host) -> bool:
    """Whether this membership may remove a document: who put it there, or who keeps what it stands beside."""
    is_own = document.author == by.person.email and document.author_code == by.organisation.code
    return document.removed_at is None and (is_own or host.may_keep)


def check_may_remove(by: Membership, document: Document, host: Host) -> None:
    """Raise PermissionDenied unless this membership may remove a document."""
    if not can_remove(by, document, host):
        raise PermissionDenied("A document is removed by who put it there, or by who keeps what it stands beside.")
