"""One item of an agenda: its papers, interests, quorum, what was said, decided and agreed; lists of outcomes."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.attachments.presenters import documents_of
from clearway.site.downloads import wanted_file
from clearway.site.groups import meeting_forms as forms
from clearway.site.groups.counting import quorum_of
from clearway.site.groups.hosts import host_of_item
from clearway.site.groups.models import Action, AgendaItem, Decision, DecisionKind, Group, Holder, MeetingState
from clearway.site.groups.permissions import can_ask, can_finish, can_keep, check_may_finish, check_may_keep
from clearway.site.groups.presenters import meetings as shown
from clearway.site.groups.reading import people_to_appoint
from clearway.site.groups.services import meetings, outcomes
from clearway.site.groups.views.framing import FormPage, crumbs_of, for_readers, form_page, one_of
from clearway.site.groups.views.meetings import FORM, Done, crumbs_to
from clearway.site.requests import SignedInRequest

MOST_LISTED = 500


def item_of(number: int) -> AgendaItem:
    """The item of a number. Raises Http404."""
    return one_of(AgendaItem.objects.select_related("meeting__group"), number)


def page_of(item: AgendaItem) -> str:
    """The address of an item."""
    return reverse("groups:item", args=[item.pk])


@require_safe
@for_readers
def item(request: SignedInRequest, number: int) -> HttpResponse:
    """One item, in full."""
    held = item_of(number)
    today, may_keep = timezone.localdate(), can_keep(request.membership)
    decisions = list(held.decisions.select_related("item__meeting__group"))
    actions = list(held.actions.select_related("group", "owner"))
    page = {
        "decisions": shown.decisions_list(decisions, key="decisions", title=f"Decided: {held.title}", today=today),
        "actions": shown.actions_list(actions, key="actions", title=f"Actions: {held.title}", today=today),
    }
    context = {
        "item": held,
        "page": page,
        "quorum": quorum_of(held),
        "documents": documents_of(host_of_item(held, request.membership), request.membership),
        "interests": list(held.interests.select_related("holder__person", "holder__seat")),
        "waiting": [one for one in decisions if one.awaits_ratification] if may_keep else [],
        "crumbs": crumbs_to(held.meeting),
        "may_keep": may_keep,
        "may_ask": can_ask(request.membership, held),
        "is_planned": may_keep and held.meeting.state == MeetingState.PLANNED,
        "is_held": may_keep and held.meeting.state == MeetingState.HELD,
        "may_change": may_keep and held.meeting.is_open,
    }
    file = wanted_file(request, *page.values(), name="clearway-item")
    return file or render(request, "groups/item.jinja", context)


@require_POST
@for_readers
def place(request: SignedInRequest, number: int) -> HttpResponse:
    """Put an item one place earlier or later on its agenda."""
    check_may_keep(request.membership)
    held = item_of(number)
    try:
        meetings.move_item(by=request.membership, item=held, earlier=request.POST.get("to") == "earlier")
    except Refused as refusal:
        messages.info(request, f"{refusal.reason} {refusal.mend}")
    return HttpResponseRedirect(reverse("groups:meeting", args=[held.meeting_id]))


def _change(
    request: SignedInRequest,
    number: int,
    form: Callable[[AgendaItem], django_forms.Form],
    do: Callable[[AgendaItem, Any], str],
    title: str,
    button: str,
    intro: Callable[[AgendaItem], str] = lambda held: "",
) -> HttpResponse:
    """A form that changes an item and leads back to it."""
    check_may_keep(request.membership)
    held = item_of(number)

    def done(typed: Any) -> Done:
        return do(held, typed), page_of(held)

    page = FormPage(title, button, [*crumbs_to(held.meeting), (page_of(held), str(held))], done, str(held), intro(held))
    return form_page(request, form(held), page)


@require_http_methods(FORM)
@for_readers
def change(request: SignedInRequest, number: int) -> HttpResponse:
    """Change what is said of an item."""

    def do(held: AgendaItem, typed: Any) -> str:
        meetings.change_item(by=request.membership, item=held, said=typed.item())
        return "Saved."

    def form(held: AgendaItem) -> django_forms.Form:
        return forms.ItemForm(
            request.POST or None, initial={name: getattr(held, name) for name in forms.ItemForm.base_fields}
        )

    return _change(request, number, form, do, "Change the item", "Save the change")


@require_http_methods(FORM)
@for_readers
def paper(request: SignedInRequest, number: int) -> HttpResponse:
    """Name a paper."""

    def do(held: AgendaItem, typed: Any) -> str:
        meetings.add_paper(by=request.membership, item=held, **typed.cleaned_data)
        return "Added."

    return _change(request, number, lambda held: forms.PaperForm(request.POST or None), do, "Add a paper", "Add it")


@require_http_methods(FORM)
@for_readers
def interest(request: SignedInRequest, number: int) -> HttpResponse:
    """Declare an interest."""

    def sitting(held: AgendaItem) -> list[Holder]:
        rows = Holder.objects.on(held.meeting.day).filter(seat__group=held.meeting.group)
        return list(rows.select_related("person", "seat")[:300])

    def do(held: AgendaItem, typed: Any) -> str:
        meetings.declare_interest(
            by=request.membership,
            item=held,
            holder=one_of(Holder.objects.all(), int(typed.cleaned_data["holder"])),
            words=typed.cleaned_data["words"],
            effect=typed.chosen_effect,
        )
        return "Declared. The quorum of this item is counted anew."

    def form(held: AgendaItem) -> django_forms.Form:
        options = [(str(one.pk), f"{one.name}, {one.seat.name}") for one in sitting(held)]
        return forms.InterestForm(request.POST or None, holders=options)

    return _change(request, number, form, do, "Declare an interest", "Declare it")


@require_http_methods(FORM)
@for_readers
def discussion(request: SignedInRequest, number: int) -> HttpResponse:
    """Note what was said."""

    def do(held: AgendaItem, typed: Any) -> str:
        meetings.note_discussion(by=request.membership, item=held, **typed.cleaned_data)
        return "Saved."

    def form(held: AgendaItem) -> django_forms.Form:
        return forms.DiscussionForm(request.POST or None, initial={"words": held.discussion})

    return _change(request, number, form, do, "What was said", "Save")


@require_http_methods(FORM)
@for_readers
def decide(request: SignedInRequest, number: int) -> HttpResponse:
    """Record a decision."""

    def do(held: AgendaItem, typed: Any) -> str:
        cleaned = typed.cleaned_data
        chosen = cleaned["delegation"]
        line = one_of(held.meeting.group.delegations.all(), int(chosen)) if chosen else None
        kind = DecisionKind(cleaned["kind"])
        made = outcomes.decide(by=request.membership, item=held, kind=kind, words=cleaned["words"], delegation=line)
        return f"Recorded. {made.quorum_words}"

    def form(held: AgendaItem) -> django_forms.Form:
        rows = held.meeting.group.delegations.filter(ended_on=None)
        lines = [(str(one.pk), f"{one.matter}: {one.authority}") for one in rows]
        return forms.DecisionForm(request.POST or None, lines=lines, initial={"words": held.decision_asked})

    return _change(
        request, number, form, do, "Record a decision", "Record it", intro=lambda held: quorum_of(held).words
    )


@require_http_methods(FORM)
@for_readers
def action(request: SignedInRequest, number: int) -> HttpResponse:
    """Agree an action on an item."""

    def do(held: AgendaItem, typed: Any) -> str:
        _agreed(request, held.meeting.group, typed, held)
        return "Agreed."

    def form(held: AgendaItem) -> django_forms.Form:
        return forms.ActionForm(request.POST or None, people=people_to_appoint())

    return _change(request, number, form, do, "Agree an action", "Agree it")


@require_http_methods(FORM)
@for_readers
def group_action(request: SignedInRequest, number: int) -> HttpResponse:
    """Agree an action between meetings."""
    check_may_keep(request.membership)
    held = one_of(Group.objects.all(), number)

    def do(typed: Any) -> Done:
        _agreed(request, held, typed, None)
        return "Agreed.", reverse("groups:group", args=[held.pk])

    page = FormPage("Agree an action", "Agree it", crumbs_of(held), do, caption=held.name)
    return form_page(request, forms.ActionForm(request.POST or None, people=people_to_appoint()), page)


def _agreed(request: SignedInRequest, group: Group, typed: Any, held: AgendaItem | None) -> None:
    cleaned = dict(typed.cleaned_data)
    chosen = cleaned.pop("owner")
    owner = one_of(Person.objects.all(), int(chosen)) if chosen else None
    outcomes.add_action(by=request.membership, group=group, item=held, owner=owner, **cleaned)


@require_safe
@for_readers
def decisions(request: SignedInRequest) -> HttpResponse:
    """Every decision; with `?show=waiting` those that wait to be ratified."""
    rows = Decision.objects.select_related("item__meeting__group")
    is_waiting = request.GET.get("show") == "waiting"
    if is_waiting:
        rows = rows.filter(ratified_on=None, kind=DecisionKind.DECISION).exclude(must_ratify="")
    title = "Decisions that wait to be ratified" if is_waiting else "Decisions"
    empty = "No decision waits to be ratified." if is_waiting else "No decision is recorded yet."
    table = shown.decisions_list(
        list(rows[:MOST_LISTED]), key="decisions", title=title, today=timezone.localdate(), empty=empty
    )
    file = wanted_file(request, table, name="clearway-decisions")
    return file or render(request, "groups/decisions.jinja", {"table": table, "title": title, "is_waiting": is_waiting})


@require_http_methods(FORM)
@for_readers
def ratify(request: SignedInRequest, number: int) -> HttpResponse:
    """Keep that a decision was ratified."""
    check_may_keep(request.membership)
    held = one_of(Decision.objects.select_related("item__meeting__group"), number)

    def do(typed: Any) -> Done:
        outcomes.ratify(by=request.membership, decision=held, **typed.cleaned_data)
        return "Ratified.", page_of(held.item)

    form = forms.RatifyForm(request.POST or None, initial={"by_whom": held.must_ratify})
    page = FormPage("A decision was ratified", "Save", crumbs_to(held.item.meeting), do, intro=held.words)
    return form_page(request, form, page)


@require_safe
@for_readers
def actions(request: SignedInRequest) -> HttpResponse:
    """Every action that is open, one's own first; then those done."""
    today = timezone.localdate()
    rows = Action.objects.select_related("group", "owner")
    still = list(rows.filter(done_on=None)[:MOST_LISTED])
    own = [one for one in still if one.owner_id == request.membership.person_id]
    done = list(rows.exclude(done_on=None).order_by("-done_on")[:MOST_LISTED])
    tables = [
        shown.actions_list(own, key="own", title="Your actions", today=today, empty="No action is yours."),
        shown.actions_list(
            [one for one in still if one not in own],
            key="others",
            title="Actions of others",
            today=today,
            empty="Nobody else has an open action.",
        ),
    ]
    if done:
        tables.append(shown.actions_list(done, key="done", title="Actions done", today=today))
    file = wanted_file(request, *tables, name="clearway-actions")
    return file or render(request, "groups/actions.jinja", {"tables": tables})


@require_http_methods(FORM)
@for_readers
def one_action(request: SignedInRequest, number: int) -> HttpResponse:
    """One action; its owner, or who keeps groups, says what came of it."""
    held = one_of(Action.objects.select_related("group", "owner", "item__meeting__group"), number)
    table = shown.actions_list([held], key="action", title="The action", today=timezone.localdate())
    file = wanted_file(request, table, name="clearway-action")
    if file:
        return file
    if not can_finish(request.membership, held):
        if request.method == "POST":
            check_may_finish(request.membership, held)
        return render(request, "groups/action.jinja", {"action": held, "table": table, "crumbs": crumbs_of(held.group)})

    def do(typed: Any) -> Done:
        outcomes.finish_action(by=request.membership, action=held, **typed.cleaned_data)
        return "Done.", reverse("groups:actions")

    page = FormPage("What came of this action?", "It is done", crumbs_of(held.group), do, held.group.name, held.words)
    return form_page(request, forms.DoneForm(request.POST or None), page)
