"""One form: its summary, its history, its answers as FHIR, and closing it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clearway.publications.tables import content_disposition, file_name
from clearway.site.attachments.presenters import documents_of
from clearway.site.discussion.presenters import discussion_of
from clearway.site.downloads import wanted_file
from clearway.site.forms.hosts import host_of_case
from clearway.site.forms.models import FormStep
from clearway.site.forms.permissions import can_close
from clearway.site.forms.presenters.lists import history_of, names_of
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.response import response
from clearway.site.forms.reading import answers_seen, case_of, section_titles, seen_part, synthetic_mark
from clearway.site.forms.services.signing import close
from clearway.site.forms.types_held import form_of_case
from clearway.site.requests import SignedInRequest


@require_safe
def case(request: SignedInRequest, number: str) -> HttpResponse:
    """The summary of a form: each part as far as it may be seen, and what is to be done."""
    found = case_of(request, number)
    host = host_of_case(found, request.membership)
    context = {
        "case": found,
        "asked": form_of_case(found),
        "owner": names_of([found.owner_code])[found.owner_code],
        "parts": [seen_part(one, request.membership) for one in found.parts.all()],
        "discussion": discussion_of(host, request.membership),
        "documents": documents_of(host, request.membership),
        "may_close": can_close(request.membership, found),
    }
    return render(request, "forms/case.jinja", context)


@require_safe
def history(request: SignedInRequest, number: str) -> HttpResponse:
    """What happened to a form, newest first."""
    found = case_of(request, number)
    steps = list(FormStep.objects.for_membership(request.membership).filter(case=found).order_by("-pk"))
    table = history_of(steps, section_titles(form_of_case(found)), synthetic_mark(settings.STORE))
    file = wanted_file(request, table, name=f"clearway-form-{found.pk}")
    return file or render(request, "forms/history.jinja", {"case": found, "table": table})


@require_safe
def answers(request: SignedInRequest, number: str) -> HttpResponse:
    """The answers that may be seen, as a FHIR QuestionnaireResponse."""
    found = case_of(request, number)
    given: dict[Place, tuple[Value, ...]] = {}
    parties = []
    for part in found.parts.all():
        seen = answers_seen(part, request.membership)
        if seen is not None:
            given |= seen.counted()
            parties.append(part.party)
    status = "completed" if found.state in ("signed", "closed") else "in-progress"
    told = response(Answered(form_of_case(found), given), status=status, parties=parties)
    answer = HttpResponse(written(told), content_type="application/fhir+json")
    answer["Content-Disposition"] = content_disposition(file_name(f"clearway-form-{found.pk}", extension="json"))
    return answer


@require_POST
def shut(request: SignedInRequest, number: str) -> HttpResponse:
    """Close a form."""
    found = case_of(request, number)
    close(by=request.membership, case=found)
    messages.success(request, "Closed. Nothing in it changes any more.")
    return HttpResponseRedirect(reverse("forms:case", args=[found.pk]))
