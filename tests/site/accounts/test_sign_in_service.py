"""Signing in through a service by OpenID Connect: who is let in, who is not, and answers that are not to be trusted."""

import base64
import hashlib
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from tests.oidc import Service, running
from tests.site.conftest import sign_in

from clearway.records.findings import Refused
from clearway.site.accounts.factor.policy import is_asked_of
from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.accounts.models import Person, ServiceAccount
from clearway.site.accounts.oidc import adapter
from clearway.site.accounts.oidc.provider import Provider, has_local_accounts, provider_of
from clearway.site.accounts.oidc.services import unlink
from clearway.site.audit.models import Event

pytestmark = pytest.mark.slow
CLIENT = "clearway"


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    yield from running()


@pytest.fixture
def service(running_service: Service, settings) -> Service:
    """The site trusts the service that runs here."""
    settings.OIDC = Provider(running_service.issuer, CLIENT, "Trust login", "a secret")
    adapter._client.cache_clear()
    return running_service


@pytest.fixture
def known(service: Service, tracker) -> str:
    """The subject of somebody whom service and site both know."""
    service.knows("sub-1", email="Tracker@Example.org", email_verified=True)
    return "sub-1"


def leave(browser: Client, wanted: str = "") -> str:
    return browser.get("/sign-in/service", {"next": wanted} if wanted else {})["Location"]


def there_and_back(browser: Client, service: Service, subject: str, wanted: str = ""):
    return browser.get(service.signs_in(leave(browser, wanted), subject))


def is_in(browser: Client) -> bool:
    return browser.get("/help").status_code == 200


def refusals() -> list[str]:
    return [one.after["because"] for one in Event.objects.filter(event="sign-in by service refused")]


def test_who_is_known_by_a_verified_address_is_let_in_and_led_where_they_were_going(browser, service, known):
    browser.get("/sign-in")
    answer = there_and_back(browser, service, known, "/help?a=1")
    assert answer["Location"] == "/help?a=1"
    assert is_in(browser)
    assert ServiceAccount.objects.get().subject == known
    assert Event.objects.get(event="signed in").after == {"by": "sign-in service"}


def test_the_way_there_carries_state_nonce_and_a_challenge_that_only_this_browser_can_answer(
    browser, service, known, monkeypatch
):
    sent, real = [], requests.Session.send
    monkeypatch.setattr(requests.Session, "send", lambda *a, **k: (sent.append(a[1]), real(*a, **k))[1])
    address = leave(browser)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == "http://testserver/sign-in/service/return"
    browser.get(service.signs_in(address, known))
    (exchange,) = [one for one in sent if one.method == "POST" and "code_verifier" in str(one.body)]
    verifier = parse_qs(str(exchange.body))["code_verifier"][0]
    hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert hashed == asked["code_challenge"]
    assert verifier not in address


def test_from_then_on_the_account_is_known_by_its_subject_whatever_its_address(browser, service, known):
    there_and_back(browser, service, known)
    service.knows(known, email="married@example.org", email_verified=True)
    again = Client()
    there_and_back(again, service, known)
    assert is_in(again)
    assert ServiceAccount.objects.count() == 1


def test_an_address_that_changed_hands_does_not_bring_the_rights_of_its_former_owner(browser, service, known):
    there_and_back(browser, service, known)
    service.knows("sub-2", email="tracker@example.org", email_verified=True)
    heir = Client()
    assert there_and_back(heir, service, "sub-2").status_code == 403
    assert not is_in(heir)
    assert refusals() == ["known under another account"]


def test_an_administrator_forgets_the_link_with_a_reason(browser, service, known, administrator, tracker):
    there_and_back(browser, service, known)
    with pytest.raises(Refused, match="reason"):
        unlink(by=administrator, person=tracker.person, reason=" ")
    unlink(by=administrator, person=tracker.person, reason="new account at the trust")
    service.knows("sub-3", email="tracker@example.org", email_verified=True)
    again = Client()
    there_and_back(again, service, "sub-3")
    assert is_in(again)


def test_who_is_unknown_is_not_made_a_person_and_is_told_whom_to_ask(browser, service, administrator):
    service.knows("stranger", email="stranger@example.org", email_verified=True)
    answer = there_and_back(browser, service, "stranger")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "admin@example.org" in page
    assert "stranger@example.org" in page
    assert not is_in(browser)
    assert not Person.objects.filter(email="stranger@example.org").exists()
    assert refusals() == ["unknown"]
    assert "stranger" not in str(list(Event.objects.values()))


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "no"}])
def test_an_address_that_the_service_did_not_verify_opens_nothing(browser, service, tracker, claims):
    service.knows("unverified", email="tracker@example.org", **claims)
    assert there_and_back(browser, service, "unverified").status_code == 403
    assert refusals() == ["no verified address"]
    assert not is_in(browser)


def test_a_deployment_may_say_that_its_service_verifies_every_address(browser, service, tracker, settings):
    settings.OIDC = Provider(service.issuer, CLIENT, "Trust login", "a secret", trusts_every_email=True)
    service.knows("unsaid", email="tracker@example.org")
    there_and_back(browser, service, "unsaid")
    assert is_in(browser)


def test_who_is_shut_out_here_is_not_let_in_by_the_service(browser, service, known, tracker):
    there_and_back(browser, service, known)
    Person.objects.filter(pk=tracker.person.pk).update(is_active=False)
    assert there_and_back(Client(), service, known).status_code == 403
    assert refusals() == ["shut out"]


@pytest.mark.parametrize(
    "forged",
    [
        {"aud": "another-client"},
        {"aud": ["another-client", "and-another"]},
        {"nonce": "a-nonce-of-another-sign-in"},
        {"iss": "https://elsewhere.example"},
        {"exp": int(time.time()) - 3_600},
        {"iat": int(time.time()) + 3_600},
        {"azp": "another-client"},
        {"aud": "another-client", "azp": CLIENT},
    ],
    ids=lambda forged: " and ".join(forged),
)
def test_a_token_for_somebody_else_of_another_time_or_place_is_refused(browser, service, tracker, forged):
    service.knows("forged", email="tracker@example.org", email_verified=True, **forged)
    answer = there_and_back(browser, service, "forged")
    assert answer.status_code == 403
    assert "does not say who you are" in answer.content.decode()
    assert not is_in(browser)
    assert not ServiceAccount.objects.exists()


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(browser, service, known):
    back = service.signs_in(leave(browser), known)
    thief = Client()
    assert thief.get(back).status_code == 403
    assert browser.get(back)["Location"] == "/"
    browser.post("/sign-out")
    assert browser.get(back).status_code == 403
    assert not is_in(browser)
    assert not is_in(thief)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&state=x"])
def test_an_answer_that_nobody_asked_for_is_refused(browser, service, query):
    assert browser.get(f"/sign-in/service/return{query}").status_code == 403


def test_a_person_who_says_no_at_the_service_is_led_back_and_can_try_again(browser, service):
    answer = browser.get(service.refuses(leave(browser)))
    assert answer.status_code == 403
    assert 'href="/sign-in"' in answer.content.decode()


def test_signing_in_gives_a_new_session(browser, service, known):
    leave_for = leave(browser)
    before = browser.cookies["sessionid"].value
    browser.get(service.signs_in(leave_for, known))
    assert browser.cookies["sessionid"].value != before


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(browser, service, known, elsewhere):
    assert there_and_back(browser, service, known, elsewhere)["Location"] == "/"


def test_a_class_of_authentication_that_was_demanded_must_be_in_the_token(browser, service, tracker, settings):
    settings.OIDC = Provider(service.issuer, CLIENT, "Trust login", "a secret", acr=("AAL3", "AAL2"))
    service.knows("weak", email="tracker@example.org", email_verified=True, acr="AAL1")
    assert parse_qs(urlsplit(leave(browser)).query)["acr_values"] == ["AAL3 AAL2"]
    assert there_and_back(browser, service, "weak").status_code == 403
    service.knows("strong", email="tracker@example.org", email_verified=True, acr="AAL2")
    there_and_back(browser, service, "strong")
    assert is_in(browser)


def test_whoever_came_through_the_service_is_asked_for_no_second_step_of_ours(
    live_store, settings, browser, service, known, tracker
):
    settings.SECOND_STEP = SecondStep.BY_ROLE
    assert is_asked_of(tracker)
    there_and_back(browser, service, known)
    assert is_in(browser)
    assert "asks for none of its own" in browser.get("/account/second-step").content.decode()


def test_signing_out_offers_to_sign_out_of_the_service_too(browser, service, known):
    there_and_back(browser, service, known)
    browser.post("/sign-out")
    assert not is_in(browser)
    assert "sign out there too" in browser.get("/sign-in").content.decode()
    leads = browser.get("/sign-in/service/sign-out")["Location"]
    asked = parse_qs(urlsplit(leads).query)
    assert leads.startswith(service.issuer)
    assert asked["post_logout_redirect_uri"] == ["http://testserver/sign-in"]
    assert asked["client_id"] == [CLIENT]
    assert "sign out there too" not in browser.get("/sign-in").content.decode()


def test_a_service_that_does_not_answer_is_told_and_leaves_the_rest_working(browser, db, settings):
    settings.OIDC = Provider("http://127.0.0.1:9", CLIENT, "Trust login", "a secret")
    answer = browser.get("/sign-in/service")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Trust login" in answer.content.decode()
    assert browser.get("/sign-in").status_code == 200


def test_without_a_service_there_is_no_button_and_no_address(browser, db, settings):
    settings.OIDC = None
    assert "/sign-in/service" not in browser.get("/sign-in").content.decode()
    for path in ("", "/return", "/sign-out"):
        assert browser.get(f"/sign-in/service{path}").status_code == 404


def test_local_accounts_can_be_switched_off(browser, service, tracker, settings):
    assert "Or sign in with a password" in browser.get("/sign-in?next=/help").content.decode()
    assert "/sign-in/service?next=/help" in browser.get("/sign-in?next=/help").content.decode()
    settings.LOCAL_ACCOUNTS = False
    page = browser.get("/sign-in").content.decode()
    assert "Sign in with Trust login" in page
    assert 'type="password"' not in page
    assert sign_in(browser, tracker.person.email).status_code == 422
    assert not is_in(browser)


@pytest.fixture
def named(tmp_path) -> dict[str, str]:
    secret = tmp_path / "secret"
    secret.write_text("a secret\n")
    return {
        "CLEARWAY_OIDC_ISSUER": "https://login.example.org",
        "CLEARWAY_OIDC_CLIENT_ID": CLIENT,
        "CLEARWAY_OIDC_CLIENT_SECRET_FILE": str(secret),
    }


def test_the_environment_names_the_service_and_its_secret_is_shown_nowhere(named):
    provider = provider_of(named)
    assert provider is not None
    assert provider.client_secret == "a secret"
    assert "a secret" not in repr(provider)
    assert provider_of({}) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"CLEARWAY_OIDC_CLIENT_ID": ""}, "CLIENT_ID is missing"),
        ({"CLEARWAY_OIDC_CLIENT_SECRET_FILE": ""}, "SECRET_FILE is missing"),
        ({"CLEARWAY_OIDC_CLIENT_SECRET_FILE": "/nowhere"}, "cannot be read"),
        ({"CLEARWAY_OIDC_ISSUER": "http://login.example.org"}, "https"),
        ({"CLEARWAY_OIDC_EMAILS": "some"}, "Choose one of: verified, all"),
    ],
)
def test_half_a_service_or_an_unsafe_one_is_refused_at_the_start(named, change, words):
    with pytest.raises(Refused, match=words):
        provider_of({**named, **change})


def test_local_accounts_stay_on_where_nobody_could_sign_in_otherwise(named):
    assert has_local_accounts({}, None)
    assert not has_local_accounts({"CLEARWAY_LOCAL_ACCOUNTS": "0"}, provider_of(named))
    with pytest.raises(Refused, match="nobody could sign in"):
        has_local_accounts({"CLEARWAY_LOCAL_ACCOUNTS": "0"}, None)
