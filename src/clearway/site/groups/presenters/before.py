"""Before a meeting: what changed for real since the last one, what was done, what waits, what comes, what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from clearway.planning.groups.since import actions_since
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.models import Decision, DecisionKind, Group, Meeting, MeetingState, Question, QuestionState
from clearway.site.groups.presenters.meetings import actions_list, decisions_list, when
from clearway.site.groups.presenters.notes import notes
from clearway.site.groups.presenters.questions import questions_list
from clearway.site.groups.presenters.risks import strategic_risks
from clearway.site.measures.permissions import Sight
from clearway.site.organisations.models import Membership
from clearway.site.performance.places import alliance
from clearway.site.places.asked import Asked
from clearway.site.places.presenters.changes import Change, changes
from clearway.site.plan.permissions import can_read as may_read_plan

AHEAD = timedelta(days=370)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class BeforePage:
    """Everything a member reads before a meeting. `since` says from when on something counts as new."""

    since: str
    said: str
    changes: FoldingTable
    done: FoldingTable
    overdue: FoldingTable
    ahead: FoldingTable
    waiting: FoldingTable
    questions: FoldingTable
    forward: FoldingTable
    risks: FoldingTable | None = None

    @property
    def tables(self) -> tuple[FoldingTable, ...]:
        """Every table, in order."""
        return (
            self.changes,
            self.done,
            self.overdue,
            self.ahead,
            self.waiting,
            self.questions,
            *((self.risks,) if self.risks else ()),
            self.forward,
        )


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The meeting of the same group that was held last before this one."""
    rows = Meeting.objects.filter(group=meeting.group, starts_at__lt=meeting.starts_at)
    return rows.filter(state__in=(MeetingState.HELD, MeetingState.AGREED)).order_by("-starts_at").first()


def before_page(meeting: Meeting, by: Membership, sight: Sight, today: date) -> BeforePage:
    """The page of a meeting for a reader: figures and questions as far as they may see them."""
    last = last_meeting(meeting)
    since = last.day if last else None
    new, noted = _changes(sight, since, today)
    told = actions_since(meeting.group.actions.select_related("group", "owner"), last=since, today=today)
    return BeforePage(
        since=f"the last meeting, {words.day(since)}" if since else "the beginning: this group has not met yet",
        said=_said(len(new), since),
        changes=_changes_table(new, noted),
        done=actions_list(told.done, key="done", title="Actions done since", today=today, empty="None was done."),
        overdue=actions_list(told.overdue, key="overdue", title="Actions overdue", today=today, empty="None is."),
        ahead=actions_list(told.ahead, key="ahead", title="Actions still ahead", today=today, empty="None is."),
        waiting=decisions_list(
            _waiting(meeting.group),
            key="waiting",
            title="Decisions that wait to be ratified",
            today=today,
            empty="None does.",
        ),
        questions=questions_list(
            list(Question.objects.for_membership(by).filter(state=QuestionState.OPEN)[:MOST_LISTED]),
            key="questions",
            title="Questions about variation that wait for a reply",
            empty="None that you may see does.",
            today=today,
        ),
        forward=_forward(meeting, today),
        risks=strategic_risks(today) if may_read_plan(by) else None,
    )


def _changes(sight: Sight, since: date | None, today: date) -> tuple[list[Change], Notes]:
    """Real changes of figures that arrived after a day: of the alliance, its trusts and its districts; with the notes
    of the gallery that they come from."""
    asked = Asked()
    page = changes(asked, alliance(asked.alliance, f"{today:%Y-%m}"), today, sight)
    if since is None:
        return list(page.changes), page.table.notes
    new = [one for one in page.changes if one.cell.value.as_at is None or one.cell.value.as_at > since]
    return new, page.table.notes


def _said(many: int, since: date | None) -> str:
    figures = "in figures that arrived since" if since else "in the figures that are held"
    if not many:
        return f"No change beyond what chance gives stands {figures}."
    if many == 1:
        return f"1 change beyond what chance gives stands {figures}."
    return f"{many} changes beyond what chance gives stand {figures}."


def _changes_table(found: Sequence[Change], noted: Notes) -> FoldingTable:
    columns = (
        Column("measure", "Measure"),
        Column("area", "Area"),
        Column("before", "Before"),
        Column("now", "Now"),
        Column("said", "What can be said"),
        Column("as_at", "Arrived", Kind.DATE),
        Column("origin", "Origin"),
    )
    rows = tuple(
        (
            one.measure.name, one.area, f"{one.before} ({one.before_period})", f"{one.cell.number} ({one.cell.period})",
            one.cell.said, one.cell.value.as_at, one.cell.origin,
        )
        for one in found
    )  # fmt: skip
    definition = "Special causes at the newest point that the point before did not show, in figures that arrived since."
    title = "What changed for real"
    return FoldingTable(
        key="changes",
        table=Table(title, columns, rows, replace(noted, definition=definition)),
        headings=("Measure", "Before", "Now"),
        rows=tuple(
            (
                FoldingCell(one.measure.name, (one.area,), one.cell.href),
                FoldingCell(one.before, (one.before_period,)),
                FoldingCell(one.cell.number, (one.cell.period, one.cell.said, one.cell.origin)),
            )
            for one in found
        ),
        empty="Nothing beyond chance.",
    )


def _waiting(group: Group) -> list[Decision]:
    rows = Decision.objects.filter(item__meeting__group=group, ratified_on=None, kind=DecisionKind.DECISION)
    return list(rows.exclude(must_ratify="").select_related("item__meeting__group")[:MOST_LISTED])


def _forward(meeting: Meeting, today: date) -> FoldingTable:
    """The forward plan: coming meetings of the group and of those that answer to it, and reviews that are due."""
    until = today + AHEAD
    told: list[tuple[date, str, str, str]] = []
    groups = [meeting.group, *meeting.group.children.filter(ended_on=None, history="")]
    rows = Meeting.objects.filter(group__in=groups, state=MeetingState.PLANNED).exclude(pk=meeting.pk)
    for one in rows.select_related("group").prefetch_related("items")[:MOST_LISTED]:
        items = "; ".join(item.title for item in one.items.all())
        told.append((one.day, f"{one.group.name} meets, {when(one)}", items, reverse("groups:meeting", args=[one.pk])))
    for group in groups:
        terms = group.terms.first()
        if terms and terms.review_by <= until:
            said = f"Terms of reference of {group.name} are due for review"
            told.append((terms.review_by, said, "", reverse("groups:group", args=[group.pk])))
    told.sort(key=lambda one: one[:2])
    columns = (Column("day", "Day", Kind.DATE), Column("what", "What"), Column("items", "Agenda"))
    table = tuple((day, what, items) for day, what, items, _ in told)
    definition = "Meetings planned and reviews due within a year, of the group and of those that answer to it."
    return FoldingTable(
        key="forward",
        table=Table("Forward plan", columns, table, notes(definition, today, rows=len(table))),
        headings=("Day", "What"),
        rows=tuple(
            (FoldingCell(words.day(day), is_short=True), FoldingCell(what, (items,), href))
            for day, what, items, href in told
        ),
        empty="Nothing is planned after this meeting.",
    )
