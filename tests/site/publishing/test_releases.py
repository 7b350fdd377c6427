"""A publication is made, checked, approved by a second person, published, replaced, withdrawn; never overwritten."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.site.conftest import member
from tests.site.publishing.conftest import MONTH, approved, at_work, begun
from tests.site.trail import trail

from clearway.publications.releases import Made, Standing
from clearway.records.findings import Refused
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import AllianceAnalyst
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.models import Release, ReleaseFile, ReleaseState
from clearway.site.publishing.services import deciding, making


def test_a_publication_is_made_by_a_worker_with_its_files_checks_and_the_name_of_its_figures(toy, manager):
    release = begun(manager)
    assert release.state == ReleaseState.CHECKED
    assert release.title == "Note, March 2025"
    assert release.snapshot
    assert {one["outcome"] for one in release.checks} == {"passed"}
    file = release.files.get()
    assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
    assert file.name == "note-2025-03.txt"


def test_whoever_made_it_or_asked_never_approves_it(toy, manager, second):
    release = deciding.ask_for_approval(by=manager, release=begun(manager))
    with pytest.raises(PermissionDenied, match="second person"):
        deciding.approve(by=manager, release=release, seen_round=release.round)
    made_by_second = begun(second)
    asked = deciding.ask_for_approval(by=manager, release=made_by_second)
    for one in (manager, second):
        with pytest.raises(PermissionDenied, match="second person"):
            deciding.approve(by=one, release=asked, seen_round=asked.round)


def test_whoever_had_an_earlier_round_made_does_not_approve_a_later_one(toy, manager, second, reviewer):
    release = begun(second)
    making.make_again(by=manager, release=release)
    at_work()
    asked = deciding.ask_for_approval(by=manager, release=release)
    with pytest.raises(PermissionDenied, match="second person"):
        deciding.approve(by=second, release=asked, seen_round=asked.round)
    assert deciding.approve(by=reviewer, release=asked, seen_round=asked.round).approved_by == reviewer.person


def test_the_database_itself_refuses_an_approval_by_the_maker(toy, manager):
    release = begun(manager)
    release.state, release.approved_by = ReleaseState.APPROVED, manager.person
    with pytest.raises(IntegrityError), transaction.atomic():
        release.save()


def test_what_was_approved_gets_its_approval_written_and_is_published_by_who_may(toy, manager, second, tracker):
    release = approved(manager, second)
    assert b"Approved by second on " in bytes(release.files.get().content)
    for one in (second, tracker):
        with pytest.raises(PermissionDenied, match="programme managers"):
            deciding.publish(by=one, release=release)
    out = deciding.publish(by=manager, release=release)
    assert out.state == ReleaseState.PUBLISHED
    assert out.is_open
    assert ReleaseFile.objects.for_membership(tracker).filter(release=out).exists()
    told = [one.event for one in trail().all()]
    for event in ("begun", "made", "approved", "written", "published"):
        assert f"publication {event}" in told


def test_nothing_is_published_that_nobody_approved(toy, manager):
    release = begun(manager)
    with pytest.raises(Refused, match="cannot be done now"):
        deciding.publish(by=manager, release=release)


def test_an_approval_that_is_not_written_yet_is_waited_for(toy, manager, second):
    release = deciding.ask_for_approval(by=manager, release=begun(manager))
    release = deciding.approve(by=second, release=release, seen_round=release.round)
    with pytest.raises(Refused) as refusal:
        deciding.publish(by=manager, release=release)
    assert refusal.value.code == "RELEASE-WRITING"


def test_a_failed_check_keeps_a_publication_back(toy, manager, monkeypatch):
    def without_source(store, asked, report):
        made = toy.make(store, asked, report)
        return Made(made.files, Standing(figures=2, without_source=("Share treated in 62 days",)))

    monkeypatch.setitem(KINDS, "note", replace(toy, make=without_source))
    release = begun(manager)
    assert "Share treated in 62 days" in next(one["said"] for one in release.checks if one["key"] == "sources")
    with pytest.raises(Refused, match="check before release failed"):
        deciding.ask_for_approval(by=manager, release=release)


def test_what_was_made_again_since_it_was_opened_is_not_approved_unseen(toy, manager, second):
    release = deciding.ask_for_approval(by=manager, release=begun(manager))
    seen = release.round
    making.make_again(by=manager, release=release)
    at_work()
    deciding.ask_for_approval(by=manager, release=release)
    with pytest.raises(Refused, match="made again since"):
        deciding.approve(by=second, release=release, seen_round=seen)


def test_it_is_sent_back_with_a_reason_that_its_maker_is_told(toy, manager, second):
    release = deciding.ask_for_approval(by=manager, release=begun(manager))
    assert Notice.unscoped.filter(person=second.person, kind="release").exists()
    with pytest.raises(Refused):
        deciding.send_back(by=second, release=release, reason=" ")
    back = deciding.send_back(by=second, release=release, reason="The opening claims too much.")
    assert (back.state, back.sent_back_because) == (ReleaseState.CHECKED, "The opening claims too much.")
    assert Notice.unscoped.filter(person=manager.person, words__contains="sent back").exists()


def test_the_words_of_a_person_are_in_what_is_made_again(toy, manager):
    release = begun(manager)
    making.make_again(by=manager, release=release, text={"Opening": "More people were seen."})
    at_work()
    assert bytes(release.files.get().content) == b"More people were seen."
    with pytest.raises(Refused, match="NHS number"):
        making.make_again(by=manager, release=release, text={"Opening": "Ask 943 476 5919."})


def test_a_later_one_replaces_an_earlier_one_which_stays_as_it_was(published, manager, second, tracker):
    first = published.files.get().sha256
    later = deciding.publish(by=manager, release=approved(manager, second))
    published.refresh_from_db()
    assert (published.state, published.replaced_by) == (ReleaseState.SUPERSEDED, later)
    assert published.files.get().sha256 == first
    other = deciding.publish(by=manager, release=approved(manager, second, audience="public"))
    later.refresh_from_db()
    assert (later.state, other.state) == (ReleaseState.PUBLISHED, ReleaseState.PUBLISHED)


def test_what_is_out_is_never_made_again(published, manager):
    with pytest.raises(Refused, match="stays as it is"):
        making.make_again(by=manager, release=published)
    making.make_now(published.pk, published.round, lambda *_: None)
    published.refresh_from_db()
    assert published.state == ReleaseState.PUBLISHED


def test_it_is_withdrawn_with_a_reason_that_stays(published, manager, second):
    with pytest.raises(PermissionDenied):
        deciding.withdraw(by=second, release=published, reason="Wrong month.")
    gone = deciding.withdraw(by=manager, release=published, reason="Wrong month.")
    assert (gone.state, gone.withdrawn_because) == (ReleaseState.WITHDRAWN, "Wrong month.")
    assert Release.unscoped.filter(pk=gone.pk).exists()


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"kind": "nothing"}, "RELEASE-KIND"), ({"kind": "note", "month": ""}, "RELEASE-MONTH")],
)
def test_what_a_kind_has_not_is_refused_in_words(toy, manager, asked, code):
    with pytest.raises(Refused) as refusal:
        making.begin(by=manager, **{"month": MONTH, **asked})
    assert refusal.value.code == code


def test_only_the_alliance_makes_publications(toy, tracker, barnsley):
    with pytest.raises(PermissionDenied, match="programme managers and analysts"):
        making.begin(by=tracker, kind="note", month=MONTH)
    at_trust = member("at.trust@example.org", barnsley, AllianceAnalyst)
    with pytest.raises(PermissionDenied):
        making.begin(by=at_trust, kind="note", month=MONTH)


def test_the_same_round_done_twice_leaves_what_doing_it_once_leaves(toy, manager):
    release = begun(manager)
    before = list(release.files.values_list("pk", flat=True))
    making.make_now(release.pk, release.round, lambda *_: None)
    making.make_now(release.pk, release.round - 1, lambda *_: None)
    assert list(release.files.values_list("pk", flat=True)) == before
