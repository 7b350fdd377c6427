"""The first rows of a new store: its tables, its alliance with its trusts, and the local administrator who made it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor, SystemProcess
from clearway.site.operational.tables import make_tables
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import Administrator
from clearway.site.organisations.services import add_organisation
from clearway.standards.organisations import ProviderKind, load_organisations
from clearway.store.folder import StoreFolder

FOUNDING = SystemProcess("store founding")


def found_store(store: StoreFolder, *, email: str) -> Membership:
    """Make the tables of a new store, its alliance and trusts, and the administrator who acts where none is named.

    Nobody can sign in as the local administrator until a password is set. Done twice, it changes nothing.
    """
    make_tables()
    with transaction.atomic():
        founder = Membership.objects.filter(person__is_local_administrator=True).first()
        if founder:
            return founder
        alliance = Organisation.objects.create(
            code=store.alliance,
            name=f"{load_organisations().name(store.alliance)} Cancer Alliance",
            kind=OrganisationKind.ALLIANCE,
        )
        person = Person.objects.create_person(email=email, name="Local administrator", is_local_administrator=True)
        founder = Membership.objects.create(
            person=person, organisation=alliance, role=Administrator.key, starts_on=timezone.localdate()
        )
        audit.record(
            event="store founded",
            by=FOUNDING,
            subject=("store", store.id),
            after={"kind": store.kind, "alliance": store.alliance, "local_administrator": person.email},
        )
        organisations_of_alliance(by=founder, alliance=store.alliance, today=timezone.localdate())
    return founder


def organisations_of_alliance(*, by: Actor, alliance: str, today: date) -> tuple[Organisation, list[Organisation]]:
    """The alliance and its NHS trusts as rows, added where they are missing; roles can then be given in them."""
    reference = load_organisations()
    with transaction.atomic():
        row = Organisation.objects.get(code=alliance)
        trusts = [
            add_organisation(by=by, code=code, name=reference.name(code, today), kind=OrganisationKind.TRUST)
            for code in reference.providers_of_alliance(alliance, today)
            if reference.provider(code, today).kind is ProviderKind.NHS_TRUST
        ]
    return row, trusts
