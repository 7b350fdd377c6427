"""Fault 63: a bookmarked view opens again as it was, and looking changes nothing."""

import pytest
from tests.site.performance.conftest import figures_store  # noqa: F401


@pytest.fixture(autouse=True)
def _site_of_the_store(settings, figures_store):  # noqa: F811
    settings.STORE = figures_store


VIEWS = [
    "/?alliance=E56000027&month=2025-03",
    "/waits/62?month=2025-03&side=residents&order=share",
    "/waits/62/RHQ?month=2025-03&cancer_type=Lung&order=name",
    "/alliances?month=2025-03&side=residents&standard=28",
]


@pytest.mark.parametrize("path", VIEWS)
def test_fault_63_the_whole_view_is_in_its_address(as_analyst, path):
    first, again = as_analyst.get(path).content, as_analyst.get(path).content
    assert content(first) == content(again)


@pytest.mark.parametrize("path", VIEWS)
def test_fault_63_looking_at_figures_is_never_a_post(as_analyst, path):
    assert as_analyst.post(path).status_code == 405


def test_fault_63_a_bookmark_of_a_month_that_is_gone_still_opens(as_analyst):
    answer = as_analyst.get("/waits/62/RHQ?month=2019-01&cancer_type=Lung")
    assert answer.status_code == 200
    assert "No figures are held for January 2019" in answer.content.decode()


def test_fault_63_a_bookmark_without_month_moves_on_with_the_newest(as_analyst):
    assert "March 2025" in as_analyst.get("/waits/62/RHQ").content.decode()


def content(page: bytes) -> str:
    """The content of a page, without the tokens that the frame has anew for each answer."""
    return page.decode().split("<main")[1].split("</main>")[0]
