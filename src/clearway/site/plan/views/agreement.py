"""The sign-off sheet: name a body, record its answer, put a decision of a group beside the plan."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.site.downloads import wanted_file
from clearway.site.groups.models import Decision
from clearway.site.measures.presenters.fact import Fact
from clearway.site.plan.governed_forms import AnswerForm, BodyForm, DecisionLinkForm
from clearway.site.plan.models import SigningBody
from clearway.site.plan.permissions import check_may_edit, check_may_read
from clearway.site.plan.presenters.agreement import answers_table
from clearway.site.plan.presenters.bids import ScoredPage
from clearway.site.plan.services.agreement import Told, add_body, link_decision, record_answer
from clearway.site.plan.typed import fill
from clearway.site.plan.views.form_pages import METHODS, FormPage, form_page, of_view
from clearway.site.plan.views.framing import plan_row, row_at, seen_by
from clearway.site.requests import SignedInRequest

WORDS = "Sign-off"


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Name a body whose agreement is asked."""
    plan = plan_row(number)
    check_may_edit(request.membership)

    def do(form: BodyForm) -> str:
        asks = form.cleaned_data["asks"]
        said = form.said("name", "part") | {one: one in asks for one in ("must_agree", "agrees_again")}
        made = add_body(by=request.membership, plan=plan, said=said)
        return f"{made.name} is on the sheet."

    page = FormPage("Name a body that is asked", "Name it", of_view(plan, "sign-off", WORDS), do)
    return form_page(request, BodyForm(request.POST or None), page)


def body(request: SignedInRequest, number: int) -> HttpResponse:
    """One body: what is asked of it, and every answer."""
    check_may_read(request.membership)
    row = row_at(SigningBody, number, "plan")
    seen = seen_by(request, row.plan)
    asked = "The plan needs its agreement" if row.must_agree else "It is told; the plan does not need its agreement"
    again = "asked again for each new version" if row.agrees_again else "asked once"
    facts = [Fact("Part", row.part or "not told"), Fact("What is asked", f"{asked}; {again}.")]
    facts += [Fact("Why", row.rest["basis"])] if row.rest.get("basis") else []
    page = ScoredPage(row.code, row.name, tuple(facts), (), (answers_table(seen, row),))
    here = reverse("plan:plan_of", args=[row.plan_id])
    acts = [("Record what it answered", reverse("plan:answer", args=[row.pk]))] if seen.may_edit else []
    way = [(here, row.plan.title), (f"{here}?view=sign-off", WORDS)]
    file = wanted_file(request, *page.tables, name=f"clearway-{page.code}")
    return file or render(request, "plan/scored.jinja", {"page": page, "way": way, "acts": acts})


@require_http_methods(METHODS)
def answer(request: SignedInRequest, number: int) -> HttpResponse:
    """Record what a body answered about the version that stands now."""
    row = row_at(SigningBody, number, "plan")
    check_may_edit(request.membership)

    def do(form: AnswerForm) -> str:
        typed = form.cleaned_data
        told = Told(**{name: typed[name] for name in ("answer", "by_whom", "on", "paper", "words")})
        version = int(typed["seen"]) if typed["seen"].isdigit() else 0
        made = record_answer(by=request.membership, body=row, told=told, version=version, today=timezone.localdate())
        return f"{row.name}, version {made.version}: {made.get_answer_display().lower()}."

    form = AnswerForm(request.POST or None, initial={"seen": str(row.plan.version)})
    intro = f"About version {row.plan.version} of the plan. Answers are added, never changed."
    where = of_view(row.plan, "sign-off", WORDS)
    return form_page(request, form, FormPage(row.name, "Record the answer", where, do, intro=intro))


@require_http_methods(METHODS)
def decision(request: SignedInRequest, number: int) -> HttpResponse:
    """Put a decision of a group beside the plan."""
    plan = plan_row(number)
    check_may_edit(request.membership)
    linked = plan.decisions.values_list("decision_id", flat=True)
    open_ones = Decision.objects.exclude(pk__in=linked).select_related("item__meeting__group")

    def do(form: DecisionLinkForm) -> str:
        wanted = open_ones.filter(pk=form.cleaned_data["decision"]).first()
        if wanted is None:
            raise Http404
        about = plan.deliverables.filter(code=form.cleaned_data["deliverable"]).first()
        link_decision(by=request.membership, plan=plan, decision=wanted, deliverable=about)
        return "The decision stands beside the plan."

    form = DecisionLinkForm(request.POST or None, plan=plan)
    fill(form, decision=[(str(one.pk), f"{one.item.meeting.group.name}: {one.words}"[:150]) for one in open_ones])
    page = FormPage("Put a decision beside the plan", "Put it there", of_view(plan, "sign-off", WORDS), do)
    return form_page(request, form, page)
