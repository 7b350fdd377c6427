"""A page with one form about a deliverable or something else of a plan: shown, checked, done, and back to it."""

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
from clearway.site.plan.models import Deliverable, Plan
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a form is about, where it leads back to, and the way there above that."""

    words: str
    href: str
    way: tuple[tuple[str, str], ...]
    crumb: str = ""


def of_deliverable(one: Deliverable) -> Place:
    """A deliverable as the place of a form."""
    way = ((reverse("plan:plan_of", args=[one.plan_id]), one.plan.title),)
    return Place(f"{one.code} {one.title}", reverse("plan:deliverable", args=[one.pk]), way, one.code)


def of_view(plan: Plan, view: str, words: str) -> Place:
    """A view of a plan as the place of a form."""
    here = reverse("plan:plan_of", args=[plan.pk])
    return Place(words, f"{here}?view={view}", ((here, plan.title),))


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words of the page, and what it does with what was typed: `do` answers with words, or raises Refused."""

    title: str
    button: str
    about: Deliverable | Place
    do: Callable[[Any], str]
    instead: tuple[str, str] | None = None
    intro: str = ""


def form_page(request: SignedInRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """Show a form, or do what it asks for and go back to what it is about."""
    place = of_deliverable(page.about) if isinstance(page.about, Deliverable) else page.about
    if form.is_valid():
        try:
            said = page.do(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(place.href)
    context = {
        "page": page,
        "boxes": [one for one in boxes(form) if not form.fields[one.id].widget.is_hidden],
        "hidden": [one for one in boxes(form) if form.fields[one.id].widget.is_hidden],
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "place": place,
        "way": [*place.way, (place.href, place.crumb or place.words)],
    }
    return render(request, "plan/form.jinja", context, status=422 if form.is_bound else 200)
