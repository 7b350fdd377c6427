"""A person saves a list as they filtered it, under a name of their own, and nobody else meets it."""

import pytest
from tests.site.conftest import member, sign_in

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import Tracker
from clearway.site.saved import services
from clearway.site.saved.address import saved_address
from clearway.site.saved.models import SavedView
from clearway.site.saved.services import save_view, views_of

LIST = "/registers/contacts?kind=hospital&q=wig+bank"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (LIST, LIST),
        ("/forms", "/forms"),
        ("/registers/contacts?kind=x&after=12&page=2&table=list&format=csv", "/registers/contacts?kind=x"),
        ("/registers/contacts?q=a#part", "/registers/contacts?q=a"),
    ],
)
def test_an_address_is_kept_without_what_belongs_to_one_page_or_download(asked, kept):
    assert saved_address(asked) == kept


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("https://elsewhere.example/forms", "SAVED-ADDRESS"),
        ("//elsewhere.example/forms", "SAVED-ADDRESS"),
        ("javascript:alert(1)", "SAVED-ADDRESS"),
        ("/nowhere/at/all", "SAVED-ADDRESS"),
        ("/forms\r\nX-Header: 1", "SAVED-ADDRESS"),
        ("/forms?q=" + "x" * 1_000, "SAVED-ADDRESS"),
        ("http://[::1/forms", "SAVED-ADDRESS"),
        ("", "SAVED-ADDRESS"),
        ("/search?q=943+476+5919", "SAVED-IDENTIFY"),
        ("/search?q=9434765919", "SAVED-IDENTIFY"),
    ],
)
def test_an_address_elsewhere_or_with_a_number_of_a_person_is_refused(asked, code):
    with pytest.raises(Refused) as refusal:
        saved_address(asked)
    assert refusal.value.code == code


def test_a_view_belongs_to_one_person_in_one_organisation(tracker, rotherham, barnsley):
    save_view(by=tracker, name="Wigs", address=LIST)
    elsewhere = member(tracker.person.email, rotherham, Tracker)
    colleague = member("colleague@example.org", barnsley, Tracker)
    assert [one.name for one in views_of(tracker)] == ["Wigs"]
    assert not views_of(elsewhere).exists()
    assert not views_of(colleague).exists()
    save_view(by=colleague, name="Wigs", address=LIST)
    save_view(by=elsewhere, name="Wigs", address=LIST)


def test_a_name_is_used_once_and_there_is_an_end_to_saving(tracker, monkeypatch):
    save_view(by=tracker, name="Wigs", address=LIST)
    with pytest.raises(Refused) as taken:
        save_view(by=tracker, name=" Wigs ", address="/forms")
    assert taken.value.code == "SAVED-NAME"
    monkeypatch.setattr(services, "MOST_SAVED", 1)
    with pytest.raises(Refused) as many:
        save_view(by=tracker, name="More", address="/forms")
    assert many.value.code == "SAVED-MANY"


def test_a_list_that_is_filtered_offers_to_be_saved_and_is_found_again(as_tracker, tracker):
    assert "Save this view" not in as_tracker.get("/registers/contacts").content.decode()
    page = as_tracker.get("/registers/contacts?q=ward").content.decode()
    assert '<a href="/saved/add?address=%2Fregisters%2Fcontacts%3Fq%3Dward">Save this view</a>' in page
    form = as_tracker.get("/saved/add?address=%2Fregisters%2Fcontacts%3Fq%3Dward").content.decode()
    assert 'value="/registers/contacts?q=ward"' in form
    wrong = as_tracker.post("/saved/add", {"address": "/registers/contacts?q=ward", "name": ""})
    assert wrong.status_code == 422
    as_tracker.post("/saved/add", {"address": "/registers/contacts?q=ward", "name": "<i>Wards</i>"})
    listed = as_tracker.get("/saved").content.decode()
    assert '<a href="/registers/contacts?q=ward">&lt;i&gt;Wards&lt;/i&gt;</a>' in listed
    assert "/registers/contacts?q=ward" in as_tracker.get("/saved?table=saved&format=csv").content.decode()
    as_tracker.post(f"/saved/{views_of(tracker).get().pk}/remove")
    assert "You have saved none yet" in as_tracker.get("/saved").content.decode()
    assert set(Event.objects.values_list("event", flat=True)) >= {"view saved", "saved view removed"}


def test_nobody_removes_a_view_of_somebody_else(browser, tracker, barnsley):
    view = save_view(by=tracker, name="Wigs", address=LIST)
    colleague = member("colleague@example.org", barnsley, Tracker)
    sign_in(browser, colleague.person.email)
    assert browser.post(f"/saved/{view.pk}/remove").status_code == 404
    assert SavedView.unscoped.count() == 1
