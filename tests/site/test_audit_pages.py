"""The audit page: an IG lead finds who did what, in one index whatever the size; the reading is on the trail too."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.postgresql import edited_by_hand
from tests.site.conftest import member, sign_in
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.audit import reading, services
from clearway.site.audit.actors import SystemProcess
from clearway.site.audit.digests import digest_of, digest_problems, read_digest
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import InformationGovernanceLead

NIGHT = SystemProcess("night shift")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def long_trail(db, monkeypatch) -> list[Event]:
    """260 events of two processes and three kinds, a minute apart."""
    cache.clear()
    moments = iter(NOON + timedelta(minutes=number) for number in range(1_000))
    monkeypatch.setattr(services.timezone, "now", lambda: next(moments))
    said = (
        services._told(
            ("opened", "moved", "closed")[number % 3],
            NIGHT if number % 2 else SystemProcess("day shift"),
            ("thing", str(number // 10)),
            f"reason {number}",
            *("", None, None),
        )
        for number in range(260)
    )
    with transaction.atomic():
        made = services._chained(*said)  # in one go: what is tested is the reading
    monkeypatch.undo()
    return made


@pytest.fixture
def lead(long_trail, alliance) -> Client:
    member("lead@example.org", alliance, InformationGovernanceLead)
    browser = Client(raise_request_exception=False)
    sign_in(browser, "lead@example.org")
    return browser


def seen(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def numbers(html: str) -> list[int]:
    return [int(part.split("<")[0]) for part in html.split(">number ")[1:]]


def link(html: str, rel: str) -> str:
    return html.split(f'rel="{rel}"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


def test_only_those_who_answer_for_the_trail_read_it(as_tracker):
    for address in ("/audit/", "/audit/events/1", "/audit/digests", "/audit/digests/2026-11-20.json"):
        assert as_tracker.get(address).status_code == 403


def test_the_list_is_read_from_end_to_end_and_back_without_a_gap(lead):
    address, met = "/audit/?day=2026-11-20", []
    pages = []
    while address:
        html = seen(lead, address)
        pages.append(numbers(html))
        met += pages[-1]
        address = link(html, "next") if 'rel="next"' in html else ""
    assert met == list(range(260, 0, -1))
    for page in reversed(pages[:-1]):
        html = seen(lead, link(html, "prev"))
        assert numbers(html) == page
    assert 'rel="prev"' not in seen(lead, "/audit/?day=2026-11-20")


def test_events_are_found_by_person_event_record_and_day(lead):
    html = seen(lead, "/audit/?person=night+shift&event=moved&subject=3")
    expected = [one.sequence for one in Event.objects.filter(actor="night shift", event="moved", subject_id="3")]
    assert numbers(html) == expected[::-1]
    assert expected
    assert "reason 31" in html
    assert numbers(seen(lead, "/audit/?day=2026-11-19&person=night+shift")) == []
    assert "No event is like this" in seen(lead, "/audit/?day=2026-11-19&person=night+shift")


def test_a_day_is_a_day_in_london(lead, long_trail):
    assert reading.limits_of(datetime(2026, 7, 1, tzinfo=UTC).date())[0].hour == 23
    assert len(numbers(seen(lead, "/audit/?day=2026-11-20&event=opened"))) == 50


def test_what_is_rare_is_looked_for_so_far_and_no_further_and_the_page_leads_on(lead, monkeypatch):
    monkeypatch.setattr(reading, "MOST_LOOKED_AT", 60)
    html = seen(lead, "/audit/?person=night+shift&event=closed&day=2026-11-20")
    assert "Look further back" in html
    met = numbers(html)
    while "Look further back" in html:
        html = seen(
            lead, html.split(">Look further back")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        )
        met += numbers(html)
    assert met == sorted(
        Event.objects.filter(actor="night shift", event="closed").values_list("sequence", flat=True), reverse=True
    )


def test_reading_the_trail_is_on_the_trail_with_what_was_asked(lead):
    seen(lead, "/audit/?person=night+shift")
    event = trail().get(event="audit trail read")
    assert (event.actor, event.after) == ("lead@example.org", {"asked": "?person=night+shift", "shown": 50})
    seen(lead, "/audit/events/3")
    assert trail().get(event="audit event opened").subject_id == "3"


def test_one_event_is_shown_in_full(lead):
    html = seen(lead, "/audit/events/3")
    for words in ("day shift", "closed", "thing 0", "reason 2", "20 November 2026, 12:02"):
        assert words in html
    assert lead.get("/audit/events/99999").status_code == 404
    assert lead.get(f"/audit/events/{10**30}").status_code == 404


def test_a_lead_of_one_trust_reads_what_its_own_people_did(lead, barnsley, tracker):
    with transaction.atomic():
        services.record(event="loaded", by=tracker, subject=("file", "a"))
    member("own@example.org", barnsley, InformationGovernanceLead)
    browser = Client(raise_request_exception=False)
    sign_in(browser, "own@example.org")
    html = seen(browser, "/audit/")
    assert "tracker@example.org" in html
    assert "night shift" not in html
    assert browser.get("/audit/events/3").status_code == 404
    assert browser.get("/audit/digests").status_code == 403


def test_the_list_is_downloaded_with_every_column_and_that_is_on_the_trail(lead):
    answer = lead.get("/audit/?person=night+shift&table=events&format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    header = next(number for number, one in enumerate(lines) if one.startswith("sequence,"))
    assert len(lines) - header - 1 == 130
    assert lead.get("/audit/?table=events&format=xlsx").status_code == 200
    assert lead.get("/audit/?table=other&format=csv").status_code == 404
    assert trail().filter(event="audit trail downloaded").count() == 3


@pytest.mark.parametrize("query", ["day=yesterday", "day=0001-01-01", "older=1e9", "newer=-1", "person=" + "a" * 300])
def test_what_cannot_be_read_is_refused_in_words(lead, query):
    answer = lead.get(f"/audit/?{query}")
    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()


def test_the_kinds_of_event_are_found_step_by_step_in_the_index(lead):
    assert {"closed", "moved", "opened"} <= set(reading.event_names())
    assert "<option>moved</option>" in seen(lead, "/audit/")


def test_a_page_asks_the_database_little(lead, django_assert_max_num_queries):
    reading.event_names()
    with django_assert_max_num_queries(14):
        seen(lead, "/audit/?person=night+shift&event=closed")


def test_a_digest_is_downloaded_and_says_how_far_the_trail_had_come(lead):
    answer = lead.get("/audit/digests/2026-11-20.json")
    told = json.loads(answer.content)
    assert (told["events"], told["first"], told["last"]) == (260, 1, 260)
    assert set(told["hashes"]) == {"1", "100", "200", "260"}
    assert "clearway-audit-2026-11-20.json" in answer["Content-Disposition"]
    assert digest_problems(read_digest(answer.content.decode())) == []
    assert trail().filter(event="audit digest taken", subject_id="2026-11-20").exists()
    assert "2026" in seen(lead, "/audit/digests")
    assert lead.get("/audit/digests/2199-01-01.json").status_code == 400
    assert lead.get("/audit/digests/x.json").status_code == 400


def test_a_digest_kept_elsewhere_shows_where_a_trail_was_written_anew(long_trail):
    kept = digest_of(NOON.date(), NOON + timedelta(days=1))
    with edited_by_hand() as cursor:
        cursor.execute("UPDATE audit_event SET hash = %s WHERE sequence > 150", ["a" * 64])
    ((problem),) = digest_problems(kept)
    assert (problem.sequence, problem.problem) == (
        101,
        "of events 101 to 200 at least one is not what the digest of 2026-11-20 says",
    )


def test_a_digest_that_was_edited_is_refused(long_trail):
    kept = digest_of(NOON.date(), NOON + timedelta(days=1))
    for text in (json.dumps({**kept, "events": 3}), "{}", "no digest", "[]"):
        with pytest.raises(Refused, match="digest"):
            read_digest(text)


def test_a_day_without_events_has_a_digest_that_says_so(db):
    told = digest_of(NOON.date(), NOON)
    assert (told["events"], told["first"], told["hashes"]) == (0, None, {})
    assert digest_problems(told) == []
