"""The chain of the trail as pure functions: what is hashed, letter by letter, and each way to break a chain."""

import hashlib
import hmac
from copy import copy
from datetime import datetime, timedelta, timezone

import pytest

from clearway.site.audit.chain import (
    EDITED,
    FIRST,
    LATER_COLUMNS,
    PUT_IN,
    TOLD_COLUMNS,
    UNLINKED,
    chain_problems,
    digest_seal,
    event_hash,
    head_seal,
    waiting_mac,
)
from clearway.site.audit.models import ChainHead, Event, Waiting

KEY = b"k" * 32
AT = datetime(2026, 11, 2, 10, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))
TOLD = {
    "actor_kind": "person",
    "actor": "zoë@example.org",
    "organisation_code": "RFF",
    "role": "tracker",
    "event": "date moved",
    "subject_type": "pathway",
    "subject_id": "P1",
    "reason": "asked",
    "source": "page",
    "before": {"b": 1, "a": None},
    "after": None,
}
TOLD_TEXT = (
    '"actor":"zo\\u00eb@example.org","actor_kind":"person","after":null,"at":"2026-11-02T09:30:00.000005+00:00",'
    '"before":{"a":null,"b":1},"event":"date moved"'
)
REST_TEXT = '"organisation_code":"RFF"'
END_TEXT = '"reason":"asked"'
LAST_TEXT = '"role":"tracker"'
SUBJECT_TEXT = '"source":"page","subject_id":"P1","subject_type":"pathway"'


def mac(text: str) -> str:
    return hmac.new(KEY, text.encode("ascii"), hashlib.sha256).hexdigest()


def event(**columns: object) -> Event:
    return Event(**TOLD | {"at": AT, "sequence": 7, "previous_hash": "ab"} | columns)


def test_the_hash_of_an_event_is_over_every_column_in_one_spelling():
    written = (
        f'["event",{{{TOLD_TEXT},{REST_TEXT},"previous_hash":"ab",{END_TEXT},{LAST_TEXT},"sequence":7,{SUBJECT_TEXT}}}]'
    )
    assert event_hash(event(), KEY) == mac(written)


def test_columns_that_came_later_are_hashed_when_they_hold_something():
    written = (
        f'["event",{{{TOLD_TEXT},"membership_id":3,{REST_TEXT},"previous_hash":"ab",{END_TEXT},"request_id":"r",'
        f'{LAST_TEXT},"sequence":7,{SUBJECT_TEXT}}}]'
    )
    assert event_hash(event(membership_id=3, request_id="r"), KEY) == mac(written)
    assert event_hash(event(membership_id=None, request_id=""), KEY) == event_hash(event(), KEY)


def test_a_read_that_waits_the_end_and_a_digest_are_sealed_each_as_what_it_is():
    told = f"{TOLD_TEXT},{REST_TEXT},{END_TEXT},{LAST_TEXT},{SUBJECT_TEXT}"
    assert waiting_mac(Waiting(**TOLD, at=AT), KEY) == mac(f'["waiting",{{{told}}}]')
    assert head_seal(7, "ab", KEY) == mac('["head",{"hash":"ab","sequence":7}]')
    assert digest_seal({"day": "2026-11-02", "a": 1}, KEY) == mac('["digest",{"a":1,"day":"2026-11-02"}]')


@pytest.mark.parametrize("column", [*TOLD_COLUMNS, *LATER_COLUMNS, "at", "sequence", "previous_hash"])
def test_changing_any_column_changes_the_hash(column):
    others = {"at": AT + timedelta(microseconds=1), "sequence": 8, "membership_id": 4, "before": {}, "after": {"x": 1}}
    assert event_hash(event(**{column: others.get(column, "other")}), KEY) != event_hash(event(), KEY)


def chain(length: int, key: bytes = KEY) -> tuple[list[Event], ChainHead]:
    rows, previous = [], FIRST
    for number in range(1, length + 1):
        row = event(sequence=number, previous_hash=previous, subject_id=f"P{number}")
        row.hash = previous = event_hash(row, key)
        rows.append(row)
    return rows, ChainHead(sequence=length, hash=previous, seal=head_seal(length, previous, key))


def problems(rows: list[Event], head: ChainHead | None) -> list[tuple[int, str]]:
    return [(one.sequence, one.problem) for one in chain_problems(rows, head, KEY)]


@pytest.mark.parametrize("length", [1, 2, 6])
def test_a_whole_chain_has_no_problem(length):
    assert problems(*chain(length)) == []
    assert chain(length)[0][0].previous_hash == "0" * 64


def test_an_empty_trail_needs_no_seal_and_one_event_does():
    assert problems([], None) == []
    rows, _ = chain(1)
    assert problems(rows, None) == [(1, "the seal at the end of the trail is missing")]


def test_a_trail_without_its_seal_is_told_at_its_last_event():
    rows, _ = chain(6)
    assert problems(rows, None) == [(6, "the seal at the end of the trail is missing")]


def test_an_edited_event_is_named():
    rows, head = chain(6)
    rows[2].reason = "another"
    assert problems(rows, head) == [(3, EDITED)]


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        ([2, 3], [(2, "events 2 to 3 are not as they were written")]),
        ([1, 2, 3], [(1, "events 1 to 3 are not as they were written")]),
        ([2, 4], [(2, EDITED), (4, EDITED)]),
        (
            [1, 2, 5, 6],
            [(1, "events 1 to 2 are not as they were written"), (5, "events 5 to 6 are not as they were written")],
        ),
        ([6], [(6, EDITED)]),
    ],
)
def test_edited_neighbours_are_told_as_one(edited, told):
    rows, head = chain(6)
    for number in edited:
        rows[number - 1].reason = "another"
    assert problems(rows, head) == told


def test_a_run_of_edits_ends_where_something_else_is_wrong():
    rows, head = chain(6)
    for number in (1, 2, 5):
        rows[number - 1].reason = "another"
    del rows[2]
    assert problems(rows, head) == [
        (1, "events 1 to 2 are not as they were written"),
        (3, "events 3 to 3 are missing"),
        (5, EDITED),
    ]


def test_missing_events_are_told_with_the_first_and_the_last_of_them():
    rows, head = chain(6)
    assert problems([rows[0], *rows[3:]], head) == [(2, "events 2 to 3 are missing")]
    assert problems(rows[1:], head) == [(1, "events 1 to 1 are missing")]


def test_an_event_put_in_with_a_number_that_is_taken_is_named_and_the_others_are_sound():
    rows, head = chain(4)
    assert problems([rows[0], rows[1], copy(rows[1]), *rows[2:]], head) == [(2, PUT_IN)]
    assert problems([event(sequence=0), *rows], head) == [(0, PUT_IN)]


def test_an_event_that_was_written_anew_with_the_key_does_not_follow_the_one_before():
    rows, head = chain(4)
    rows[1].reason = "another"
    rows[1].hash = event_hash(rows[1], KEY)
    assert problems(rows, head) == [(3, UNLINKED)]


def test_a_seal_of_another_key_is_not_genuine():
    rows, head = chain(4)
    head.seal = head_seal(4, head.hash, b"x" * 32)
    assert problems(rows, head) == [(4, "the seal at the end of the trail is not genuine")]


def test_a_trail_that_was_cut_or_went_on_after_its_seal_says_where_it_ends():
    rows, head = chain(6)
    assert problems(rows[:4], head) == [(6, "the trail ends at 4, the seal says 6")]
    _, before = chain(5)
    assert problems(rows, before) == [(5, "the trail ends at 6, the seal says 5")]


def test_a_seal_over_another_end_of_the_same_length_is_told():
    rows, _ = chain(4)
    other = head_seal(4, "f" * 64, KEY)
    told = problems(rows, ChainHead(sequence=4, hash="f" * 64, seal=other))
    assert told == [(4, "the trail ends at 4, the seal says 4")]
