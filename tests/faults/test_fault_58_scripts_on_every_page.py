"""Fault 58: a script in whatever people write (registers, forms, comments, agreements, work) is text on every page."""

import html

import pytest
from tests.site.furnished import SCRIPT, Met, furnished, on_stocked_store, pages_met, stocked  # noqa: F401

pytestmark = pytest.mark.slow

SHOWN_AT = {
    "registers/%(register)s",
    "registers/%(register)s/%(number)s",
    "registers/%(register)s/%(number)s/change",
    "registers/types/%(number)s",
    "public/registers/%(register)s",
    "engagement/",
    "engagement/planner",
    "engagement/said",
    "engagement/together",
    "groups/",
    "groups/structure",
    "groups/%(number)s",
    "groups/meetings/%(number)s",
    "groups/meetings/%(number)s/minutes",
    "groups/items/%(number)s",
    "groups/decisions",
    "groups/actions",
    "groups/questions/%(number)s",
    "forms",
    "forms/%(number)s",
    "forms/%(number)s/history",
    "forms/%(number)s/%(party)s/fill/%(section)s",
    "comments/%(kind)s/%(number)s",
    "saved",
    "jobs",
    "jobs/%(number)s",
    "data/agreements",
    "data/agreements/%(number)s",
    "people",
    "people/%(number)s",
    "me",
    "audit/events/%(sequence)s",
}
"""Where somebody must meet the words, or the test would look at pages that do not show what was written."""


def test_fault_58_what_people_wrote_is_text_on_every_page_of_everybody(pages_met: list[Met]):  # noqa: F811
    assert [(one.who, one.path) for one in pages_met if SCRIPT in one.text] == []
    shown = {one.template for one in pages_met if html.escape(SCRIPT) in one.text}
    assert SHOWN_AT - shown == set()


def test_fault_58_and_no_page_would_let_it_run(pages_met: list[Met]):  # noqa: F811
    for one in pages_met:
        if one.is_page:
            policy = one.headers["Content-Security-Policy"]
            assert "script-src 'self' 'nonce-" in policy, one.path
            assert "unsafe" not in policy, one.path
