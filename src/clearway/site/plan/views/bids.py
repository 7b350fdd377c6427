"""Bids, the framework they are scored by, and appraisals of options."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clearway.planning.shipped import best_possible_value
from clearway.site.downloads import wanted_file
from clearway.site.plan.governed_forms import (
    AppraisalForm,
    BidForm,
    BidLineForm,
    BidSumForm,
    ChoiceForm,
    ConfirmForm,
    DecisionForm,
    FrameworkForm,
    OptionForm,
    ScoreForm,
)
from clearway.site.plan.models import Appraisal, Bid, BidSum, Option, Plan, ScoringFramework
from clearway.site.plan.permissions import check_may_edit, check_may_read
from clearway.site.plan.presenters.bids import ScoredPage, appraisal_page, bid_page
from clearway.site.plan.services.bids import (
    add_appraisal,
    add_bid,
    add_option,
    add_sum,
    change_bid,
    change_framework,
    change_sum,
    choose_option,
    decide_bid,
    score,
    take_up_framework,
)
from clearway.site.plan.typed import fill, held
from clearway.site.plan.views.form_pages import METHODS, FormPage, Place, form_page, of_view
from clearway.site.plan.views.framing import deliverable_row, plan_row, row_at, seen_by
from clearway.site.requests import SignedInRequest

ABOUT = ("title", "fund", "round", "deliverables", "framework", "conditions")
DECIDED = ("decision", "decided_on", "conditions")
ASKED = ("stream", "quarter", "asked")
LINE = ("asked", "awarded", "spent")
AGREED = ("criteria", "agreed_by", "agreed_on")
CHOSEN = ("chosen", "reason")


def bid(request: SignedInRequest, number: int) -> HttpResponse:
    """One bid: what it asks, what became of it, how it was scored."""
    check_may_read(request.membership)
    row = row_at(Bid, number, "plan")
    seen = seen_by(request, row.plan)
    one = next(each for each in seen.plan.bids if each.id == row.code)
    lines = row.sums.filter(is_withdrawn=False)
    links = {each.code: reverse("plan:bid_sum", args=[each.pk]) for each in lines} if seen.may_edit else {}
    acts = [
        ("Score it", reverse("plan:score_bid", args=[row.pk])) if one.framework else None,
        ("Ask for money in a quarter", reverse("plan:add_bid_sum", args=[row.pk])),
        ("Record what became of it", reverse("plan:decide_bid", args=[row.pk])),
        ("Change what it is about", reverse("plan:change_bid", args=[row.pk])),
    ]
    return _scored(request, row.plan, bid_page(seen, one, links), acts if seen.may_edit else [])


def appraisal(request: SignedInRequest, number: int) -> HttpResponse:
    """One appraisal of options."""
    check_may_read(request.membership)
    row = row_at(Appraisal, number, "plan")
    seen = seen_by(request, row.plan)
    one = next(each for each in seen.plan.appraisals if each.id == row.code)
    acts: list[tuple[str, str] | None] = [("Add an option", reverse("plan:add_option", args=[row.pk]))]
    options = row.options.filter(is_withdrawn=False)
    acts += [(f"Score “{each.title}”", reverse("plan:score_option", args=[each.pk])) for each in options]
    acts.append(("Say which is chosen", reverse("plan:choose", args=[row.pk])) if options else None)
    return _scored(request, row.plan, appraisal_page(seen, one), acts if seen.may_edit else [])


def _scored(request: SignedInRequest, plan: Plan, page: ScoredPage, acts: list[tuple[str, str] | None]) -> HttpResponse:
    context = {"page": page, "way": _way(plan), "acts": [one for one in acts if one]}
    file = wanted_file(request, *page.tables, name=f"clearway-{page.code}")
    return file or render(request, "plan/scored.jinja", context)


def _list_of(plan: Plan) -> Place:
    return of_view(plan, "bids", "Bids and options")


def _way(plan: Plan) -> tuple[tuple[str, str], ...]:
    place = _list_of(plan)
    return (*place.way, (place.href, place.words))


def _of_bid(row: Bid) -> Place:
    return Place(row.title, reverse("plan:bid", args=[row.pk]), _way(row.plan))


def _of_appraisal(row: Appraisal) -> Place:
    return Place(row.title, reverse("plan:appraisal", args=[row.pk]), _way(row.plan))


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Begin a bid."""
    plan = plan_row(number)
    check_may_edit(request.membership)

    def do(form: BidForm) -> str:
        made = add_bid(by=request.membership, plan=plan, said=form.said(*ABOUT))
        return f"Begun: {made.title}."

    where = _list_of(plan)
    return form_page(request, BidForm(request.POST or None, plan=plan), FormPage("Begin a bid", "Begin it", where, do))


@require_http_methods(METHODS)
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change what a bid is about."""
    row = row_at(Bid, number, "plan")
    check_may_edit(request.membership)

    def do(form: BidForm) -> str:
        change_bid(by=request.membership, bid=row, said=form.said(*ABOUT), seen=form.cleaned_data["seen"])
        return "Changed."

    form = BidForm(request.POST or None, plan=row.plan, initial=held(row, *ABOUT))
    return form_page(request, form, FormPage("What the bid is about", "Record it", _of_bid(row), do))


@require_http_methods(METHODS)
def decide(request: SignedInRequest, number: int) -> HttpResponse:
    """Record what became of a bid."""
    row = row_at(Bid, number, "plan")
    check_may_edit(request.membership)

    def do(form: DecisionForm) -> str:
        typed = form.cleaned_data
        decide_bid(by=request.membership, bid=row, said=form.said(*DECIDED), seen=typed["seen"], reason=typed["reason"])
        return "Recorded what became of it."

    form = DecisionForm(request.POST or None, initial=held(row, *DECIDED))
    return form_page(request, form, FormPage("What became of it", "Record it", _of_bid(row), do))


@require_http_methods(METHODS)
def ask(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask for money in another quarter."""
    row = row_at(Bid, number, "plan")
    check_may_edit(request.membership)

    def do(form: BidSumForm) -> str:
        made = add_sum(by=request.membership, bid=row, said=form.said(*ASKED))
        return f"Asked: {made.stream} in {made.quarter}."

    form = BidSumForm(request.POST or None, plan=row.plan)
    return form_page(request, form, FormPage("Ask for money", "Ask for it", _of_bid(row), do))


@require_http_methods(METHODS)
def line(request: SignedInRequest, number: int) -> HttpResponse:
    """Say what was awarded and spent of a sum."""
    row = row_at(BidSum, number, "bid__plan")
    check_may_edit(request.membership)

    def do(form: BidLineForm) -> str:
        typed = form.cleaned_data
        change_sum(by=request.membership, line=row, said=form.said(*LINE), seen=typed["seen"], reason=typed["reason"])
        return f"Recorded: {row.stream} in {row.quarter}."

    form = BidLineForm(request.POST or None, initial=held(row, *LINE))
    title = f"{row.stream.capitalize()} in {row.quarter}"
    return form_page(request, form, FormPage(title, "Record it", _of_bid(row.bid), do))


@require_http_methods(METHODS)
def score_bid(request: SignedInRequest, number: int) -> HttpResponse:
    """Score a bid."""
    row = row_at(Bid, number, "plan")
    return _score(request, row, row.plan, row.framework, _of_bid(row))


@require_http_methods(METHODS)
def score_option(request: SignedInRequest, number: int) -> HttpResponse:
    """Score an option."""
    row = row_at(Option, number, "appraisal__plan")
    return _score(request, row, row.appraisal.plan, row.appraisal.framework, _of_appraisal(row.appraisal))


def _score(request: SignedInRequest, of: Bid | Option, plan: Plan, code: str, where: Place) -> HttpResponse:
    check_may_edit(request.membership)
    framework = plan.scoring_frameworks.filter(code=code, is_withdrawn=False).first()
    if framework is None:
        raise Http404
    highest = framework.rest.get("highest", 5)

    def do(form: ScoreForm) -> str:
        changed = score(by=request.membership, of=of, scorer=form.cleaned_data["scorer"], given=form.given)
        return f"Recorded {changed} {'score' if changed == 1 else 'scores'} of {form.cleaned_data['scorer']}."

    form = ScoreForm(request.POST or None, criteria=framework.criteria, highest=highest)
    intro = f"{framework.title}, version {framework.version}: points from 0 to {highest}, each with its reason."
    return form_page(request, form, FormPage("Give scores", "Record the scores", where, do, intro=intro))


@require_http_methods(METHODS)
def take_up(request: SignedInRequest, number: int) -> HttpResponse:
    """Take up the framework that is shipped."""
    plan = plan_row(number)
    check_may_edit(request.membership)
    shipped = best_possible_value()

    def do(form: Any) -> str:
        made = take_up_framework(by=request.membership, plan=plan, framework=shipped)
        return f"Taken up: {made.title}. Say where your alliance agreed its weights."

    criteria = ", ".join(f"{one.title} ({one.weight})" for one in shipped.criteria)
    intro = f"{shipped.note} {shipped.source} It has: {criteria}."
    where = _list_of(plan)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    return form_page(request, form, FormPage(f"Take up “{shipped.title}”", "Take it up", where, do, intro=intro))


@require_http_methods(METHODS)
def framework(request: SignedInRequest, number: int) -> HttpResponse:
    """Change the criteria and weights of a framework."""
    row = row_at(ScoringFramework, number, "plan")
    check_may_edit(request.membership)

    def do(form: FrameworkForm) -> str:
        typed = form.cleaned_data
        said = {"criteria": form.changed_criteria, "agreed_by": typed["agreed_by"], "agreed_on": typed["agreed_on"]}
        change_framework(by=request.membership, framework=row, said=said, seen=typed["seen"], reason=typed["reason"])
        return f"{row.title} is at version {row.version + 1}."

    form = FrameworkForm(request.POST or None, criteria=row.criteria, initial=held(row, *AGREED))
    intro = "Weights must add to 100. A criterion whose words change is another: earlier scores for it count no more."
    where = _list_of(row.plan)
    return form_page(request, form, FormPage(row.title, "Make it a new version", where, do, intro=intro))


@require_http_methods(METHODS)
def appraise(request: SignedInRequest, number: int) -> HttpResponse:
    """Begin an appraisal of options for a deliverable."""
    found = deliverable_row(number)
    check_may_edit(request.membership)

    def do(form: AppraisalForm) -> str:
        made = add_appraisal(by=request.membership, deliverable=found, said=form.said("title", "framework"))
        return f"Begun: {made.title}. Add its options."

    form = AppraisalForm(request.POST or None, plan=found.plan)
    return form_page(request, form, FormPage("Appraise options", "Begin it", found, do))


@require_http_methods(METHODS)
def option(request: SignedInRequest, number: int) -> HttpResponse:
    """Add an option to an appraisal."""
    row = row_at(Appraisal, number, "plan")
    check_may_edit(request.membership)

    def do(form: OptionForm) -> str:
        made = add_option(by=request.membership, appraisal=row, said=form.said("title", "cost"))
        return f"Added: {made.title}."

    form = OptionForm(request.POST or None)
    return form_page(request, form, FormPage("Add an option", "Add it", _of_appraisal(row), do))


@require_http_methods(METHODS)
def choose(request: SignedInRequest, number: int) -> HttpResponse:
    """Say which option is chosen, and why."""
    row = row_at(Appraisal, number, "plan")
    check_may_edit(request.membership)

    def do(form: ChoiceForm) -> str:
        choose_option(by=request.membership, appraisal=row, said=form.said(*CHOSEN), seen=form.cleaned_data["seen"])
        return "Recorded which option is chosen."

    form = ChoiceForm(request.POST or None, initial=held(row, *CHOSEN))
    fill(form, chosen=[(one.code, one.title) for one in row.options.filter(is_withdrawn=False)])
    return form_page(request, form, FormPage("Which option is chosen", "Record it", _of_appraisal(row), do))
