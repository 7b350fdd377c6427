"""Fault 60 for registers, forms, people, work, notices and the trail: no page is without bounds, whatever is asked."""

import pytest
from tests.site.furnished import browser_of, furnish, on_stocked_store, people_here, stocked  # noqa: F401

from clearway.store.analytical import Reader

pytestmark = pytest.mark.slow

LISTS = {
    "tracker": ("/registers/wig-banks", "/registers/", "/registers/due", "/forms", "/jobs", "/notifications", "/saved"),
    "administrator": ("/people", "/people/review", "/second-steps", "/registers/types", "/forms/types"),
    "governance": ("/audit/", "/audit/digests", "/data/agreements", "/governance/hazards"),
    "analyst": ("/public/registers/wig-banks", "/measures", "/organisations", "/places/", "/data/submissions"),
}
HUGE = ("page=1000000000", "page=1e9", "page=-1", "page=" + "9" * 5_000, "per_page=1000000", "after=" + "9" * 400)
HUGE += ("before=" + "9" * 400, "q=" + "a " * 3_000, "words=" + "%" * 3_000, "sort=" + "x" * 3_000)


@pytest.fixture
def written(on_stocked_store, alliance, barnsley):  # noqa: F811
    with Reader(on_stocked_store.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records WHERE record_id = 'B1'").fetchall()
    own = next(row for row in on_stocked_store.manifest.rows if row.organisation_code == "RFF")
    return furnish(people_here(alliance, barnsley), "plain words", link, own.id)


@pytest.mark.parametrize("who", sorted(LISTS))
def test_fault_60_no_list_breaks_or_grows_whatever_page_is_asked_for(written, who):
    browser = browser_of(written.people[who])
    for path in LISTS[who]:
        usual = browser.get(path)
        assert usual.status_code == 200, path
        for query in HUGE:
            answer = browser.get(f"{path}?{query}")
            assert answer.status_code in (200, 400, 404), (path, query[:30])
            assert len(b"".join(answer)) < len(usual.content) + 20 * len(query) + 20_000, (path, query[:30])
