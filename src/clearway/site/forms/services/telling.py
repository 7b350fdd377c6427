"""Telling people that a part of a form waits for them, came back, or is due.

Never what a form is about, nor an answer.
"""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from clearway.site import words
from clearway.site.accounts.models import Person
from clearway.site.forms.models import CaseState, FormCase, FormPart, FormSignature, PartState
from clearway.site.forms.types_held import form_of_case
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, overtake, people_of
from clearway.site.organisations.permission import Permission

REMINDED_BEFORE = timedelta(days=7)
OPEN = (CaseState.DRAFT, CaseState.SENT_BACK)


def tell_waiting(case: FormCase, *, by: str, because: str) -> None:
    """Tell the organisations whose part is not signed, apart from whoever just worked on the form."""
    signed = FormSignature.unscoped.filter(part__case=case).count()
    for part in FormPart.unscoped.filter(case=case).exclude(state=PartState.SIGNED):
        part.case = case
        people = people_of(part.organisation_code, Permission.FILL_FORMS, apart_from=by)
        _tell(
            people,
            part,
            NoticeKind.WAITING,
            f"{_name(case)}: “{_title(part)}” waits for your organisation",
            f"{because} Fill in and sign your part{_until(case)}.",
            mark=f"form {case.pk} {part.party} waiting {signed}",
        )


def tell_signed(case: FormCase, part: FormPart, *, by: str) -> None:
    """Nobody waits for a part that is signed; those whose part is not are told."""
    overtake(organisation_code=part.organisation_code, begins=f"form {case.pk} {part.party} ")
    tell_waiting(case, by=by, because="Another part of it was signed.")


def tell_sent_back(part: FormPart, *, by: str) -> None:
    """Tell whoever signed a part, and who fills forms there, that it came back."""
    case = part.case
    _tell(
        people_of(part.organisation_code, Permission.FILL_FORMS, apart_from=by),
        part,
        NoticeKind.SENT_BACK,
        f"{_name(case)}: “{_title(part)}” was sent back",
        "Read why in the history of the form, set it right, and sign it again.",
        mark=f"form {case.pk} {part.party} back {part.signatures.count()}",
    )


def remind(today: date) -> int:
    """Tell people of parts that are due within a week, and again once they are late. Each is told once of each.

    Returns how many parts there are.
    """
    parts = FormPart.unscoped.exclude(state=PartState.SIGNED).filter(
        case__state__in=OPEN, case__due_on__lte=today + REMINDED_BEFORE
    )
    found = list(parts.select_related("case__type_version").order_by("pk"))
    dated = [(part, part.case.due_on) for part in found if part.case.due_on]
    for part, due_on in dated:
        is_late = due_on < today
        with transaction.atomic():
            _tell(
                people_of(part.organisation_code, Permission.FILL_FORMS),
                part,
                NoticeKind.FORM_DUE,
                f"{_name(part.case)}: “{_title(part)}” {'was' if is_late else 'is'} due on {words.day(due_on)}",
                "Fill in and sign your part" + (": others wait for it." if is_late else " until then."),
                mark=f"form {part.case_id} {part.party} due {due_on} {'late' if is_late else 'soon'}",
            )
    return len(dated)


def _tell(people: list[Person], part: FormPart, kind: NoticeKind, changed: str, to_do: str, *, mark: str) -> None:
    notify(
        people,
        organisation_code=part.organisation_code,
        kind=kind,
        words=changed,
        to_do=to_do,
        link=reverse("forms:case", args=[part.case_id]),
        mark=mark,
    )


def _name(case: FormCase) -> str:
    return f"{case.type_version.title} {case.pk}"


def _title(part: FormPart) -> str:
    return form_of_case(part.case).party(part.party).title


def _until(case: FormCase) -> str:
    return f" until {words.day(case.due_on)}" if case.due_on else ""
