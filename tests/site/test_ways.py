"""Help and the page Data lead to the page of each task, and nobody is led to a page that refuses them."""

import re

import pytest
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.pages.ways import WAYS, ways_for
from clearway.store.folder import StoreKind, create_store


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("CLEARWAY_KEY_FILE", raising=False)
    settings.STORE = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")


def links_on(browser, address: str) -> list[str]:
    main = browser.get(address).content.decode().split("<main")[1].split("</main")[0]
    return [one for one in re.findall(r'<a[^>]*href="(/[^"]*)"', main) if "format=" not in one]


@pytest.mark.parametrize("role", ["tracker", "analyst", "administrator"])
def test_every_way_on_opens_for_the_role_that_is_shown_it(browser, request, role):
    member = request.getfixturevalue(role)
    sign_in(browser, member.person.email, PASSWORD)
    for address in ("/help", "/data/"):
        found = links_on(browser, address)
        assert len(found) > 6
        assert {one: browser.get(one).status_code for one in found if browser.get(one).status_code != 200} == {}


def test_who_sees_no_pathway_is_not_led_to_breaches(administrator, tracker):
    assert [one for one in ways_for(tracker) if one not in ways_for(administrator)] == [
        one for one in WAYS if one.url_name == "tracking:breaches"
    ]
