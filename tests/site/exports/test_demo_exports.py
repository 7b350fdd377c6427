"""A demo store has something to agree to and something that was declined, once."""

import pytest
from tests.site.conftest import member, sign_in

from clearway.records.findings import Refused
from clearway.site.exports.demo import LEAD, TRACKER, WAITS, WHY_NOT, create_demo_exports
from clearway.site.exports.models import Export
from clearway.site.organisations.roles import InformationGovernanceLead, Tracker


def test_one_export_of_a_demo_waits_for_its_lead_and_one_was_declined(demo_store, browser, alliance, barnsley):
    member(TRACKER, barnsley, Tracker)
    member(LEAD, alliance, InformationGovernanceLead)
    made = create_demo_exports(demo_store)
    assert [one.state for one in made] == ["declined", "waiting"]
    assert create_demo_exports(demo_store) == []
    assert Export.unscoped.count() == 2
    sign_in(browser, LEAD)
    text = browser.get("/exports/").content.decode()
    assert "Wait for you to agree" in text
    assert WAITS in text
    assert WHY_NOT in browser.get(f"/exports/{made[0].pk}").content.decode()


def test_a_live_store_gets_none(live_store, db):
    with pytest.raises(Refused):
        create_demo_exports(live_store)
