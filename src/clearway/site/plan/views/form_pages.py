"""A page with one form about a deliverable: shown, checked, done, and back to the deliverable."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.plan.models import Deliverable
from clearway.site.requests import SignedInRequest


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of the page, and what it does with what was typed: `do` answers with words, or raises Refused."""

    title: str
    button: str
    deliverable: Deliverable
    do: Callable[[Any], str]
    instead: tuple[str, str] | None = None
    intro: str = ""


def form_page(request: SignedInRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """Show a form, or do what it asks for and go back to the deliverable."""
    here = reverse("plan:deliverable", args=[page.deliverable.pk])
    if form.is_valid():
        try:
            said = page.do(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(here)
    plan = page.deliverable.plan
    context = {
        "page": page,
        "boxes": [one for one in boxes(form) if not form.fields[one.id].widget.is_hidden],
        "hidden": [one for one in boxes(form) if form.fields[one.id].widget.is_hidden],
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "way": [(reverse("plan:plan_of", args=[plan.pk]), plan.title), (here, page.deliverable.code)],
    }
    return render(request, "plan/form.jinja", context, status=422 if form.is_bound else 200)
