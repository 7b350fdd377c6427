"""Fault 56 at every address that there is: no form of another site is taken, no answer can be framed or sniffed."""

import pytest
from django.test import Client
from tests.faults.addresses import addresses
from tests.site.conftest import sign_in
from tests.site.furnished import Met, furnished, on_stocked_store, pages_met, stocked  # noqa: F401

from clearway.site.audit.models import Event

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_fault_56_no_address_takes_a_form_that_this_site_did_not_give_out(furnished, is_signed_in):  # noqa: F811
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if is_signed_in:
        page = strict.get("/sign-in").content.decode()
        mark = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        sign_in(strict, furnished.people["administrator"].person.email, csrfmiddlewaretoken=mark)
        assert strict.get("/help").status_code == 200
    before = Event.objects.count()
    taken = []
    for address in addresses():
        path = furnished.path(address)
        answer = strict.post(path, {"reason": "of another site", "name": "x", "words": "x"})
        is_led_away = not is_signed_in and answer.get("Location", "").startswith("/sign-in")
        if answer.status_code not in {403, 405} and not is_led_away:
            taken.append((path, answer.status_code))
    assert taken == []
    assert Event.objects.count() == before
    assert (strict.get("/help").status_code == 200) is is_signed_in, "the session still stands"


def test_fault_56_no_answer_of_any_address_can_be_framed_or_sniffed(pages_met: list[Met]):  # noqa: F811
    for one in pages_met:
        if one.is_page:
            assert one.headers["X-Frame-Options"] == "DENY", one.path
        assert one.headers["X-Content-Type-Options"] == "nosniff", one.path
        assert "frame-ancestors 'none'" in one.headers["Content-Security-Policy"], one.path
    assert len({one.template for one in pages_met if one.is_page}) > 120


def test_fault_56_what_a_signed_in_person_is_answered_is_kept_by_no_browser(pages_met: list[Met]):  # noqa: F811
    kept = [
        (one.who, one.path)
        for one in pages_met
        if one.who != "nobody" and one.is_page and "no-store" not in one.headers.get("Cache-Control", "")
    ]
    assert {path for _, path in kept if not path.startswith("/public/")} <= {"/accessibility"}
