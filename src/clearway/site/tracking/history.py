"""The versions of one record: every file that held it, what each said otherwise than the one before, and from that the
history of every date: who moved it, from what, when and why. It is read from the records, not from the audit trail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clearway.pathways.held import HeldRecord
from clearway.records.column import Column
from clearway.records.waiting_times import COLUMNS, IDENTIFYING
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.submissions.models import Submission
from clearway.site.tracking import holdings

LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One item that a version says otherwise than the one before; `before` is empty for what was not recorded."""

    item: str
    before: str
    after: str
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One file that held the record. `submission_id` is empty when the file itself is not the reader's to open."""

    file_name: str
    submission_id: str
    version: int
    release: str
    received_at: datetime
    counts: bool
    changes: tuple[Change, ...]
    sent_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a date by a file that was sent later: from what, to what, in which file, by whom, and why."""

    before: date | None
    after: date | None
    version: HeldVersion


@dataclass(frozen=True, slots=True)
class DateHistory:
    """A date that was moved at least once: its moves, the newest first."""

    item: str
    moves: tuple[Move, ...]


def versions_of(held: HeldRecord, by: Membership) -> list[HeldVersion]:
    """The versions of a record that somebody has opened, newest first: its file, and the files that file replaced."""
    with every_row("versions of a record"):
        chain = list(_chain(held.submission_id))
    seen = set(
        Submission.objects.for_membership(by).filter(pk__in=[one.pk for one in chain]).values_list("pk", flat=True)
    )
    answer: list[HeldVersion] = []
    before: dict[str, Any] | None = None
    for submission in reversed(chain):
        record = holdings.record_in(submission.pk, held.link)
        if record is None:
            continue
        answer.append(
            HeldVersion(
                file_name=submission.file_name,
                submission_id=submission.pk if submission.pk in seen else "",
                version=submission.version,
                release=submission.get_release_display().lower(),
                received_at=submission.received_at,
                counts=submission.pk == held.submission_id and not held.superseded_by,
                changes=tuple(_changes(before, record)) if before is not None else (),
                sent_by=submission.loaded_by if submission.pk in seen else submission.organisation_code,
                reason=submission.forced_reason or submission.decision_reason,
            )
        )
        before = record
    return answer[::-1]


def moved_dates(versions: Iterable[HeldVersion]) -> list[DateHistory]:
    """The history of every date that was moved, in the order of the record's items. `versions` are newest first."""
    moves: dict[str, list[Move]] = {}
    for version in versions:
        for change in version.changes:
            if change.is_date:
                moves.setdefault(change.item, []).append(Move(_day(change.before), _day(change.after), version))
    order = [_item(column) for column in COLUMNS]
    return [DateHistory(item, tuple(moves[item])) for item in sorted(moves, key=order.index)]


def _chain(submission_id: str) -> Iterator[Submission]:
    """A submission and those it replaced, newest first."""
    submission = Submission.unscoped.filter(pk=submission_id).first()
    for _ in range(LONGEST_CHAIN):
        if submission is None:
            return
        yield submission
        submission = submission.supersedes


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for column in COLUMNS:
        if column.name in IDENTIFYING or column.name == "record_id":
            continue
        old, new = before.get(column.name), after.get(column.name)
        if old != new:
            yield Change(_item(column), _said(old), _said(new), is_date=column.kind == "date")


def _item(column: Column) -> str:
    return (column.dictionary_name or column.name.replace("_", " ")).capitalize()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(value: Any) -> str:
    return "" if value is None else str(value)
