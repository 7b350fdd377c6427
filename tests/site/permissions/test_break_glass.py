"""Who breaks the glass, and who looks it over: never what they did themselves."""

from datetime import timedelta

from django.utils import timezone
from tests.site.permissions.people import BARNSLEY, acting
from tests.site.permissions.test_who_writes_and_reads import EVERYBODY, lets, those_of_whom, those_who

from clearway.site.break_glass import permissions as glass
from clearway.site.break_glass.models import Opening
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Role


def opening(email: str, holder: str = "RFF", *, minutes: int = 60) -> Opening:
    now = timezone.now()
    return Opening(
        email=email, holder_code=holder, opened_at=now - timedelta(hours=2), until=now + timedelta(minutes=minutes)
    )


def test_the_glass_is_broken_by_those_who_open_pathways_and_may_break_it(monkeypatch):
    assert those_who(glass.can_break_glass, glass.check_may_break_glass) == {"analyst", "colleague"}
    for missing in (Permission.BREAK_GLASS, Permission.SEE_PATHWAYS):
        without = type("Without", (Role,), {"key": "without", "permissions": frozenset(Permission) - {missing}})
        monkeypatch.setitem(ROLES, "without", without)
        assert not glass.can_break_glass(acting(without, BARNSLEY))


def test_openings_are_seen_by_who_breaks_the_glass_and_by_who_looks_them_over():
    over = {"colleague", "lead", "local lead"}
    assert those_of_whom(glass.sees_all_openings) == over
    assert those_who(glass.can_see_openings, glass.check_may_see_openings) == over | {"analyst"}


def test_an_opening_is_looked_over_by_another_person_of_the_organisation_whose_record_it_is():
    theirs = opening("analyst@example.org")
    assert those_who(glass.can_review, glass.check_may_review, theirs) == {"colleague", "local lead"}
    own = opening("colleague@example.org")
    assert those_who(glass.can_review, glass.check_may_review, own) == {"local lead"}
    assert those_who(glass.can_review, glass.check_may_review, opening("analyst@example.org", "RFR")) == set()


def test_an_opening_is_ended_while_it_holds_by_who_did_it_or_looks_it_over():
    live, over = opening("analyst@example.org"), opening("analyst@example.org", minutes=-1)
    may = {"analyst", "colleague", "local lead"}
    assert those_of_whom(lambda by: glass.can_end(by, live)) == may
    assert those_of_whom(lambda by: glass.can_end(by, over)) == set()
    assert {name for name, by in EVERYBODY.items() if lets(glass.check_may_end, by, live)} == may
    assert those_of_whom(lambda by: glass.did_it(by, live)) == {"analyst"}
