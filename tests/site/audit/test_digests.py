"""Digests of a day without a database: what one holds, what is none, and where a trail is no longer what it was."""

import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from clearway.records.findings import Refused
from clearway.site.audit import digests
from clearway.site.audit.digests import digest_of, digest_problems, read_digest

DAY = date(2026, 7, 10)
NOON = datetime(2026, 7, 10, 12, 0, 30, 900, tzinfo=UTC)
BEGINS = datetime(2026, 7, 9, 23, tzinfo=UTC)
"""London is an hour ahead in summer."""


class Rows:
    """Rows of the trail as the digest asks for them: by time or number, counted, in order."""

    def __init__(self, rows: list[SimpleNamespace]) -> None:
        self.rows = rows

    def filter(self, at__gte=None, at__lt=None, sequence__in=None) -> "Rows":
        if sequence__in is not None:
            return Rows([one for one in self.rows if one.sequence in sequence__in])
        return Rows([one for one in self.rows if at__gte <= one.at < at__lt])

    def order_by(self, *columns: str) -> "Rows":
        return Rows(sorted(self.rows, key=lambda one: one.sequence)) if columns == ("sequence",) else self

    def aggregate(self, first, last, events) -> dict[str, Any]:
        numbers = [one.sequence for one in self.rows]
        asked = [(one.name, one.source_expressions[0].name) for one in (first, last, events)]
        assert asked == [("Min", "sequence"), ("Max", "sequence"), ("Count", "sequence")]
        return {"first": min(numbers, default=None), "last": max(numbers, default=None), "events": len(numbers)}

    def values_list(self, *columns: str) -> "Pairs":
        assert columns == ("sequence", "hash")
        return Pairs((one.sequence, one.hash) for one in self.rows)


class Pairs(list):
    """Pairs that can be asked for a few at a time."""

    def iterator(self, chunk_size: int) -> Any:
        assert chunk_size > 1
        return iter(self)


def trail(numbers: range, day: datetime = BEGINS) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(sequence=number, hash=f"hash {number}", at=day + timedelta(seconds=place))
        for place, number in enumerate(numbers)
    ]


@pytest.fixture
def sealed(monkeypatch) -> list[str]:
    """Whether the reads that wait were chained first."""
    calls: list[str] = []
    monkeypatch.setattr(digests, "seal_waiting", lambda: calls.append("sealed"))
    return calls


@pytest.fixture
def kept(monkeypatch, sealed, live_store) -> Rows:
    """A trail of three days: events 1 to 9, 10 to 250, 251 on."""
    rows = Rows(
        trail(range(1, 10), BEGINS - timedelta(hours=1))
        + trail(range(10, 251))
        + trail(range(251, 260), BEGINS + timedelta(days=1))
    )
    monkeypatch.setattr(digests, "Event", SimpleNamespace(objects=rows))
    return rows


def test_a_digest_holds_the_first_the_last_and_every_hundredth_event_of_its_day(kept, sealed, live_store):
    digest = digest_of(DAY, NOON)
    assert {name: value for name, value in digest.items() if name != "seal"} == {
        "format": "clearway audit digest 1",
        "store": live_store.id,
        "day": "2026-07-10",
        "first": 10,
        "last": 250,
        "events": 241,
        "hashes": {str(number): f"hash {number}" for number in (10, 100, 200, 250)},
        "made_at": "2026-07-10T12:00:30+00:00",
    }
    assert sealed == ["sealed"]
    assert read_digest(json.dumps(digest)) == digest


def test_a_day_without_events_has_a_digest_of_none(kept):
    digest = digest_of(date(2026, 7, 1), NOON)
    assert (digest["first"], digest["last"], digest["events"], digest["hashes"]) == (None, None, 0, {})
    assert digest_problems(digest) == []


def test_a_digest_is_made_of_today_and_of_no_day_to_come(kept):
    late = datetime(2026, 7, 9, 23, 30, tzinfo=UTC)
    assert digest_of(DAY, late)["day"] == "2026-07-10"
    with pytest.raises(Refused) as refusal:
        digest_of(DAY + timedelta(days=1), late)
    assert refusal.value.code == "DIGEST-DAY"


def test_without_a_store_a_digest_names_none_and_is_read_again(kept, settings):
    settings.STORE = None
    digest = digest_of(DAY, NOON)
    assert digest["store"] == ""
    assert read_digest(json.dumps(digest)) == digest


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"day"', "7"])
def test_what_is_no_digest_is_refused(text, kept):
    with pytest.raises(Refused) as refusal:
        read_digest(text)
    assert refusal.value.code == "DIGEST"


@pytest.mark.parametrize("change", [{"format": "another"}, {"more": 1}])
def test_a_digest_of_another_form_is_refused(change, kept):
    with pytest.raises(Refused) as refusal:
        read_digest(json.dumps(digest_of(DAY, NOON) | change))
    assert refusal.value.code == "DIGEST"


@pytest.mark.parametrize("column", ["store", "day", "events", "first", "last", "hashes", "made_at", "seal"])
def test_a_digest_with_anything_changed_is_refused(column, kept):
    with pytest.raises(Refused) as refusal:
        read_digest(json.dumps(digest_of(DAY, NOON) | {column: "other"}))
    assert refusal.value.code == "DIGEST-SEAL"


def test_a_digest_of_another_store_is_refused(kept, settings, live_store):
    digest = digest_of(DAY, NOON)
    settings.STORE = None
    told = json.dumps(digest_of(DAY, NOON))
    settings.STORE = live_store
    with pytest.raises(Refused) as refusal:
        read_digest(told)
    assert refusal.value.code == "DIGEST-STORE"
    assert read_digest(json.dumps(digest)) == digest


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (10, (10, "event 10 is not what the digest of 2026-07-10 says")),
        (100, (11, "of events 11 to 100 at least one is not what the digest of 2026-07-10 says")),
        (250, (201, "of events 201 to 250 at least one is not what the digest of 2026-07-10 says")),
    ],
)
def test_the_first_difference_is_told_as_closely_as_the_digest_knows(changed, told, kept):
    digest = digest_of(DAY, NOON)
    assert digest_problems(digest) == []
    for row in kept.rows:
        if row.sequence >= changed:
            row.hash = "another"
    assert [(one.sequence, one.problem) for one in digest_problems(digest)] == [told]


def test_an_event_that_is_gone_is_a_difference_and_neighbours_are_told_as_one_event(kept):
    digest = digest_of(DAY, NOON) | {"hashes": {"10": "hash 10", "11": "hash 11"}}
    kept.rows = [row for row in kept.rows if row.sequence != 11]
    (found,) = digest_problems(digest)
    assert (found.sequence, found.problem.partition(" not")[0]) == (11, "event 11 is")
