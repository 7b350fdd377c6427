"""Who writes comments and takes them back. Who sees them is who sees what they stand beside."""

from django.core.exceptions import PermissionDenied

from clearway.site.beside import Host
from clearway.site.discussion.models import Remark
from clearway.site.organisations.models import Membership


def check_may_comment(host: Host) -> None:
    """Raise PermissionDenied unless the membership for which the host was found may write beside it."""
    if not host.may_write:
        raise PermissionDenied("Comments are written by people who work on it, while it is open.")


def can_withdraw(by: Membership, remark: Remark, host: Host) -> bool:
    """Whether this membership may withdraw a comment: its author, or who keeps what it stands beside."""
    is_own = remark.author == by.person.email and remark.author_code == by.organisation.code
    return not remark.is_withdrawn and (is_own or host.may_keep)


def check_may_withdraw(by: Membership, remark: Remark, host: Host) -> None:
    """Raise PermissionDenied unless this membership may withdraw a comment."""
    if not can_withdraw(by, remark, host):
        raise PermissionDenied("A comment is withdrawn by its author, or by who keeps what it stands beside.")
