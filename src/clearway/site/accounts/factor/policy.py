"""Whom a second step is asked of: the rule of the deployment, held against the role that somebody works in."""

from enum import StrEnum

from django.conf import settings

from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.store.folder import StoreKind


class Proof(StrEnum):
    """How a session was begun; kept in the session."""

    PASSWORD = "password"  # noqa: S105 - the name of a way to sign in
    CODE = "password and code"
    RECOVERY_CODE = "password and recovery code"
    PROVIDER = "sign-in service"


ASKED_OF = frozenset(
    {Permission.SEE_PATIENTS, Permission.SEE_PATHWAYS, Permission.MANAGE_PEOPLE, Permission.EXPORT_PERSON}
)
"""Who may do any of this does not get by with a password, under the rule `by-role`."""
TWO_STEPS = frozenset({Proof.CODE, Proof.RECOVERY_CODE, Proof.PROVIDER})
"""Ways that are enough for every role. Of a sign-in service its own steps are trusted."""
PROOF_KEY = "proof"


def has_second_steps() -> bool:
    """Whether this store knows second steps at all. A demo does not: everybody knows the passwords of its people."""
    return settings.STORE is None or settings.STORE.kind is StoreKind.LIVE


def is_asked_of(membership: Membership) -> bool:
    """Whether nobody may work in this role without a second step, by the rule of this deployment."""
    if settings.STORE is None or not has_second_steps() or settings.SECOND_STEP is SecondStep.OWN_CHOICE:
        return False
    return settings.SECOND_STEP is SecondStep.EVERYBODY or bool(ASKED_OF & membership.role_class.permissions)
