"""A plan in several views of one address: list, grid, timeline, board, tables, coverage, money, risks, findings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clearway.planning.alignment import coverage_of
from clearway.planning.checks import Gap, check_plan
from clearway.planning.funding import funding_of
from clearway.planning.money import budget_of
from clearway.planning.shipped import framework_of
from clearway.site.discussion.presenters import discussion_of
from clearway.site.downloads import Downloadable, wanted_file
from clearway.site.measures import figures
from clearway.site.performance.answering import of_figures
from clearway.site.plan.hosts import host_of_deliverable
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import can_edit, can_load, can_update, check_may_read
from clearway.site.plan.presenters.agreement import sheet_of
from clearway.site.plan.presenters.bids import appraisals_of, frameworks_shown, rounds_of
from clearway.site.plan.presenters.board import board
from clearway.site.plan.presenters.deliverable import deliverable_page
from clearway.site.plan.presenters.funding import funding_tables, funding_words
from clearway.site.plan.presenters.listing import Seen, listing
from clearway.site.plan.presenters.matrix import coverage_table, grid_table
from clearway.site.plan.presenters.notes import made_up
from clearway.site.plan.presenters.rollout import roll_out_grid
from clearway.site.plan.presenters.tables import budget_tables, concern_table, five_columns, gap_table
from clearway.site.plan.presenters.timeline import timeline_shown
from clearway.site.plan.reading import is_history, newest_first
from clearway.site.plan.views.framing import deliverable_row, plan_row, seen_by
from clearway.site.requests import SignedInRequest

Shown = tuple[dict[str, Any], tuple[Downloadable, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a plan: its words, its template, and what it shows."""

    words: str
    template: str
    show: Callable[[Seen], Shown]


def _list(seen: Seen) -> Shown:
    shown = listing(seen)
    return {"listing": shown}, (shown,)


def _grid(seen: Seen) -> Shown:
    shown = grid_table(seen)
    return {"signs": shown}, (shown,)


def _timeline(seen: Seen) -> Shown:
    shown = timeline_shown(seen)
    return {"shown": shown}, (shown,)


def _board(seen: Seen) -> Shown:
    shown = board(seen)
    return {"shown": shown}, (shown,)


def _five(seen: Seen) -> Shown:
    shown = five_columns(seen, framework_of(seen.plan))
    return {"tables": (shown,)}, (shown,)


def _coverage(seen: Seen) -> Shown:
    framework = framework_of(seen.plan)
    coverage = coverage_of(seen.plan, framework)
    shown = coverage_table(seen, coverage)
    unasked = [(one.id, one.title, seen.hrefs[one.id]) for one in coverage.unasked]
    return {"signs": shown, "framework": framework, "unanswered": coverage.unanswered, "unasked": unasked}, (shown,)


def _gaps(seen: Seen) -> Shown:
    shown = gap_table(seen, gaps_of(seen))
    return {"tables": (shown,)}, (shown,)


def _money(seen: Seen) -> Shown:
    budget, funding = budget_of(seen.plan), funding_of(seen.plan)
    shown, received = budget_tables(seen, budget), funding_tables(seen, funding)
    told = {"tables": shown, "budget": budget, "received": received, "words": funding_words(funding)}
    return told | {"may_edit": seen.may_edit}, (*received, *shown)


def _bids(seen: Seen) -> Shown:
    rounds, frameworks = rounds_of(seen), frameworks_shown(seen)
    told = {"rounds": rounds, "frameworks": frameworks, "appraisals": list(appraisals_of(seen))}
    tables = (*(one.table for one in rounds), *(one.table for one in frameworks))
    return told | {"may_edit": seen.may_edit}, tables


def _roll_out(seen: Seen) -> Shown:
    grid = roll_out_grid(seen)
    return {"grid": grid, "may_edit": seen.may_edit}, (grid.shown,)


def _sign_off(seen: Seen) -> Shown:
    sheet = sheet_of(seen)
    return {"sheet": sheet, "may_edit": seen.may_edit}, (sheet.bodies, sheet.decisions)


def _concerns(seen: Seen) -> Shown:
    held = [(one, concern) for one in seen.plan.deliverables for concern in one.concerns]
    links = {concern.id: seen.hrefs[one.id] for one, concern in held}
    shown = concern_table(seen, held, f"Risks, issues and assumptions: {seen.plan.meta.title}", links)
    return {"tables": (shown,)}, (shown,)


VIEWS = {
    "list": View("List", "plan/list.jinja", _list),
    "grid": View("Grid by half-year", "plan/grid.jinja", _grid),
    "timeline": View("Timeline", "plan/timeline.jinja", _timeline),
    "board": View("Board", "plan/board.jinja", _board),
    "table": View("Against the framework", "plan/tables.jinja", _five),
    "coverage": View("Coverage", "plan/coverage.jinja", _coverage),
    "money": View("Money", "plan/money.jinja", _money),
    "bids": View("Bids and options", "plan/bids.jinja", _bids),
    "roll-out": View("Roll-out", "plan/rollout.jinja", _roll_out),
    "risks": View("Risks", "plan/tables.jinja", _concerns),
    "sign-off": View("Sign-off", "plan/agreement.jinja", _sign_off),
    "findings": View("What is missing", "plan/tables.jinja", _gaps),
}


@of_figures
def plan(request: SignedInRequest, number: int | None = None) -> HttpResponse:
    """A plan, in the view that `?view=` asks for; without a number, the plan in force."""
    check_may_read(request.membership)
    rows = newest_first()
    if number is None and not rows:
        return render(request, "plan/none.jinja", {"may_load": can_load(request.membership)})
    row = rows[0] if number is None else plan_row(number)
    view = VIEWS.get(request.GET.get("view", "list"))
    if view is None:
        raise Http404
    seen = seen_by(request, row)
    context, tables = view.show(seen)
    file = wanted_file(request, *tables, name=f"clearway-plan-{row.code}")
    return file or render(request, view.template, _framed(request, row, rows, seen, view) | context)


def _framed(request: SignedInRequest, row: PlanRow, rows: list[PlanRow], seen: Seen, view: View) -> dict[str, Any]:
    here = reverse("plan:plan_of", args=[row.pk])
    others = [(one.title, reverse("plan:plan_of", args=[one.pk])) for one in rows if one.pk != row.pk]
    return {
        "row": row,
        "plan": seen.plan,
        "counts": seen.plan.counts(),
        "is_history": bool(rows) and row.pk != rows[0].pk,
        "may_edit": row.pk == rows[0].pk and can_edit(request.membership),
        "is_over": seen.plan.meta.period.last_day < seen.today,
        "others": others,
        "view": view,
        "ways": [(one.words, f"{here}?view={key}", one is view) for key, one in VIEWS.items()],
        "mark": made_up(seen.plan),
    }


@of_figures
def deliverable(request: SignedInRequest, number: int) -> HttpResponse:
    """One deliverable of a plan."""
    check_may_read(request.membership)
    found = deliverable_row(number)
    seen = seen_by(request, found.plan)
    one = next((each for each in seen.plan.deliverables if each.id == found.code), None)
    if one is None:
        raise Http404
    is_open = not is_history(found.plan)
    may_update = is_open and can_update(request.membership, found)
    page = deliverable_page(seen, one, framework_of(seen.plan), gaps_of(seen), found, may_update=may_update)
    file = wanted_file(request, *page.tables, page.gaps, name=f"clearway-deliverable-{found.code}")
    way = [(reverse("plan:plan_of", args=[found.plan_id]), found.plan.title)]
    return file or render(
        request,
        "plan/deliverable.jinja",
        {
            "page": page,
            "way": way,
            "number": found.pk,
            "mark": made_up(seen.plan),
            "may_update": may_update,
            "may_edit": is_open and can_edit(request.membership),
            "discussion": discussion_of(host_of_deliverable(found, request.membership), request.membership),
        },
    )


def gaps_of(seen: Seen) -> tuple[Gap, ...]:
    """Every finding about a plan, measures held against this store's catalogue."""
    return check_plan(seen.plan, framework_of(seen.plan), frozenset(one.id for one in figures.catalogue()))
