"""The log of incidents: a register that is never public and that each organisation keeps and sees for itself."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member

from clearway.site.audit.models import Event
from clearway.site.organisations.roles import InformationGovernanceLead, Tracker
from clearway.site.registers.known import shipped_types
from clearway.site.registers.models import Entry, Revision
from clearway.site.registers.services.entries import Draft, Invalid, add_entry, change_entry

TODAY = date(2026, 11, 22)
LEFT_LYING = {
    "name": "A list left in a meeting room",
    "kind": "confidentiality",
    "noticed_on": "2026-11-21",
    "status": "open",
    "story": "It was printed for a meeting.",
    "done": "It was destroyed.",
    "report": "undecided",
}


def noted(by, organisation: str = "RFF", **more: str) -> Entry:
    return add_entry(
        by=by, register="incidents", draft=Draft(raw=LEFT_LYING | more, organisation=organisation), today=TODAY
    )


@pytest.fixture
def lead(alliance):
    return member("lead@example.org", alliance, InformationGovernanceLead)


def test_the_governance_lead_notes_an_incident_and_what_became_of_it_stays_in_its_history(lead, barnsley):
    entry = noted(lead)
    assert entry.owner_role == "Information governance lead"
    later = Draft(raw=LEFT_LYING | {"status": "closed", "report": "not_needed"}, organisation="RFF")
    change_entry(by=lead, entry=entry, draft=later, seen=1, reason="The officer decided.", today=TODAY)
    held = [one.values["status"] for one in Revision.unscoped.filter(entry=entry).order_by("version")]
    assert held == ["open", "closed"]
    assert Event.objects.filter(event__startswith="register entry").count() == 2


def test_an_incident_is_seen_by_its_organisation_and_the_alliance_and_by_no_neighbour(lead, tracker, rotherham):
    entry = noted(tracker)
    neighbour = member("neighbour@example.org", rotherham, Tracker)
    assert not entry.is_shared
    assert Entry.objects.for_membership(neighbour).count() == 0
    for by in (tracker, lead):
        assert Entry.objects.for_membership(by).get() == entry
    with pytest.raises(PermissionDenied):
        noted(neighbour)


def test_an_incident_names_nobody_and_is_never_public(tracker, browser):
    with pytest.raises(Invalid):
        noted(tracker, story="It was about 999 123 4560.")
    schema = shipped_types()["incidents"].schema
    assert not any(field.is_public for field in schema.fields)
    assert browser.get("/public/registers/incidents").status_code == 404


def test_an_incident_without_a_decision_on_reporting_is_not_taken(tracker):
    with pytest.raises(Invalid):
        noted(tracker, report="")
    assert Entry.unscoped.count() == 0
