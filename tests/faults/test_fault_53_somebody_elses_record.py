"""Fault 53: the id in an address is another organisation's record. It reads as not found, and is recorded."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.site.conftest import member, sign_in
from tests.site.tracking.conftest import (  # noqa: F401
    as_administrator,
    as_doncaster,
    doncasters,
    filled,
    links,
    on_filled_store,
)
from tests.site.trail import trail

from clearway.site.organisations.roles import CancerManager

pytestmark = pytest.mark.usefixtures("on_filled_store")

REFUSED = "another organisation's record asked for"
OF_PATHWAYS = {
    "/pathways/{link}",
    "/pathways/{link}/story.txt",
    "/pathways/{link}/story.json",
    "/pathways/{link}/identifiers",
}
NOT_A_TRACKERS = "/pathways/{link}/break-glass"


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        else:
            yield route, one


def test_fault_53_the_walk_below_takes_in_every_address_that_names_a_pathway():
    named = [route for route, one in patterns(get_resolver()) if "link" in one.pattern.regex.groupindex]
    walked = {path.replace("txt", "").replace("json", "") for path in OF_PATHWAYS} | {NOT_A_TRACKERS}
    assert len(named) == len(walked)


@pytest.mark.parametrize("method", ["get", "post"])
def test_fault_53_no_glass_is_broken_on_another_trusts_pathway(barnsley, links, method):  # noqa: F811
    manager, browser = member("manager@example.org", barnsley, CancerManager), Client()
    sign_in(browser, manager.person.email)
    said = {"kind": "lost", "reason": "I was only trying this out"}
    answers = [
        getattr(browser, method)(NOT_A_TRACKERS.format(link=link), said, follow=False)
        for link in (links["D1"], "0" * 20)
    ]
    assert [one.status_code for one in answers] == [404, 404]
    assert trail().get(event=REFUSED).subject_id == links["D1"]
    assert not trail().filter(event="glass broken").exists()


@pytest.mark.parametrize("path", sorted(OF_PATHWAYS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_fault_53_no_address_answers_for_another_trusts_pathway(as_tracker, links, path, method):  # noqa: F811
    answer = getattr(as_tracker, method)(path.format(link=links["D1"]), {"reason": "I was only trying this out"})
    assert answer.status_code in (404, 405)
    for told in ("Doncaster", "67", "9990000042", "Lower"):
        assert told not in answer.content.decode().split("<main")[-1].split("</main")[0]


@pytest.mark.parametrize("path", sorted(OF_PATHWAYS - {"/pathways/{link}/identifiers"}))
def test_fault_53_that_it_was_asked_for_is_on_the_trail(as_tracker, links, path):  # noqa: F811
    as_tracker.get(path.format(link=links["D1"]))
    event = trail().get(event=REFUSED)
    assert (event.actor, event.role, event.organisation_code) == ("tracker@example.org", "tracker", "RFF")
    assert event.subject_id == links["D1"]


def test_fault_53_asking_who_it_is_is_on_the_trail_too(as_tracker, links):  # noqa: F811
    as_tracker.post(f"/pathways/{links['D1']}/identifiers", {"reason": "I was only trying this out"})
    assert trail().get(event=REFUSED).subject_id == links["D1"]
    assert not trail().filter(event="identifiers revealed").exists()


def test_fault_53_a_pathway_that_is_not_ones_own_reads_as_one_that_does_not_exist(as_tracker, links):  # noqa: F811
    said = [as_tracker.get(f"/pathways/{link}").content.decode().split("<main")[1] for link in (links["D1"], "0" * 20)]
    assert said[0] == said[1]
    assert trail().filter(event=REFUSED).count() == 1


def test_fault_53_every_trust_opens_its_own_and_only_its_own(as_tracker, as_doncaster, links):  # noqa: F811
    seen = {
        name: (as_tracker.get(f"/pathways/{link}").status_code, as_doncaster.get(f"/pathways/{link}").status_code)
        for name, link in links.items()
    }
    assert seen == {"B1": (200, 404), "B2": (200, 404), "B3": (200, 404), "D1": (404, 200)}


def test_fault_53_a_list_narrowed_to_another_trust_shows_none_of_its_people(as_tracker, links):  # noqa: F811
    text = as_tracker.get("/waits/breaches?trust=RP5").content.decode()
    assert links["D1"] not in text
    assert "No breaches match" in text
