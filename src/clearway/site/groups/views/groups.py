"""The list of groups, one group, the structure, and the forms that change a group."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.planning.groups.structure import placed
from clearway.publications.charts.chart import Width
from clearway.publications.structure import picture
from clearway.site.downloads import Downloadable, wanted_file
from clearway.site.folding import FoldingTable
from clearway.site.groups import forms
from clearway.site.groups.models import Group
from clearway.site.groups.permissions import can_keep, check_may_keep
from clearway.site.groups.presenters import lists, meetings
from clearway.site.groups.presenters.group import group_page
from clearway.site.groups.reading import groups_to_answer_to, standing
from clearway.site.groups.services import groups as services
from clearway.site.groups.views.framing import FormPage, crumbs_of, for_readers, form_page, one_of
from clearway.site.requests import SignedInRequest
from clearway.site.tables import ShownTable

TODAY_TITLE, PAST_TITLE, OVER_TITLE = "Groups of today", "Groups of the past", "Groups that have ended"
MOST_SHOWN = 50
STRUCTURE_SAID = "Each group stands under the one it answers to. The table below says the same in words."


@require_safe
@for_readers
def groups(request: SignedInRequest) -> HttpResponse:
    """Every group: those of today, those that have ended, and those of the past that came with a plan."""
    today, may_keep = timezone.localdate(), can_keep(request.membership)
    rows = lists.counted(lists.in_order(list(Group.objects.select_related("parent"))), today)
    empty = "No group is recorded yet. " + (
        "Add the board first, then what answers to it."
        if may_keep
        else "A programme manager of the alliance adds the board first, then what answers to it."
    )
    live = lists.listed(
        [one for one in rows if one.group.is_live], key="today", title=TODAY_TITLE, empty=empty, today=today
    )
    tables = [live]
    for key, title, chosen in (
        ("ended", OVER_TITLE, [one for one in rows if one.group.ended_on]),
        ("past", PAST_TITLE, [one for one in rows if one.group.history and not one.group.ended_on]),
    ):
        if chosen:
            tables.append(lists.listed(chosen, key=key, title=title, empty="", today=today))
    file = wanted_file(request, *tables, name="clearway-groups")
    return file or render(request, "groups/groups.jinja", {"tables": tables, "may_keep": may_keep})


@require_safe
@for_readers
def structure(request: SignedInRequest) -> HttpResponse:
    """Who answers to whom, drawn from data: today's groups, or with `?of=past` those of the past."""
    today = timezone.localdate()
    is_past = request.GET.get("of") == "past"
    rows = Group.objects.select_related("parent").filter(ended_on=None)
    shown = list(rows.exclude(history="") if is_past else rows.filter(history=""))
    title = f"Structure: {PAST_TITLE.lower() if is_past else TODAY_TITLE.lower()}"
    table = ShownTable("structure", lists.structure_table(shown, title, today), lists.NONE_YET)
    bodies = placed(lists.bodies_of(shown))
    context = {
        "title": title,
        "table": table,
        "is_past": is_past,
        "has_past": rows.exclude(history="").exists(),
        "source": next((one.source for one in shown if one.source), ""),
        "wide": picture(title, STRUCTURE_SAID, bodies, Width.WIDE) if bodies else "",
        "narrow": picture(title, STRUCTURE_SAID, bodies, Width.NARROW) if bodies else "",
    }
    file = wanted_file(request, table, name="clearway-structure")
    return file or render(request, "groups/structure.jinja", context)


@require_safe
@for_readers
def group(request: SignedInRequest, number: int) -> HttpResponse:
    """One group: what it is for, who sits in it, who is missing, its rules."""
    held = one_of(Group.objects.select_related("parent"), number)
    may_keep = can_keep(request.membership)
    page = group_page(standing(held, timezone.localdate()), may_keep=may_keep)
    met = _meetings_and_actions(held)
    context = {
        "group": held,
        "page": page,
        "children": list(held.children.filter(ended_on=None)),
        "may_change": may_keep and held.is_live,
        **met,
    }
    tables: list[Downloadable] = [page.seats, *page.coverage, page.delegations, *met.values()]
    file = wanted_file(request, *tables, name=f"clearway {held.name}")
    return file or render(request, "groups/group.jinja", context)


def _meetings_and_actions(held: Group) -> dict[str, FoldingTable]:
    """The newest meetings of a group, and its open actions; nothing for a group of the past."""
    if held.history:
        return {}
    today = timezone.localdate()
    rows = list(held.meetings.select_related("group")[:MOST_SHOWN])
    open_ones = list(held.actions.filter(done_on=None).select_related("group", "owner")[:MOST_SHOWN])
    empty = "No meeting is planned yet. A meeting has an agenda, counts its quorum item by item, and keeps decisions."
    return {
        "meetings": meetings.meetings_list(
            rows, key="meetings", title=f"Meetings of {held.name}", empty=empty, today=today
        ),
        "actions": meetings.actions_list(
            open_ones, key="actions", title=f"Open actions of {held.name}", today=today, empty="No action is open."
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def add(request: SignedInRequest) -> HttpResponse:
    """Add a group."""
    check_may_keep(request.membership)
    known = {str(one.pk): one for one in groups_to_answer_to()}
    form = forms.GroupForm(request.POST or None, parents=[(key, one.name) for key, one in known.items()])

    def do(typed: Any) -> tuple[str, str]:
        made = services.add_group(by=request.membership, about=typed.about(known))
        return f"Added: {made.name}.", reverse("groups:group", args=[made.pk])

    return form_page(request, form, FormPage("Add a group", "Add the group", crumbs_of(), do))


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change what is said of a group."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.select_related("parent"), number)
    known = {str(one.pk): one for one in groups_to_answer_to(held)}
    form = forms.GroupForm(
        request.POST or None, parents=[(key, one.name) for key, one in known.items()], initial=_typed_of(held)
    )

    def do(typed: Any) -> tuple[str, str]:
        services.change_group(by=request.membership, group=held, about=typed.about(known))
        return "Saved.", reverse("groups:group", args=[held.pk])

    return form_page(request, form, FormPage(f"Change {held.name}", "Save the change", crumbs_of(held), do))


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def end(request: SignedInRequest, number: int) -> HttpResponse:
    """End a group."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)

    def do(typed: Any) -> tuple[str, str]:
        services.end_group(by=request.membership, group=held, **typed.cleaned_data)
        return f"Ended: {held.name}. It stays to be read.", reverse("groups:group", args=[held.pk])

    page = FormPage(f"End {held.name}", "End the group", crumbs_of(held), do, is_warning=True)
    return form_page(request, forms.EndForm(request.POST or None), page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def terms(request: SignedInRequest, number: int) -> HttpResponse:
    """Record a new version of the terms of reference."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)
    last = held.terms.first()

    def do(typed: Any) -> tuple[str, str]:
        made = services.agree_terms(by=request.membership, group=held, **typed.cleaned_data)
        return f"Recorded: version {made.version}.", reverse("groups:group", args=[held.pk])

    form = forms.TermsForm(request.POST or None, initial={"words": last.text} if last else None)
    page = FormPage("Terms of reference: a new version", "Record it", crumbs_of(held), do, caption=held.name)
    return form_page(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def quorum(request: SignedInRequest, number: int) -> HttpResponse:
    """Set the rule of quorum."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)
    seats = list(held.seats.filter(ended_on=None).values_list("name", flat=True))

    def do(typed: Any) -> tuple[str, str]:
        cleaned = typed.cleaned_data
        made = services.set_quorum(
            by=request.membership,
            group=held,
            rule=typed.rule(),
            applies_from=cleaned["applies_from"],
            agreed_in=cleaned["agreed_in"],
        )
        said = "Set. It is shown as provisional until the group has agreed it." if made.is_provisional else "Set."
        return said, reverse("groups:group", args=[held.pk])

    intro = "Whatever is left empty is not asked for. Meetings that were held keep the rule of their day."
    page = FormPage("Rule of quorum", "Set the rule", crumbs_of(held), do, caption=held.name, intro=intro)
    return form_page(request, forms.QuorumForm(request.POST or None, seats=seats), page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def delegation(request: SignedInRequest, number: int) -> HttpResponse:
    """Add a line to the scheme of delegation."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)

    def do(typed: Any) -> tuple[str, str]:
        cleaned = dict(typed.cleaned_data)
        is_agreed = cleaned.pop("agreed") == "yes"
        services.delegate(by=request.membership, group=held, is_agreed=is_agreed, **cleaned)
        return "Added.", reverse("groups:group", args=[held.pk])

    page = FormPage("Scheme of delegation: add a line", "Add it", crumbs_of(held), do, caption=held.name)
    return form_page(request, forms.DelegationForm(request.POST or None), page)


def _typed_of(held: Group) -> dict[str, Any]:
    listed = ("accountable_to", "tasks", "would_not", "places", "communities")
    plain = ("name", "kind", "purpose", "plain_summary", "cadence", "seats_stated")
    return {
        **{name: getattr(held, name) for name in plain},
        **{name: "\n".join(getattr(held, name)) for name in listed},
        "parent": str(held.parent_id or ""),
    }
