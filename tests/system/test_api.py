"""A token is made in a browser, brought by a program at the real web server, and revoked."""

import json
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]


def asked(address: str, token: str) -> tuple[int, dict]:
    """What a program is told."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def test_a_token_is_made_used_and_revoked(visitor: Visitor):
    visitor.signs_in_as("alliance analyst").goes_to("/account/tokens")
    visitor.finds_nothing_wrong()
    visitor.page.get_by_role("button", name="Make the token").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("Enter what the token is for")
    visitor.complaints.clear()  # the browser tells of every answer that is not a success
    visitor.page.get_by_label("What it is for").fill("A dashboard of the trust")
    visitor.page.get_by_role("button", name="Make the token").click()
    expect(visitor.page.get_by_text("is made. Copy it now.")).to_be_visible()
    visitor.finds_nothing_wrong()
    token = visitor.page.get_by_label("The token", exact=True).input_value()

    status, said = asked(f"{visitor.address}/api/v1/rules/D62-3", token)
    assert (status, said["id"]) == (200, "D62-3")

    visitor.goes_to("/account/tokens")
    expect(visitor.page.get_by_text("1 request today").first).to_be_visible()
    visitor.page.get_by_role("button", name="Revoke").first.click()
    status, said = asked(f"{visitor.address}/api/v1/rules/D62-3", token)
    assert (status, said["code"]) == (401, "TOKEN")


def test_the_page_for_people_can_be_read_and_its_examples_tried(visitor: Visitor):
    visitor.signs_in_as("cancer pathway tracker").goes_to("/api/v1/")
    for details in visitor.page.locator("details").all()[:2]:
        details.locator("summary").click()
    visitor.finds_nothing_wrong()
    visitor.page.get_by_role("link", name=re.compile("Try this example.*One rule")).click()
    expect(visitor.page.locator("body")).to_contain_text('"id": "D62-3"')
