"""Fault 60: a question without bounds (all years, a million rows) is refused with 400 and the limit."""

import pytest
from tests.site.performance.conftest import figures_store  # noqa: F401


@pytest.fixture(autouse=True)
def _site_of_the_store(settings, figures_store):  # noqa: F811
    settings.STORE = figures_store


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("months=1000000", "a whole number from 1 to 120"),
        ("months=1e9", "a whole number from 1 to 120"),
        ("months=-1", "a whole number from 1 to 120"),
        ("months=" + "9" * 5000, "a whole number from 1 to 120"),
        ("month=99999-99", "a month written as 2025-03"),
        ("alliance=" + "A" * 5000, "three to nine letters and digits"),
        ("cancer_type=" + "x" * 101, "at most 100 letters"),
        ("basis=everything", "published or computed"),
    ],
)
@pytest.mark.parametrize("path", ["/waits/62", "/"])
def test_fault_60_a_question_out_of_bounds_is_a_400_with_the_limit(as_analyst, path, query, limit):
    answer = as_analyst.get(f"{path}?{query}")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert limit in text
    assert len(text) < 10_000


@pytest.mark.parametrize("query", ["page=1000000000", "per_page=1000000", "months=120"])
def test_fault_60_the_widest_page_is_still_a_page(as_analyst, query):
    answer = as_analyst.get(f"/waits/62?{query}")
    assert answer.status_code == 200
    assert len(answer.content) < 500_000
