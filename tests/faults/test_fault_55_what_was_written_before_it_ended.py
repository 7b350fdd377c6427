"""Fault 55: a session ends while somebody writes. They sign in again, and what they saved as a draft is there."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from tests.site.conftest import sign_in
from tests.site.forms.conftest import case, surgery  # noqa: F401

from clearway.site.forms.models import FormPart

WORDS = "The scan was looked at by nobody for nine days"


@pytest.mark.parametrize("minutes", [16, 12 * 60 + 1])
def test_fault_55_a_draft_outlives_the_session_and_what_came_too_late_is_not_kept(browser, tracker, case, minutes):  # noqa: F811
    page = f"/forms/{case.pk}/hospital/fill/hospital-story"
    with time_machine.travel(datetime.now(tz=UTC), tick=False) as clock:
        sign_in(browser, tracker.person.email)
        typed = {"SEA-21__here": "1", "SEA-21": WORDS, "revision": "0"}
        assert browser.post(page, typed).status_code == 302
        clock.shift(timedelta(minutes=minutes))
        late = browser.post(page, {**typed, "SEA-21": "Too late", "revision": "1"})
        assert late["Location"].startswith("/sign-in")
        assert FormPart.unscoped.get(case=case, party="hospital").revision == 1
        back = browser.get(page)["Location"]
        again = Client()
        answer = sign_in(again, tracker.person.email, next=page)
        assert back.startswith("/sign-in")
        assert answer["Location"] == page
        text = again.get(page).content.decode()
        assert WORDS in text
        assert "Too late" not in text
