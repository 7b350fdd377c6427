"""Fault 57: SQL, template and header injection in every parameter of breaches and pathways."""

import logging
from urllib.parse import quote

import pytest
from tests.site.tracking.conftest import filled, links, on_filled_store  # noqa: F401
from tests.site.trail import trail

pytestmark = pytest.mark.usefixtures("on_filled_store")

HOSTILE = (
    "' OR 1=1 --",
    "'; DROP TABLE records; --",
    "{{ 7*7 }}",
    "{% raw %}",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: x=1",
    "../../etc/passwd",
    "\x00",
    "%",
    "日本語",
)
NAMES = ("month", "standard", "trust", "cancer_type", "route", "sort", "page", "per_page", "format", "table")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", HOSTILE)
def test_fault_57_no_parameter_breaks_a_page_or_widens_an_answer(as_tracker, links, name, words, caplog):  # noqa: F811
    with caplog.at_level(logging.ERROR):
        answer = as_tracker.get(f"/waits/breaches?{name}={quote(words)}")
    assert answer.status_code in (200, 400, 404)
    text = answer.content.decode(errors="replace")
    assert links["D1"] not in text
    assert "<script>alert(1)" not in text
    assert "x=1" not in str(answer.headers)
    assert not caplog.records


@pytest.mark.parametrize("words", HOSTILE)
def test_fault_57_a_search_for_hostile_words_finds_nothing(as_tracker, words):
    for answer in (
        as_tracker.get(f"/pathways/?number={quote(words)}"),
        as_tracker.post("/pathways/", {"identifier": words}),
    ):
        assert answer.status_code == 200
        assert "<script>alert(1)" not in answer.content.decode()


def test_fault_57_a_hostile_reason_is_kept_as_text_and_shown_as_text(as_tracker, links):  # noqa: F811
    reason = "<script>alert(1)</script> {{ 7*7 }}\r\nforged line"
    as_tracker.post(f"/pathways/{links['B1']}/identifiers", {"reason": reason})
    event = trail().get(event="identifiers revealed")
    assert event.reason == "<script>alert(1)</script> {{ 7*7 }} forged line"
    text = as_tracker.get(f"/pathways/{links['B1']}").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize("link", ["1 OR 1=1", "..%2F..", "B1", "0" * 21, "A" * 20, "9990000018"])
def test_fault_57_an_address_that_is_no_link_is_not_found(as_tracker, link):
    assert as_tracker.get(f"/pathways/{quote(link, safe='%')}").status_code == 404
