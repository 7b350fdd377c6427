"""The pages of background work: one's own list, one job, stopping it; others' are not there."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.site.audit.models import Event
from clearway.site.jobs import beats, kinds, services
from clearway.site.jobs.models import Job, JobState
from clearway.site.jobs.viewing import PAGE
from clearway.site.jobs.worker import work_once
from clearway.site.organisations.roles import Administrator, Tracker


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """A kind of job with words of its own."""
    monkeypatch.setattr(kinds, "NAMED", dict(kinds.job_kinds()))

    @kinds.job_kind(
        "weave",
        is_idempotent=True,
        title="Weaving a basket",
        leads_to=lambda arguments: f"/baskets/{arguments['to']}",
        came_of=lambda result: "It has a hole." if result["hole"] else "",
    )
    def weave(arguments, progress):
        if arguments["to"] == 13:
            raise ValueError("no willow")
        progress.report(done=1, total=1, unit="rods")
        return {"hole": arguments["to"] == 7}


def asked(by, to=1, label="Willow basket") -> Job:
    return services.enqueue(by=by, kind="weave", arguments={"to": to}, label=label)[0]


def browser_of(membership) -> Client:
    browser = Client()
    sign_in(browser, membership.person.email)
    return browser


def text(answer) -> str:
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_an_empty_list_says_what_will_stand_there(as_tracker):
    assert "Nothing has been asked for yet" in text(as_tracker.get("/jobs"))


def test_ones_own_work_is_listed_and_leads_to_its_page_with_how_far_it_is(as_tracker, tracker):
    job = asked(tracker)
    beats.beat("w")
    listed = text(as_tracker.get("/jobs"))
    assert "Weaving a basket Willow basket" in listed
    assert "Waiting its turn" in listed
    assert "Look again now" in listed
    running = services.claim("w")
    services.renew(running, done=3, total=12, unit="rods")
    assert "Running rods (3 of 12)" in text(as_tracker.get("/jobs"))
    page = as_tracker.get(f"/jobs/{job.pk}")
    assert "Running : rods (3 of 12)" in text(page)
    assert '<progress class="clearway-progress" max="12" value="3"' in page.content.decode()
    assert "Asked for (by tracker@example.org)" in text(page)


def test_work_that_waits_says_how_much_comes_first(as_tracker, tracker, analyst):
    asked(analyst, to=5)
    job = asked(tracker)
    assert "1 piece of work come first" in text(as_tracker.get(f"/jobs/{job.pk}"))


def test_finished_work_says_what_came_of_it_and_where(as_tracker, tracker):
    asked(tracker, to=1), asked(tracker, to=7)
    whole, holed = work_once("w"), work_once("w")
    page = as_tracker.get(f"/jobs/{whole.pk}")
    assert "Done ." in text(page)
    assert 'href="/baskets/1"' in page.content.decode()
    assert "data-still-live" not in page.content.decode()
    assert "It has a hole." in text(as_tracker.get(f"/jobs/{holed.pk}"))


def test_failed_work_says_what_to_do_and_the_error_number(as_tracker, tracker):
    asked(tracker, to=13)
    job = work_once("w")
    told = text(as_tracker.get(f"/jobs/{job.pk}"))
    assert "Open its page below to ask for it again" in told
    assert told.count(job.error_id) == 2
    assert "willow" not in told.replace("Willow basket", "")


def test_a_person_stops_their_own_work_with_a_button(as_tracker, tracker):
    job = asked(tracker)
    assert "Stop this work" in text(as_tracker.get(f"/jobs/{job.pk}"))
    answer = as_tracker.post(f"/jobs/{job.pk}/stop", follow=True)
    assert "It was stopped before it began." in text(answer)
    assert "Stop this work" not in text(answer)
    assert Job.unscoped.get().state == JobState.CANCELLED
    assert "It is over already" in text(as_tracker.post(f"/jobs/{job.pk}/stop", follow=True))


def test_running_work_that_was_told_to_stop_says_so_until_it_does(as_tracker, tracker):
    job = asked(tracker)
    services.claim("w")
    told = text(as_tracker.post(f"/jobs/{job.pk}/stop", follow=True))
    assert "stops at the end of what it has in hand" in told
    assert "Stopping" in told
    assert "Stop this work" not in told
    assert "Stopping" in text(as_tracker.get("/jobs"))


def test_work_that_was_told_to_stop_too_late_says_that_it_was_finished(as_tracker, tracker):
    job = asked(tracker)
    running = services.claim("w")
    services.stop(by=tracker, job=job)
    services.finish(running, result={"hole": False})
    assert "when it could only be finished" in text(as_tracker.get(f"/jobs/{job.pk}"))


def test_nobody_sees_or_stops_what_somebody_else_asked_for(as_tracker, tracker, rotherham):
    theirs = asked(member("other@example.org", rotherham, Tracker))
    colleague = asked(member("colleague@example.org", tracker.organisation, Tracker), to=2)
    for job in (theirs, colleague):
        assert as_tracker.get(f"/jobs/{job.pk}").status_code == 404
        assert as_tracker.post(f"/jobs/{job.pk}/stop").status_code == 404
    assert "Nothing has been asked for yet" in text(as_tracker.get("/jobs?whose=all"))
    assert Job.unscoped.filter(stop_asked_at=None).count() == 2
    assert Event.objects.filter(event="another organisation's record asked for").count() == 4
    assert as_tracker.get(f"/jobs/{'9' * 30}").status_code == 404


def test_an_administrator_sees_and_stops_the_work_of_the_own_organisation(tracker, rotherham, alliance):
    own, theirs = asked(tracker), asked(member("other@example.org", rotherham, Tracker), to=2)
    services.enqueue(by=services.WORKER, kind="weave", arguments={"to": 3})
    of_trust = browser_of(member("trusts@example.org", tracker.organisation, Administrator))
    of_alliance = browser_of(member("alliances@example.org", alliance, Administrator))
    assert "Nothing has been asked for yet" in text(of_trust.get("/jobs"))
    seen = text(of_trust.get("/jobs?whose=all"))
    assert "tracker@example.org" in seen
    assert "other@example.org" not in seen
    assert of_trust.post(f"/jobs/{theirs.pk}/stop").status_code == 404
    assert "stopped before it began" in text(of_trust.post(f"/jobs/{own.pk}/stop", follow=True))
    everything = text(of_alliance.get("/jobs?whose=all"))
    for who in ("tracker@example.org", "other@example.org", "Clearway itself"):
        assert who in everything
    of_alliance.post(f"/jobs/{theirs.pk}/stop")
    assert Job.unscoped.get(pk=theirs.pk).state == JobState.CANCELLED


def test_the_list_is_cut_into_pages_of_fifty(as_tracker, tracker):
    for number in range(100, 102 + PAGE):
        asked(tracker, to=number, label=f"Basket {number}")
    first = as_tracker.get("/jobs").content.decode()
    assert first.count("data-live=") == PAGE
    assert "Basket 101<" not in first
    older = as_tracker.get(re.search(r'href="(/jobs\?before=\d+)"', first)[1])
    assert "Basket 101 " in text(older)
    assert "Basket 102 " not in text(older)
    for nonsense in ("-1", "x", "9" * 30, "1e9", ""):
        assert as_tracker.get("/jobs", {"before": nonsense}).content.decode().count("data-live=") == PAGE


def test_the_list_is_downloaded_as_it_is_shown(as_tracker, tracker):
    asked(tracker)
    answer = as_tracker.get("/jobs?table=jobs&format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("Weaving a basket" in row and "Willow basket" in row for row in rows)


def test_when_no_worker_lives_the_page_says_so_to_whoever_waits(as_tracker, tracker):
    assert "No worker" not in text(as_tracker.get("/jobs"))
    asked(tracker)
    assert "No worker has begun" in text(as_tracker.get("/jobs"))
    beats.beat("w", now=timezone.now() - timedelta(minutes=5))
    assert "has not been heard of" in text(as_tracker.get("/jobs"))
    beats.beat("w")
    assert "has not been heard of" not in text(as_tracker.get("/jobs"))
