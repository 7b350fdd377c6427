"""Engagement in a browser: a patient representative says what people said, a consultation waits for its evidence."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]


def presses(visitor: Visitor, name: str, role: str = "button") -> None:
    """Reach a control by keyboard and use it."""
    control = visitor.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    control.focus()
    control.press("Enter")
    visitor.page.wait_for_load_state("load")


def fills(visitor: Visitor, **boxes: str) -> None:
    for box, typed in boxes.items():
        visitor.page.locator(f"#{box}").fill(typed)


def on_day(visitor: Visitor, name: str, day: date) -> None:
    for box, typed in ((name, day.day), (f"{name}-month", day.month), (f"{name}-year", day.year)):
        visitor.page.locator(f"#{box}").fill(str(typed))


def shows(visitor: Visitor, principle: str) -> None:
    link = visitor.page.locator(f'a[href$="/evidence/{principle}"]')
    link.focus()
    link.press("Enter")
    visitor.page.wait_for_load_state("load")
    fills(visitor, words="The paper says it.", kept_at="Papers of the board", who="Programme manager")
    on_day(visitor, "dated", datetime.now(ZoneInfo("Europe/London")).date())
    presses(visitor, "Record it")


@pytest.mark.journey
def test_what_people_said_is_added_and_a_consultation_opens_only_with_evidence(
    visitor: Visitor, screen: dict[str, int]
) -> None:
    page, today = visitor.page, datetime.now(ZoneInfo("Europe/London")).date()
    visitor.signs_in_as("patient representative").goes_to("/engagement/").finds_nothing_wrong()
    presses(visitor, "Add what people said")
    fills(visitor, said=f"Letters come late ({screen['width']}).", came_from="A support group")
    on_day(visitor, "heard_on", today)
    presses(visitor, "Add it")
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("nobody can be recognised")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    page.locator("#nobody").press("Space")
    presses(visitor, "Add it")
    expect(page.get_by_text("There is no answer yet.")).to_be_visible()
    visitor.finds_nothing_wrong()
    for where in ("planner", "planner?view=calendar", "said", "reach", "audiences", "together", "words"):
        visitor.goes_to(f"/engagement/{where}").finds_nothing_wrong()

    page.context.clear_cookies()
    visitor.signs_in_as("programme manager").goes_to("/engagement/consultations").finds_nothing_wrong()
    presses(visitor, "Prepare a consultation")
    visitor.finds_nothing_wrong()
    fills(visitor, title=f"Blood tests {screen['width']}", proposal="Have the test near home.", decided_by="The boards")
    on_day(visitor, "opens_on", today)
    on_day(visitor, "closes_on", today + timedelta(weeks=12))
    presses(visitor, "Prepare it")
    visitor.finds_nothing_wrong()
    expect(page.get_by_role("button", name="Open it")).to_have_count(0)
    shows(visitor, "formative")
    expect(page.get_by_text("Enough information: nobody has shown it.")).to_be_visible()
    shows(visitor, "reasons")
    visitor.finds_nothing_wrong()
    presses(visitor, "Open it")
    visitor.finds_nothing_wrong()
    presses(visitor, "Open it")
    expect(page.get_by_text("Open: people can answer now.")).to_be_visible()
    visitor.finds_nothing_wrong()
