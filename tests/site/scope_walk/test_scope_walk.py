"""The scope walk: every address, every role, and Doncaster's row of every kind. Nobody else meets a word of it.

Addresses come from the URL table, roles from the table of roles, kinds of rows from the models: what is added later is
walked, too, or the first test says that it is not.
"""

import pytest
from django.db import models
from django.test import Client
from tests.site.api.conftest import token_of
from tests.site.conftest import member, sign_in
from tests.site.registers.conftest import OWN
from tests.site.scope_walk.foreign_rows import (
    EMAIL,
    OF_THE_HOUSE,
    SEEN_BY_ALL,
    ForeignRows,
    foreign_rows,
    mark_of,
    own_models,
    somebody_at,
)
from tests.site.scope_walk.walking import Walk, Walker
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401
from tests.site.trail import trail

from clearway.site.accounts.models import Person, SecondFactor
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Administrator, Role, Tracker
from clearway.site.organisations.row_security import protected_tables
from clearway.site.organisations.scope import ScopedManager
from clearway.site.registers.services.types import propose_version, take_up
from clearway.store.analytical import Reader

pytestmark = pytest.mark.slow
PLACES = {
    OrganisationKind.TRUST: ("RFF", "Barnsley Hospital"),
    OrganisationKind.ALLIANCE: ("E56000025", "South Yorkshire"),
    OrganisationKind.PRACTICE: ("C85001", "A surgery"),
    OrganisationKind.ICB: ("QF7", "A board of commissioners"),
}
HELD = [(role, kind) for role in ROLES.values() for kind in PLACES if role.fits(kind)]
SEES_ALL = [
    (role, kind) for role, kind in HELD if kind == "alliance" and Permission.SEE_WHOLE_ALLIANCE in role.permissions
]
OWN_ALONE = [one for one in HELD if one not in SEES_ALL]

SEEN_BY_THE_ALLIANCE = {
    "mappingprofile",
    "sharingagreement",
    "entry",
    "revision",
    "person",
    "upload",
    "sending",
    "question",
    "release",
    "releasefile",
    "evidence",
}
"""Kinds of rows of its trusts that somebody may see who sees the whole alliance."""
SEEN_BY_THOSE_WHO_MAY = {
    Permission.READ_AUDIT: {"event"},
    Permission.MANAGE_PEOPLE: {"job", "jobstep", "membershipreview", "opensession", "passwordlink"},
    Permission.MANAGE_RETENTION: {"legalhold"},
    Permission.REVIEW_GLASS: {"opening", "openingremark"},
    Permission.OVERSEE_EXPORTS: {"export"},
}
SHOWN_NOWHERE: dict[str, str] = {
    "accounts.SecondFactor": "sealed",
    "break_glass.Opening": "shown to who looks it over, and to who did it: tests/site/break_glass/test_looking_over.py",
    "break_glass.OpeningRemark": "shown beside its opening: tests/site/break_glass/test_looking_over.py",
    "accounts.RecoveryCode": "kept as digests",
    "accounts.ServiceAccount": "that there is one, not which",
    "exports.DayOfUse": "holds numbers alone",
    "exports.SeenPathway": "counted, never listed",
    "forms.FormAccess": "holds a code alone",
    "forms.FormInvitation": "kept as a digest; its dates are shown",
    "forms.FormPart": "its state is shown; its words once it is signed: tests/site/forms/test_rows_held_back.py",
    "forms.FormSignature": "shown once its part is signed: tests/site/forms/test_rows_held_back.py",
    "forms.FormTheme": "shown in the words of its type",
    "mapping.SampleFile": "opened from the sitting that added it alone",
    "mapping.SenderProfile": "holds codes alone",
    "notifications.NoticeSettings": "holds choices alone",
    "organisations.Membership": "holds codes alone",
    "people.MembershipReview": "holds a choice alone",
    "people.OpenSession": "shown while its browser is signed in",
    "people.PasswordLink": "kept as a digest",
    "quality.IdentityDecision": "shown beside a conflict of two numbers, of which the store has none",
    "registers.IndexWord": "what lists are found by",
    "retention.LegalHold": "shown to those who look after retention",
    "sending.Result": "holds numbers alone",
    "submissions.Submission": "a file of the stocked store, under its own name",
}
"""Kinds of rows whose texts their own people never read, either: the walk of Doncaster's tracker does not meet them."""


OF_THEMSELVES = {"kept-person", "kept-opensession"}
"""What somebody sees of themselves without any role: their name, and where they are signed in."""


EACH_TIME = {"tracker-trust", "board_member-trust", "gp_practice-practice", "regional_reader-icb"} | {
    "alliance_analyst-alliance",
    "administrator-alliance",
}
"""Who walks in `make test`, on both databases: one for each way of seeing. Everybody walks in `make test-faults`."""


def walked(held: list[tuple[type[Role], str]]) -> list:
    """Roles and places as parameters, those of the long walk marked."""
    return [
        pytest.param(*one, marks=[] if f"{one[0].key}-{one[1]}" in EACH_TIME else [pytest.mark.long]) for one in held
    ]


def ids(one: object) -> str:
    return getattr(one, "key", str(one))


@pytest.fixture
def only_there(stocked) -> dict[str, str]:  # noqa: F811
    """Doncaster's pathway and file."""
    with Reader(stocked.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records WHERE record_id = 'D1'").fetchall()
    theirs = next(row for row in stocked.manifest.rows if row.organisation_code == "RP5")
    return {"link": link, "submission_id": theirs.id}


@pytest.fixture
def foreign(on_stocked_store, only_there, settings) -> ForeignRows:  # noqa: F811
    settings.API_REQUESTS_A_MINUTE = settings.PUBLIC_PAGES_A_MINUTE = 10_000_000
    doncaster = Organisation.objects.create(code="RP5", name="Doncaster", kind=OrganisationKind.TRUST)
    somebody = somebody_at(doncaster, Tracker)
    audit.record(event="identifiers revealed", by=somebody, subject=("pathway", "kept-event"), reason="kept-event")
    only_there["sequence"] = str(trail().get(subject_id="kept-event").sequence)
    administrator = placed(Administrator, OrganisationKind.ALLIANCE)
    take_up(by=administrator, proposed=propose_version(by=administrator, text=OWN))
    return foreign_rows(somebody, only_there["submission_id"])


def walker_of(membership: Membership) -> Walker:
    browser = Client(raise_request_exception=False)
    sign_in(browser, membership.person.email)
    return Walker(browser, token_of(membership).text)


def placed(role, kind: str) -> Membership:
    code, name = PLACES[kind]
    place, _ = Organisation.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})
    email = f"{role.key}@{kind}.example"
    return Membership.objects.filter(person__email=email).first() or member(email, place, role)


def of_doncaster() -> tuple[Membership, Walker]:
    """The one whose rows they are, whose second step (sealed words here) is taken away so that they can sign in."""
    SecondFactor.objects.all().delete()
    theirs = Membership.objects.get(person__email=EMAIL)
    return theirs, walker_of(theirs)


def is_still_signed_in(walker: Walker) -> bool:
    return walker.browser.get("/me").status_code == 200


def nothing_met(walk: Walk) -> bool:
    assert (walk.met, walk.broken) == ({}, [])
    return walk.asked > 400


def test_every_kind_of_row_is_walked_for_or_is_said_to_be_everybodys(foreign):
    assert set(own_models()) == foreign.labels | set(SEEN_BY_ALL) | set(OF_THE_HOUSE) | {"audit.Event"}
    assert not {one.model._meta.label for one in protected_tables()} & {*SEEN_BY_ALL, *OF_THE_HOUSE}


@pytest.mark.parametrize(("role", "kind"), walked(OWN_ALONE), ids=ids)
def test_whoever_works_for_one_organisation_meets_and_changes_nothing_of_another(role, kind, foreign, only_there):
    before, walker = foreign.as_they_stand(), walker_of(placed(role, kind))
    assert nothing_met(walker.walk(only_there))
    assert foreign.as_they_stand() == before
    assert is_still_signed_in(walker), "the walk ended before its end"


@pytest.mark.parametrize(("role", "kind"), walked(SEES_ALL), ids=ids)
def test_whoever_works_for_the_alliance_meets_no_more_than_the_alliance_may_see(role, kind, foreign, only_there):
    walker = walker_of(placed(role, kind))
    walk = walker.walk(only_there)
    allowed = SEEN_BY_THE_ALLIANCE.union(
        *(kinds for permission, kinds in SEEN_BY_THOSE_WHO_MAY.items() if permission in role.permissions),
        {"link"} if Permission.SEE_PATHWAYS in role.permissions else set(),
    )
    assert walk.marks() <= {f"kept-{one}" for one in allowed}
    assert walk.broken == []
    assert is_still_signed_in(walker), "the walk ended before its end"


def test_a_visitor_who_is_not_signed_in_meets_and_changes_nothing(foreign, only_there):
    before = foreign.as_they_stand()
    assert nothing_met(Walker(Client(raise_request_exception=False)).walk(only_there))
    assert foreign.as_they_stand() == before


def test_somebody_without_a_role_meets_and_changes_nothing(foreign, only_there):
    before, browser = foreign.as_they_stand(), Client(raise_request_exception=False)
    Person.objects.create_person(email="nobody@example.org", name="Nobody", password="correct horse battery")
    sign_in(browser, "nobody@example.org")
    assert nothing_met(Walker(browser).walk(only_there))
    assert foreign.as_they_stand() == before


def test_somebody_whose_role_is_over_meets_and_changes_nothing(foreign, only_there):
    theirs, walker = of_doncaster()
    Membership.objects.filter(pk=theirs.pk).update(ended_on=theirs.starts_on)
    assert walker.walk(only_there).marks() <= OF_THEMSELVES


def test_the_same_walk_by_somebody_of_doncaster_meets_every_kind_of_row(foreign, only_there):
    marks = of_doncaster()[1].walk(only_there).marks()
    missing = {label for label in foreign.labels if mark_of(label) not in marks}
    assert sorted(missing ^ set(SHOWN_NOWHERE)) == []
    assert {"9990000042", "999 000 0042"} & marks, "their own patient's number"


@pytest.mark.postgresql
@pytest.mark.parametrize(("role", "kind"), walked([one for one in OWN_ALONE if one[1] == "trust"]), ids=ids)
def test_with_the_programs_own_scoping_switched_off_postgresql_alone_still_refuses(
    role, kind, foreign, only_there, monkeypatch
):
    before, walker = foreign.as_they_stand(), walker_of(placed(role, kind))
    monkeypatch.setattr(ScopedManager, "for_membership", lambda manager, _membership: models.QuerySet(manager.model))
    assert walker.walk(only_there).met == {}
    assert foreign.as_they_stand() == before
