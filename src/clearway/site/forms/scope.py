"""Which forms a membership sees: those it is a party to, and of the others what their type lets the alliance see."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from clearway.site.forms.questionnaire.form_type import AllianceSees
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.scope import ScopedManager

if TYPE_CHECKING:
    from clearway.site.organisations.models import Membership


class CaseManager(ScopedManager):
    """Hands out forms. A role that sees the whole alliance sees others' forms only as far as their type says."""

    def for_membership(self, membership: "Membership") -> QuerySet:
        """The forms that this membership may see."""
        rows = super().for_membership(membership)
        if not membership.may(Permission.SEE_WHOLE_ALLIANCE):
            return rows
        from clearway.site.forms.models import CaseState, FormAccess

        own = FormAccess.unscoped.filter(case=OuterRef("pk"), organisation_code=membership.organisation.code)
        is_told = Q(alliance_sees=AllianceSees.SIGNED.value, state__in=(CaseState.SIGNED, CaseState.CLOSED))
        return rows.filter(Exists(own) | is_told | Q(alliance_sees=AllianceSees.ALL.value))
