"""The types of forms: which there are, taking one up, its questions, and its themes."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.forms.answer_counts import answer_counts, counted_questions
from clearway.site.forms.forms import TypeFileForm
from clearway.site.forms.permissions import can_manage_types, check_may_manage_types, check_may_use_forms
from clearway.site.forms.presenters import answers
from clearway.site.forms.presenters.lists import themes_shown
from clearway.site.forms.questionnaire.fhir_out import questionnaire_text
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.reading import synthetic_mark
from clearway.site.forms.services.types import LARGEST, read_definition, take_up
from clearway.site.forms.theme_counts import LEVELS, theme_counts
from clearway.site.forms.types_held import newest
from clearway.site.requests import SignedInRequest


@require_safe
def types(request: SignedInRequest) -> HttpResponse:
    """Every type of form, in its newest version."""
    check_may_use_forms(request.membership)
    context = {"types": newest().values(), "may_manage": can_manage_types(request.membership)}
    return render(request, "forms/types.jinja", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Take up a type of form from a YAML or FHIR JSON file."""
    check_may_manage_types(request.membership)
    form = TypeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["upload"]
            made = take_up(by=request.membership, form=read_definition(upload.read(LARGEST + 1)))
        except Refused as refusal:
            form.add_error("upload", str(refusal))
        else:
            messages.success(request, f"Taken up: {made.title}, version {made.version}. It can be started at once.")
            return HttpResponseRedirect(reverse("forms:type", args=[made.key]))
    status = 422 if request.method == "POST" else 200
    return render(request, "forms/type_add.jinja", {"form": form}, status=status)


@require_safe
def form_type(request: SignedInRequest, key: str) -> HttpResponse:
    """One type: who fills it, what it asks, and where its facts come from."""
    asked = _type(request, key)
    return render(request, "forms/type.jinja", {"asked": asked})


@require_safe
def definition(request: SignedInRequest, key: str) -> HttpResponse:
    """One type as a FHIR Questionnaire."""
    asked = _type(request, key)
    answer = HttpResponse(questionnaire_text(asked), content_type="application/fhir+json")
    answer["Content-Disposition"] = content_disposition(file_name(f"form-{asked.id}", asked.version, extension="json"))
    return answer


@require_safe
def counts(request: SignedInRequest, key: str) -> HttpResponse:
    """How many forms speak of each theme, by practice, network, trust and alliance."""
    asked = _type(request, key)
    if not asked.themes:
        raise Http404
    mark = synthetic_mark(settings.STORE)
    tables = [themes_shown(theme_counts(asked, level), asked.title, mark) for level in LEVELS]
    file = wanted_file(request, *tables, name=f"clearway-themes-{asked.id}")
    return file or render(request, "forms/counts.jinja", {"asked": asked, "tables": tables})


@require_safe
def answered(request: SignedInRequest, key: str) -> HttpResponse:
    """How signed forms answered each question with answers to choose from, at one level."""
    asked = _type(request, key)
    questions = counted_questions(asked)
    level = request.GET.get("level", "alliance")
    if not questions or level not in answers.LEVELS:
        raise Http404
    mark = synthetic_mark(settings.STORE)
    tables = answers.answer_tables(asked, questions, answer_counts(asked), level, mark)
    file = wanted_file(request, *tables, name=f"clearway-answers-{asked.id}-{level}")
    *shown, every = tables
    context = {"asked": asked, "tables": shown, "every": every, "level": level, "levels": answers.LEVELS}
    return file or render(request, "forms/answered.jinja", context)


def _type(request: SignedInRequest, key: str) -> FormType:
    check_may_use_forms(request.membership)
    found = newest().get(key)
    if found is None:
        raise Http404
    return found
