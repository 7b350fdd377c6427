"""The running week as a membership may see it: counts for everybody, single cases for those who open pathways."""

from collections import OrderedDict
from datetime import date
from threading import Lock

import duckdb
from django.db import transaction
from django.utils import timezone

from clearway.clocks import ClockRules
from clearway.measures.position import snapshot_of
from clearway.pathways.running_week import RunningWeek, last_report_day, running_week
from clearway.pathways.scope import Scope, whole_store
from clearway.site.audit import services as audit
from clearway.site.exports import limits
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.performance import figures
from clearway.site.performance.asked import refused
from clearway.site.standards import books
from clearway.site.tracking import holdings
from clearway.site.tracking.permissions import can_see_pathways

MOST_WEEKS = 32
CASES_SEEN = "running week cases seen"
CASES_DOWNLOADED = "running week cases downloaded"

_weeks: OrderedDict[tuple[object, ...], tuple[RunningWeek, str]] = OrderedDict()
_lock = Lock()


def newest_day() -> date | None:
    """The newest day on which records say how things stood; None when there are no records."""
    with figures.reader().open() as opened:
        return last_report_day(opened)


def week_for(by: Membership, day: date | None = None) -> tuple[RunningWeek, str] | None:
    """The running week and its snapshot as far as a membership may see, on a day or the newest; None without records.

    Counts of the whole alliance for those who see it whole, of the pathways that their trust is on for others. Refused
    for a day after the newest.
    """
    newest = newest_day()
    if newest is None:
        return None
    if day is not None and day > newest:
        raise refused("day", day.isoformat(), f"a day up to {newest.isoformat()}, the newest that records reach")
    with figures.reader().open() as opened:
        scope = _scope(by, opened)
        key = (figures.folder(), figures.version().number, day or newest, scope.codes, scope.today)
        with _lock:
            held = _weeks.get(key)
        if held is None:
            rules = ClockRules(books.national(), books.organisations())
            held = running_week(opened, rules=rules, scope=scope, day=day or newest), snapshot_of(opened)
            with _lock:
                _weeks[key] = held
                while len(_weeks) > MOST_WEEKS:
                    _weeks.popitem(last=False)
    return held


def note_cases(*, by: Membership, week: RunningWeek, request_id: str, is_download: bool) -> None:
    """Put on the trail that somebody was shown, or took away, the single cases of a day. Raises LimitReached."""
    shown = len(week.landing.cases) + len(week.landing.could_breach)
    if is_download:
        limits.take_away(by, rows=shown)
    else:
        limits.look_through(by)
    with transaction.atomic():
        audit.record(
            event=CASES_DOWNLOADED if is_download else CASES_SEEN,
            by=by,
            subject=("running week", week.day.isoformat()),
            after={"request": request_id, "shown": shown},
        )


def _scope(by: Membership, opened: duckdb.DuckDBPyConnection) -> Scope:
    """Everything for roles of the alliance, who see counts whether or not they open pathways; else the own trust."""
    if by.may(Permission.SEE_WHOLE_ALLIANCE):
        return whole_store(timezone.localdate())
    return holdings.scope_for(by, opened)


def may_see_cases(by: Membership) -> bool:
    """Whether this membership is shown single cases."""
    return can_see_pathways(by)
