"""The demo's publications: public pages that are out, a later draft with the second person; never in a live store."""

from dataclasses import replace

import pytest
from tests.site.conftest import member

from clearway.records.findings import Refused
from clearway.site.organisations.roles import AllianceAnalyst, ProgrammeManager
from clearway.site.publishing.demo import create_demo_releases, in_plain_words
from clearway.site.publishing.models import Release, ReleaseState
from clearway.store.folder import StoreKind


def test_a_demo_has_public_pages_that_are_out_and_a_draft_that_waits(toy, alliance, settings):
    member("programme@demo.example", alliance, ProgrammeManager)
    member("analyst@demo.example", alliance, AllianceAnalyst)
    demo = replace(settings.STORE, kind=StoreKind.DEMO)
    for _ in range(2):
        create_demo_releases(demo)
    states = list(Release.unscoped.order_by("pk").values_list("state", flat=True))
    assert states == [ReleaseState.PUBLISHED, ReleaseState.ASKED]


def test_a_deliverable_is_said_in_plain_words_where_we_have_them():
    said = in_plain_words({"NCLP-8: Lung screening": "Lung screening", "D1: Other": "Other"})
    assert said["NCLP-8: Lung screening"] == "Lung checks for everybody who can have one"
    assert said["D1: Other"] == "Other"


def test_a_live_store_gets_no_made_up_publications(live_store):
    with pytest.raises(Refused):
        create_demo_releases(live_store)
