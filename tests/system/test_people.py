"""People in a browser: an administrator invites somebody, who chooses a password, signs in and sees their own page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.system.conftest import Visitor, copy_of, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]
LINK = re.compile(r"http://\S+(/public/password/\S+)")


@pytest.fixture(scope="module")
def place(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(shell_store, tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    """A served demo store with its people and no figures."""
    yield from served(place)


def mailed_link(place: Path, to: str) -> str:
    """The path of the link in the mail to an address, as it lies in the store's folder."""
    mails = [path.read_text(encoding="utf-8") for path in sorted((place / "mail").iterdir())]
    (body,) = [one for one in mails if f"To: {to}" in one]
    return LINK.search(body)[1]  # type: ignore[index]


def test_somebody_is_invited_chooses_a_password_signs_in_and_sees_their_own_page(
    context: BrowserContext, address: str, place: Path, screen: dict[str, int]
) -> None:
    email = f"nia{screen['width']}@example.org"
    administrator = Visitor(context.new_page(), address).signs_in_as("administrator")
    administrator.goes_to("/people/add").finds_nothing_wrong()
    page = administrator.page
    page.get_by_label("Name", exact=True).fill("Nia New")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Role", exact=True).select_option("Clinical lead")
    page.get_by_label("Organisation").select_option("RFF")
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_role("status")).to_contain_text("A mail is on its way")
    expect(page.get_by_role("heading", level=1)).to_contain_text("no password yet")
    administrator.finds_nothing_wrong()
    for path in ("/people", "/people/review", "/roles"):
        administrator.goes_to(path).finds_nothing_wrong()

    own = context.browser.new_context(viewport=screen)  # type: ignore[union-attr]
    invited = Visitor(own.new_page(), address)
    invited.goes_to(mailed_link(place, email)).finds_nothing_wrong()
    invited.page.get_by_label("Your new password").fill("three quiet heron words")
    invited.page.get_by_role("button", name="Set the password").click()
    expect(invited.page.get_by_role("status")).to_contain_text("Your password is set")
    invited.page.get_by_label("E-mail address").fill(email)
    invited.page.get_by_role("textbox", name="Password").fill("three quiet heron words")
    invited.page.get_by_role("button", name="Sign in", exact=True).click()
    invited.goes_to("/me")
    expect(invited.page.get_by_text("this browser")).to_be_visible()
    expect(invited.page.get_by_role("heading", name="Clinical lead, Barnsley")).to_be_visible()
    invited.page.get_by_text("What this role may and may not do").click()
    invited.finds_nothing_wrong()
    own.close()


def test_whoever_forgot_their_password_finds_the_way_from_the_sign_in_page(
    context: BrowserContext, address: str
) -> None:
    visitor = Visitor(context.new_page(), address).goes_to("/sign-in")
    visitor.page.get_by_role("link", name="Forgotten your password?").click()
    visitor.finds_nothing_wrong()
    visitor.page.get_by_label("Your e-mail address").fill("nobody@example.org")
    visitor.page.get_by_role("button", name="Send me a link").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Look for a mail")
    visitor.finds_nothing_wrong()
