"""Fault 56: forged forms, framed pages, redirects elsewhere, made-up hosts, paths that climb."""

import pytest
from django.test import Client
from tests.site.conftest import sign_in


@pytest.fixture
def strict(db) -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def mark_of(browser: Client, path: str) -> str:
    page = browser.get(path).content.decode()
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_fault_56_nobody_is_signed_in_by_a_form_of_another_site(strict, tracker):
    answer = sign_in(strict, tracker.person.email)
    assert answer.status_code == 403
    assert "This form has gone stale" in answer.content.decode()


@pytest.mark.parametrize("path", ["/sign-out", "/choose-role"])
def test_fault_56_a_signed_in_browser_cannot_be_made_to_post_by_another_site(strict, tracker, path):
    sign_in(strict, tracker.person.email, csrfmiddlewaretoken=mark_of(strict, "/sign-in"))
    assert strict.post(path, {"membership": tracker.pk}).status_code == 403
    assert strict.get("/").status_code == 200


def test_fault_56_a_form_that_this_site_gave_out_is_accepted(strict, tracker):
    assert sign_in(strict, tracker.person.email, csrfmiddlewaretoken=mark_of(strict, "/sign-in")).status_code == 302


@pytest.mark.parametrize("path", ["/", "/sign-in", "/help", "/no-such-page", "/health"])
def test_fault_56_no_page_can_be_framed_or_sniffed_or_run_a_script_from_elsewhere(as_tracker, path):
    answer = as_tracker.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]


def test_fault_56_each_page_has_a_nonce_of_its_own_and_its_scripts_carry_it(as_tracker):
    nonces = []
    for _ in range(2):
        answer = as_tracker.get("/")
        nonce = answer["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        page = answer.content.decode()
        assert page.count("<script") == page.count(f'nonce="{nonce}"')
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        " //evil.example",
        "\t//evil.example",
    ],
)
def test_fault_56_signing_in_never_leads_to_another_site(browser, tracker, elsewhere):
    assert sign_in(browser, tracker.person.email, next=elsewhere)["Location"] == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_fault_56_a_made_up_host_is_refused_and_not_repeated(browser, host):
    answer = browser.get("/sign-in", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/public/../help",
    ],
)
def test_fault_56_a_path_that_climbs_finds_nothing(browser, path):
    answer = browser.get(path)
    assert answer.status_code in {302, 404}
    assert b"SECRET_KEY" not in answer.content
    assert b"root:" not in answer.content


@pytest.mark.parametrize(
    "path", ["/", "/help", "/search?q=a", "/choose-role", "/no-such-page", "/healthy", "/sign-in2", "/publicity"]
)
def test_fault_56_nothing_is_open_that_was_not_opened(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")
