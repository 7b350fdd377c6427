"""Telling the organisation whose record it is, and who broke the glass. Never whose record it is, nor the reason."""

from django.conf import settings
from django.urls import reverse

from clearway.site.accounts.models import Person
from clearway.site.break_glass.models import Opening
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, overtake, people_of
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES
from clearway.site.standards import books


def tell_holder(opening: Opening, *, because: str, step: str) -> int:
    """Tell those who look over what is done with the holder's records; where there are none, those of the alliance, or
    whoever reads its trail: they pass it on. Returns how many people of the holder were told.
    """
    people = people_of(opening.holder_code, Permission.REVIEW_GLASS, apart_from=opening.email)
    if people:
        to_do = "Look over who did, why, and on which record; say if it was in order."
        _tell(people, opening, opening.holder_code, because, to_do, step)
        return len(people)
    alliance = settings.STORE.alliance if settings.STORE else ""
    to_do = f"Nobody at {books.organisations().name(opening.holder_code)} is told here: tell them."
    leads = people_of(alliance, Permission.REVIEW_GLASS, apart_from=opening.email)
    if leads:
        _tell(leads, opening, alliance, because, to_do, step)
    else:
        others = people_of(alliance, Permission.READ_AUDIT, apart_from=opening.email)
        _tell(others, opening, alliance, because, to_do, step, link=reverse("audit:trail"))
    return 0


def tell_whoever_broke(opening: Opening, *, because: str, to_do: str, step: str) -> None:
    """Tell the person who broke the glass, in the organisation for which they did."""
    person = Person.objects.get(pk=opening.membership.person_id)
    _tell([person], opening, opening.organisation_code, because, to_do, step)


def nothing_left_to_look_over(opening: Opening) -> None:
    """Somebody of the holder has looked: the others' notices count as read."""
    overtake(organisation_code=opening.holder_code, begins=f"broken glass {opening.pk}:")


def said_of(by: Membership) -> str:
    """Who somebody is, in a notice."""
    return f"{by.person.name} ({ROLES[by.role].display_name}, {by.organisation.name})"


def _tell(
    people: list[Person], opening: Opening, place: str, because: str, to_do: str, step: str, *, link: str = ""
) -> None:
    notify(
        people,
        organisation_code=place,
        kind=NoticeKind.GLASS,
        words=because,
        to_do=to_do,
        link=link or reverse("break_glass:opening", args=[opening.pk]),
        mark=f"broken glass {opening.pk}: {step}",
    )
