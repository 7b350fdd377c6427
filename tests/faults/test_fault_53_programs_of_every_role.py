"""Fault 53 for programs: every operation of the API, every role and nobody, asked for what is another trust's."""

import re
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.site.api.conftest import Program, token_of
from tests.site.conftest import member
from tests.site.registers.conftest import OWN, TODAY, draft
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.site.api.endpoints import ENDPOINTS
from clearway.site.audit.models import Event
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Administrator, Tracker
from clearway.site.registers.services.entries import add_entry
from clearway.site.registers.services.types import propose_version, take_up
from clearway.store.analytical import Reader

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("theirs")]

API = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
PLACES = {
    OrganisationKind.TRUST: "RFF",
    OrganisationKind.PRACTICE: "C85001",
    OrganisationKind.ICB: "QF7",
    OrganisationKind.ALLIANCE: "E56000025",
}
HELD = [(role.key, kind) for role in ROLES.values() for kind in PLACES if role.fits(kind)]
SOME = {
    ("tracker", "trust"),
    ("administrator", "alliance"),
    ("gp_practice", "practice"),
    ("regional_reader", "icb"),
    ("board_member", "icb"),
}
NARROWED = ("", "?per_page=500", "?organisation=RP5", "?trust=RP5", "?provider=RP5&basis=computed&month=2025-05")
SAME_FOR_ALL = {"measure": "CWT-62D", "standard": "62_COMBINED", "rule_id": "D62-3", "code": "RP5"}
NHS_NUMBER = re.compile(r"\b999\d{7}\b")


@dataclass(frozen=True)
class Theirs:
    """Doncaster's file, patient and entry, and the words by which each is known."""

    in_path: dict[str, str]
    marks: tuple[str, ...]

    def paths(self) -> list[str]:
        """Every operation, asked for with what is Doncaster's."""
        return [f"/api/v1{one.path.format(**self.in_path)}{query}" for one in ENDPOINTS for query in NARROWED]

    def told_by(self, text: str) -> set[str]:
        """What of it stands in an answer."""
        return {mark for mark in self.marks if mark in text} | set(NHS_NUMBER.findall(text))


@pytest.fixture
def theirs(on_stocked_store, settings) -> Theirs:  # noqa: F811
    settings.API_REQUESTS_A_MINUTE = 10_000_000
    administrator = member("first@example.org", place(OrganisationKind.ALLIANCE), Administrator)
    doncaster = Organisation.objects.create(code="RP5", name="Doncaster", kind=OrganisationKind.TRUST)
    take_up(by=administrator, proposed=propose_version(by=administrator, text=OWN))
    keeper = member("keeper@example.org", doncaster, Tracker)
    kept = draft("Theirs alone", organisation="RP5", notes="Kept from others")
    entry = add_entry(by=keeper, register="wig-banks", draft=kept, today=TODAY)
    submission = next(row for row in on_stocked_store.manifest.rows if row.organisation_code == "RP5")
    with Reader(on_stocked_store.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records WHERE record_id = 'D1'").fetchall()
    in_path = SAME_FOR_ALL | {"submission_id": submission.id, "register": "wig-banks", "number": str(entry.pk)}
    return Theirs(in_path, ("Theirs alone", "Kept from others", submission.id, submission.file_name, link))


def place(kind: str) -> Organisation:
    return Organisation.objects.get_or_create(code=PLACES[kind], defaults={"name": f"A {kind}", "kind": kind})[0]


def placed(role: str, kind: str) -> Membership:
    return member(f"{role}@{kind}.example", place(kind), ROLES[role])


def programs_of(held: list[tuple[str, str]]) -> list[tuple[str, Program]]:
    """A program of each of these roles, and one that brings nothing."""
    everybody = [(f"{role} at {kind}", Program(token_of(placed(role, kind)).text)) for role, kind in held]
    return [*everybody, ("nobody", Program())]


@pytest.mark.parametrize(("role", "kind"), HELD)
def test_fault_53_no_operation_tells_a_role_of_another_trust_anything_that_is_theirs(role, kind, theirs):
    asks = placed(role, kind)
    program = Program(token_of(asks).text)
    told: dict[str, set[str]] = {}
    for path in theirs.paths():
        answer = program.get(path)
        assert answer.status_code < 500, path
        if found := theirs.told_by(answer.content.decode().replace(path, "")):
            told[path] = found
    if not asks.may(Permission.SEE_WHOLE_ALLIANCE):
        assert told == {}
    assert not any(NHS_NUMBER.search(mark) for marks in told.values() for mark in marks)


def test_fault_53_whoever_may_see_them_is_told_so_the_marks_are_those_that_would_be_met(theirs):
    owner = Program(token_of(Membership.objects.get(person__email="keeper@example.org")).text)
    met = set().union(*(theirs.told_by(owner.get(path).content.decode().replace(path, "")) for path in theirs.paths()))
    assert set(theirs.marks) <= met


@pytest.mark.parametrize("path", ["/submissions/{submission_id}", "/registers/{register}/{number}"])
def test_fault_53_what_is_theirs_reads_as_what_is_not_there_and_the_asking_is_on_the_trail(theirs, path):
    program = Program(token_of(placed("tracker", OrganisationKind.TRUST)).text)
    there = program.get("/api/v1" + path.format(**theirs.in_path))
    absent = theirs.in_path | {"submission_id": "none-0123456789abcdef", "number": "999999999"}
    missing = program.get("/api/v1" + path.format(**absent))
    assert there.status_code == missing.status_code == 404
    assert there.content == missing.content
    refused = Event.objects.filter(event="another organisation's record asked for", organisation_code="RFF")
    assert refused.count() == 1


def test_fault_53_whoever_brings_nothing_is_told_nothing_by_any_operation(theirs):
    for path in theirs.paths():
        answer = Program().get(path)
        assert answer.status_code == 401, path
        assert theirs.told_by(answer.content.decode()) == set()


def calm(examples: int) -> settings:
    """So many cases for each operation, the same ones every time."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def some_programs(theirs) -> list[tuple[str, Program]]:
    return programs_of([one for one in HELD if one in SOME])


@pytest.fixture
def all_programs(theirs) -> list[tuple[str, Program]]:
    return programs_of(HELD)


@API.parametrize()
@seed(53)
@calm(6)
def test_fault_53_whatever_is_asked_each_role_is_answered_as_described_and_told_nothing_of_others(
    case, theirs, some_programs
):
    check(case, theirs, some_programs)


@API.parametrize()
@seed(1953)
@calm(20)
@pytest.mark.long
def test_fault_53_the_same_of_every_role_for_long(case, theirs, all_programs):
    check(case, theirs, all_programs)


def check(case, theirs: Theirs, programs: list[tuple[str, Program]]) -> None:
    """Each program is answered as the description says; nobody beyond the alliance is told anything of Doncaster's."""
    for name, program in programs:
        headers = {"Authorization": f"Bearer {program.token}"} if program.token else {}
        answer = case.call(headers=headers)
        case.validate_response(answer, headers=headers, excluded_checks=[positive_data_acceptance])
        assert answer.status_code < 500, name
        if name == "nobody":
            assert answer.status_code in (401, 405)
        if not name.endswith("alliance"):
            assert theirs.told_by(answer.text) == set(), name
