"""Fault 57 for sending: hostile words in any field or address neither break the page nor widen an answer."""

import logging
from urllib.parse import quote

import pytest
from tests.site.sending.conftest import TOKENS, barnsleys

from clearway.site.jobs.models import Job

HOSTILE = (
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: x=1",
    "../../etc/passwd",
    "\x00",
    "日本語",
    "9" * 5_000,
)
FIELDS = (
    "token",
    "source",
    "month",
    "release",
    "date_format",
    "encoding",
    "separator",
    "force_reason",
    "upload",
    "end",
)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("words", HOSTILE)
def test_fault_57_no_field_of_the_form_breaks_it(at_barnsley, field, words, caplog):
    with caplog.at_level(logging.ERROR):
        answer = at_barnsley.sends(barnsleys({}), **{field: words})
    assert answer.status_code in (302, 400, 422)
    text = answer.content.decode()
    assert "<script>alert(1)" not in text
    assert "x=1" not in str(answer.headers)
    assert not caplog.records


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("where", ["?again={}", "?mends={}", "?upload={}", "/{}", "?table={}&format=csv", "?source={}"])
def test_fault_57_no_address_finds_what_it_should_not(at_barnsley, where, words, caplog):
    at_barnsley.sends(barnsleys({}))
    with caplog.at_level(logging.ERROR):
        answer = at_barnsley.browser.get("/data/send" + where.format(quote(words, safe="")))
    assert answer.status_code in (200, 404)
    assert TOKENS[0] not in answer.content.decode() or answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()
    assert not caplog.records
    assert Job.unscoped.count() == 1
