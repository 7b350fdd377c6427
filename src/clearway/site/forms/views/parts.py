"""A part of a form: filling it, signing it, sending it back, inviting somebody to it, marking themes in it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clearway.records.findings import Refused
from clearway.site.forms.forms import ReasonForm
from clearway.site.forms.holding import signed_of
from clearway.site.forms.models import FormInvitation, FormTheme
from clearway.site.forms.permissions import (
    check_may_code,
    check_may_fill,
    check_may_invite,
    check_may_send_back,
    check_may_sign,
)
from clearway.site.forms.presenters.pages import sections_shown
from clearway.site.forms.questionnaire.answers import MOST_TURNS, Place
from clearway.site.forms.reading import part_of, seen_part
from clearway.site.forms.services.coding import code_answer
from clearway.site.forms.services.filling import AnswersRefused, save
from clearway.site.forms.services.inviting import LASTS, invite, withdraw_invitations
from clearway.site.forms.services.signing import send_back, sign
from clearway.site.forms.types_held import form_of_case
from clearway.site.forms.views.filling import Way, section_page
from clearway.site.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def fill(request: SignedInRequest, number: str, party: str, section: str) -> HttpResponse:
    """One section of the own part."""
    part = part_of(request, number, party)
    check_may_fill(request.membership, part)
    way = Way(
        section=lambda one: reverse("forms:fill", args=[number, party, one]),
        end=reverse("forms:case", args=[number]),
        frame="forms/frame.jinja",
    )

    def keep(answers, revision):  # type: ignore[no-untyped-def]
        return save(by=request.membership, part=part, answers=answers, revision=revision)

    return section_page(request, part, section, save=keep, way=way)


@require_http_methods(["GET", "POST"])
def sign_off(request: SignedInRequest, number: str, party: str) -> HttpResponse:
    """Look through the own part once more, and sign it."""
    part = part_of(request, number, party)
    check_may_sign(request.membership, part, form_of_case(part.case).party(party))
    missing: list[str] = []
    if request.method == "POST":
        try:
            sign(by=request.membership, part=part)
        except AnswersRefused as refusal:
            missing = [one.words for one in refusal.problems]
        else:
            messages.success(request, "Signed. The others see it as far as this form lets them.")
            return HttpResponseRedirect(reverse("forms:case", args=[number]))
    context = {"case": part.case, "seen": seen_part(part, request.membership), "missing": missing}
    return render(request, "forms/sign.jinja", context, status=422 if missing else 200)


@require_http_methods(["GET", "POST"])
def back(request: SignedInRequest, number: str, party: str) -> HttpResponse:
    """Send a signed part back, with a reason."""
    part = part_of(request, number, party)
    check_may_send_back(request.membership, part)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_back(by=request.membership, part=part, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "Sent back. Its organisation sees your reason in the history.")
            return HttpResponseRedirect(reverse("forms:case", args=[number]))
    context = {"case": part.case, "seen": seen_part(part, request.membership), "form": form}
    return render(request, "forms/send_back.jinja", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def invitation(request: SignedInRequest, number: str, party: str) -> HttpResponse:
    """Make a link that lets somebody without an account complete the part; it is shown once."""
    part = part_of(request, number, party)
    check_may_invite(request.membership, part)
    link = ""
    if request.method == "POST" and request.POST.get("withdraw"):
        withdraw_invitations(by=request.membership, part=part)
        messages.success(request, "Taken back: no earlier link to this part opens it.")
        return HttpResponseRedirect(reverse("forms:invitation", args=[number, party]))
    if request.method == "POST":
        token = invite(by=request.membership, part=part)
        link = request.build_absolute_uri(reverse("forms:invited", args=[token]))
    held = FormInvitation.objects.for_membership(request.membership).filter(part=part, used_at=None, withdrawn_at=None)
    context = {
        "case": part.case,
        "seen": seen_part(part, request.membership),
        "link": link,
        "days": LASTS.days,
        "open": held.first(),
    }
    answer = render(request, "forms/invitation.jinja", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def themes(request: SignedInRequest, number: str, party: str) -> HttpResponse:
    """Mark what the answers of a signed part speak of, one answer at a time."""
    part = part_of(request, number, party)
    check_may_code(request.membership, part)
    problem = ""
    if request.method == "POST":
        question, _, turn = request.POST.get("place", "").rpartition("__")
        turn_number = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 4 else MOST_TURNS
        try:
            code_answer(
                by=request.membership,
                part=part,
                place=Place(question, turn_number),
                themes=request.POST.getlist("themes"),
            )
        except Refused as refusal:
            problem = str(refusal)
        else:
            here = reverse("forms:themes", args=[number, party])
            return HttpResponseRedirect(f"{here}#{question}__{turn_number}")
    held = list(FormTheme.objects.for_membership(request.membership).filter(part=part, withdrawn_at=None))
    marked: dict[str, list[str]] = {}
    for one in held:
        marked.setdefault(f"{one.question}__{one.turn}", []).append(one.theme)
    context = {
        "case": part.case,
        "seen": seen_part(part, request.membership),
        "asked": form_of_case(part.case),
        "sections": sections_shown(signed_of(part), part, held),
        "marked": marked,
        "problem": problem,
    }
    return render(request, "forms/themes.jinja", context, status=422 if problem else 200)
