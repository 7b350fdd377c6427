"""On whose behalf a command acts."""

from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership


def acting_membership(email: str | None) -> Membership:
    """The membership that a command acts in: of the person named, else of the one local administrator.

    A person with several roles acts in the one that allows most. Refused when there is nobody of that name with a
    role today, or when it is not clear who the local administrator is.
    """
    held = Membership.objects.active().select_related("person", "organisation")
    if email is not None:
        held = held.filter(person__email=email.strip().lower())
        if not held:
            raise Refused(
                f"Nobody with the address {email} holds a role in this store today.",
                "Check the address, or have an administrator give the person a role.",
                code="AS-UNKNOWN",
            )
    else:
        held = held.filter(person__is_local_administrator=True)
        if len({one.person_id for one in held}) != 1:
            raise Refused(
                "It is not clear on whose behalf this is to be done: "
                f"the store has {'several local administrators' if held else 'no local administrator'}.",
                "Say it with --as EMAIL.",
                code="AS-MISSING",
            )
    return max(held, key=lambda one: (len(one.role_class.permissions), -one.pk))
