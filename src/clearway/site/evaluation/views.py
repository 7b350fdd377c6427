"""Evaluation on screen: parse the address, ask, present."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clearway.site.downloads import wanted_file
from clearway.site.evaluation.asked import Asked, read
from clearway.site.evaluation.presenters import EvaluationPage, back_href, bare_evaluation, evaluation_page
from clearway.site.measures import figures
from clearway.site.measures.permissions import sight_of
from clearway.site.measures.subject import Subject, subject_of
from clearway.site.performance.answering import of_figures
from clearway.site.plan.permissions import can_edit
from clearway.site.requests import SignedInRequest


@of_figures
def evaluation(request: SignedInRequest, measure_id: str) -> HttpResponse:
    """Whether a measure moved as hoped at a place from a month on. 404 for an id that no definition has."""
    found = figures.measure_of(measure_id)
    if found is None:
        raise Http404
    asked = read(request.GET)
    subject = subject_of(found, asked.view, sight_of(request.membership))
    page = _page(subject, asked) if subject else bare_evaluation(found)
    file = wanted_file(request, *page.tables, name=f"clearway-{measure_id.lower()}-evaluation")
    return file or render(request, "evaluation/evaluation.jinja", _context(request, page))


def _context(request: SignedInRequest, page: EvaluationPage) -> dict[str, Any]:
    may_hope = page.answer is not None and can_edit(request.membership)
    hope = f"{reverse('evaluation:hope', args=[page.id])}?{request.GET.urlencode()}" if may_hope else ""
    return {"page": page, "back": back_href(page), "hope": hope}


def _page(subject: Subject, asked: Asked) -> EvaluationPage:
    """The page of a question: answered once for each version of the figures."""
    return figures.remembered(
        ("evaluation", subject.key, asked), lambda: evaluation_page(subject, asked), lambda page: page.rows
    )
