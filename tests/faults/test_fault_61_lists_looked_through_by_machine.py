"""Fault 61: somebody, or a program in their name, copies the lists of single people page by page, or carries them away
as files. There is so much of it in a day and no more; the leads are told; who has good reason is let go on."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.site.conftest import member, sign_in
from tests.site.quality.conftest import desk as desk
from tests.site.quality.conftest import on_desk as on_desk
from tests.site.tracking.conftest import as_doncaster as as_doncaster
from tests.site.tracking.conftest import doncasters as doncasters
from tests.site.tracking.conftest import filled as filled
from tests.site.tracking.conftest import links as links
from tests.site.tracking.conftest import on_filled_store as on_filled_store
from tests.site.tracking.conftest import page
from tests.site.trail import trail

from clearway.site.audit.models import Event
from clearway.site.exports import limits, policies
from clearway.site.exports.models import DayOfUse, SeenPathway
from clearway.site.notifications.models import Notice
from clearway.site.operational.scope import rows_of
from clearway.site.organisations.roles import Administrator, InformationGovernanceLead, Tracker
from clearway.standards.exports import LIMITS, load_exports

pytestmark = pytest.mark.slow
BREACHES = "/waits/breaches"
FILE = "/waits/breaches?table=breaches&format=csv"


@pytest.fixture
def at_most(monkeypatch):
    """Sets a daily limit low for one test."""

    def set_to(**most: int) -> None:
        shipped = load_exports().policy(date(2026, 11, 22))
        lower = {what: replace(shipped.limits[what], a_day=number) for what, number in most.items()}
        policy = replace(shipped, limits={**shipped.limits, **lower})
        monkeypatch.setattr(limits, "policy_today", lambda: policy)

    return set_to


@pytest.fixture
def overseers(alliance, barnsley) -> list[str]:
    """The lead of the alliance, the lead and the administrator of the trust; the alliance's administrator is not."""
    member("elsewhere@example.org", alliance, Administrator)
    made = [
        member("lead@alliance.example", alliance, InformationGovernanceLead),
        member("lead@barnsley.example", barnsley, InformationGovernanceLead),
        member("admin@barnsley.example", barnsley, Administrator),
    ]
    return [one.person.email for one in made]


def use() -> DayOfUse:
    return DayOfUse.unscoped.get()


def test_fault_61_whoever_reads_list_after_list_is_refused_and_the_leads_are_told(
    on_filled_store, as_tracker, overseers, at_most
):
    at_most(lists=3)
    for number in range(3):
        assert as_tracker.get(f"{BREACHES}?page={number + 1}").status_code == 200
    for _ in range(4):
        refused = as_tracker.get(BREACHES)
        assert refused.status_code == 429
    said = refused.content.decode()
    assert "You have reached a limit for today" in said
    assert "can allow you more today" in said
    assert 'href="/pathways/' not in said
    assert sorted(Notice.unscoped.values_list("person__email", flat=True)) == sorted(overseers)
    assert "tracker (tracker@example.org) reached the daily limit of 3" in Notice.unscoped.first().words
    assert trail().filter(event="daily limit reached").count() == 4
    assert (use().lists, use().refused) == (3, 4)


def test_fault_61_files_and_their_rows_are_counted_and_a_refused_one_holds_nothing(
    on_filled_store, as_tracker, overseers, at_most
):
    at_most(files=2)
    assert as_tracker.get(FILE).status_code == 200
    assert as_tracker.get(FILE).status_code == 200
    assert (use().files, use().rows) == (2, 4)
    refused = as_tracker.get(FILE)
    assert (refused.status_code, refused["Content-Type"][:9]) == (429, "text/html")
    assert trail().filter(event="breach list downloaded").count() == 2
    assert as_tracker.get(BREACHES).status_code == 200, "reading goes on"


def test_fault_61_rows_are_limited_however_few_the_files(on_filled_store, as_tracker, at_most):
    at_most(rows=3)
    assert as_tracker.get(FILE).status_code == 200
    assert as_tracker.get(FILE).status_code == 429
    assert (use().files, use().rows) == (1, 2)


def test_fault_61_a_mend_sheet_beyond_the_limit_is_neither_made_nor_numbered(on_desk, as_tracker, at_most):
    at_most(files=1)
    sheet = "/data/quality/mend?organisation=RFF&table=mends&format=csv"
    assert as_tracker.get(sheet).status_code == 200
    assert as_tracker.get(sheet).status_code == 429
    assert Event.objects.filter(event="file that names people taken").count() == 1


def test_fault_61_the_same_pathway_counts_once_and_stays_open_when_the_limit_is_reached(
    on_filled_store, as_tracker, links, at_most
):
    at_most(pathways=2)
    for name in ("B1", "B2", "B1", "B2"):
        assert as_tracker.get(f"/pathways/{links[name]}").status_code == 200
    assert use().pathways == 2
    third = as_tracker.get(f"/pathways/{links['B3']}")
    assert third.status_code == 429
    assert "What you opened today stays open to you" in third.content.decode()
    named = as_tracker.post(f"/pathways/{links['B3']}/identifiers", {"reason": "to ring her about Monday"})
    assert named.status_code == 429
    assert as_tracker.get(f"/pathways/{links['B1']}").status_code == 200


def test_fault_61_searching_number_after_number_is_a_list_too(on_filled_store, as_tracker, at_most):
    at_most(lists=2)
    tries = [as_tracker.post("/pathways/", {"identifier": f"999000{number:04}"}).status_code for number in range(4)]
    assert tries == [200, 200, 429, 429]


def test_fault_61_one_person_s_limit_is_nobody_else_s(on_filled_store, as_tracker, as_doncaster, at_most):
    at_most(lists=1)
    assert as_tracker.get(BREACHES).status_code == 200
    assert as_tracker.get(BREACHES).status_code == 429
    assert as_doncaster.get(BREACHES).status_code == 200


def test_fault_61_a_lead_allows_more_today_with_a_reason_and_nobody_does_so_for_themselves(
    on_filled_store, as_tracker, overseers, at_most, barnsley
):
    at_most(lists=1)
    assert as_tracker.get(BREACHES).status_code == 200
    assert as_tracker.get(BREACHES).status_code == 429
    allow = f"/exports/use/{use().pk}/allow"
    assert as_tracker.post(allow, {"reason": "because I want to go on"}).status_code == 403
    lead = Client(raise_request_exception=False)
    sign_in(lead, "lead@barnsley.example")
    assert "1 times" in page(lead, "/exports/use")
    assert lead.post(allow, {"reason": "x"}).status_code == 422
    assert lead.post(allow, {"reason": "validates the whole month for the return"}).status_code == 302
    assert as_tracker.get(BREACHES).status_code == 200
    assert as_tracker.get(BREACHES).status_code == 429
    event = Event.objects.get(event="more than the daily limit allowed")
    assert (event.actor, event.after["person"]) == ("lead@barnsley.example", "tracker@example.org")
    assert Notice.unscoped.filter(person__email="lead@barnsley.example").count() == 2, "told again at the next limit"


def test_fault_61_a_stranger_neither_sees_nor_allows_another_trust_s_use(
    on_filled_store, as_tracker, rotherham, at_most
):
    assert as_tracker.get(BREACHES).status_code == 200
    lead = Client(raise_request_exception=False)
    sign_in(lead, member("lead@rotherham.example", rotherham, InformationGovernanceLead).person.email)
    assert "tracker" not in page(lead, "/exports/use").split("<main")[1]
    assert lead.post(f"/exports/use/{use().pk}/allow", {"reason": "to see what happens"}).status_code == 404


def test_fault_61_a_new_day_begins_anew_and_forgets_which_pathways_were_seen(
    on_filled_store, as_tracker, tracker, links, at_most
):
    at_most(pathways=1)
    assert as_tracker.get(f"/pathways/{links['B1']}").status_code == 200
    DayOfUse.unscoped.update(day=date(2026, 1, 1))
    SeenPathway.unscoped.update(day=date(2026, 1, 1))
    assert as_tracker.get(f"/pathways/{links['B2']}").status_code == 200
    assert list(SeenPathway.unscoped.values_list("link", flat=True)) == [links["B2"]]


def test_fault_61_counting_reads_no_event_of_the_trail_and_costs_little(on_filled_store, tracker):
    limits.look_through(tracker)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        limits.look_through(tracker)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        limits.open_one(tracker, "a" * 20)
    assert len(asked) <= 3
    assert not [one for one in asked if "audit_" in one["sql"]]
    began = time.process_time()
    for number in range(200):
        limits.open_one(tracker, f"{number:020}")
    assert (time.process_time() - began) / 200 < 0.003


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_fault_61_of_many_at_the_same_moment_no_more_get_through_than_the_limit(alliance, barnsley, at_most):
    at_most(lists=10)
    by = member("tracker@example.org", barnsley, Tracker)

    def one(_: int) -> bool:
        try:
            with rows_of(by):
                limits.look_through(by)
        except limits.LimitReached:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        through = list(pool.map(one, range(24)))
    assert sum(through) == 10
    with rows_of(by):
        assert DayOfUse.unscoped.get().lists == 10


def test_fault_61_the_limits_shipped_are_marked_as_ours_and_a_store_sets_its_own(tmp_path):
    shipped = load_exports()
    assert shipped.policy(date(2026, 1, 1)).whose == "provisional (our design choice)"
    assert set(shipped.policy(date(2026, 1, 1)).limits) == set(LIMITS)
    text = files("clearway.standards").joinpath("exports.yaml").read_text()
    own = tmp_path / "exports.yaml"
    own.write_text(
        text.replace("trust: design", 'agreed_by: "Information governance group, 1 November 2026"')
        .replace("a_day: 250", "a_day: 90")
        .replace("applies_from: 2020-01-01", "applies_from: 2026-11-01")
    )
    held = load_exports(own)
    assert held.policy(date(2026, 10, 31)).limits["pathways"].a_day == 250
    assert held.policy(date(2026, 11, 1)).limits["pathways"].a_day == 90
    assert held.policy(date(2026, 11, 1)).whose == "agreed by Information governance group, 1 November 2026"


def test_fault_61_a_changed_file_of_the_store_is_read_again(demo_store):
    demo_store.path.mkdir(parents=True)
    assert policies.policy_today().limits["files"].a_day == 40
    text = files("clearway.standards").joinpath("exports.yaml").read_text()
    own = text.replace("trust: design", 'agreed_by: "The group"').replace("a_day: 40", "a_day: 4")
    (demo_store.path / "exports.yaml").write_text(own)
    assert policies.policy_today().limits["files"].a_day == 4
