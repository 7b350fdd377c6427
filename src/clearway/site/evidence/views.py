"""Making something of what was seen; and the chain of a deliverable, back and forth."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.downloads import wanted_file
from clearway.site.evaluation.answering import in_words
from clearway.site.evidence.forms import ActForm
from clearway.site.evidence.presenters.chain import chain_of
from clearway.site.evidence.seen import KINDS, Seen, read_seen
from clearway.site.evidence.services import ask_about, make_activity
from clearway.site.groups.fields import boxes
from clearway.site.groups.permissions import check_may_raise
from clearway.site.groups.presenters.questions import NEUTRAL
from clearway.site.groups.question_forms import AskingForm
from clearway.site.groups.services.questions import Asking
from clearway.site.organisations.models import Organisation, OrganisationKind
from clearway.site.performance.answering import of_figures
from clearway.site.plan.models import Deliverable
from clearway.site.plan.permissions import can_update, check_may_read
from clearway.site.plan.reading import newest_first
from clearway.site.plan.views.framing import deliverable_row
from clearway.site.registers.choices import place_options
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@in_words
def act(request: SignedInRequest) -> HttpResponse:
    """Make an activity of the plan in force of what was seen."""
    check_may_read(request.membership)
    mine = _mine(request)
    if not mine:
        raise PermissionDenied("Activities are added by programme managers and by who answers for a deliverable.")
    seen = read_seen(request.GET.get("seen", ""))
    options = [(str(one.pk), f"{one.code} {one.title}"[:110]) for one in mine]
    form = ActForm(request.POST or None, deliverables=options, chosen=_likely(mine, seen))

    def do() -> str:
        typed = form.cleaned_data
        found = next(one for one in mine if str(one.pk) == typed["deliverable"])
        make_activity(by=request.membership, seen=seen, deliverable=found, words=typed["words"], due=typed["due"])
        messages.success(request, f"Added to {found.code}, with what you saw.")
        return reverse("evidence:chain", args=[found.pk])

    return _page(request, form, seen, do, title="Make an action of this", button="Add it to the plan")


@require_http_methods(METHODS)
@in_words
def ask(request: SignedInRequest) -> HttpResponse:
    """Raise a question about what was seen."""
    check_may_raise(request.membership)
    seen = read_seen(request.GET.get("seen", ""))
    asked = {one.code: one for one in Organisation.objects.filter(kind=OrganisationKind.TRUST)}
    options = {
        "organisation": [(code, str(one)) for code, one in asked.items()],
        "measure": [(one.id, f"{one.name} ({one.id})") for one in own.catalogue()],
        "place": place_options(),
        "group": [],
    }
    first = {"organisation": seen.organisation_code or seen.place, "measure": seen.measure, "place": seen.place}
    form = AskingForm(request.POST or None, options=options, initial=first)

    def do() -> str:
        typed = dict(form.cleaned_data) | {"group": None}
        asking = Asking(**typed | {"organisation": asked[typed["organisation"]]})
        made = ask_about(by=request.membership, seen=seen, asking=asking)
        messages.success(request, "Raised, with what you saw. Those who answer for the organisation are told.")
        return reverse("groups:question", args=[made.pk])

    return _page(request, form, seen, do, title="Raise a question about this", button="Raise it", intro=NEUTRAL)


@require_safe
@of_figures
def chain(request: SignedInRequest, number: int) -> HttpResponse:
    """What led to a deliverable's activities, who does them, what should move, whether it did, and what was told."""
    check_may_read(request.membership)
    found = deliverable_row(number)
    page = chain_of(found, request.membership)
    way = [
        (reverse("plan:plan_of", args=[found.plan_id]), found.plan.title),
        (reverse("plan:deliverable", args=[found.pk]), found.code),
    ]
    file = wanted_file(request, page.table, name=f"clearway-chain-{found.code}")
    return file or render(request, "evidence/chain.jinja", {"page": page, "way": way})


def _page(
    request: SignedInRequest, form: django_forms.Form, seen: Seen, do: Any, *, title: str, button: str, intro: str = ""
) -> HttpResponse:
    if form.is_valid():
        try:
            return HttpResponseRedirect(do())
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.mend}")
    context = {
        "title": title,
        "button": button,
        "intro": intro,
        "seen": seen,
        "kind": KINDS[seen.kind],
        "boxes": [one for one in boxes(form) if one.id != "group"],
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
    }
    return render(request, "evidence/make.jinja", context, status=422 if form.is_bound else 200)


def _mine(request: SignedInRequest) -> list[Deliverable]:
    """The deliverables of the plan in force that this membership may add to."""
    plans = newest_first()[:1]
    rows = [one for plan in plans for one in plan.deliverables.filter(is_withdrawn=False).select_related("plan")]
    return [one for one in rows if can_update(request.membership, one)]


def _likely(mine: list[Deliverable], seen: Seen) -> str:
    """The deliverable that names the measure that was seen, if one alone does."""
    naming = [one for one in mine if seen.measure and seen.measure in one.measures]
    return str(naming[0].pk) if len(naming) == 1 else ""
