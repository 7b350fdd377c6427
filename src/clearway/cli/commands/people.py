"""`clearway people …`: who may use a store, and in which role."""

import getpass
import sys
from typing import Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command, group
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.stores import acting_person, use_store
from clearway.records.findings import Refused

group("people", "People: who may use a store, and in which role.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's e-mail address.")]
Role = Annotated[str, typer.Option("--role", help="alliance_analyst, tracker, administrator, measure_reviewer …")]
Place = Annotated[str, typer.Option("--organisation", metavar="CODE", help="The code of the organisation.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")]


@command("people list", example="clearway people list --store my-store")
def list_people(store: Store, as_json: Json = False) -> None:
    """Everybody of a store with the roles they hold today."""
    use_store(store)
    from clearway.site.accounts.models import Person
    from clearway.site.organisations.models import Membership

    held: dict[str, list[dict[str, str]]] = {person.email: [] for person in Person.objects.all()}
    for one in Membership.objects.active().select_related("person", "organisation"):
        held[one.person.email].append({"role": one.role, "organisation": one.organisation.code})
    if as_json:
        answer_json({"people": [{"email": email, "roles": roles} for email, roles in held.items()]})
        return
    for email, roles in held.items():
        words = ", ".join(f"{one['role']} at {one['organisation']}" for one in roles) or "no role today"
        answer(f"{email}: {words}")


@command(
    "people add",
    example="clearway people add ann@trust.nhs.uk --name Ann --role tracker --organisation RFF --store my-store",
)
def add(
    email: Email,
    name: Annotated[str, typer.Option("--name", help="How the person is called on pages.")],
    role: Role,
    organisation: Place,
    store: Store,
    run_as: RunAs = None,
) -> None:
    """Give a person a role in an organisation from today; the person is added when they are new."""
    use_store(store)
    from django.db import transaction
    from django.utils import timezone

    from clearway.site.accounts.models import Person
    from clearway.site.accounts.services import add_person
    from clearway.site.organisations.services import give_role

    by = acting_person(run_as)
    role_class, place = _role(role), _organisation(organisation)
    with transaction.atomic():
        person = Person.objects.filter(email=email.strip().lower()).first() or add_person(by=by, email=email, name=name)
        given = give_role(by=by, person=person, organisation=place, role=role_class, starts_on=timezone.localdate())
    answer(f"{given}. Set a password with `clearway people password {person.email}` if they sign in with one.")


@command("people password", example="clearway people password ann@trust.nhs.uk --store my-store")
def password(email: Email, store: Store, run_as: RunAs = None) -> None:
    """Set a person's password, typed twice, or as one line of standard input. Their sessions end."""
    use_store(store)
    from clearway.site.accounts.services import set_password

    person = _person(email)
    by = acting_person(run_as)
    set_password(by=by, person=person, password=_typed_password())
    answer(f"{person.email} has a new password.")


@command(
    "people reset-second-step",
    example="clearway people reset-second-step ann@trust.nhs.uk --reason 'telephone lost' --store my-store",
)
def reset_second_step(email: Email, reason: Reason, store: Store, run_as: RunAs = None) -> None:
    """Take away somebody's second step of signing in, when telephone and recovery codes are lost."""
    use_store(store)
    from clearway.site.accounts.factor.services import reset

    person = _person(email)
    reset(by=acting_person(run_as), person=person, reason=reason)
    answer(f"{person.email} signs in with the password alone, and sets up a second step where their role asks for one.")


@command(
    "people unlink",
    example="clearway people unlink ann@trust.nhs.uk --reason 'has a new account there' --store my-store",
)
def unlink_account(email: Email, reason: Reason, store: Store, run_as: RunAs = None) -> None:
    """Forget which account of the sign-in service is a person's; their next sign-in by it links anew."""
    use_store(store)
    from clearway.site.accounts.oidc.services import unlink

    person = _person(email)
    unlink(by=acting_person(run_as), person=person, reason=reason)
    answer(f"{person.email} is linked anew at the next sign-in through the service.")


@command(
    "people end",
    example="clearway people end ann@trust.nhs.uk --role tracker --organisation RFF --reason moved --store my-store",
)
def end_membership(
    email: Email, role: Role, organisation: Place, reason: Reason, store: Store, run_as: RunAs = None
) -> None:
    """End a person's role: it is gone with their next click."""
    use_store(store)
    from django.utils import timezone

    from clearway.site.organisations.models import Membership
    from clearway.site.organisations.services import end_role

    by = acting_person(run_as)
    held = Membership.objects.active().filter(
        person=_person(email), role=_role(role).key, organisation=_organisation(organisation)
    )
    membership = held.first()
    if membership is None:
        raise Refused(f"{email} does not hold that role today.", "See `clearway people list`.", code="ROLE-NOT-HELD")
    end_role(by=by, membership=membership, on=timezone.localdate(), reason=reason)
    answer(f"Ended: {membership}.")


def _typed_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("New password: ")
    if first != getpass.getpass("The same again: "):
        raise Refused("The two were not the same.", "Nothing was changed; try again.", code="PASSWORD-TWICE")
    return first


def _person(email: str) -> Any:
    from clearway.site.accounts.models import Person

    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise Refused(f"Nobody has the address {email}.", "See `clearway people list`.", code="PERSON-UNKNOWN")
    return person


def _organisation(code: str) -> Any:
    from clearway.site.organisations.models import Organisation

    found = Organisation.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Organisation.objects.order_by("code").values_list("code", flat=True))
        raise Refused(f"There is no organisation {code} in this store.", f"There are: {known}.", code="ORG-UNKNOWN")
    return found


def _role(key: str) -> Any:
    from clearway.site.organisations.roles import ROLES

    if key not in ROLES:
        raise Refused(f"There is no role {key}.", f"There are: {', '.join(ROLES)}.", code="ROLE-UNKNOWN")
    return ROLES[key]
