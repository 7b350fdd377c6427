"""Tampering: a thousand random edits to stored history, all found, and located."""

import random
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from tests.postgresql import edited_by_hand

from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.audit.chain import FIRST, ChainProblem, chain_problems, event_hash, head_seal
from clearway.site.audit.models import ChainHead, Event
from clearway.site.audit.services import mark_problems, verify_chain
from clearway.store.high_water import Mark
from clearway.store.keys import StoreKey

KEY, OTHER_KEY = b"k" * 32, b"x" * 32
NIGHT = SystemProcess("night shift")
LENGTH, ROUNDS = 40, 1_000
TEXTS = ("actor", "organisation_code", "role", "event", "subject_type", "subject_id", "reason", "source", "request_id")


@dataclass
class Trail:
    """A stored trail that somebody edits: its rows by their number, and the seal at its end."""

    rows: dict[int, Event]
    head: ChainHead | None

    def problems(self) -> list[ChainProblem]:
        return list(chain_problems([self.rows[number] for number in sorted(self.rows)], self.head, KEY))


def chained(rows: list[Event], key: bytes) -> Trail:
    """Rows as one chain, sealed with a key."""
    previous = FIRST
    for number, row in enumerate(rows, start=1):
        row.sequence, row.previous_hash = number, previous
        row.hash = previous = event_hash(row, key)
    head = ChainHead(sequence=len(rows), hash=previous, seal=head_seal(len(rows), previous, key))
    return Trail({row.sequence: row for row in rows}, head)


def row(number: int) -> Event:
    told = {name: f"{name[:6]} {number}" for name in TEXTS}
    at = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(seconds=number)
    return Event(**told, at=at, actor_kind="person", membership_id=number, before={"n": number}, after=None)


def whole() -> Trail:
    return chained([row(number) for number in range(1, LENGTH + 1)], KEY)


def copied(trail: Trail) -> Trail:
    return Trail({number: copy(one) for number, one in trail.rows.items()}, copy(trail.head))


def changed(trail: Trail, chance: random.Random) -> int:
    """One column of one event says something else."""
    number = chance.randint(1, LENGTH)
    one = trail.rows[number]
    column = chance.choice([*TEXTS, "at", "before", "after", "membership_id", "previous_hash", "hash"])
    others = {
        "at": one.at + timedelta(microseconds=chance.randint(1, 10**9)),
        "before": chance.choice([None, {"n": -1}, {}]),
        "after": {"x": chance.random()},
        "membership_id": chance.choice([None, 10**6]),
        "hash": f"{chance.getrandbits(256):064x}",
        "previous_hash": f"{chance.getrandbits(256):064x}",
    }
    setattr(one, column, others.get(column, chance.choice(["", "somebody else"])))
    return number


def removed(trail: Trail, chance: random.Random) -> int:
    """Some events from the middle are gone."""
    first = chance.randint(1, LENGTH - 5)
    for number in range(first, first + chance.randint(1, 4)):
        del trail.rows[number]
    return first


def removed_and_closed_up(trail: Trail, chance: random.Random) -> int:
    """One event is gone, and those behind it were given the numbers before theirs."""
    first = chance.randint(1, LENGTH - 1)
    kept = [one for number, one in sorted(trail.rows.items()) if number != first]
    trail.rows = dict(enumerate(kept, start=1))
    for number, one in trail.rows.items():
        one.sequence = number
    return first


def reordered(trail: Trail, chance: random.Random) -> int:
    """Two events changed places."""
    one, other = sorted(chance.sample(range(1, LENGTH + 1), 2))
    rows = trail.rows
    rows[one], rows[other] = rows[other], rows[one]
    rows[one].sequence, rows[other].sequence = one, other
    return one


def put_in(trail: Trail, chance: random.Random) -> int:
    """An event that never was stands among the others, hashed with another key; those behind it move up."""
    place = chance.randint(1, LENGTH)
    made = copy(trail.rows[place])
    made.reason, made.hash = "never was", ""
    made.hash = event_hash(made, OTHER_KEY)
    for number in range(LENGTH, place - 1, -1):
        trail.rows[number + 1] = trail.rows[number]
        trail.rows[number + 1].sequence = number + 1
    trail.rows[place] = made
    return place


def put_before_the_first(trail: Trail, chance: random.Random) -> int:
    """An event stands under a number that no event has."""
    made = copy(trail.rows[chance.randint(1, LENGTH)])
    made.sequence = 0
    trail.rows[0] = made
    return 0


def added_at_the_end(trail: Trail, chance: random.Random) -> int:
    """An event was added behind the seal, by somebody without the key."""
    made = copy(trail.rows[LENGTH])
    made.sequence, made.previous_hash, made.reason = LENGTH + 1, trail.rows[LENGTH].hash, str(chance.random())
    made.hash = event_hash(made, OTHER_KEY)
    trail.rows[LENGTH + 1] = made
    return LENGTH + 1


def tail_cut(trail: Trail, chance: random.Random) -> int:
    """The newest events are gone; the seal is as it was, was moved back by hand, or is gone too."""
    last = chance.randint(0, LENGTH - 1)
    trail.rows = {number: one for number, one in trail.rows.items() if number <= last}
    seal = chance.choice(["left", "moved", "gone"]) if last else chance.choice(["left", "moved"])
    if seal == "gone":
        trail.head = None
        return last
    if seal == "moved":
        trail.head.sequence, trail.head.hash = last, trail.rows[last].hash if last else FIRST
        return last
    return LENGTH


def written_anew(trail: Trail, chance: random.Random) -> int:
    """The whole chain from some event on was written anew, seal and all, by somebody without the key."""
    first = chance.randint(1, LENGTH)
    previous = trail.rows[first - 1].hash if first > 1 else FIRST
    trail.rows[first].reason = "another story"
    for number in range(first, LENGTH + 1):
        one = trail.rows[number]
        one.previous_hash = previous
        one.hash = previous = event_hash(one, OTHER_KEY)
    trail.head = ChainHead(sequence=LENGTH, hash=previous, seal=head_seal(LENGTH, previous, OTHER_KEY))
    return first


EDITS: tuple[Callable[[Trail, random.Random], int], ...] = (
    changed,
    changed,
    removed,
    removed_and_closed_up,
    reordered,
    put_in,
    put_before_the_first,
    added_at_the_end,
    tail_cut,
    written_anew,
)


def test_a_thousand_random_edits_are_all_found_where_they_were_made():
    chance, trail = random.Random(5), whole()
    assert trail.problems() == []
    missed = []
    for number in range(ROUNDS):
        edit, edited = EDITS[number % len(EDITS)], copied(trail)
        before = {one: row.__dict__.copy() for one, row in edited.rows.items()}
        place = edit(edited, chance)
        if {one: row.__dict__ for one, row in edited.rows.items()} == before and edited.head == trail.head:
            continue  # a column was set to what it was
        found = [one.sequence for one in edited.problems()]
        if not found or found[0] != place:
            missed.append((number, edit.__name__, place, edited.problems()))
    assert missed == []


def test_a_chain_written_anew_is_told_as_one_problem_and_not_as_one_an_event():
    trail = whole()
    written_anew(trail, random.Random(1))
    assert len(trail.problems()) == 2
    assert trail.problems()[0].problem.startswith("events ")


@pytest.fixture
def kept(db, live_store, settings) -> list[Event]:
    """A trail in the database, with its mark in the store's folder."""
    live_store.path.mkdir(parents=True, exist_ok=True)
    settings.STORE_KEY = StoreKey("k", KEY)
    with transaction.atomic():
        made = [audit.record(event="tested", by=NIGHT, subject=("thing", str(n)), reason="r") for n in range(12)]
    audit.move_mark(live_store.path, Mark(12, made[-1].hash), settings.STORE_KEY)
    return made


def found() -> list[tuple[int, str]]:
    return [(one.sequence, one.problem) for one in verify_chain() + mark_problems()]


SQL = {
    "changed": (("UPDATE audit_event SET reason = 'x' WHERE sequence = 5",), 5),
    "removed": (("DELETE FROM audit_event WHERE sequence IN (4, 5)",), 4),
    "emptied": (("UPDATE audit_event SET membership_id = 7 WHERE sequence = 6",), 6),
    "reordered": (
        tuple(
            f"UPDATE audit_event SET sequence = {new} WHERE sequence = {old}" for old, new in ((2, 99), (9, 2), (99, 9))
        ),
        2,
    ),
    "tail cut": (("DELETE FROM audit_event WHERE sequence > 9",), 12),
    "everything cut": (("DELETE FROM audit_event", "DELETE FROM audit_chainhead"), 0),
    "put in": (
        (
            "INSERT INTO audit_event (sequence, at, actor_kind, actor, organisation_code, role, request_id, event,"
            " subject_type, subject_id, reason, source, previous_hash, hash) SELECT 13, at, actor_kind, actor,"
            " organisation_code, role, request_id, event, subject_type, subject_id, reason, source, hash, hash"
            " FROM audit_event WHERE sequence = 12",
        ),
        12,
    ),
}


@pytest.mark.parametrize("edit", SQL)
def test_edits_by_hand_in_the_database_are_found_where_they_were_made(kept, edit):
    assert found() == []
    statements, place = SQL[edit]
    with edited_by_hand() as cursor:
        for statement in statements:
            cursor.execute(statement)
    assert min(sequence for sequence, _ in found()) == place


def test_an_older_end_with_its_genuine_seal_is_found_by_the_mark_outside_the_database(kept, settings):
    ninth = kept[8].hash
    with edited_by_hand() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE sequence > 9")
        seal = head_seal(9, ninth, settings.STORE_KEY.for_purpose("audit"))
        cursor.execute("UPDATE audit_chainhead SET sequence = 9, hash = %s, seal = %s", [ninth, seal])
    assert verify_chain() == []
    ((place, words),) = found()
    assert place == 9
    assert "older than the last acknowledged event, 12" in words


def test_a_chain_written_anew_with_the_right_key_is_found_by_the_mark_outside_the_database(kept, settings):
    key = settings.STORE_KEY.for_purpose("audit")
    rows = list(Event.objects.all())
    rows[3].reason = "another story"
    anew = chained(rows, key)
    with edited_by_hand() as cursor:
        for one in rows:
            cursor.execute(
                "UPDATE audit_event SET reason = %s, previous_hash = %s, hash = %s WHERE sequence = %s",
                [one.reason, one.previous_hash, one.hash, one.sequence],
            )
        cursor.execute("UPDATE audit_chainhead SET hash = %s, seal = %s", [anew.head.hash, anew.head.seal])
    assert verify_chain() == []
    assert found() == [(12, "is not the event that was acknowledged: this is another database")]
