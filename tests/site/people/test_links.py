"""A link sets one person's own password once; a request for one tells nobody who has an account."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.site.conftest import sign_in
from tests.site.people.conftest import browser_of, link_in

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.jobs.models import Job
from clearway.site.people.jobs import answer_request
from clearway.site.people.models import PasswordLink, ResetRequest
from clearway.site.people.services import resetting
from clearway.site.people.services.inviting import deactivate, invite_again
from clearway.site.people.services.links import use_link

NEW = {"name": "Nia New", "email": "nia@example.org", "role": "cancer_manager", "organisation": "RFF"}
OWN = "three quiet heron words"


@pytest.fixture
def invited(as_administrator, barnsley) -> str:
    """The path of the link that somebody new was sent."""
    as_administrator.post("/people/add", NEW)
    return link_in(mail.outbox[-1])


@pytest.fixture
def nobody() -> Client:
    return Client(raise_request_exception=False)


def said(answer) -> str:
    """A page without what differs each time: the word that lets its own scripts run."""
    return re.sub(r'nonce="[^"]*"', "", answer.content.decode())


def work() -> None:
    """What the worker does with every request."""
    for asked in ResetRequest.objects.order_by("pk"):
        answer_request({"request": asked.pk}, progress=None)


def ask(browser, email: str):
    return browser.post("/public/forgotten-password", {"email": email})


def test_an_invited_person_chooses_a_password_once_and_signs_in(nobody, invited):
    assert "Nia New" in nobody.get(invited).content.decode()
    assert nobody.get(invited).status_code == 200  # a mail program that looks at the link does not use it up
    assert nobody.post(invited, {"password": OWN})["Location"] == "/sign-in"
    assert "Your password is set" in nobody.get("/sign-in").content.decode()
    assert nobody.get(invited).status_code == 410
    assert nobody.post(invited, {"password": "quite another one"}).status_code == 410
    sign_in(nobody, "nia@example.org", OWN)
    assert "Cancer manager" in nobody.get("/me").content.decode()


def test_a_weak_password_is_refused_and_the_link_still_holds(nobody, invited):
    page = nobody.post(invited, {"password": "short"})
    assert page.status_code == 422
    assert "at least 12 characters" in page.content.decode()
    assert "short" not in re.sub("too short", "", page.content.decode())
    assert nobody.post(invited, {"password": OWN}).status_code == 302


def test_the_token_is_kept_nowhere_but_in_the_mail(invited):
    token = invited.rpartition("/")[2]
    kept = [*PasswordLink.objects.values(), *Event.objects.values(), *Job._base_manager.values()]
    assert len(token) >= 43
    assert token not in str(kept)


def test_a_page_of_a_link_is_kept_by_no_browser_and_tells_no_other_site(nobody, invited):
    answer = nobody.get(invited)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_link_that_is_over_replaced_taken_back_or_made_up_opens_nothing(nobody, invited, administrator):
    person = Person.objects.get(email="nia@example.org")
    assert nobody.get(f"/public/password/{'x' * 43}").status_code == 410
    invite_again(by=administrator, person=person, site="http://testserver/")
    second = link_in(mail.outbox[-1])
    assert nobody.get(invited).status_code == 410
    assert nobody.get(second).status_code == 200
    PasswordLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert nobody.get(second).status_code == 410
    invite_again(by=administrator, person=person, site="http://testserver/")
    deactivate(by=administrator, person=person, reason="never came")
    assert nobody.get(link_in(mail.outbox[-1])).status_code == 410


def test_two_who_use_a_link_at_once_do_not_both_set_a_password(invited):
    token = invited.rpartition("/")[2]
    use_link(token=token, password=OWN)
    with pytest.raises(Refused, match="does not hold"):
        use_link(token=token, password="quite another one")
    assert Person.objects.get(email="nia@example.org").check_password(OWN)


def test_who_has_a_password_is_not_invited_again(administrator, tracker):
    with pytest.raises(Refused, match="needs no invitation"):
        invite_again(by=administrator, person=tracker.person, site="http://testserver/")


def test_a_mail_that_cannot_be_sent_undoes_nothing_and_is_said(as_administrator, barnsley, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    page = as_administrator.post("/people/add", NEW, follow=True).content.decode()
    assert "The mail could not be sent." in page
    assert "Send the invitation again" in page
    assert Person.objects.filter(email="nia@example.org").exists()


def test_known_and_unknown_addresses_read_the_same_and_only_the_known_gets_a_mail(nobody, tracker):
    known, unknown = ask(nobody, "Tracker@example.org"), ask(nobody, "nobody@example.org")
    assert said(known) == said(unknown)
    assert known.status_code == unknown.status_code == 200
    assert mail.outbox == []  # the page itself looks nobody up, so that time tells nothing either
    work()
    assert [one.to for one in mail.outbox] == [["tracker@example.org"]]
    assert "example.org" not in str(list(ResetRequest.objects.values("email_digest", "address_digest")))
    assert "example.org" not in str(list(Job._base_manager.values("arguments", "result")))


def test_a_new_password_by_mail_ends_every_session_and_the_old_password(nobody, tracker):
    signed_in = browser_of(tracker)
    ask(nobody, tracker.person.email)
    work()
    nobody.post(link_in(mail.outbox[0]), {"password": OWN})
    assert signed_in.get("/help").status_code == 302
    assert not Session.objects.filter(pk=signed_in.cookies["sessionid"].value).exists()
    assert sign_in(nobody, tracker.person.email).status_code == 422
    assert sign_in(nobody, tracker.person.email, OWN).status_code == 302
    assert Event.objects.get(event="own password set").actor == tracker.person.email
    assert verify_chain() == []


def test_a_person_gets_three_mails_an_hour_and_the_words_stay_the_same(nobody, tracker):
    answers = [ask(nobody, tracker.person.email) for _ in range(5)]
    work()
    assert len({said(answer) for answer in answers}) == 1
    assert len(mail.outbox) == resetting.MAILS_A_PERSON
    assert PasswordLink.objects.filter(withdrawn_at=None).count() == 1


def test_one_place_asks_so_many_times_an_hour_and_time_opens_it(nobody, tracker, monkeypatch):
    monkeypatch.setattr(resetting, "FROM_ONE_ADDRESS", 2)
    assert [ask(nobody, f"{n}@example.org").status_code for n in range(3)] == [200, 200, 422]
    ResetRequest.objects.update(at=timezone.now() - resetting.WINDOW - timedelta(seconds=1))
    assert ask(nobody, tracker.person.email).status_code == 200


def test_where_passwords_sign_nobody_in_there_are_no_links_and_no_requests(
    as_administrator, nobody, settings, barnsley
):
    as_administrator.post("/people/add", NEW)
    settings.LOCAL_ACCOUNTS = False
    assert nobody.get(link_in(mail.outbox[-1])).status_code == 410
    as_administrator.post("/people/add", NEW | {"email": "second@example.org"})
    assert "/public/password/" not in mail.outbox[-1].body
    assert "no password yet" not in as_administrator.get("/people").content.decode()
    assert "sign-in service" in ask(nobody, "nia@example.org").content.decode()
    assert not ResetRequest.objects.exists()


def test_who_is_shut_out_gets_no_mail(nobody, tracker, administrator):
    deactivate(by=administrator, person=tracker.person, reason="left")
    ask(nobody, tracker.person.email)
    work()
    assert mail.outbox == []


def test_answering_a_request_twice_sends_one_mail(nobody, tracker):
    ask(nobody, tracker.person.email)
    work()
    work()
    assert len(mail.outbox) == 1
    ResetRequest.objects.update(at=timezone.now() - timedelta(days=2))
    assert resetting.tidy_requests() == 1
