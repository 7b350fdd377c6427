"""The manifest in the operational database: admitted whole, audited, asked for as the loader asks."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from clearway.pipeline.manifest import AlreadyHeld, Arrival, Manifest, live, place
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.submissions.manifest import OperationalManifest
from clearway.site.submissions.models import Submission
from clearway.site.submissions.services import accept_held, accept_submission, all_submissions

MARCH = Arrival(
    id="2025-03-a",
    source="register",
    data_set="waiting_time_records",
    organisation_code="RFF",
    first_month="2025-03",
    last_month="2025-03",
    release="provisional",
    sha256="a" * 64,
    file_name="march.csv",
    accepted=3,
    rejected=1,
    findings=({"id": "F1", "count": 1},),
)
LATER = replace(MARCH, id="2025-03-b", sha256="b" * 64, accepted=4)


def states() -> dict[str, str]:
    return dict(Submission.unscoped.values_list("id", "state"))


def test_an_arrival_becomes_a_live_row_that_reads_back_as_it_was_sent(tracker):
    manifest: Manifest = OperationalManifest(tracker)
    row = manifest.admit(MARCH, place)
    assert manifest.submissions() == [row]
    assert all(getattr(row, name) == getattr(MARCH, name) for name in ("id", "sha256", "accepted", "release"))
    assert list(row.findings) == [{"id": "F1", "count": 1}]
    assert (row.version, row.supersedes, row.state, row.loaded_by) == (1, "", "live", "tracker@example.org")
    assert row.received_at.tzinfo is not None
    assert list(live(all_submissions())) == [row]


def test_a_newer_file_takes_the_place_of_the_one_before_and_the_trail_tells_both(tracker):
    accept_submission(by=tracker, arrival=MARCH, place=place)
    second = accept_submission(by=tracker, arrival=LATER, place=place)
    assert states() == {"2025-03-a": "superseded", "2025-03-b": "live"}
    assert (second.version, second.supersedes_id) == (2, "2025-03-a")
    event = Event.objects.get(subject_id="2025-03-b")
    assert (event.before, event.source) == ({"live": "2025-03-a", "version": 1}, "march.csv")
    assert verify_chain() == []


def test_the_same_bytes_again_write_nothing(tracker):
    accept_submission(by=tracker, arrival=MARCH, place=place)
    with pytest.raises(AlreadyHeld) as held:
        accept_submission(by=tracker, arrival=replace(MARCH, id="again"), place=place)
    assert held.value.submission.id == "2025-03-a"
    assert states() == {"2025-03-a": "live"}
    assert Event.objects.count() == 1


def test_bytes_read_anew_do_not_replace_another_file_while_their_old_reading_counts(tracker):
    accept_submission(by=tracker, arrival=replace(MARCH, profile="ours@1"), place=place)
    april = {"first_month": "2025-04", "last_month": "2025-04"}
    accept_submission(by=tracker, arrival=replace(LATER, id="2025-04-a", **april), place=place)
    anew = replace(MARCH, id="anew", profile="ours@2", **april)
    with pytest.raises(Refused, match="counts already for 2025-03, as another mapping profile read it") as refused:
        accept_submission(by=tracker, arrival=anew, place=place)
    assert "Send the right file of 2025-03 first" in refused.value.mend
    assert states() == {"2025-03-a": "live", "2025-04-a": "live"}


def test_bytes_that_wait_are_not_accepted_while_another_reading_of_them_counts(tracker):
    accept_submission(by=tracker, arrival=replace(MARCH, profile="ours@1"), place=place)
    april = {"first_month": "2025-04", "last_month": "2025-04"}
    accept_submission(by=tracker, arrival=replace(LATER, id="2025-04-a", **april), place=place)
    waiting = replace(MARCH, id="anew", profile="ours@2", is_held_back=True, **april)
    accept_submission(by=tracker, arrival=waiting, place=place)
    with pytest.raises(Refused, match="counts already for 2025-03, as another mapping profile read it"):
        accept_held(by=tracker, submission_id="anew", reason="it looks right to me")
    assert states() == {"2025-03-a": "live", "2025-04-a": "live", "anew": "held"}


def test_a_refusal_writes_nothing_and_a_reason_lets_it_through_and_is_kept(tracker):
    accept_submission(by=tracker, arrival=MARCH, place=place)
    accept_submission(by=tracker, arrival=LATER, place=place)
    with pytest.raises(Refused):
        accept_submission(by=tracker, arrival=replace(MARCH, id="back"), place=place)
    assert set(states()) == {"2025-03-a", "2025-03-b"}
    forced = replace(MARCH, id="back", forced_reason="the newer one was cut short")
    accept_submission(by=tracker, arrival=forced, place=place)
    assert states()["back"] == "live"
    assert Event.objects.get(subject_id="back").reason == "the newer one was cut short"


def test_a_tracker_loads_for_their_own_trust_only(tracker):
    for code in ("RFR", ""):
        with pytest.raises(PermissionDenied, match="does not allow loading"):
            accept_submission(by=tracker, arrival=replace(MARCH, organisation_code=code), place=place)
    assert states() == {}


def test_an_analyst_of_the_alliance_loads_for_any_trust_and_for_none(analyst):
    accept_submission(by=analyst, arrival=MARCH, place=place)
    figures = replace(MARCH, id="p", sha256="c" * 64, data_set="published_figures", organisation_code="")
    accept_submission(by=analyst, arrival=figures, place=place)
    assert len(list(live(all_submissions()))) == 2


@pytest.mark.django_db(transaction=True)
def test_when_the_audit_cannot_be_written_the_load_is_not_visible_either(tracker, monkeypatch):
    def broken(**_event: object) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr("clearway.site.submissions.services.audit.record", broken)
    with pytest.raises(RuntimeError):
        accept_submission(by=tracker, arrival=MARCH, place=place)
    assert states() == {}
