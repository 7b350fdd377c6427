"""Signing in to a live store in a browser: setting a second step up, using it, a lost telephone, a sign-in service."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import BrowserContext, expect
from tests.cli.conftest import environment
from tests.oidc import Service, running
from tests.system.conftest import Visitor, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]
LOOK = os.environ.get("CLEARWAY_LOOK")
PASSWORD = "correct horse battery"
MAKE_LIVE_STORE = """
import sys
from datetime import date
import pyotp
from pathlib import Path
from clearway.cli.stores import acting_person, use_or_make_store
from clearway.store.folder import StoreKind
use_or_make_store(Path(sys.argv[1]), kind=StoreKind.LIVE)
from clearway.site.accounts.factor.services import opened, sealed_secret, set_up
from clearway.site.accounts.services import add_person
from clearway.site.organisations.models import Organisation
from clearway.site.organisations.roles import ROLES
from clearway.site.organisations.services import give_role
by = acting_person(None)
for email, role, code in (line.split() for line in sys.argv[3:]):
    person = add_person(by=by, email=email, name=email.split("@")[0].title(), password=sys.argv[2])
    place = Organisation.objects.get(code=code)
    give_role(by=by, person=person, organisation=place, role=ROLES[role], starts_on=date.today())
    if email.startswith("lost"):
        sealed = sealed_secret(person)
        set_up(person=person, sealed=sealed, code=pyotp.TOTP(opened(sealed, person)).now(), address=None)
"""
PEOPLE = (
    "tom@trust.example tracker RFF",
    "tara@trust.example tracker RFF",
    "ada@alliance.example administrator E56000025",
    "alan@alliance.example administrator E56000025",
    "lost-one@trust.example tracker RFF",
    "lost-two@trust.example tracker RFF",
    "iris@alliance.example information_governance_lead E56000025",
    "ines@alliance.example information_governance_lead E56000025",
)
"""Two of each: one for the wide screen, one for the telephone, so that neither meets what the other left."""


@dataclass(frozen=True)
class Site:
    """A served live store, and the sign-in service that it trusts."""

    address: str
    service: Service


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("signing-in")
    command = [sys.executable, "-c", MAKE_LIVE_STORE, str(place / "store"), PASSWORD, *PEOPLE]
    subprocess.run(command, check=True, env=environment(), timeout=120)
    (place / "secret").write_text("a secret")
    for service in running():
        trusted = {
            "CLEARWAY_OIDC_ISSUER": service.issuer,
            "CLEARWAY_OIDC_CLIENT_ID": "clearway",
            "CLEARWAY_OIDC_CLIENT_SECRET_FILE": str(place / "secret"),
            "CLEARWAY_OIDC_NAME": "Trust login",
        }
        for address in served(place / "store", **trusted):
            yield Site(address, service)


@pytest.fixture
def guest(context: BrowserContext, site: Site) -> Visitor:
    return Visitor(context.new_page(), site.address)


def number_of(guest: Visitor) -> int:
    """0 on the wide screen, 1 on the telephone."""
    return 0 if guest.page.viewport_size["width"] > 1000 else 1


def look(guest: Visitor, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if LOOK:
        guest.page.screenshot(path=str(Path(LOOK) / f"{name}-{guest.page.viewport_size['width']}.png"), full_page=True)


def fine(guest: Visitor, name: str) -> None:
    """The page is sound, whatever the status it came with; and is kept to be looked at."""
    guest.complaints[:] = [words for words in guest.complaints if "status of 4" not in words]
    look(guest, name)
    guest.finds_nothing_wrong()


def types_password(guest: Visitor, email: str) -> None:
    guest.goes_to("/sign-in")
    guest.page.get_by_label("E-mail address").fill(email)
    guest.page.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.page.get_by_role("button", name="Sign in", exact=True).click()


def types_code(guest: Visitor, code: str, button: str = "Sign in") -> None:
    guest.page.get_by_role("textbox", name="Code").fill(code)
    guest.page.get_by_role("button", name=button, exact=True).click()


def sets_up(guest: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """Set a second step up with the key that the page shows."""
    key = guest.page.locator(".clearway-key code").inner_text().replace(" ", "")
    phone = pyotp.TOTP(key)
    types_code(guest, phone.now(), "Set it up")
    return phone, guest.page.locator(".clearway-codes code").all_inner_texts()


def test_a_tracker_sets_up_a_second_step_signs_out_and_signs_in_with_a_code(guest: Visitor) -> None:
    email = PEOPLE[number_of(guest)].split()[0]
    types_password(guest, email)
    expect(guest.page).to_have_title("Set up a second step – Clearway")
    expect(guest.page.locator(".clearway-qr svg")).to_be_visible()
    fine(guest, "set-up")
    types_code(guest, "000000", "Set it up")
    expect(guest.page.locator(".nhsuk-error-summary")).to_be_focused()
    fine(guest, "set-up-wrong")
    phone, codes = sets_up(guest)
    assert len(codes) == 10
    fine(guest, "recovery-codes")
    guest.page.get_by_role("button", name="I have kept them").click()
    guest.goes_to("/account/second-step")
    expect(guest.page.get_by_text("You have 10 recovery codes left")).to_be_visible()
    fine(guest, "own")
    guest.page.get_by_role("button", name="Sign out").click()
    types_password(guest, email)
    expect(guest.page).to_have_title("Enter your code – Clearway")
    fine(guest, "code")
    guest.goes_to("/help")
    expect(guest.page).to_have_url(f"{guest.address}/sign-in?next=%2Fhelp")
    guest.goes_to("/sign-in/code")
    types_code(guest, phone.at(int(time.time()) + 30))
    guest.goes_to("/help")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Help")
    guest.page.get_by_role("button", name="Sign out").click()
    types_password(guest, email)
    types_code(guest, codes[4].lower())
    guest.goes_to("/account/second-step")
    expect(guest.page.get_by_text("You have 9 recovery codes left")).to_be_visible()


def test_an_administrator_resets_the_second_step_of_somebody_whose_telephone_is_lost(guest: Visitor) -> None:
    email = PEOPLE[2 + number_of(guest)].split()[0]
    types_password(guest, email)
    sets_up(guest)
    guest.goes_to("/second-steps")
    fine(guest, "second-steps")
    guest.page.get_by_role("link", name=PEOPLE[4 + number_of(guest)].split("@")[0].title()).click()
    fine(guest, "reset")
    guest.page.get_by_role("button", name="Reset it").click()
    expect(guest.page.locator(".nhsuk-error-summary")).to_be_focused()
    fine(guest, "reset-wrong")
    guest.page.get_by_label("Why").fill("telephone lost, called back")
    guest.page.get_by_role("button", name="Reset it").click()
    expect(guest.page.get_by_text("was reset")).to_be_visible()


def test_somebody_known_signs_in_through_the_service_and_out_again(guest: Visitor, site: Site) -> None:
    email = PEOPLE[6 + number_of(guest)].split()[0]
    site.service.knows(email, email=email, email_verified=True)
    guest.goes_to("/sign-in")
    fine(guest, "sign-in")
    guest.page.get_by_role("button", name="Sign in with Trust login").click()
    comes_back_as(guest, email)
    expect(guest.page.get_by_role("button", name="Sign out")).to_be_visible()
    guest.page.get_by_role("button", name="Sign out").click()
    expect(guest.page.get_by_role("link", name="sign out there too")).to_be_visible()
    fine(guest, "signed-out")


def test_a_stranger_is_told_whom_to_ask(guest: Visitor, site: Site) -> None:
    site.service.knows("stranger", email="stranger@example.org", email_verified=True)
    guest.goes_to("/sign-in")
    guest.page.get_by_role("button", name="Sign in with Trust login").click()
    comes_back_as(guest, "stranger")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("You have no access yet")
    expect(guest.page.get_by_role("link", name="ada@alliance.example")).to_be_visible()
    fine(guest, "not-known")
    guest.goes_to("/sign-in/service/return?code=x&state=y")
    fine(guest, "not-vouched")


def comes_back_as(guest: Visitor, subject: str) -> None:
    """Sign in at the service, which is no page of ours: what the browser says of it does not count."""
    guest.page.locator("input[name=sub]").fill(subject)
    guest.page.get_by_role("button", name="Authorize", exact=True).click()
    guest.page.wait_for_url(f"{guest.address}/**")
    guest.complaints.clear()
    guest.strangers.clear()
