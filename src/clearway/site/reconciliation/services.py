"""Comparing on behalf of somebody: whose figures, whose records, and what is put on the trail."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import duckdb
from django.db import transaction

from clearway.measures.months import last_day
from clearway.measures.reconciliation import Difference, Reconciliation, ReconciliationQuestion, reconcile
from clearway.measures.reconciliation.answer import Cause
from clearway.measures.reconciliation.candidates import RecordRef
from clearway.measures.reconciliation.sides import speakers
from clearway.pathways.scope import Scope
from clearway.pipeline.reconciling import outside_rows
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.exports import limits
from clearway.site.organisations.models import Membership
from clearway.site.performance import figures as position
from clearway.site.performance.permissions import check_may_see_figures, check_may_see_provider, only_provider
from clearway.site.reconciliation.asked import DEFAULT_STANDARD, Asked
from clearway.site.standards import books
from clearway.site.submissions.services import all_submissions
from clearway.site.submissions.viewing import one_submission
from clearway.site.tracking import holdings
from clearway.site.tracking.permissions import can_see_pathways
from clearway.store.folder import StoreKind

VIEWED = "reconciliation viewed"
MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what its page can be set to. `found` is None where `trouble` says why there is nothing."""

    asked: Asked
    months: tuple[str, ...]
    trusts: tuple[str, ...]
    found: Reconciliation | None
    trouble: Refused | None = None


@dataclass(frozen=True, slots=True)
class CausesShown:
    """One number that differs, its causes, and the links among their records that the reader may open."""

    compared: Compared
    difference: Difference
    causes: tuple[Cause, ...]
    may_open: frozenset[str]
    sees_pathways: bool


class NotThere(LookupError):
    """The number asked for does not differ, or is none of this comparison."""


class _Answers:
    """Comparisons by what was asked of which published version; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, ...], Reconciliation] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: tuple[str, ...]) -> Reconciliation | None:
        with self._lock:
            return self._held.get(key)

    def keep(self, key: tuple[str, ...], found: Reconciliation) -> None:
        with self._lock:
            self._held[key] = found
            while len(self._held) > MOST_KEPT:
                self._held.popitem(last=False)


_answers = _Answers()


def compare(*, by: Membership, asked: Asked) -> Compared:
    """One standard, month and trust compared with the newest published figures, from memory where it was before.

    Raises PermissionDenied for a trust whose computed figures the membership may not see.
    """
    check_may_see_figures(by)
    months = tuple(_months(asked.standard))
    asked = replace(asked, month=asked.month or (months[-1] if months else ""))
    if not asked.month:
        nothing = Refused(
            "No month is held of which there are both records and published figures.",
            "Load records and the published workbook of the same month, and come back.",
            code="NOTHING_TO_COMPARE",
        )
        return Compared(asked, months, (), None, nothing)
    trusts = _trusts(by, asked.month)
    asked = replace(asked, trust=asked.trust or (trusts[0] if trusts else by.organisation.code))
    check_may_see_provider(by, "computed", asked.trust)
    try:
        return Compared(asked, months, trusts, _found(asked))
    except Refused as refusal:
        if refusal.code not in ("NOTHING_PUBLISHED", "NO_RECORDS_OF_MONTH"):
            raise
        return Compared(asked, months, trusts, None, refusal)


def causes(*, by: Membership, asked: Asked, request_id: str) -> CausesShown:
    """The causes of one number that differs. Which records were shown to whom is put on the trail.

    Raises PermissionDenied, LimitReached, and NotThere where the number asked for does not differ.
    """
    compared = compare(by=by, asked=asked)
    found = compared.found
    differing = found.differences if found else ()
    chosen = next((one for one in differing if (one.level, one.label) == (asked.level, asked.label)), None)
    if found is None or chosen is None:
        raise NotThere
    shown = tuple(found.cause(number) for number in chosen.causes)
    links = {record.link for cause in shown for record in _records(cause) if record.link}
    may_open: frozenset[str] = frozenset()
    sees_pathways = can_see_pathways(by)
    if sees_pathways:
        limits.look_through(by)
        with holdings.figures() as figures:
            may_open = _within(figures, links, holdings.scope_for(by, figures))
        with transaction.atomic():
            audit.record(
                event=VIEWED,
                by=by,
                subject=("reconciliation", f"{asked.standard} {compared.asked.month} {compared.asked.trust}"),
                after={"request": request_id, "number": f"{asked.level} {asked.label}".strip(), "shown": len(may_open)},
            )
    return CausesShown(compared, chosen, shown, may_open, sees_pathways)


def of_submission(*, by: Membership, submission_id: str, request_id: str) -> Asked:
    """The comparison that a file belongs to: its sender, and its newest month that was published.

    Raises NotShown for a file that is not there or not the membership's to see.
    """
    file = one_submission(by=by, submission_id=submission_id, request_id=request_id)
    held = [month for month in _months(DEFAULT_STANDARD) if file.first_month <= month <= file.last_month]
    return Asked(month=held[-1] if held else file.last_month, trust=file.organisation_code)


def _records(cause: Cause) -> Iterator[RecordRef]:
    yield from cause.records
    for one in (*cause.also, *cause.possible):
        yield from one.records


def _months(standard: str) -> list[str]:
    published = set(position.months_held("published", standard))
    return [month for month in position.months_held("computed", standard) if month in published]


def _trusts(by: Membership, month: str) -> tuple[str, ...]:
    """The trusts that sent records of the month, among those whose figures the membership may see; its own first."""
    own = only_provider(by, "computed")
    with position.reader().open() as figures:
        sent = speakers(figures, month, books.organisations())
    if own is not None:
        return (own,) if own in sent else ()
    return tuple(sorted(sent, key=lambda code: books.organisations().name(code, last_day(month))))


def _found(asked: Asked) -> Reconciliation:
    key = (str(position.folder()), str(position.version().number), asked.standard, asked.month, asked.trust)
    if held := _answers.find(key):
        return held
    store, rules, organisations = holdings.store(), books.national(), books.organisations()
    question = ReconciliationQuestion(month=asked.month, standards=(asked.standard,), providers=(asked.trust,))
    outside = outside_rows(
        store,
        all_submissions(),
        asked.month,
        rules=rules,
        organisations=organisations,
        organisation=asked.trust,
    )
    with position.reader().open() as figures:
        found = reconcile(
            figures,
            question,
            rules=rules,
            organisations=organisations,
            outside=outside,
            illustrative=store.kind is StoreKind.DEMO,
        )
    _answers.keep(key, found)
    return found


def _within(figures: duckdb.DuckDBPyConnection, links: Iterable[str], scope: Scope) -> frozenset[str]:
    """The links among these whose records a scope lets through."""
    values: dict[str, object] = {"links": sorted(links)}
    rows = figures.execute(
        f"""
        SELECT DISTINCT record.link
        FROM records AS record
        INNER JOIN submissions AS submission ON submission.id = record.submission_id
        WHERE record.link IN (SELECT unnest($links)) AND {scope.condition(values)}
        """,  # noqa: S608 - the condition is a constant of its room; what a person wrote is bound
        values,
    ).fetchall()
    return frozenset(str(link) for (link,) in rows)
