"""What the views of groups share: who may look at all, finding a row, and the page of a form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.groups.models import Group
from clearway.site.groups.permissions import check_may_read
from clearway.site.organisations.models import Membership
from clearway.site.requests import SignedInRequest

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=models.Model)
Crumb = tuple[str, str]


def guarded(*checks: Callable[[Membership], None]) -> Callable[[View], View]:
    """Makes a view one for those whom every check lets pass; each raises PermissionDenied."""

    def guard(view: View) -> View:
        @wraps(view)
        def checked(request: SignedInRequest, *arguments: Any, **named: Any) -> HttpResponse:
            for check in checks:
                check(request.membership)
            return view(request, *arguments, **named)

        return checked

    return guard


for_readers = guarded(check_may_read)
"""Makes a view one for those who may read groups."""


def one_of(rows: "models.QuerySet[Row]", number: int) -> Row:
    """The row of a number. Raises Http404."""
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form: its words, the way back, and what it does with what was typed.

    `do` makes the change and answers with the words for the person and where to go. It may raise Refused.
    """

    title: str
    button: str
    crumbs: Sequence[Crumb]
    do: Callable[[Any], tuple[str, str]]
    caption: str = ""
    intro: str = ""
    is_warning: bool = False


def form_page(
    request: SignedInRequest, form: forms.Form, page: FormPage, *, template: str = "groups/form.jinja"
) -> HttpResponse:
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
    return render(request, template, context, status=422 if form.is_bound else 200)


def crumbs_of(group: Group | None = None) -> list[Crumb]:
    """The way back: all groups, and the group."""
    way = [(reverse("groups:groups"), "Groups")]
    return [*way, (reverse("groups:group", args=[group.pk]), group.name)] if group else way
