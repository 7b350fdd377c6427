"""The frame of the site in a browser: signing in, getting about by keyboard, errors, print, and no script at all."""

import pytest
from playwright.sync_api import Browser, expect
from tests.system.conftest import PHONE, Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?next=/help"])
def test_the_sign_in_page_is_sound(visitor, path):
    visitor.goes_to(path).finds_nothing_wrong()


def test_a_wrong_password_is_told_where_the_eye_and_the_screen_reader_look_first(visitor):
    visitor.goes_to("/sign-in")
    visitor.page.get_by_label("E-mail address").fill("nobody@example.org")
    visitor.page.get_by_label("Password", exact=True).fill("wrong")
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(visitor.page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(visitor.page).to_have_title("Error: Sign in – Clearway (demo)")
    assert [words for words in visitor.complaints if "422" not in words] == []
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()


@pytest.mark.parametrize("path", ["/help", "/search?q=help", "/search", "/choose-role"])
def test_every_page_of_the_shell_is_sound(visitor, path):
    visitor.signs_in_as("cancer pathway tracker").goes_to(path).finds_nothing_wrong()


def test_every_page_says_that_this_is_a_demo(visitor):
    for path in ("/sign-in", "/no-such-page"):
        visitor.goes_to(path)
        expect(visitor.page.get_by_text("nobody here exists")).to_be_visible()


def test_an_error_page_is_sound(visitor):
    visitor.signs_in_as("administrator").goes_to("/no-such-page")
    assert [words for words in visitor.complaints if "404" not in words] == []
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()


def test_slash_goes_to_the_search_and_the_question_mark_to_the_help(visitor):
    visitor.signs_in_as("alliance analyst").goes_to("/choose-role")
    visitor.page.keyboard.press("/")
    expect(visitor.page.get_by_label("Search Clearway")).to_be_focused()
    visitor.page.keyboard.type("what?/")
    expect(visitor.page.get_by_label("Search Clearway")).to_have_value("what?/")
    visitor.page.get_by_label("Search Clearway").blur()
    visitor.page.keyboard.press("?")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Help")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visitor):
    visitor.signs_in_as("alliance analyst").goes_to("/help")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_text("Skip to main content")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.url.endswith("#maincontent")


def test_paper_has_the_words_and_the_mark_but_no_menus(visitor):
    visitor.signs_in_as("alliance analyst").goes_to("/help")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_text("nobody here exists")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="Help")).to_be_visible()
    for hidden in (".nhsuk-header__search", ".nhsuk-header__account", ".nhsuk-header__navigation"):
        expect(visitor.page.locator(hidden)).not_to_be_visible()


def test_fault_62_without_javascript_a_person_signs_in_finds_help_and_signs_out(chromium: Browser, shell_address: str):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    visitor = Visitor(context.new_page(), shell_address)
    visitor.signs_in_as("cancer pathway tracker")
    visitor.page.get_by_label("Search Clearway").fill("over")
    visitor.page.get_by_label("Search Clearway").press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Search")
    visitor.page.get_by_role("link", name="Help").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Help")
    visitor.page.get_by_role("button", name="Sign out").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Sign in to Clearway")
    context.close()
