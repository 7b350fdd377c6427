"""The people of a demo store. Their password is printed on the sign-in page of a demo and nowhere else works."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import (
    Administrator,
    AllianceAnalyst,
    BoardMember,
    CancerManager,
    ClinicalLead,
    GpPractice,
    InformationGovernanceLead,
    MeasureReviewer,
    PatientRepresentative,
    ProgrammeManager,
    RegionalReader,
    Role,
    Tracker,
)
from clearway.site.organisations.services import add_organisation
from clearway.store.folder import StoreFolder, StoreKind

DEMO_PASSWORD = "demo-people-only"  # noqa: S105 - shown on the sign-in page of every demo; refused on a live store


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One made-up person: `works_at` says which of the organisations of the demo is theirs."""

    email: str
    name: str
    role: type[Role]
    works_at: str
    shows: str
    given_days_ago: int = 0


DEMO_PEOPLE = (
    DemoPerson(
        "analyst@demo.example", "Asha Analyst", AllianceAnalyst, "alliance", "all figures and all records, no names"
    ),
    DemoPerson("tracker@demo.example", "Tom Tracker", Tracker, "trust", "all figures, and one trust's own patients"),
    DemoPerson(
        "manager@demo.example",
        "Mina Manager",
        CancerManager,
        "trust",
        "one trust's own patients, and who was shown who they are",
    ),
    DemoPerson(
        "reviewer@demo.example", "Rhea Reviewer", MeasureReviewer, "alliance", "all figures, and says what they mean"
    ),
    DemoPerson(
        "practice@demo.example",
        "Gwen Practice",
        GpPractice,
        "practice",
        "all figures, and the forms of one practice",
        given_days_ago=200,  # longer than any quarter and the one before it: the review of roles has something to ask
    ),
    DemoPerson(
        "lead@demo.example",
        "Clara Clinician",
        ClinicalLead,
        "trust",
        "one trust's own patients where their care is in question, and signs its harm reviews",
    ),
    DemoPerson(
        "programme@demo.example",
        "Priya Programme",
        ProgrammeManager,
        "alliance",
        "all figures, and keeps registers and forms of the alliance; no record of anybody",
    ),
    DemoPerson("board@demo.example", "Bola Board", BoardMember, "trust", "figures, and changes nothing"),
    DemoPerson(
        "patients@demo.example",
        "Pat Representative",
        PatientRepresentative,
        "alliance",
        "figures and what is written about them, and changes nothing",
    ),
    DemoPerson(
        "governance@demo.example",
        "Ines Governance",
        InformationGovernanceLead,
        "alliance",
        "sharing agreements, how long data are kept, and who looked at what",
    ),
    DemoPerson(
        "region@demo.example", "Rory Region", RegionalReader, "region", "the published figures of every alliance"
    ),
    DemoPerson("admin@demo.example", "Ada Administrator", Administrator, "alliance", "people, files and the trail"),
)

PRACTICE_CODE, PRACTICE_NAME = "X99999", "The made-up surgery"
"""A general practice that does not exist, for the demo alone."""
REGION_CODE, REGION_NAME = "X99998", "The made-up regional team"
"""An organisation outside every alliance that does not exist, for the demo alone."""


def demo_people_here() -> tuple[DemoPerson, ...]:
    """Those of the demo's people that this store has: one made by an earlier version may lack some."""
    held = set(Person.objects.filter(email__in=[one.email for one in DEMO_PEOPLE]).values_list("email", flat=True))
    return tuple(one for one in DEMO_PEOPLE if one.email in held)


@transaction.atomic
def create_demo_people(
    store: StoreFolder, *, alliance: Organisation, trust: Organisation, by: Actor, today: date
) -> list[Person]:
    """Make the people of the demo, each with one role, most from today; who is there stays. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused(
            "Demo people have a password that everybody knows; this store is live.",
            "Add real people with `clearway people add`.",
            code="DEMO-PEOPLE-LIVE",
        )
    practice = add_organisation(by=by, code=PRACTICE_CODE, name=PRACTICE_NAME, kind=OrganisationKind.PRACTICE)
    region = add_organisation(by=by, code=REGION_CODE, name=REGION_NAME, kind=OrganisationKind.OTHER)
    organisations = {"alliance": alliance, "trust": trust, "practice": practice, "region": region}
    people = []
    hashed = make_password(DEMO_PASSWORD)  # once: everybody knows it, and each time costs a fifth of a second
    for demo in DEMO_PEOPLE:
        if Person.objects.filter(email=demo.email).exists():
            continue
        person = Person.objects.create_person(email=demo.email, name=demo.name)
        person.password = hashed
        person.save(update_fields=["password"])
        Membership.objects.create(
            person=person,
            organisation=organisations[demo.works_at],
            role=demo.role.key,
            starts_on=today - timedelta(days=demo.given_days_ago),
        )
        audit.record(event="demo person made", by=by, subject=person, after={"role": demo.role.key})
        people.append(person)
    return people
