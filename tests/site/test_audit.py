"""The audit trail: nothing without an actor, nothing outside its transaction, nothing changed unseen."""

import contextlib
import threading
import time

import pytest
from django.db import OperationalError, connection, transaction
from tests.postgresql import edited_by_hand

from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.audit.models import AppendOnly, ChainHead, Event, Waiting
from clearway.site.audit.sealing import Sealer
from clearway.site.audit.services import AuditMissing, verify_chain

NIGHT = SystemProcess("night shift")


def write(count: int = 5) -> list[Event]:
    with transaction.atomic():
        return [
            audit.record(event="tested", by=NIGHT, subject=("thing", str(n)), before={"n": n}, after={"n": n + 1})
            for n in range(count)
        ]


def tamper(sql: str, *values: object) -> None:
    with edited_by_hand() as cursor:
        cursor.execute(sql, values)


def problems() -> list[tuple[int, str]]:
    return [(one.sequence, one.problem) for one in verify_chain()]


def test_an_event_says_who_in_which_role_did_what_to_what(tracker):
    with transaction.atomic():
        kept = audit.record(event="looked", by=tracker, subject=tracker.organisation, reason="asked", source="a.csv")
    assert (kept.actor_kind, kept.actor, kept.organisation_code, kept.role) == (
        "person",
        "tracker@example.org",
        "RFF",
        "tracker",
    )
    assert (kept.subject_type, kept.subject_id) == ("organisations.organisation", str(tracker.organisation.pk))


def test_an_event_without_an_actor_is_refused(db):
    with pytest.raises(AuditMissing, match="no actor"):
        audit.record(event="tested", by=None, subject=("thing", "1"))
    with pytest.raises(AuditMissing, match="without a name"):
        audit.record(event="tested", by=SystemProcess(""), subject=("thing", "1"))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_change_is_refused():
    with pytest.raises(AuditMissing, match="inside the transaction"):
        audit.record(event="tested", by=NIGHT, subject=("thing", "1"))


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_takes_its_event_with_it():
    write(1)

    def change() -> None:
        with transaction.atomic():
            audit.record(event="tested", by=NIGHT, subject=("thing", "x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert Event.objects.count() == 1
    assert problems() == []


def test_a_trail_that_nobody_touched_is_whole(db):
    assert problems() == []
    write(5)
    assert [event.sequence for event in Event.objects.all()] == [1, 2, 3, 4, 5]
    assert problems() == []


@pytest.mark.parametrize("column", ["actor", "event", "subject_id", "reason", "organisation_code", "after", "at"])
def test_an_edit_of_any_column_is_found_at_its_place(db, column):
    write()
    tamper(f"UPDATE audit_event SET {column} = %s WHERE sequence = 3", "2020-01-01" if column == "at" else '"x"')
    assert (3, "is not as it was written") in problems()


def test_an_event_taken_out_of_the_middle_is_found(db):
    write()
    tamper("DELETE FROM audit_event WHERE sequence = 3")
    assert (3, "events 3 to 3 are missing") in problems()


def test_the_newest_events_cut_off_are_found(db):
    write()
    tamper("DELETE FROM audit_event WHERE sequence > 3")
    assert problems() == [(5, "the trail ends at 3, the seal says 5")]


def test_a_seal_made_up_for_a_shorter_trail_is_found(db):
    write()
    shorter = Event.objects.get(sequence=3).hash
    tamper("DELETE FROM audit_event WHERE sequence > 3")
    tamper("UPDATE audit_chainhead SET sequence = 3, hash = %s", shorter)
    assert problems() == [(3, "the seal at the end of the trail is not genuine")]


def test_a_seal_taken_away_is_found(db):
    write(2)
    ChainHead.objects.all().delete()
    assert problems() == [(2, "the seal at the end of the trail is missing")]


def test_two_events_that_changed_places_are_found(db):
    write()
    for old, new in ((2, 900), (3, 2), (900, 3)):
        tamper("UPDATE audit_event SET sequence = %s WHERE sequence = %s", new, old)
    assert {sequence for sequence, _ in problems()} >= {2, 3}


def test_an_event_of_a_stranger_without_the_key_is_found(db):
    write(2)
    tamper("UPDATE audit_event SET event = 'forged', hash = %s WHERE sequence = 2", "a" * 64)
    assert problems()


def test_the_model_refuses_every_change(db):
    event = write(1)[0]
    event.reason = "changed my mind"
    changes = (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(reason="x"),
        lambda: Event.objects.bulk_create([Event()]),
        lambda: Event.objects.bulk_update([event], ["reason"]),
    )
    for change in changes:
        with pytest.raises(AppendOnly):
            change()
    assert Event.objects.get().reason == ""


def test_a_read_is_kept_at_once_and_chained_within_seconds(tracker):
    audit.note(event="looked", by=tracker, subject=("pathway", "1"), reason="asked")
    assert not Event.objects.exists()
    assert problems() == []
    assert audit.seal_waiting() == 1
    kept = Event.objects.get()
    assert (kept.event, kept.actor, kept.membership_id) == ("looked", "tracker@example.org", tracker.pk)
    assert not Waiting.objects.exists()
    assert problems() == []
    assert audit.seal_waiting() == 0


def test_whoever_writes_next_chains_the_reads_before_their_own_event(db):
    for number in range(3):
        audit.note(event="looked", by=NIGHT, subject=("thing", str(number)))
    write(1)
    assert [one.event for one in Event.objects.all()] == ["looked"] * 3 + ["tested"]
    assert problems() == []


def test_a_change_that_fails_leaves_the_reads_waiting(db):
    audit.note(event="looked", by=NIGHT, subject=("thing", "1"))
    with transaction.atomic():
        audit.record(event="tested", by=NIGHT, subject=("thing", "1"))
        transaction.set_rollback(True)
    assert (Event.objects.count(), Waiting.objects.count()) == (0, 1)


def test_a_read_that_was_edited_while_it_waited_is_named_and_never_chained(db):
    audit.note(event="looked", by=NIGHT, subject=("thing", "1"))
    audit.note(event="looked", by=NIGHT, subject=("thing", "2"))
    Waiting.objects.filter(subject_id="1").update(actor="somebody else")
    assert audit.seal_waiting() == 1
    assert Event.objects.get().subject_id == "2"
    ((_, words),) = problems()
    assert "not as it was noted" in words


def test_a_read_that_was_chained_and_is_put_back_is_named_and_not_chained_twice(db):
    audit.note(event="looked", by=NIGHT, subject=("thing", "1"))
    again = Waiting.objects.get()
    audit.seal_waiting()
    again.save(force_insert=True)
    audit.seal_waiting()
    assert Event.objects.count() == 1
    assert "chained already" in problems()[0][1]


def test_a_read_is_noted_without_a_transaction_and_not_without_an_actor(db):
    with pytest.raises(AuditMissing, match="no actor"):
        audit.note(event="looked", by=None, subject=("thing", "1"))


def test_an_event_carries_the_request_that_led_to_it_and_its_page(as_tracker):
    as_tracker.post("/sign-out")
    event = Event.objects.latest("sequence")
    assert len(event.request_id) == 16
    assert event.source == "accounts:sign_out"
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_the_sealer_chains_what_waits_until_it_is_left():
    audit.note(event="looked", by=NIGHT, subject=("thing", "1"))
    with Sealer(every=0.01):
        deadline = time.monotonic() + 10
        while not is_sealed() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert Event.objects.get().event == "looked"


def is_sealed() -> bool:
    """Whether anything is in the chain; not while the sealer writes, which locks the table of a database in memory."""
    with contextlib.suppress(OperationalError):
        return Event.objects.exists()
    return False


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_reads_do_not_wait_for_a_change_that_holds_the_end_of_the_chain():
    write(1)
    holding, done = threading.Event(), threading.Event()

    def load() -> None:
        with transaction.atomic():
            write(1)
            holding.set()
            done.wait(30)
        connection.close()

    loading = threading.Thread(target=load)
    loading.start()
    assert holding.wait(30)
    for number in range(20):
        audit.note(event="looked", by=NIGHT, subject=("thing", str(number)))
    assert Waiting.objects.count() == 20, "noted while the load was still under way"
    assert Event.objects.count() == 1
    done.set()
    loading.join()
    assert audit.seal_waiting() == 20
    assert problems() == []
