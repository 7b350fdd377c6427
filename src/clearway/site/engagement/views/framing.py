"""What the views of engagement share: who may look at all, the way back, and the page of a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.engagement.permissions import check_may_keep, check_may_read
from clearway.site.groups.fields import boxes
from clearway.site.groups.views.framing import FormPage
from clearway.site.requests import SignedInRequest

View = Callable[..., HttpResponse]
Crumb = tuple[str, str]
Done = tuple[str, str]
FORM = ["GET", "HEAD", "POST"]


def for_readers(view: View) -> View:
    """A view for those who may read engagement."""

    @wraps(view)
    def checked(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponse:
        check_may_read(request.membership)
        return view(request, *arguments, **named)

    return checked


def for_keepers(view: View) -> View:
    """A view for those who keep engagement."""

    @wraps(view)
    def checked(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponse:
        check_may_read(request.membership)
        check_may_keep(request.membership)
        return view(request, *arguments, **named)

    return checked


def way_to(*names: tuple[str, str]) -> list[Crumb]:
    """The way back: engagement, and what lies between; pairs of the name of an address and words."""
    return [(reverse(f"engagement:{name}"), words) for name, words in (("engagement", "Engagement"), *names)]


def form_page(request: SignedInRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """Show a form, or do what it asks for and go on. Fields that are not for the eye travel along."""
    if request.method == "POST" and form.is_valid():
        try:
            said, target = page.do(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(target)
    drawn = list(boxes(form))
    hidden = {one.id for one in drawn if form.fields[one.id].widget.is_hidden}
    context = {
        "page": page,
        "boxes": [one for one in drawn if one.id not in hidden],
        "hidden": [one for one in drawn if one.id in hidden],
        "has_words": any(one.way == "textarea" for one in drawn),
        "problems": {name: found[0] for name, found in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
    }
    return render(request, "engagement/form.jinja", context, status=422 if form.is_bound else 200)
