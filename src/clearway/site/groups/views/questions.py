"""Questions raised with organisations; questions before meetings; the page of what is asked of you."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.downloads import wanted_file
from clearway.site.groups import question_forms as forms
from clearway.site.groups.models import Group, ItemQuestion, Question, QuestionState
from clearway.site.groups.permissions import (
    can_answer,
    can_raise,
    check_may_answer,
    check_may_ask,
    check_may_keep,
    check_may_raise,
)
from clearway.site.groups.presenters import questions as shown
from clearway.site.groups.presenters.you import your_page
from clearway.site.groups.refusing import note_refusal
from clearway.site.groups.services import questions as services
from clearway.site.groups.views.framing import FormPage, crumbs_of, for_readers, form_page, one_of
from clearway.site.groups.views.items import item_of, page_of
from clearway.site.groups.views.meetings import FORM, Done, crumbs_to
from clearway.site.organisations.models import Organisation, OrganisationKind
from clearway.site.registers.choices import place_options
from clearway.site.requests import SignedInRequest, request_id

WAY = [("/groups/", "Groups"), ("/groups/questions", "Questions")]


@require_safe
@for_readers
def questions(request: SignedInRequest) -> HttpResponse:
    """The questions that this membership may see: those asked of its own organisation first."""
    today, by = timezone.localdate(), request.membership
    rows = list(Question.objects.for_membership(by).order_by("reply_by", "pk")[:1_000])
    still = [one for one in rows if one.state == QuestionState.OPEN]
    own_ones = [one for one in still if one.organisation_code == by.organisation.code]
    tables = []
    if by.organisation.kind != OrganisationKind.ALLIANCE:
        title = f"Asked of {by.organisation.name}"
        empty = "No question waits for a reply of your organisation."
        tables.append(shown.questions_list(own_ones, key="own", title=title, empty=empty, today=today))
    others = [one for one in still if one not in own_ones]
    if others or not tables:
        empty = "No question waits for a reply."
        tables.append(shown.questions_list(others, key="open", title="Waiting for a reply", empty=empty, today=today))
    over = [one for one in rows if one.state != QuestionState.OPEN]
    if over:
        tables.append(shown.questions_list(over, key="over", title="Answered or closed", empty="", today=today))
    context = {"tables": tables, "neutral": shown.NEUTRAL, "may_raise": can_raise(by)}
    file = wanted_file(request, *tables, name="clearway-questions")
    return file or render(request, "groups/questions.jinja", context)


@require_http_methods(FORM)
@for_readers
def add(request: SignedInRequest) -> HttpResponse:
    """Raise a question; an address may name organisation, measure and place beforehand."""
    check_may_raise(request.membership)
    asked = {one.code: one for one in Organisation.objects.filter(kind=OrganisationKind.TRUST)}
    groups = {str(one.pk): one for one in Group.objects.filter(history="", ended_on=None)}
    options = {
        "organisation": [(code, str(one)) for code, one in asked.items()],
        "measure": [(one.id, f"{one.name} ({one.id})") for one in own.catalogue()],
        "place": place_options(),
        "group": [(key, one.name) for key, one in groups.items()],
    }
    first = {name: request.GET.get(name, "") for name in ("organisation", "measure", "place", "group")}
    form = forms.AskingForm(request.POST or None, options=options, initial=first)

    def do(typed: Any) -> Done:
        cleaned = dict(typed.cleaned_data)
        asking = services.Asking(
            **cleaned | {"organisation": asked[cleaned["organisation"]], "group": groups.get(cleaned["group"])}
        )
        made = services.raise_question(by=request.membership, asking=asking)
        return "Raised. Those who answer for the organisation are told.", reverse("groups:question", args=[made.pk])

    page = FormPage("Raise a question", "Raise it", WAY, do, intro=shown.NEUTRAL)
    return form_page(request, form, page)


@require_http_methods(FORM)
@for_readers
def question(request: SignedInRequest, number: int) -> HttpResponse:
    """One question with its reply; who answers for the organisation replies here, who raises questions may close it."""
    held, by = _question(request, number), request.membership
    may_answer = can_answer(by, held)
    may_close = can_raise(by) and held.state == QuestionState.OPEN
    form = forms.ReplyForm(request.POST or None)
    problem = ""
    if request.method == "POST":
        if not can_raise(by):
            check_may_answer(by, held)
        typed = request.POST.get("words", "")
        try:
            if can_raise(by):
                services.close_question(by=by, question=held, reason=typed)
            else:
                services.answer_question(by=by, question=held, words=typed)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "Closed." if can_raise(by) else "Sent. The alliance is told.")
            return HttpResponseRedirect(reverse("groups:question", args=[held.pk]))
    context = {
        "question": held,
        "measure": shown.measure_name(held.measure),
        "place": shown.place_name(held.place),
        "is_late": held.is_late(timezone.localdate()),
        "neutral": shown.NEUTRAL,
        "may_answer": may_answer,
        "may_close": may_close,
        "problem": problem,
        "typed": form.data.get("words", "") if form.is_bound else "",
        "crumbs": WAY,
    }
    return render(request, "groups/question.jinja", context, status=422 if problem else 200)


def _question(request: SignedInRequest, number: int) -> Question:
    """The question of a number; another organisation's is not found, and that somebody asked is recorded."""
    rows = Question.objects.for_membership(request.membership)
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        note_refusal(request.membership, number, request_id(request))
        raise Http404
    return found


@require_http_methods(FORM)
@for_readers
def ask(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask on an item before its meeting."""
    check_may_ask(request.membership)
    held = item_of(number)

    def do(typed: Any) -> Done:
        services.ask_on_item(by=request.membership, item=held, **typed.cleaned_data)
        return "Asked. The answer comes to your notices, and stands here.", page_of(held)

    page = FormPage("Ask before the meeting", "Ask", crumbs_to(held.meeting), do, str(held), held.plain_summary)
    return form_page(request, forms.BeforeForm(request.POST or None), page)


@require_http_methods(FORM)
@for_readers
def answer(request: SignedInRequest, number: int) -> HttpResponse:
    """Answer what was asked on an item."""
    check_may_keep(request.membership)
    held = one_of(ItemQuestion.objects.select_related("item__meeting__group"), number)

    def do(typed: Any) -> Done:
        services.answer_on_item(by=request.membership, question=held, **typed.cleaned_data)
        return "Answered. Whoever asked is told.", page_of(held.item)

    page = FormPage("Answer a question", "Answer", crumbs_to(held.item.meeting), do, str(held.item), held.words)
    return form_page(request, forms.AnswerForm(request.POST or None, initial={"words": held.answer}), page)


@require_safe
@for_readers
def you(request: SignedInRequest) -> HttpResponse:
    """What is asked of you: the next meetings of your groups in plain words, your questions and their answers."""
    today: date = timezone.localdate()
    context = {"page": your_page(request.membership, today), "crumbs": crumbs_of()}
    return render(request, "groups/you.jinja", context)
