"""Fault 63: a page of a pathway loaded again, a reason sent twice, a list that has become shorter."""

import pytest
from tests.site.tracking.conftest import filled, links, on_filled_store  # noqa: F401
from tests.site.trail import trail

pytestmark = pytest.mark.usefixtures("on_filled_store")


def test_fault_63_a_reason_sent_twice_changes_nothing_and_is_on_the_trail_twice(as_tracker, links):  # noqa: F811
    path = f"/pathways/{links['B1']}/identifiers"
    first, second = (as_tracker.post(path, {"reason": "Ringing about the theatre date"}) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert trail().filter(event="identifiers revealed").count() == 2


def test_fault_63_the_page_that_named_a_person_is_not_kept_for_the_back_button(as_tracker, links):  # noqa: F811
    answer = as_tracker.post(f"/pathways/{links['B1']}/identifiers", {"reason": "Ringing about the theatre date"})
    assert "no-store" in answer["Cache-Control"]
    assert "9990000018" not in as_tracker.get(f"/pathways/{links['B1']}").content.decode()


def test_fault_63_a_bookmarked_page_of_a_list_that_is_shorter_now_is_its_last_page(as_tracker, links):  # noqa: F811
    text = as_tracker.get("/waits/breaches?month=2025-05&page=12").content.decode()
    assert links["B1"] in text


def test_fault_63_a_bookmarked_month_that_is_not_held_says_so(as_tracker):
    text = as_tracker.get("/waits/breaches?month=2019-01").content.decode()
    assert "No breaches match. 0 people were treated this month" in text
