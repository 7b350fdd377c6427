"""What of a row changed, as the trail keeps it."""

from datetime import date

from clearway.site.audit.columns import write_columns
from clearway.site.engagement.models import Consultation
from clearway.site.plan.models import Deliverable


def test_only_what_changed_is_told_and_another_row_by_its_words():
    promise = Deliverable(pk=3, title="Shorter waits")
    held = Consultation(title="A move", opens_on=date(2026, 6, 1))
    written = write_columns(held, {"title": "A move", "opens_on": date(2026, 6, 2), "deliverable": promise})
    assert (held.opens_on, held.deliverable) == (date(2026, 6, 2), promise)
    assert written.before == {"opens_on": date(2026, 6, 1), "deliverable": None}
    assert written.after == {"opens_on": date(2026, 6, 2), "deliverable": str(promise)}


def test_what_is_said_as_it_stands_changes_nothing():
    held = Consultation(title="A move")
    written = write_columns(held, {"title": "A move"})
    assert (written.before, written.after) == ({}, {})
