"""The plan as a list: by workstream each deliverable with its half-years, owner, money and measures now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clearway.planning.grid import Grid
from clearway.planning.structure import Deliverable, Plan, Workstream
from clearway.publications.tables import Column, Notes, Table
from clearway.site.measures.permissions import Sight
from clearway.site.plan.presenters.measures import MeasureNow, measures_now
from clearway.site.plan.presenters.notes import money_words, notes, when_words
from clearway.site.plan.presenters.status import Tag, tag_of

NOBODY, NO_MONEY, NO_MEASURE, NO_TIME = "nobody named", "none recorded", "none named", "not said when"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One deliverable: where it leads, how it stands, when, who, what it costs, what should move."""

    code: str
    title: str
    href: str
    tag: Tag | None
    marks: tuple[bool, ...]
    when: str
    basis: str
    owner: str
    money: str
    measures: tuple[MeasureNow, ...]
    is_provisional: bool
    activities: int


@dataclass(frozen=True, slots=True)
class ListedWorkstream:
    """A workstream with its deliverables."""

    code: str
    title: str
    rows: tuple[ListedRow, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The list on the page, and the table of it that is downloaded."""

    columns: tuple[str, ...]
    workstreams: tuple[ListedWorkstream, ...]
    table: Table
    key: str = "deliverables"


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan as somebody looks at it: its rows, where its deliverables lead, whose sight, on which day.

    `number` is that of the plan in the store; `may_edit` whether the person may change it; `own` the code and name of
    the organisation for which they may say how things stand.
    """

    plan: Plan
    grid: Grid
    hrefs: Mapping[str, str]
    sight: Sight
    today: date
    version: int
    number: int = 0
    may_edit: bool = False
    own: tuple[str, ...] = ()


def listing(seen: Seen) -> Listing:
    """The whole plan as a list."""
    plan = seen.plan
    wanted = [measure for one in plan.deliverables for measure in measures_of(one)]
    now = measures_now(wanted, seen.sight, seen.today)
    workstreams = tuple(
        ListedWorkstream(one.id, one.title, tuple(_row(seen, each, now) for each in one.deliverables))
        for one in plan.workstreams
    )
    return Listing(tuple(str(half) for half in seen.grid.columns), workstreams, _table(seen, workstreams))


def measures_of(one: Deliverable) -> tuple[str, ...]:
    """The measures that a deliverable or one of its activities names."""
    within = (measure for activity in one.activities for measure in activity.measures)
    return tuple(dict.fromkeys((*one.measures, *within)))


def owner_words(one: Deliverable) -> str:
    """Role and organisation of the owner; empty when nobody is named."""
    if one.owner is None:
        return ""
    return f"{one.owner.role}, {one.owner.organisation}" if one.owner.organisation else one.owner.role


def _row(seen: Seen, one: Deliverable, now: Mapping[str, MeasureNow]) -> ListedRow:
    row = seen.grid.row(one.id)
    return ListedRow(
        code=one.id,
        title=one.title,
        href=seen.hrefs[one.id],
        tag=tag_of(one.status),
        marks=row.marks,
        when=when_words(one, seen.grid.columns, row.marks),
        basis=row.basis,
        owner=owner_words(one),
        money=money_words(one),
        measures=tuple(now[measure] for measure in measures_of(one)),
        is_provisional=one.verified is False,
        activities=len(one.activities),
    )


def _table(seen: Seen, workstreams: tuple[ListedWorkstream, ...]) -> Table:
    names = ("workstream", "id", "deliverable", "status", "when", "how the time is known", "owner", "money", "measures")
    rows = tuple(
        (
            f"{one.code} {one.title}",
            row.code,
            row.title,
            row.tag.words if row.tag else None,
            row.when or None,
            row.basis or None,
            row.owner or None,
            row.money or None,
            "; ".join(each.words for each in row.measures) or None,
        )
        for one in workstreams
        for row in one.rows
    )
    columns = tuple(Column(name.replace(" ", "_"), name.capitalize() if name != "id" else "Id") for name in names)
    definition = "Each deliverable of the plan with its half-years, owner, money, and what its measures say now."
    return Table(f"Deliverables: {seen.plan.meta.title}", columns, rows, notes_of(seen, definition))


def notes_of(seen: Seen, definition: str) -> Notes:
    """The notes of a table of this plan."""
    return notes(seen.plan, definition, seen.today, seen.version)


def workstream_of(plan: Plan, deliverable: str) -> Workstream:
    """The workstream that holds a deliverable."""
    return next(one for one in plan.workstreams if any(each.id == deliverable for each in one.deliverables))
