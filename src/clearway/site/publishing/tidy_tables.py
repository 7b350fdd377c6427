"""The tables of the spreadsheet workbook, gathered from this store for an audience."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.months import last_day
from clearway.measures.question import DETAILS_OF, Basis, Question, where
from clearway.measures.values import Asked, MeasureValue, values_of
from clearway.publications.disclosure import Audience
from clearway.publications.packs import Snapshot, state_named
from clearway.publications.packs.said import month_said
from clearway.publications.plan_rows import KINDS, plan_table
from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.publications.tidy_workbook import About, measures_table, tidy_workbook, waits_rows, waits_table
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.groups.models import Action
from clearway.site.measures import figures as measured
from clearway.site.performance import figures
from clearway.site.performance.audience import showing_to
from clearway.site.performance.places import alliance
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.publishing.gathering import policies_applied, trusts_of_alliance

BASES: tuple[Basis, ...] = ("published", "computed")
SHEETS = {"deliverables": "Plan", "milestones": "Milestones", "money": "Money", "concerns": "Risks"}
ACTIONS = (
    Column("group", "Group"),
    Column("action", "Action"),
    Column("agreed", "Agreed on", Kind.DATE),
    Column("due", "Due", Kind.DATE),
    Column("done", "Done on", Kind.DATE),
    Column("state", "How it stands"),
)
MADE_UP = "Synthetic in part: the plan, the groups and the records of a demo are made up; published figures are real"


@dataclass(frozen=True, slots=True)
class TidyTables:
    """The workbook: its file, what it is, its tables by the name of their sheet, the snapshot of its figures."""

    content: bytes
    about: About
    tables: tuple[tuple[str, Table], ...]
    figures: str

    @property
    def waits(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the sheet of waits."""
        return dict(self.tables)["Waits"].rows


def tidy_tables(month: str, audience: Audience, today: date) -> TidyTables:
    """The workbook of a month for an audience, of one version of the figures.

    The public gets the figures alone; whoever is of the alliance also the plan, its money and risks, and the actions of
    groups, without the names of who does them. Refused for a month without figures.
    """
    with figures.reader().one_version(), showing_to(audience):
        tables = [*_figures(month, today), *([] if audience is Audience.PUBLIC else _written(today))]
        place, snapshot = alliance("", month), measured.snapshot()
        written = "" if audience is Audience.PUBLIC else state_named([table.rows for _, table in tables[2:]])
        name = Snapshot(snapshot, written, "", month, audience)
        about = About(
            title=f"Workbook, {month_said(month)}",
            whose=place.title,
            month=month_said(month),
            audience=audience.words,
            snapshot=f"{name.id} (figures {snapshot})",
            policies=policies_applied(),
            mark=MADE_UP if is_demo() else "",
        )
    return TidyTables(tidy_workbook(tables, about), about, tuple(tables), snapshot)


def _figures(month: str, today: date) -> Iterator[tuple[str, Table]]:
    rows = [row for basis in BASES for row in _waits(basis, month)]
    if not rows:
        raise Refused(f"This store has no figures of {month}.", "Choose a month that it holds.", code="WORKBOOK-MONTH")
    snapshot = measured.snapshot()
    is_synthetic = is_demo() and any(row[0] == "computed" for row in rows)
    yield "Waits", waits_table(rows, snapshot, is_synthetic=is_synthetic, as_at=f"{today:%-d %B %Y}")
    yield "Measures", measures_table(_measures(month), snapshot, as_at=f"{today:%-d %B %Y}")


def _waits(basis: Basis, month: str) -> Iterator[tuple[Cell, ...]]:
    """England (published), the alliance and its trusts, each also by cancer type where its standard has them."""
    home = alliance("", month)
    places: dict[str, dict[str, tuple[str, ...]]] = {
        "england": {},
        "alliance": where(alliance=home.code),
        "provider": where(provider=[one.code for one in trusts_of_alliance(last_day(month))]),
    }
    if basis == "computed":  # the records of a store are not all of England
        del places["england"]
    for kind, kept in places.items():
        for detail in ("", "cancer_type"):
            standards = tuple(one for one in DETAILS if not detail or detail in DETAILS_OF[one])
            asked = Question(
                basis=basis, standards=standards, first_month=month, last_month=month,
                by=(kind, detail) if detail else (kind,), where=kept,
            )  # fmt: skip
            try:
                yield from waits_rows(figures.ask_with_hidden(asked), kind)
            except Refused:
                continue


DETAILS = ("28", "31", "62")
"""The standards of the sheet of waits."""


def _measures(month: str) -> list[tuple[Measure, MeasureValue]]:
    """The newest value up to the month of each measure, of England, the alliance and its trusts."""
    until, home = last_day(month), alliance("", month)
    trusts = tuple(one.code for one in trusts_of_alliance(until))
    found: list[tuple[Measure, MeasureValue]] = []
    with measured.ground() as ground:
        for measure in measured.catalogue():
            for kind, areas in (("england", ()), ("alliance", (home.code,)), ("provider", trusts)):
                values = values_of(ground, measure, Asked(area_type=kind, areas=areas, last=until)).values
                newest: dict[str, MeasureValue] = {}
                for one in values:
                    if not one.group and one.period_end <= until:
                        newest[one.area] = max(one, newest.get(one.area, one), key=lambda each: each.period_end)
                found += [(measure, one) for one in newest.values()]
    return found


def _written(today: date) -> Iterator[tuple[str, Table]]:
    """The plan in force and what groups agreed to do."""
    for row in newest_first()[:1]:
        plan = plan_in_rows(row)
        mark = MADE_UP if is_demo() and plan.meta.note else ""
        for name in KINDS:
            if name in SHEETS:
                yield SHEETS[name], plan_table(name, plan, row.version, as_at=f"{today:%-d %B %Y}", mark=mark)
    rows = tuple(
        (one.group.name, one.words, one.agreed_on, one.due_on, one.done_on, one.state(today))
        for one in Action.objects.select_related("group").order_by("due_on", "pk")
    )
    notes = Notes(
        definition="What groups agreed that somebody does, one action a row. Who does it is left out here.",
        source="The groups of the alliance, as their minutes say",
        as_at=f"{today:%-d %B %Y}",
        snapshot="",
        licence="The alliance's own",
        mark=MADE_UP if is_demo() else "",
    )
    yield "Actions", Table("Actions of groups", ACTIONS, rows, notes)
