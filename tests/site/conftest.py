"""People, organisations and browsers for the tests of the site."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.accounts.models import Person
from clearway.site.logs import JsonLines
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import Administrator, AllianceAnalyst, Role, Tracker
from clearway.store.folder import StoreFolder, StoreKind

PASSWORD = "correct horse battery"
STARTS = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _a_password_is_enough(settings):
    """People of tests sign in with a password alone, on live stores too; second steps have tests of their own."""
    settings.SECOND_STEP = SecondStep.OWN_CHOICE


@pytest.fixture
def demo_store(settings, tmp_path: Path) -> StoreFolder:
    """The site believes that it serves a demo store."""
    settings.STORE = StoreFolder(tmp_path / "store", StoreKind.DEMO, 1, "a-store", "E56000025", "k")
    return settings.STORE


@pytest.fixture
def live_store(settings, demo_store: StoreFolder) -> StoreFolder:
    """The site believes that it serves a live store."""
    settings.STORE = replace(demo_store, kind=StoreKind.LIVE)
    return settings.STORE


@pytest.fixture
def alliance(db) -> Organisation:
    return Organisation.objects.create(code="E56000025", name="South Yorkshire", kind=OrganisationKind.ALLIANCE)


@pytest.fixture
def barnsley(db) -> Organisation:
    return Organisation.objects.create(code="RFF", name="Barnsley Hospital", kind=OrganisationKind.TRUST)


@pytest.fixture
def rotherham(db) -> Organisation:
    return Organisation.objects.create(code="RFR", name="The Rotherham", kind=OrganisationKind.TRUST)


def member(email: str, organisation: Organisation, role: type[Role]) -> Membership:
    person = Person.objects.filter(email=email).first()
    person = person or Person.objects.create_person(email=email, name=email.split("@")[0], password=PASSWORD)
    return Membership.objects.create(person=person, organisation=organisation, role=role.key, starts_on=STARTS)


@pytest.fixture
def analyst(alliance: Organisation) -> Membership:
    return member("analyst@example.org", alliance, AllianceAnalyst)


@pytest.fixture
def tracker(barnsley: Organisation) -> Membership:
    return member("tracker@example.org", barnsley, Tracker)


@pytest.fixture
def administrator(alliance: Organisation) -> Membership:
    return member("admin@example.org", alliance, Administrator)


@pytest.fixture
def browser(db) -> Client:
    """A browser that nobody has signed in with. A failing view shows it the page that a visitor would get."""
    return Client(raise_request_exception=False)


@pytest.fixture
def as_tracker(browser: Client, tracker: Membership) -> Iterator[Client]:
    """A browser in which the tracker has signed in."""
    sign_in(browser, tracker.person.email)
    return browser


@pytest.fixture
def as_analyst(browser: Client, analyst: Membership) -> Client:
    """A browser in which the analyst has signed in."""
    sign_in(browser, analyst.person.email)
    return browser


def browser_of(membership: Membership) -> Client:
    """A browser of its own, in which somebody has signed in. A failing view shows it the page of a visitor."""
    browser = Client(raise_request_exception=False)
    sign_in(browser, membership.person.email)
    return browser


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more: str):
    return browser.post("/sign-in", {"email": email, "password": password, **more})


@pytest.fixture
def log_lines(monkeypatch) -> list[str]:
    """Every line that the loggers of the site write."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonLines().format(record))

    for name in ("clearway", "django", "django.request", "django.security"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [Kept()])
    return written
