"""Entries: added, changed, confirmed and withdrawn; each version kept, nobody's but their own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.registers.conftest import TODAY, draft

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.registers.listing import due_for_review, due_seen_by
from clearway.site.registers.models import Entry, IndexWord, Revision, TypeVersion
from clearway.site.registers.services.entries import (
    Invalid,
    add_entry,
    bring_back,
    change_entry,
    confirm_entry,
    months_later,
    note_due,
    withdraw_entry,
)


def history(entry: Entry) -> list[tuple[int, str, str]]:
    return [(one.version, one.event, one.reason) for one in Revision.unscoped.filter(entry=entry)]


def test_an_entry_belongs_to_its_organisation_and_falls_due_after_the_interval_of_its_type(entry):
    assert (entry.organisation_code, entry.owner_role) == ("RFF", "Personalised care lead")
    assert (entry.review_by, entry.reviewed_on) == (date(2027, 5, 22), TODAY)
    assert history(entry) == [(1, "added", "")]
    event = Event.objects.get(event="register entry added")
    assert event.after["values"] == {"name": "Barnsley wig bank", "kind": "hospital"}
    assert verify_chain() == []


def test_what_is_wrong_is_told_field_by_field_and_nothing_is_kept(register, keeper):
    with pytest.raises(Invalid) as refusal:
        add_entry(
            by=keeper,
            register=register,
            draft=draft("", kind="shop", stock="many", email="nobody", other="77", review_by=TODAY),
            today=TODAY,
        )
    assert set(refusal.value.problems) == {"name", "kind", "stock", "email", "other", "review_by"}
    assert not Entry.unscoped.exists()


def test_two_entries_cannot_hold_the_same_unique_value_until_one_is_withdrawn(entry, keeper):
    with pytest.raises(Invalid, match="another entry"):
        add_entry(by=keeper, register="wig-banks", draft=draft("BARNSLEY wig bank"), today=TODAY)
    withdraw_entry(by=keeper, entry=entry, seen=1, reason="closed")
    add_entry(by=keeper, register="wig-banks", draft=draft(), today=TODAY)
    with pytest.raises(Refused, match="Another entry holds"):
        bring_back(by=keeper, entry=entry, seen=2, reason="open again")


def test_a_change_needs_a_reason_and_the_version_before_stays_readable(entry, keeper):
    with pytest.raises(Refused, match="reason"):
        change_entry(by=keeper, entry=entry, draft=draft(stock="12"), seen=1, reason=" ", today=TODAY)
    changed = change_entry(by=keeper, entry=entry, draft=draft(stock="12"), seen=1, reason="counted", today=TODAY)
    assert changed.values["stock"] == "12"
    assert history(entry) == [(2, "changed", "counted"), (1, "added", "")]
    assert "stock" not in Revision.unscoped.get(entry=entry, version=1).values


def test_fault_45_who_saw_an_older_version_is_told_who_changed_it_meanwhile(entry, keeper):
    change_entry(by=keeper, entry=entry, draft=draft(stock="12"), seen=1, reason="counted", today=TODAY)
    with pytest.raises(Refused, match="keeper changed it after you opened it"):
        change_entry(by=keeper, entry=entry, draft=draft(stock="3"), seen=1, reason="counted too", today=TODAY)
    with pytest.raises(Refused, match="version 2"):
        withdraw_entry(by=keeper, entry=entry, seen=1, reason="closed")


def test_only_who_keeps_an_organisations_entries_changes_them(entry, neighbour, analyst_of_alliance):
    for act in (
        lambda by: change_entry(by=by, entry=entry, draft=draft(), seen=1, reason="why", today=TODAY),
        lambda by: change_entry(
            by=by, entry=entry, draft=replace(draft(), organisation="RFR"), seen=1, reason="why", today=TODAY
        ),
        lambda by: confirm_entry(by=by, entry=entry, seen=1, today=TODAY),
        lambda by: withdraw_entry(by=by, entry=entry, seen=1, reason="why"),
        lambda by: add_entry(by=by, register="wig-banks", draft=draft("Another"), today=TODAY),
    ):
        with pytest.raises(PermissionDenied):
            act(neighbour)
    assert confirm_entry(by=analyst_of_alliance, entry=entry, seen=1, today=TODAY).version == 2


def test_entries_fall_due_are_marked_once_and_leave_the_list_when_somebody_confirms_them(entry, keeper, neighbour):
    on = entry.review_by
    assert not due_for_review(on - timedelta(days=1)).exists()
    assert list(due_for_review(on)) == [entry]
    assert not note_due(entry, today=on - timedelta(days=1))
    assert note_due(entry, today=on)
    assert not note_due(entry, today=on), "once is enough"
    assert [one.pk for one in due_seen_by(keeper, on)] == [entry.pk]
    assert due_seen_by(neighbour, on) == [], "somebody else answers for it"
    confirm_entry(by=keeper, entry=entry, seen=2, today=on)
    assert due_seen_by(keeper, on) == []
    assert [event for _, event, _ in history(entry)] == ["confirmed", "due for review", "added"]


def test_a_withdrawn_entry_is_never_due_and_keeps_its_index_apart(entry, keeper):
    withdraw_entry(by=keeper, entry=entry, seen=1, reason="closed")
    assert not due_for_review(date(2099, 1, 1)).exists()
    assert set(IndexWord.unscoped.filter(entry=entry).values_list("is_withdrawn", flat=True)) == {True}
    assert bring_back(by=keeper, entry=entry, seen=2, reason="open again").state == "needs_review"


def test_a_shipped_type_is_kept_as_it_was_when_its_first_entry_came(keeper):
    raw = {"name": "Lead tracker, Barnsley", "role": "Lead tracker", "organisation_of_role": "RFF", "area": "tracking"}
    add_entry(by=keeper, register="contacts", draft=replace(draft(), raw=raw, organisation="RFF"), today=TODAY)
    assert TypeVersion.objects.get().proposed_by == "shipped with Clearway"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 11, 22), 120, date(2036, 11, 22)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later
