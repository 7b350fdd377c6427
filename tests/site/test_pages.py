"""The frame around every page: navigation, search, help, health, and the mark of the store."""

import pytest

from clearway.site.organisations.permission import Permission
from clearway.site.pages import navigation, search
from clearway.site.pages.navigation import Entry


@pytest.fixture
def entries(monkeypatch):
    made = (
        Entry("Help", "pages:help", 1),
        Entry("Search", "pages:search", 2, Permission.READ_AUDIT),
        Entry("Home", "pages:health", 3),
    )
    monkeypatch.setattr(navigation, "entries", lambda: made)


def test_navigation_shows_what_the_role_may_see_in_order(entries, tracker, administrator):
    assert [link.label for link in navigation.links(tracker, "/")] == ["Help", "Home"]
    assert [link.label for link in navigation.links(administrator, "/")] == ["Help", "Search", "Home"]
    assert navigation.links(None, "/") == []


@pytest.mark.parametrize(("path", "current"), [("/help", "Help"), ("/help/more", "Help"), ("/helpful", None)])
def test_the_entry_that_a_page_lies_under_is_current(entries, tracker, path, current):
    marked = [link.label for link in navigation.links(tracker, path) if link.is_current]
    assert marked == ([current] if current else [])


def test_every_entry_of_every_app_leads_to_an_address(administrator):
    assert all(link.href.startswith("/") for link in navigation.links(administrator, "/"))


def test_search_finds_a_page_by_part_of_its_name_and_only_what_the_role_may_see(entries, tracker):
    assert [hit.label for hit in search.found("hel", tracker) if hit.kind == "Page"] == ["Help"]
    assert "Search" not in [hit.label for hit in search.found("search", tracker)]
    assert search.found("   ", tracker) == []


def test_search_says_how_many_it_found_or_what_to_try(as_tracker):
    assert "Nothing found for “zzzz”" in as_tracker.get("/search?q=zzzz").content.decode()
    assert "Type a name" in as_tracker.get("/search").content.decode()


def test_names_that_begin_with_the_words_come_before_names_that_hold_them(tracker, monkeypatch):
    from clearway.site.pages.search import Hit

    made = [Hit("Other", "/a", "Trust"), Hit("The Rotherham", "/b", "Trust"), Hit("Mother (ward)", "/c", "Trust")]
    monkeypatch.setattr(search, "hits", lambda words, membership: iter(made))
    mine = [hit.label for hit in search.found("other", tracker) if hit in made]
    assert mine == ["Other", "The Rotherham", "Mother (ward)"]
    assert next(hit.label for hit in search.found("ROTH", tracker) if hit in made) == "The Rotherham"


def test_more_hits_than_fit_are_counted_and_said(as_tracker, monkeypatch):
    from clearway.site.pages.search import Hit

    many = [Hit(f"Zebra {n}", f"/z{n}", "Trust") for n in range(80)]
    monkeypatch.setattr(search, "hits", lambda words, membership: iter(many))
    page = as_tracker.get("/search?q=zebra").content.decode()
    assert "80 found for “zebra”" in page
    assert "The first 50 are shown" in page
    assert page.count('href="/z') == 50


def test_a_very_long_search_is_cut_not_refused(as_tracker):
    assert as_tracker.get("/search", {"q": "x" * 5000}).status_code == 200


def test_help_says_which_role_one_works_in(as_tracker):
    assert "Cancer pathway tracker, Barnsley Hospital" in as_tracker.get("/help").content.decode()


def test_health_tells_a_machine_without_signing_in(browser, demo_store):
    answer = browser.get("/health")
    assert answer.json() == {
        "status": "ok",
        "store": "demo",
        "format_version": 1,
        "snapshot": None,
        "antivirus": "not configured",
        "worker": "never seen",
    }


@pytest.mark.parametrize("path", ["/sign-in", "/help", "/search", "/choose-role", "/no-such-page"])
def test_every_page_of_a_demo_says_so(as_tracker, demo_store, path):
    if path == "/sign-in":
        as_tracker.post("/sign-out")
    page = as_tracker.get(path).content.decode()
    assert "nobody here exists" in page
    assert "Open Government Licence v3.0" in page


def test_no_page_of_a_live_store_is_marked_a_demo(as_tracker, live_store):
    assert "nobody here exists" not in as_tracker.get("/help").content.decode()


@pytest.mark.parametrize("path", ["/help", "/search", "/choose-role"])
def test_only_the_methods_that_make_sense_are_answered(as_tracker, path):
    assert as_tracker.delete(path).status_code == 405
    assert as_tracker.put(path).status_code == 405


def test_a_page_costs_few_questions_to_the_database(as_tracker, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        as_tracker.get("/help")


@pytest.mark.parametrize(
    ("typed", "leads_to"), [("/forms/", "/forms"), ("/measures/summary/?level=icb", "/measures/summary?level=icb")]
)
def test_an_address_with_a_slash_too_many_leads_to_its_page(as_analyst, typed, leads_to):
    answer = as_analyst.get(typed)
    assert (answer.status_code, answer["Location"]) == (301, leads_to)


@pytest.mark.parametrize("typed", ["/nowhere/", "/forms//example.org/"])
def test_an_address_that_is_none_without_its_slash_either_leads_nowhere(as_analyst, typed):
    assert as_analyst.get(typed).status_code == 404
