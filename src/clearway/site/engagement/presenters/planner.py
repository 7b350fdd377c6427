"""The planner as a list and as a calendar, and one activity."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from clearway.planning.calendar_file import CalendarEvent
from clearway.planning.engagement.month import Month, Spanned, month_of
from clearway.planning.engagement.printed_dates import span_of
from clearway.planning.engagement.reference import characteristic_titles
from clearway.publications.tables import Table
from clearway.site.engagement.choices import place_name
from clearway.site.engagement.models import Activity, ActivityState
from clearway.site.engagement.presenters.columns import table_columns
from clearway.site.engagement.presenters.notes import notes
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.tables import ShownTable

DEFINITION = "What is done to inform and to ask people: when, what, for whom, comments, and the newest update."
STALE = timedelta(days=14)
LONG = 220


def planner_list(
    rows: Sequence[Activity], *, title: str, empty: str, today: date, key: str = "planner"
) -> FoldingTable:
    """Activities with the five columns of the planner of 2017; the file has every column."""
    return FoldingTable(
        key=key,
        table=planner_table(rows, title, today),
        headings=("Activity", "Date", "Audience", "Comments", "Update"),
        rows=tuple(_row(one, today) for one in rows),
        empty=empty,
    )


def planner_table(rows: Sequence[Activity], title: str, today: date) -> Table:
    """Every column of activities."""
    titles = characteristic_titles()
    told = tuple(
        (
            one.when, one.text, one.audience, one.comments, one.update, one.first_day, one.last_day, one.channel_title,
            one.lead, place_name(one.place) if one.place else "", one.venue, one.take_part, one.get_state_display(),
            one.outcome, one.people, "; ".join(titles.get(code, code) for code in one.characteristics),
        )
        for one in rows
    )  # fmt: skip
    return Table(title, table_columns(), told, notes(DEFINITION, today, rows=len(rows), source=source_of(rows)))


def template(today: date) -> ShownTable:
    """An empty planner to fill in, with one row that shows how."""
    example = (
        "Jan to March 2027", "Example, to write over: visit support groups and ask what matters", "Patients, carers",
        "Through people who know the groups", "", None, None, "Visit to a support group", "Engagement lead", "", "", "",
        "", "", None, "",
    )  # fmt: skip
    table = Table("Activity planner: template", table_columns(), (example,), notes(DEFINITION, today, rows=1))
    return ShownTable("template", table, "")


def source_of(rows: Sequence[Activity]) -> str:
    """Where a planner of the past comes from, without the lines of its rows; empty for one of today."""
    if not all(one.history for one in rows):
        return ""
    return "; ".join(dict.fromkeys(one.source.split(", line ")[0] for one in rows if one.source))


def date_of(one: Activity) -> dict[str, object]:
    """The date of an activity as it is changed: in words where these mean its days, else as days."""
    span = span_of(one.when)
    if span and span.first != span.last and (span.first, span.last) == (one.first_day, one.last_day):
        return {"when": one.when}
    if one.first_day is None:
        return {"when": one.when}
    is_one_day = one.last_day == one.first_day
    return {"first_day": one.first_day, "last_day": None if is_one_day else one.last_day}


def is_overdue(one: Activity, today: date) -> bool:
    """Whether an activity ought to have been held, and nobody said what came of it."""
    planned = one.state == ActivityState.PLANNED and not one.history
    return planned and one.last_day is not None and today > one.last_day + STALE


def calendar_of(rows: Sequence[Activity], day: date) -> Month[Activity]:
    """The month that a day is in, with what happens in it."""
    spanned = [Spanned(one, one.first_day, one.last_day) for one in rows if one.first_day and one.last_day]
    return month_of(day, spanned)


def for_calendar(one: Activity, *, store: str, site: str) -> CalendarEvent | None:
    """An activity as calendars know it; None for one without days."""
    if one.first_day is None or one.last_day is None:
        return None
    return CalendarEvent(
        key=f"engagement-{one.pk}@{store or 'clearway'}",
        title=one.text[:200],
        first=one.first_day,
        last=one.last_day,
        place=one.venue,
        words=tuple(words for words in (one.audience, one.take_part) if words),
        href=f"{site}{reverse('engagement:activity', args=[one.pk])}",
        revision=one.revision,
        changed_at=one.changed_at,
        is_cancelled=one.state == ActivityState.CANCELLED,
    )


def _row(one: Activity, today: date) -> tuple[FoldingCell, ...]:
    state = {ActivityState.DONE: "done", ActivityState.CANCELLED: "cancelled"}.get(ActivityState(one.state), "")
    tag = "what came of it?" if is_overdue(one, today) else state
    where = place_name(one.place) if one.place else ""
    return (
        FoldingCell(
            _short(one.text),
            tuple(part for part in (one.channel_title, one.lead, where) if part),
            reverse("engagement:activity", args=[one.pk]),
            tag,
        ),
        FoldingCell(one.when or "no date"),
        FoldingCell(one.audience or "nobody named"),
        FoldingCell(_short(one.comments) or "–"),
        FoldingCell(_short(one.outcome or one.update) or "–"),
    )


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0]} …"
