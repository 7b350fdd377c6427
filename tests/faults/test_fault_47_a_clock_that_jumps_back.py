"""Fault 47: the clock of the machine jumps back. The audit trail keeps its order, because it goes by sequence."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import transaction

from clearway.site.audit import services as audit
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain

MOMENTS = [datetime(2026, 3, 29, 2, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]


@pytest.mark.django_db
def test_fault_47_events_keep_the_order_in_which_they_happened_and_the_chain_holds(analyst):
    for number, moment in enumerate((*MOMENTS, datetime(1999, 1, 1, tzinfo=UTC))):
        with patch("django.utils.timezone.now", return_value=moment), transaction.atomic():
            audit.record(event=f"event {number}", by=analyst, subject=("thing", str(number)))
    told = list(Event.objects.all())
    assert [one.event for one in told] == ["event 0", "event 1", "event 2"]
    assert told[0].at > told[1].at > told[2].at, "the clock did go back"
    assert verify_chain() == []
