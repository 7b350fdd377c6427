"""Seats: adding one, who holds it and held it, putting somebody into it, leaving it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.groups.kinds import SeatKind
from clearway.site.accounts.models import Person
from clearway.site.groups import forms
from clearway.site.groups.models import Group, Holder, Seat
from clearway.site.groups.permissions import can_keep, check_may_keep
from clearway.site.groups.presenters.group import holder_line
from clearway.site.groups.reading import people_to_appoint
from clearway.site.groups.services import seats as services
from clearway.site.groups.views.framing import FormPage, crumbs_of, for_readers, form_page, one_of
from clearway.site.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Add a seat to a group."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)

    def do(typed: Any) -> tuple[str, str]:
        cleaned = typed.cleaned_data
        made = services.add_seat(
            by=request.membership,
            group=held,
            **cleaned | {"kind": SeatKind(cleaned["kind"]), "votes": cleaned["votes"] == "yes"},
        )
        return f"Added: {made.name}.", reverse("groups:seat", args=[made.pk])

    page = FormPage("Add a seat", "Add the seat", crumbs_of(held), do, caption=held.name)
    return form_page(request, forms.SeatForm(request.POST or None), page)


@require_safe
@for_readers
def seat(request: SignedInRequest, number: int) -> HttpResponse:
    """One seat: who holds it, and who held it."""
    held = one_of(Seat.objects.select_related("group"), number)
    today = timezone.localdate()
    everybody = list(held.holders.select_related("person").order_by("-starts_on", "-pk"))
    context = {
        "seat": held,
        "crumbs": crumbs_of(held.group),
        "now": [(one, holder_line(one)) for one in everybody if not one.ended_on or one.ended_on > today],
        "before": [holder_line(one) for one in everybody if one.ended_on and one.ended_on <= today],
        "may_change": can_keep(request.membership) and held.group.is_live and held.ended_on is None,
    }
    return render(request, "groups/seat.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def appoint(request: SignedInRequest, number: int) -> HttpResponse:
    """Put somebody into a seat."""
    check_may_keep(request.membership)
    held = one_of(Seat.objects.select_related("group"), number)

    def do(typed: Any) -> tuple[str, str]:
        cleaned = dict(typed.cleaned_data)
        chosen = cleaned.pop("person")
        person = one_of(Person.objects.all(), int(chosen)) if chosen else None
        services.appoint(by=request.membership, seat=held, who=services.Appointment(person=person, **cleaned))
        return "The seat is taken.", reverse("groups:group", args=[held.group_id])

    intro = "Names are seen by people of the alliance who sign in, and by nobody else."
    page = FormPage("Who takes the seat?", "Save", crumbs_of(held.group), do, caption=str(held), intro=intro)
    return form_page(request, forms.AppointForm(request.POST or None, people=people_to_appoint()), page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def step_down(request: SignedInRequest, number: int) -> HttpResponse:
    """Say from when somebody does not hold a seat any more."""
    check_may_keep(request.membership)
    held = one_of(Holder.objects.select_related("seat__group", "person"), number)

    def do(typed: Any) -> tuple[str, str]:
        services.step_down(by=request.membership, holder=held, on=typed.cleaned_data["on"])
        return "Saved. Meetings that were held keep who sat there then.", reverse("groups:seat", args=[held.seat_id])

    title = f"{held.name} leaves the seat"
    page = FormPage(title, "Save", crumbs_of(held.seat.group), do, caption=str(held.seat))
    return form_page(request, forms.DayForm(request.POST or None), page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def end(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a seat away."""
    check_may_keep(request.membership)
    held = one_of(Seat.objects.select_related("group"), number)

    def do(typed: Any) -> tuple[str, str]:
        services.end_seat(by=request.membership, seat=held, on=typed.cleaned_data["on"])
        return "Taken away.", reverse("groups:group", args=[held.group_id])

    page = FormPage("Take the seat away", "Take it away", crumbs_of(held.group), do, caption=str(held), is_warning=True)
    return form_page(request, forms.DayForm(request.POST or None), page)
