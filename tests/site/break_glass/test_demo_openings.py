"""A demo shows broken glass: two openings of its own analyst, one looked over; a live store never gets any."""

from dataclasses import replace

import pytest
from tests.site.break_glass.conftest import browser_of
from tests.site.conftest import member
from tests.site.tracking.conftest import page

from clearway.records.findings import Refused
from clearway.site.audit.services import verify_chain
from clearway.site.break_glass.demo import create_demo_openings
from clearway.site.break_glass.models import Opening
from clearway.site.organisations.roles import AllianceAnalyst, CancerManager
from clearway.store.folder import StoreKind


@pytest.fixture
def people(on_filled_store, alliance, barnsley):
    member("analyst@demo.example", alliance, AllianceAnalyst)
    return member("manager@demo.example", barnsley, CancerManager)


def test_a_demo_has_openings_of_its_own_people_and_making_them_again_adds_none(on_filled_store, people):
    for _ in range(2):
        create_demo_openings(on_filled_store.store)
    assert {one.holder_code for one in Opening.unscoped.all()} == {"RFF"}
    assert Opening.unscoped.filter(ended_at=None).count() == 0
    text = page(browser_of(people), "/broken-glass")
    assert "SYNTHETIC" in text
    assert "made-up reason" in text
    assert verify_chain() == []


def test_no_opening_is_made_up_in_a_live_store(on_filled_store, people):
    with pytest.raises(Refused, match="live"):
        create_demo_openings(replace(on_filled_store.store, kind=StoreKind.LIVE))
    assert not Opening.unscoped.exists()
