"""Forms as what comments and documents stand beside."""

from django.urls import reverse

from clearway.site.beside import Host, HostKind
from clearway.site.forms.models import CaseState, FormCase
from clearway.site.forms.permissions import can_use_forms
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


def form_seen(by: Membership, number: int) -> Host | None:
    """A form as a membership sees it. People of its parties write beside it until it is closed."""
    if not can_use_forms(by):
        return None
    rows = FormCase.objects.for_membership(by).select_related("type_version").prefetch_related("parts")
    case = rows.filter(pk=number).first()
    return host_of_case(case, by) if case else None


def host_of_case(case: FormCase, by: Membership) -> Host:
    """A form that a membership sees, as a host."""
    codes = frozenset({case.owner_code, *(one.organisation_code for one in case.parts.all())})
    is_party = by.organisation.code in codes
    is_open = case.state != CaseState.CLOSED and by.may(Permission.FILL_FORMS)
    return Host(
        kind="form",
        number=case.pk,
        title=f"{case.type_version.title} {case.pk}",
        href=reverse("forms:case", args=[case.pk]),
        codes=codes,
        permission=Permission.FILL_FORMS,
        is_shared=False,
        may_write=is_open and is_party,
        may_keep=is_open and by.organisation.code == case.owner_code and by.may(Permission.SIGN_FORMS),
    )


HOSTS = (HostKind("form", FormCase, form_seen),)
