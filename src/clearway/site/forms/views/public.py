"""Forms without an account: feedback from the public, and the holder of an invitation."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.forms.fields import Typed, field_name, fields_of, read_section
from clearway.site.forms.forms import SignerForm
from clearway.site.forms.holding import first_answers
from clearway.site.forms.presenters.pages import sections_shown
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.reading import address_of
from clearway.site.forms.services.feedback import receive
from clearway.site.forms.services.filling import AnswersRefused
from clearway.site.forms.services.inviting import invited_answers, open_invitation, save_invited, sign_invited
from clearway.site.forms.types_held import newest
from clearway.site.forms.views.filling import Way, section_page

FRAME = "forms/public_frame.jinja"


@require_safe
def open_forms(request: HttpRequest) -> HttpResponse:
    """The forms that anybody may fill in."""
    return render(request, "forms/public_forms.jinja", {"types": [one for one in newest().values() if one.is_public]})


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, key: str) -> HttpResponse:
    """A form that anybody may fill in: all its questions on one page, sent at once."""
    asked = newest().get(key)
    if asked is None or not asked.is_public:
        raise Http404
    given = first_answers(asked, asked.parties[0].id)
    typed, errors, problem = Typed(), dict[Place, str](), ""
    if request.method == "POST":
        typed = _read(asked, request)
        given |= typed.answers
        errors = typed.errors
        if not errors and not (opened := _opened(asked, request, typed)):
            try:
                receive(form=asked, answers=typed.answers, address=address_of(request))
            except AnswersRefused as refusal:
                errors = {one.place: one.words for one in refusal.problems}
            except Refused as refusal:
                problem = str(refusal)
            else:
                return HttpResponseRedirect(reverse("forms:thanks"))
        elif not errors:
            problem = f"Your answers lead to {opened} more. Please look through them and send again."
    answered = Answered(asked, given)
    groups = [(one.group, fields_of(answered, one.group, typed=typed, errors=errors)) for one in asked.sections]
    links = [
        {"text": words, "href": f"#{field_name(at, in_turns=answered.repeating(at.question) is not None)}"}
        for at, words in errors.items()
    ]
    context = {"asked": asked, "groups": groups, "links": links, "problem": problem}
    return render(request, "forms/feedback.jinja", context, status=422 if links or problem else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What was sent has arrived."""
    return render(request, "forms/thanks.jinja")


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The part that an invitation opens: its sections, and signing it. The other parts are not told of."""
    try:
        held = open_invitation(token, address=address_of(request))
        form = SignerForm(request.POST or None)
        missing: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                sign_invited(invitation=held, name=form.cleaned_data["name"], role=form.cleaned_data["role"])
            except AnswersRefused as refusal:
                missing = [one.words for one in refusal.problems]
            else:
                return _private(HttpResponseRedirect(reverse("forms:thanks")))
        answered = invited_answers(held)
        context = {
            "part": held.part,
            "case": held.part.case,
            "asked": answered.form,
            "party": answered.form.party(held.part.party),
            "sections": sections_shown(answered, held.part),
            "token": token,
            "form": form,
            "missing": missing,
            "until": held.expires_at,
        }
        status = 422 if missing or form.is_bound else 200
        return _private(render(request, "forms/invited.jinja", context, status=status))
    except Refused as refusal:
        return _closed(request, refusal)


@require_http_methods(["GET", "POST"])
def invited_section(request: HttpRequest, token: str, section: str) -> HttpResponse:
    """One section of the part that an invitation opens."""
    try:
        held = open_invitation(token, address=address_of(request))
    except Refused as refusal:
        return _closed(request, refusal)
    way = Way(
        section=lambda one: reverse("forms:invited_section", args=[token, one]),
        end=reverse("forms:invited", args=[token]),
        frame=FRAME,
        read=lambda _: invited_answers(held),
    )

    def keep(answers, revision):  # type: ignore[no-untyped-def]
        return save_invited(invitation=held, answers=answers, revision=revision)

    return _private(section_page(request, held.part, section, save=keep, way=way))


def _closed(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return _private(render(request, "forms/invitation_over.jinja", {"problem": str(refusal)}, status=410))


def _private(answer: HttpResponse) -> HttpResponse:
    """The address of an invitation is a key: nothing keeps the page. No other site is told of it, as referrers stay on
    this site; with none at all, browsers would hide the origin by which forged requests are found."""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _read(asked: FormType, request: HttpRequest) -> Typed:
    """What was typed on the whole form. Every question is read: what is not asked does not count anyway."""
    found = Typed()
    for section in asked.sections:
        one = read_section(Answered(asked, {}), section.group, request.POST)
        found.answers |= one.answers
        found.errors |= one.errors
        found.stood |= one.stood
    return found


def _opened(asked: FormType, request: HttpRequest, typed: Typed) -> int:
    """How many questions the answers open that the page did not show."""
    answered = Answered(asked, typed.answers)
    return sum(
        one.type.is_question
        and not one.is_read_only
        and answered.is_asked(one)
        and f"{one.link_id}__here" not in request.POST
        for section in asked.sections
        for one in section.group.every()
        if answered.repeating(one.link_id) is None
    )
