"""Pages of publications: who sees what, what can be done, what is taken away."""

import pytest
from tests.site.conftest import browser_of, member
from tests.site.publishing.conftest import MONTH, approved, at_work, begun
from tests.site.trail import trail

from clearway.site.organisations.roles import BoardMember, CancerManager, RegionalReader
from clearway.site.publishing.models import Release, ReleaseState
from clearway.site.publishing.services import deciding


def test_one_person_makes_it_a_second_approves_it_and_it_is_taken_away(toy, manager, second):
    first, other = browser_of(manager), browser_of(second)
    made = first.post("/publications/make/note", {"month": MONTH, "audience": "alliance"})
    at_work()
    page = made["Location"]
    assert "Ask a second person to approve" in first.get(page).content.decode()
    first.post(f"{page}/ask")
    assert "Approve</button>" not in first.get(page).content.decode().replace("\n", "").replace("  ", "")
    assert first.post(f"{page}/approve", {"round": 1}).status_code == 403
    assert "Wait for you to approve" in other.get("/publications/").content.decode()
    other.post(f"{page}/approve", {"round": 1})
    at_work()
    first.post(f"{page}/publish")
    assert Release.unscoped.get().state == ReleaseState.PUBLISHED
    file = other.get(f"{page}/files/1")
    assert file["Content-Disposition"] == "attachment; filename=\"note.txt\"; filename*=UTF-8''note.txt"
    assert file.content.startswith(b"kept. Approved by second on ")


@pytest.mark.parametrize("role", [BoardMember, CancerManager])
def test_those_who_do_not_make_publications_see_what_is_out_and_no_draft(role, toy, manager, second, barnsley):
    draft = begun(manager, audience="public")
    out = deciding.publish(by=manager, release=approved(manager, second))
    reader = browser_of(member("reader@example.org", barnsley, role))
    listed = reader.get("/publications/").content.decode()
    assert f"/publications/{out.pk}" in listed
    assert f'/publications/{draft.pk}"' not in listed
    page = reader.get(f"/publications/{out.pk}").content.decode()
    assert "Checks before release" not in page
    assert "What next" not in page
    assert reader.get(f"/publications/{out.pk}/files/1").status_code == 200
    for path in ("", "/files/1"):
        assert reader.get(f"/publications/{draft.pk}{path}").status_code == 404
    assert "another organisation's record asked for" in {one.event for one in trail().all()}


def test_nobody_outside_the_alliance_reads_its_publications(published, db):
    from clearway.site.organisations.models import Organisation

    board = Organisation.objects.create(code="QF7", name="A board", kind="icb")
    reader = browser_of(member("region@example.org", board, RegionalReader))
    assert reader.get("/publications/").status_code == 403
    assert reader.get(f"/publications/{published.pk}").status_code == 403


def test_files_of_a_withdrawn_publication_are_given_to_nobody(published, manager):
    browser = browser_of(manager)
    browser.post(f"/publications/{published.pk}/withdraw", {"reason": "Wrong month."})
    page = browser.get(f"/publications/{published.pk}").content.decode()
    assert "Wrong month." in page
    assert browser.get(f"/publications/{published.pk}/files/1").status_code == 404


def test_a_reason_is_asked_for(toy, manager, second):
    release = deciding.ask_for_approval(by=manager, release=begun(manager))
    other = browser_of(second)
    assert other.post(f"/publications/{release.pk}/send-back", {"reason": ""}).status_code == 422
    assert other.post(f"/publications/{release.pk}/send-back", {"reason": "Say it shorter."}).status_code == 302
    assert "Sent back: Say it shorter." in other.get(f"/publications/{release.pk}").content.decode()


def test_the_words_are_changed_in_boxes_and_made_again(toy, manager):
    release = begun(manager)
    browser = browser_of(manager)
    page = browser.get(f"/publications/{release.pk}/words").content.decode()
    assert "Fewer people waited too long." in page
    assert 'id="paragraph-1"' in page
    browser.post(f"/publications/{release.pk}/words", {"paragraph-1": "Nothing changed."})
    at_work()
    assert bytes(release.files.get().content) == b"Nothing changed."


def test_work_that_fails_says_why_and_can_be_asked_for_again(toy, manager, monkeypatch):
    from dataclasses import replace

    from clearway.records.findings import Refused
    from clearway.site.publishing.kinds import KINDS

    def refused(store, asked, report):
        raise Refused("There is no plan.", "Load one.", code="NO-PLAN")

    monkeypatch.setitem(KINDS, "note", replace(toy, make=refused))
    release = begun(manager)
    page = browser_of(manager).get(f"/publications/{release.pk}").content.decode()
    assert "It could not be made." in page
    assert "There is no plan." in page
    assert "Make it again" in page


@pytest.mark.parametrize("path", ["make/nothing", "999", "999/files/1", "1/preview", "99999999999999999999"])
def test_what_is_not_there_is_not_found(path, toy, manager):
    begun(manager)
    assert browser_of(manager).get(f"/publications/{path}").status_code == 404
