"""Whom a membership looks after, and which of their roles it is shown."""

from django.db.models import Prefetch, Q, QuerySet

from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.permissions import can_manage_people, manages_everybody


def people_in_care(by: Membership) -> QuerySet[Person]:
    """Everybody for an administrator of the alliance; for any other those with a role, or a former one, there."""
    if not can_manage_people(by):
        return Person.objects.none()
    if manages_everybody(by):
        return Person.objects.all()
    return Person.objects.filter(pk__in=Membership.objects.filter(organisation=by.organisation).values("person"))


def roles_in_care(by: Membership) -> QuerySet[Membership]:
    """The memberships that an administrator gives and ends; of other organisations only for the alliance's."""
    held = Membership.objects.select_related("person", "organisation")
    if not can_manage_people(by):
        return held.none()
    return held if manages_everybody(by) else held.filter(organisation=by.organisation)


def organisations_in_care(by: Membership) -> QuerySet[Organisation]:
    """The organisations at which an administrator gives roles."""
    if not can_manage_people(by):
        return Organisation.objects.none()
    return Organisation.objects.all() if manages_everybody(by) else Organisation.objects.filter(pk=by.organisation_id)


def with_roles(people: QuerySet[Person], by: Membership) -> QuerySet[Person]:
    """People with the roles that this membership is shown, under `shown_roles`."""
    return people.prefetch_related(Prefetch("memberships", roles_in_care(by).order_by("-starts_on"), "shown_roles"))


def named(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those whose name or address has these words in it."""
    words = words.replace("\x00", "").strip()[:100]
    return people.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else people
