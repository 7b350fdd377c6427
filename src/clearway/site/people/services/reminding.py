"""Telling administrators of a quarterly review that is overdue: at once, and again every week until it is done."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse

from clearway.site.accounts.models import Person
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, overtake
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES
from clearway.site.people.quarters import quarter_of
from clearway.site.people.services.reviewing import overdue_for

MARK = "access review "
WEEK = 7


def remind_of_reviews(today: date) -> int:
    """Tell everybody who may confirm or end roles that went a whole quarter without. Returns how many people that are.

    Of one week each is told once; the notice of the week before then counts as read, and so does the last one when
    nothing is overdue any more. Weeks count from the first day of the quarter.
    """
    quarter, people = quarter_of(today), 0
    mark = f"{MARK}{quarter}, week {(today - quarter.first_day).days // WEEK + 1}"
    for organisation, administrators in _administrators(today).items():
        overdue: dict[int, list[Person]] = defaultdict(list)
        for one in administrators:
            if count := overdue_for(one, today):
                overdue[count].append(one.person)
        with transaction.atomic():
            overtake(organisation_code=organisation.code, begins=MARK, apart_from=mark if overdue else "")
            for count, told in overdue.items():
                _tell(organisation, told, count, mark)
        people += sum(map(len, overdue.values()))
    return people


def _administrators(today: date) -> dict[Organisation, list[Membership]]:
    roles = [key for key, role in ROLES.items() if Permission.MANAGE_PEOPLE in role.permissions]
    held = Membership.objects.active(today).filter(role__in=roles, person__is_active=True)
    found: dict[Organisation, list[Membership]] = defaultdict(list)
    for one in held.select_related("person", "organisation").order_by("pk"):
        found[one.organisation].append(one)
    return found


def _tell(organisation: Organisation, people: list[Person], count: int, mark: str) -> None:
    roles = "1 role was" if count == 1 else f"{count} roles were"
    notify(
        people,
        organisation_code=organisation.code,
        kind=NoticeKind.ACCESS_REVIEW,
        words=f"The quarterly review of roles is overdue: {roles} not confirmed for a whole quarter",
        to_do="Look at each: confirm that it is still needed, or end it.",
        link=reverse("people:review"),
        mark=mark,
    )
