"""Own measures: checked, agreed to by a second person, published into the store, every version kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.site.conftest import member

from clearway.measures.catalogue import Status, load_catalogue
from clearway.measures.catalogue.load import SHIPPED
from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.annotations.models import OwnDefinition, OwnState
from clearway.site.annotations.permissions import can_agree
from clearway.site.annotations.services import own_measures
from clearway.site.annotations.services.own_measures import (
    agree,
    change_draft,
    save_draft,
    send_back,
    submit,
    withdraw_own,
)
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.site.organisations.roles import MeasureReviewer
from clearway.site.standards import books
from clearway.standards import StandardsError

TODAY = date(2026, 11, 22)
SHIPPED_TEXT = (SHIPPED / "definitions/waiting_times/CWT-62D.yaml").read_text(encoding="utf-8")
TEXT = SHIPPED_TEXT.replace("id: CWT-62D", "id: SY-62D").replace(
    '"62-day combined standard"', '"62 days, South Yorkshire"'
)

pytestmark = pytest.mark.usefixtures("demo_store")


def submitted(by, text: str = TEXT) -> OwnDefinition:
    return submit(by=by, own=save_draft(by=by, text=text))


def published(author, reviewer, text: str = TEXT) -> OwnDefinition:
    return agree(by=reviewer, own=submitted(author, text), today=TODAY)


def test_what_a_second_person_agreed_to_enters_the_catalogue_as_reviewed(analyst, reviewer):
    assert own.own_definitions() is None
    published(analyst, reviewer)
    measure = own.catalogue()["SY-62D"]
    assert (measure.is_local, measure.status, measure.reviewed_by) == (True, Status.REVIEWED, "reviewer")
    assert measure.reviewed_on == TODAY
    assert measure.targets == load_catalogue()["CWT-62D"].targets
    assert load_catalogue(own.own_definitions())["SY-62D"] == measure, "the command line sees the same"


def test_every_step_is_in_the_trail_with_its_author(analyst, reviewer):
    withdraw_own(by=reviewer, own=published(analyst, reviewer), reason="Nobody used it")
    told = list(Event.objects.order_by("sequence").values_list("event", "actor"))
    assert told == [
        ("own measure drafted", "analyst@example.org"),
        ("own measure submitted", "analyst@example.org"),
        ("own measure published", "reviewer@example.org"),
        ("own measure withdrawn", "reviewer@example.org"),
    ]
    assert verify_chain() == []


def test_a_draft_is_nowhere_in_the_catalogue(analyst):
    submitted(analyst)
    assert "SY-62D" not in own.catalogue().measures


def test_nobody_agrees_to_what_they_wrote_a_part_of(analyst, reviewer, alliance):
    second = member("second@example.org", alliance, MeasureReviewer)
    draft = save_draft(by=reviewer, text=TEXT)
    draft = change_draft(
        by=second, own=draft, text=TEXT.replace("kind: rarely", "kind: informative"), seen=draft.saved_at
    )
    draft = submit(by=second, own=draft)
    for author in (reviewer, second):
        assert not can_agree(author, draft)
        with pytest.raises(PermissionDenied, match="ask another reviewer"):
            agree(by=author, own=draft, today=TODAY)
    third = member("third@example.org", alliance, MeasureReviewer)
    assert agree(by=third, own=draft, today=TODAY).state == OwnState.PUBLISHED


def test_an_analyst_publishes_nothing_and_others_do_not_even_draft(analyst, tracker, administrator):
    with pytest.raises(PermissionDenied):
        agree(by=member("b@example.org", analyst.organisation, analyst.role_class), own=submitted(analyst), today=TODAY)
    for by in (tracker, administrator):
        with pytest.raises(PermissionDenied):
            save_draft(by=by, text=TEXT)


def test_the_database_insists_on_a_second_person(analyst, reviewer):
    held = published(analyst, reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnDefinition.objects.filter(pk=held.pk).update(agreed_by=held.author)


def test_a_later_version_replaces_the_one_before_and_both_are_kept(analyst, reviewer):
    first = published(analyst, reviewer)
    second = published(analyst, reviewer, TEXT.replace("62 days, South Yorkshire", "62 days, anew"))
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (OwnState.REPLACED, OwnState.PUBLISHED, 2)
    assert own.catalogue()["SY-62D"].name == "62 days, anew"
    assert "South Yorkshire" in first.text


def test_a_withdrawn_measure_leaves_the_catalogue_and_its_text_stays(analyst, reviewer):
    held = published(analyst, reviewer)
    with pytest.raises(PermissionDenied):
        withdraw_own(by=analyst, own=held, reason="no")
    withdraw_own(by=reviewer, own=held, reason="Nobody used it")
    assert "SY-62D" not in own.catalogue().measures
    held.refresh_from_db()
    assert (held.ended_reason, held.text[:4]) == ("Nobody used it", "id: ")
    with pytest.raises(Refused, match="another state"):
        withdraw_own(by=reviewer, own=held, reason="again")


def test_a_definition_sent_back_is_a_draft_again_with_what_must_change(analyst, reviewer):
    held = submitted(analyst)
    with pytest.raises(Refused):
        send_back(by=reviewer, own=held, reason=" ")
    held = send_back(by=reviewer, own=held, reason="Say who is left out")
    assert (held.state, held.returned_because) == (OwnState.DRAFT, "Say who is left out")
    with pytest.raises(Refused, match="another state"):
        agree(by=reviewer, own=held, today=TODAY)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(analyst, reviewer):
    draft = save_draft(by=analyst, text=TEXT)
    change_draft(by=reviewer, own=draft, text=TEXT.replace("rarely", "never", 1), seen=draft.saved_at)
    with pytest.raises(Refused, match="after you opened it"):
        change_draft(by=analyst, own=draft, text=TEXT, seen=draft.saved_at - timedelta(seconds=1))


def test_a_draft_keeps_its_id_and_what_was_submitted_its_text(analyst):
    draft = save_draft(by=analyst, text=TEXT)
    with pytest.raises(StandardsError, match="SY-62D"):
        change_draft(by=analyst, own=draft, text=TEXT.replace("SY-62D", "SY-63D"), seen=draft.saved_at)
    held = submit(by=analyst, own=draft)
    with pytest.raises(Refused, match="another state"):
        change_draft(by=analyst, own=held, text=TEXT, seen=held.saved_at)


def test_one_version_of_a_measure_is_open_at_a_time(analyst):
    draft = save_draft(by=analyst, text=TEXT)
    with pytest.raises(Refused, match="open already"):
        save_draft(by=analyst, text=TEXT)
    withdraw_own(by=analyst, own=draft, reason="Begun anew")
    assert save_draft(by=analyst, text=TEXT).version == 2


def test_a_text_that_says_it_was_reviewed_is_a_draft_all_the_same(analyst):
    boasting = TEXT.replace("status: draft, not reviewed", "status: reviewed\nreviewed_by: me\nreviewed_on: 2026-01-01")
    draft = save_draft(by=analyst, text=boasting)
    assert "status: draft, not reviewed" in draft.text
    assert "reviewed_on" not in draft.text


@pytest.mark.parametrize(
    ("text", "wrong", "key"),
    [
        (TEXT.replace("unit: percent", "unit: percents"), StandardsError, "unit"),
        (SHIPPED_TEXT, StandardsError, "id"),
        (TEXT.replace("id: SY-62D", "id: SY-" + "A" * 60), StandardsError, "id"),
        (TEXT.replace("why_it_matters: >-", "why_it_matters: >-\n  Patient 943 476 5919 waited."), Refused, ""),
        ("nothing of the kind", StandardsError, "(whole file)"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_key_and_nothing_is_kept(analyst, text, wrong, key):
    with pytest.raises(wrong) as refusal:
        save_draft(by=analyst, text=text)
    assert getattr(refusal.value, "key", "") == key
    assert not OwnDefinition.objects.exists()
    assert not Event.objects.exists()


def test_nothing_is_published_when_the_file_cannot_be_written(analyst, reviewer, demo_store, monkeypatch):
    held = submitted(analyst)
    monkeypatch.setattr(
        own_measures.os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left"))
    )
    with pytest.raises(Refused, match="No space left"):
        agree(by=reviewer, own=held, today=TODAY)
    held.refresh_from_db()
    assert held.state == OwnState.SUBMITTED
    assert list((demo_store.policies / "measures").iterdir()) == []
    assert not Event.objects.filter(event="own measure published").exists()


def test_a_review_day_that_has_passed_keeps_a_definition_from_being_published(analyst, reviewer):
    held = submitted(analyst)
    with pytest.raises(StandardsError, match="next_review"):
        agree(by=reviewer, own=held, today=date(2027, 3, 31))
    assert own.own_definitions() is None


def test_a_file_that_was_put_there_by_hand_is_never_overwritten(analyst, reviewer, demo_store):
    held = submitted(analyst)
    by_hand = demo_store.policies / "measures" / "SY-62D.yaml"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text(TEXT, encoding="utf-8")
    with pytest.raises(Refused, match="by hand"):
        agree(by=reviewer, own=held, today=TODAY)
    withdraw_own(by=analyst, own=held, reason="It lies there already")
    with pytest.raises(Refused, match="by hand"):
        save_draft(by=analyst, text=TEXT)
    assert by_hand.read_text(encoding="utf-8") == TEXT


def test_a_damaged_own_definition_costs_the_own_ones_and_says_so(demo_store):
    lies = demo_store.policies / "measures" / "SY-BAD.yaml"
    lies.parent.mkdir(parents=True)
    lies.write_text("id: SY-BAD\n", encoding="utf-8")
    assert len(own.catalogue()) == len(load_catalogue())
    assert "SY-BAD.yaml" in own.own_problem()
    lies.unlink()
    assert own.own_problem() == ""


def test_an_own_measure_is_no_policy_of_the_waiting_rules(analyst, reviewer):
    published(analyst, reviewer)
    assert books.local() is None
    assert books.organisations().is_known("RFF")


def test_a_published_definition_is_among_what_a_backup_keeps(analyst, reviewer, demo_store):
    from clearway.pipeline.backup import KEPT_FOLDERS

    published(analyst, reviewer)
    folder = own.own_definitions()
    assert folder is not None
    assert Path(folder).relative_to(demo_store.path).parts[0] in KEPT_FOLDERS
