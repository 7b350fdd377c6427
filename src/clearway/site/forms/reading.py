"""Finding the form that an address names, within what a membership may see; what is not seen is not found."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from clearway.site.audit.refusals import record_refusal
from clearway.site.forms.holding import draft_of, signed_of
from clearway.site.forms.models import FormCase, FormPart, FormTheme
from clearway.site.forms.permissions import (
    can_code,
    can_fill,
    can_invite,
    can_see_draft,
    can_see_signed,
    can_send_back,
    can_sign,
    check_may_use_forms,
)
from clearway.site.forms.presenters.lists import names_of
from clearway.site.forms.presenters.pages import ShownSection, sections_shown
from clearway.site.forms.questionnaire.answers import Answered
from clearway.site.forms.questionnaire.form_type import FormType, Party
from clearway.site.forms.types_held import form_of_case
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.requests import SignedInRequest, request_id

MARK = "Synthetic: made up for the demo, nobody in it exists"


@dataclass(frozen=True, slots=True)
class SeenPart:
    """A part as one membership sees it: its answers, when it may see them, and what it may do."""

    part: FormPart
    party: Party
    organisation: str
    sections: list[ShownSection]
    is_seen: bool
    may_fill: bool
    may_sign: bool
    may_send_back: bool
    may_invite: bool
    may_code: bool

    @property
    def missing(self) -> int:
        """How many required answers are not there yet."""
        return sum(one.missing for one in self.sections)


def case_of(request: SignedInRequest, number: str) -> FormCase:
    """The form of a number. What exists and is not seen is not found, and that it was asked for is recorded."""
    check_may_use_forms(request.membership)
    wanted = int(number)
    rows = FormCase.objects.for_membership(request.membership).select_related("type_version")
    found = rows.prefetch_related("parts__case__type_version").filter(pk=wanted).first()
    if found is None:
        if is_there(FormCase.unscoped.filter(pk=wanted)):
            _refused(request, number)
        raise Http404
    return found


def part_of(request: SignedInRequest, number: str, party: str) -> FormPart:
    """One party's part of a form."""
    case = case_of(request, number)
    found = next((one for one in case.parts.all() if one.party == party), None)
    if found is None:
        raise Http404
    return found


def seen_part(part: FormPart, by: Membership) -> SeenPart:
    """A part as a membership sees it."""
    form = form_of_case(part.case)
    answered = answers_seen(part, by)
    themes = list(FormTheme.unscoped.filter(part=part, withdrawn_at=None)) if answered else []
    party = form.party(part.party)
    return SeenPart(
        part=part,
        party=party,
        organisation=names_of([part.organisation_code])[part.organisation_code],
        sections=sections_shown(answered, part, themes) if answered else [],
        is_seen=answered is not None,
        may_fill=can_fill(by, part),
        may_sign=can_sign(by, part, party),
        may_send_back=can_send_back(by, part),
        may_invite=can_invite(by, part),
        may_code=can_code(by, part) and bool(form.themes),
    )


def answers_seen(part: FormPart, by: Membership) -> Answered | None:
    """The answers of a part that a membership may see: as signed, its own draft, or none."""
    if can_see_signed(by, part):
        return signed_of(part)
    return draft_of(part) if can_see_draft(by, part) else None


def section_titles(form: FormType) -> dict[str, str]:
    """The titles of the parties, by id."""
    return {one.id: one.title for one in form.parties}


def synthetic_mark(store: object) -> str:
    """The words that mark what is made up; empty on a live store."""
    from clearway.store.folder import StoreKind

    return MARK if getattr(store, "kind", None) is StoreKind.DEMO else ""


def address_of(request: HttpRequest) -> str | None:
    """Whence a request comes, as the server sees it."""
    held = request.META.get("REMOTE_ADDR")
    return str(held) if held else None


def _refused(request: SignedInRequest, number: str) -> None:
    record_refusal(
        by=request.membership,
        subject=(FormCase._meta.label_lower, number),
        screen="forms",
        request_id=request_id(request),
    )
