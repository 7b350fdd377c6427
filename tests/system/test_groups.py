"""Groups in a browser, by keyboard: a programme manager holds a meeting with a quorum, from agenda to decision."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]

KEEPER = "programme manager"


def today_here() -> date:
    """The day by the site's own clock."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def presses(visitor: Visitor, name: str, role: str = "button") -> None:
    """Reach a control by keyboard and use it."""
    control = visitor.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    control.focus()
    expect(control).to_be_focused()
    control.press("Enter")
    visitor.page.wait_for_load_state("load")


def fills(visitor: Visitor, **boxes: str) -> None:
    for box, typed in boxes.items():
        visitor.page.locator(f"#{box}").fill(typed)


def on_day(visitor: Visitor, name: str, day: date) -> None:
    page = visitor.page
    for box, typed in ((name, day.day), (f"{name}-month", day.month), (f"{name}-year", day.year)):
        page.locator(f"#{box}").fill(str(typed))


def chooses(visitor: Visitor, name: str) -> None:
    """Tick a radio button by keyboard."""
    radio = visitor.page.get_by_role("radio", name=name, exact=True)
    radio.focus()
    radio.press("Space")
    expect(radio).to_be_checked()


def seat(visitor: Visitor, name: str, kind: str, holder: str) -> None:
    presses(visitor, "Add a seat")
    fills(visitor, name=name)
    visitor.page.locator("#kind").select_option(label=kind)
    visitor.finds_nothing_wrong()
    presses(visitor, "Add the seat")
    visitor.finds_nothing_wrong()
    presses(visitor, "Put somebody into it")
    fills(visitor, name=holder)
    on_day(visitor, "starts_on", date(2026, 1, 1))
    visitor.finds_nothing_wrong()
    presses(visitor, "Save")


def rules(visitor: Visitor) -> None:
    """A rule of quorum that the group agreed, and a line that says whose decision shared money is."""
    today = today_here()
    presses(visitor, "Set the rule of quorum", "link")
    fills(visitor, least_number="2", agreed_in="first meeting")
    visitor.page.locator("#need_1").select_option(label="Patient or carer")
    on_day(visitor, "applies_from", today)
    visitor.finds_nothing_wrong()
    presses(visitor, "Set the rule")
    presses(visitor, "Add a line to the scheme of delegation", "link")
    fills(visitor, matter="Shared money", authority="This board", ratified_by="Boards of the trusts")
    visitor.finds_nothing_wrong()
    presses(visitor, "Add it")


@pytest.mark.journey
def test_a_meeting_with_a_quorum_is_held_from_agenda_to_decision_by_keyboard(visitor: Visitor, screen: dict[str, int]):
    page, name, today = visitor.page, f"Board {screen['width']}", today_here()
    visitor.signs_in_as(KEEPER).goes_to("/groups/").finds_nothing_wrong()
    presses(visitor, "Add a group")
    visitor.finds_nothing_wrong()
    presses(visitor, "Add the group")
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Enter the name of the group")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    fills(visitor, name=name, purpose="Agree what is done together.")
    chooses(visitor, "Board")
    presses(visitor, "Add the group")
    visitor.finds_nothing_wrong()
    board = page.url.removeprefix(visitor.address)
    for one in (("Chair", "Chair", "Cleo"), ("Patient", "Patient or carer", "Pat")):
        seat(visitor, *one)
    rules(visitor)
    presses(visitor, "Plan a meeting")
    on_day(visitor, "on", today)
    fills(visitor, starts="14:00", ends="16:00", place="Oak House")
    visitor.finds_nothing_wrong()
    presses(visitor, "Plan it")
    visitor.finds_nothing_wrong()
    meeting = page.url.removeprefix(visitor.address)
    presses(visitor, "Add an item")
    fills(visitor, title="Shared money", decision_asked="Agree the share")
    chooses(visitor, "For decision")
    visitor.finds_nothing_wrong()
    presses(visitor, "Add it")
    presses(visitor, "Say who comes")
    page.get_by_label("Cleo, Chair").select_option(label="Present")
    page.get_by_label("Pat, Patient").select_option(label="Apologies")
    visitor.finds_nothing_wrong()
    presses(visitor, "Save")
    expect(page.get_by_text("Missing: 1 person more; at least 1 of: patient or carer")).to_be_visible()
    presses(visitor, "Hold the meeting")
    visitor.finds_nothing_wrong()
    presses(visitor, "Hold the meeting")
    presses(visitor, "1. Shared money", "link")
    decides(visitor)
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("no quorum")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    visitor.goes_to(f"{meeting}/attendance")
    page.get_by_label("Pat, Patient").select_option(label="Present")
    presses(visitor, "Save")
    presses(visitor, "1. Shared money", "link")
    decides(visitor)
    expect(page.get_by_role("status")).to_contain_text("2 people counted, 2 needed: quorum.")
    expect(page.get_by_role("table", name="Decided: Shared money")).to_contain_text("by Boards of the trusts")
    visitor.finds_nothing_wrong()
    for path in (f"{meeting}/minutes", meeting, board, "/groups/structure", "/groups/decisions", "/groups/actions"):
        visitor.goes_to(path).finds_nothing_wrong()


def decides(visitor: Visitor) -> None:
    presses(visitor, "Record a decision")
    chooses(visitor, "Decision")
    fills(visitor, words="The share is agreed.")
    visitor.page.locator("#delegation").select_option(label="Shared money: This board")
    visitor.finds_nothing_wrong()
    presses(visitor, "Record it")


@pytest.mark.parametrize("path", ["/groups/you", "/groups/questions", "/groups/meetings", "/groups/"])
def test_a_patient_representative_finds_every_page_accessible(visitor: Visitor, path: str):
    visitor.signs_in_as("patient representative").goes_to(path).finds_nothing_wrong()
