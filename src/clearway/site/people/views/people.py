"""Everybody in one's care, adding somebody, and what each role may do."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.organisations.permissions import check_may_manage_people, manages_everybody
from clearway.site.people.forms import AddForm
from clearway.site.people.presenters.lists import every_role, people_list, who_may
from clearway.site.people.reading import named, people_in_care, with_roles
from clearway.site.people.services.inviting import invite
from clearway.site.people.services.reviewing import overdue_in_care
from clearway.site.requests import SignedInRequest

A_PAGE = 50


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody whom this administrator looks after, with their roles in force."""
    check_may_manage_people(request.membership)
    today, words = timezone.localdate(), request.GET.get("words", "")
    found = named(people_in_care(request.membership), words)
    shown = with_roles(found, request.membership).order_by("name", "email")
    if "format" in request.GET:
        everybody = list(shown)
        table = people_list(everybody, found=len(everybody), today=today)
        return wanted_file(request, table, name="clearway-people") or HttpResponse(status=404)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "table": people_list(list(page), found=page.paginator.count, today=today),
        "page": page,
        "words": words,
        "everybody": manages_everybody(request.membership),
        "overdue": overdue_in_care(request.membership, today),
    }
    return render(request, "people/people.jinja", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Add somebody with a first role, and invite them by mail."""
    check_may_manage_people(request.membership)
    form = AddForm(request.membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given, unsent = invite(
                by=request.membership,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                wanted=form.wanted(),
                site=request.build_absolute_uri("/"),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, unsent or f"A mail is on its way to {given.person.email}.")
            return HttpResponseRedirect(reverse("people:person", args=[given.person_id]))
    return render(request, "people/add.jinja", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def roles(request: SignedInRequest) -> HttpResponse:
    """Every role with what it may and may not do, for anybody who is signed in."""
    table = who_may(timezone.localdate())
    file = wanted_file(request, table, name="clearway-roles")
    return file or render(request, "people/roles.jinja", {"roles": every_role(), "table": table})
