"""The made-up entries of a demo."""

import pytest
from tests.site.registers.conftest import TODAY

from clearway.records.findings import Refused
from clearway.site.attachments.models import Document
from clearway.site.registers.demo import create_demo_entries
from clearway.site.registers.listing import due_for_review
from clearway.site.registers.models import Entry


def test_a_demo_has_entries_that_call_themselves_synthetic_some_of_them_due_and_makes_them_once(
    demo_store, administrator
):
    demo_store.path.mkdir()
    made = create_demo_entries(demo_store, by=administrator, today=TODAY)
    assert len({one.register for one in made}) == 15
    assert all("(synthetic)" in one.title for one in made)
    assert due_for_review(TODAY).count() == 2
    assert [one.entry_id for one in Document.unscoped.all()] == [made[0].pk]
    assert create_demo_entries(demo_store, by=administrator, today=TODAY) == []


def test_a_live_store_gets_none(live_store, administrator):
    with pytest.raises(Refused):
        create_demo_entries(live_store, by=administrator, today=TODAY)
    assert not Entry.unscoped.exists()
