"""Pages of groups: what they say, who gets which, and forms that say what is wrong."""

import pytest
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.site.groups.demo import create_demo_groups
from clearway.site.groups.models import Group
from clearway.site.organisations.models import Organisation
from clearway.site.organisations.roles import RegionalReader

PAGES = ("/groups/", "/groups/structure", "/groups/structure?of=past")


def text(answer) -> str:
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode()


def test_without_a_group_the_pages_say_what_to_do(as_keeper):
    assert "Add the board first" in text(as_keeper.get("/groups/"))
    assert "No group is recorded yet" in text(as_keeper.get("/groups/structure"))


def test_a_tracker_of_a_trust_reads_groups_and_is_offered_no_change(board, as_tracker):
    page = text(as_tracker.get(f"/groups/{board.group.pk}"))
    assert "Cleo Chair" in page
    assert "6 seats are stated, and the seats listed add up to 5." in page
    assert "nobody speaks for it" in page
    assert "Add a seat" not in page
    assert "Add a group" not in text(as_tracker.get("/groups/"))


@pytest.mark.parametrize(
    "path", ["add", "{}/change", "{}/end", "{}/terms", "{}/quorum", "{}/delegation", "{}/seats/add"]
)
def test_forms_are_for_keepers_alone(path, board, as_tracker):
    for ask in (as_tracker.get, as_tracker.post):
        assert ask("/groups/" + path.format(board.group.pk)).status_code == 403


def test_a_reader_from_outside_the_alliance_gets_no_page_of_groups(board, browser):
    region = Organisation.objects.create(code="X99998", name="Region", kind="other")
    sign_in(browser, member("region@example.org", region, RegionalReader).person.email)
    for path in (*PAGES, f"/groups/{board.group.pk}", f"/groups/seats/{board.seats['Chair'].pk}"):
        assert browser.get(path).status_code == 403
    assert "Alliance board" not in text(browser.get("/search?q=board"))
    assert ">Groups<" not in text(browser.get("/me"))


def test_nobody_reads_names_without_signing_in(board, client):
    for path in (*PAGES, f"/groups/{board.group.pk}", f"/groups/seats/{board.seats['Chair'].pk}"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert b"Cleo" not in answer.content


def test_a_keeper_adds_a_group_with_a_seat_and_somebody_in_it(as_keeper, keeper):
    answer = as_keeper.post(
        "/groups/add", {"name": "Board", "kind": "board", "purpose": "Agree", "tasks": "One\n\nTwo\n"}
    )
    group = Group.objects.get()
    assert answer["Location"] == f"/groups/{group.pk}"
    assert group.tasks == ["One", "Two"]
    answer = as_keeper.post(
        f"/groups/{group.pk}/seats/add", {"name": "Chair", "kind": "chair", "positions": "1", "votes": "yes"}
    )
    seat = answer["Location"]
    day = {"starts_on-day": "1", "starts_on-month": "5", "starts_on-year": "2026"}
    wrong = as_keeper.post(f"{seat}/appoint", {"name": "Cleo", "person": str(keeper.person_id), **day})
    assert "one of the two" in text(wrong)
    assert as_keeper.post(f"{seat}/appoint", {"name": "Cleo", **day}).status_code == 302
    assert "Cleo, from 1 May 2026" in text(as_keeper.get(seat))
    assert "1 held, 0 vacant" in text(as_keeper.get("/groups/"))


def test_a_rule_of_quorum_is_typed_and_read_in_sentences(board, as_keeper):
    day = {"applies_from-day": "1", "applies_from-month": "2", "applies_from-year": "2026"}
    typed = {"least_share": "50%", "share_of": "seats", "need_1": "clinical,primary_care", "need_2": "seat:Chair"}
    path = f"/groups/{board.group.pk}/quorum"
    assert as_keeper.post(path, {**typed, **day, "deputies": "no"}).status_code == 302
    page = text(as_keeper.get(f"/groups/{board.group.pk}"))
    for sentence in (
        "At least 50% of all seats, filled or not",
        "At least 1 of: hospital clinician or primary care clinician",
        "At least 1 of: “Chair”",
        "A deputy does not count.",
        "provisional: not agreed by the group",
    ):
        assert sentence in page
    assert "Write a share such as" in text(
        as_keeper.post(path, {**typed, **day, "least_share": "1/0", "deputies": "no"})
    )


def test_the_files_of_a_group_hold_its_rows_and_are_no_file_of_another_table(board, as_tracker):
    sheet = as_tracker.get(f"/groups/{board.group.pk}?table=seats&format=csv")
    assert "Clara Clinician" in sheet.content.decode()
    assert as_tracker.get("/groups/?table=today&format=xlsx").content[:2] == b"PK"
    assert as_tracker.get("/groups/?table=people&format=csv").status_code == 404
    assert as_tracker.get(f"/groups/{2**70}").status_code == 404


def test_the_search_finds_a_group_by_the_words_of_its_name(board, as_tracker):
    assert f"/groups/{board.group.pk}" in text(as_tracker.get("/search?q=board+alliance"))


def test_groups_of_the_past_are_not_called_made_up_and_name_the_plan_they_come_from(
    demo_store, administrator, as_tracker
):
    create_demo_groups(demo_store, by=administrator, today=timezone.localdate())
    board = Group.objects.get(key="sybnd-2016.board")
    for path in ("/groups/structure?of=past", f"/groups/{board.pk}"):
        page = text(as_tracker.get(path))
        assert "drafted December 2016" in page
        assert "made up" not in page
    assert "made up" in text(as_tracker.get("/groups/structure"))
    assert "35 seats are stated, and the seats listed add up to 36." in text(as_tracker.get(f"/groups/{board.pk}"))
