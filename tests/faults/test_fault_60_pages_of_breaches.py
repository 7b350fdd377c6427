"""Fault 60: pages and page sizes beyond reason are refused with the limit named."""

import pytest
from tests.site.tracking.conftest import filled, on_filled_store  # noqa: F401

pytestmark = pytest.mark.usefixtures("on_filled_store")


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("page=1e9", "a whole number from 1 to 10,000"),
        ("page=0", "a whole number from 1 to 10,000"),
        ("page=-1", "a whole number from 1 to 10,000"),
        ("page=999999999", "a whole number from 1 to 10,000"),
        ("per_page=1000000", "20 or 50 or 100"),
        ("sort=secret", "longest or shortest or cancer_type or trust or route"),
        ("standard=all", "62 or 2ww or 28 or 31"),
        ("month=2025", "a month written as 2025-03"),
        (f"route={'x' * 101}", "at most 100 letters"),
        (f"trust={'R' * 21}", "at most 20 letters"),
    ],
)
def test_fault_60_a_list_of_breaches_is_bounded_and_says_by_what(as_tracker, query, limit):
    answer = as_tracker.get(f"/waits/breaches?{query}")
    assert answer.status_code == 400
    assert limit in answer.content.decode()
