"""The people of a demo have saved views, each an address that they may open."""

import pytest
from django.utils import timezone
from tests.site.conftest import sign_in

from clearway.records.findings import Refused
from clearway.site.accounts.demo_people import DEMO_PASSWORD, create_demo_people
from clearway.site.saved.demo import VIEWS, create_demo_views
from clearway.site.saved.models import SavedView


def test_a_demo_has_views_that_open_and_makes_them_once(browser, demo_store, alliance, barnsley, administrator):
    create_demo_people(demo_store, alliance=alliance, trust=barnsley, by=administrator, today=timezone.localdate())
    assert len(create_demo_views(demo_store)) == len(VIEWS)
    assert create_demo_views(demo_store) == []
    for view in SavedView.unscoped.select_related("person"):
        sign_in(browser, view.person.email, DEMO_PASSWORD)
        if view.address.startswith("/registers"):  # the others need figures
            assert browser.get(view.address).status_code == 200
        browser.post("/sign-out")


def test_a_live_store_gets_none(live_store, db):
    with pytest.raises(Refused):
        create_demo_views(live_store)
    assert not SavedView.unscoped.exists()
