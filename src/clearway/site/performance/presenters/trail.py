"""The way to a page and on from it: title, crumbs, filters, and the same view with something changed."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from clearway.site import words
from clearway.site.performance.asked import Asked
from clearway.site.performance.presenters.choices import (
    Choice,
    Crumb,
    Option,
    alliance_choice,
    known_choice,
    month_choice,
)
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.tables import CUT_HEADINGS


def title(subject: Subject) -> str:
    """The heading: the standard, and what it is told apart by."""
    apart = [subject.asked.cancer_type, subject.asked.route, subject.asked.modality]
    return ": ".join([subject.standard.heading, *filter(None, apart)])


def crumbs(subject: Subject) -> tuple[Crumb, ...]:
    """The trail from the overview to the page."""
    asked, place = subject.asked, subject.place
    home = Asked(
        alliance=place.alliance, month=asked.month, organisations=asked.organisations, as_known_on=asked.as_known_on
    )
    trail = [Crumb("Overview", reverse("performance:overview") + home.query())]
    bare = {"cancer_type": "", "route": "", "modality": ""}
    standard = reverse("performance:standard", args=[subject.standard.key])
    trail.append(Crumb(subject.standard.heading, standard + asked.but(alliance=place.alliance, **bare).query()))
    if not place.is_alliance:
        trail.append(Crumb(place.name, subject.address(**bare)))
    if asked.cancer_type:
        trail.append(Crumb(asked.cancer_type, subject.address(route="", modality="")))
    for value in filter(None, (asked.route, asked.modality)):
        trail.append(Crumb(value))
    return tuple(trail)


def filters(subject: Subject) -> tuple[Option, ...]:
    """What the page is narrowed to, each with the address of the page without it."""
    named = (("cancer_type", "Cancer type"), ("route", CUT_HEADINGS[subject.standard.routes]), ("modality", "Kind"))
    found = []
    for name, label in named:
        value = getattr(subject.asked, name)
        if value:
            found.append(Option(f"{label}: {value}", href=subject.address(**{name: ""})))
    return tuple(found)


def options(subject: Subject, name: str, all_words: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    """The same page with another standard, basis, side or order. Another standard has routes of its own."""
    found = []
    for value, said in all_words.items():
        if name == "standard":
            href = subject.address(standard=value, cancer_type="", route="", modality="")
        else:
            href = subject.address(**{name: value})
        found.append(Option(said, value, href, value == chosen))
    return tuple(found)


def page_choices(subject: Subject, held: Sequence[str]) -> tuple[Choice, ...]:
    """What the form of the page asks: the month, and where it can be another, the alliance."""
    months = month_choice(held, subject.month)
    known = known_choice(subject.asked)
    if not subject.place.is_alliance or subject.asked.basis == "computed":
        return (months, known)
    return (months, alliance_choice(subject.month, subject.place.code), known)


def breaches_href(subject: Subject) -> str:
    """Where the people behind a computed page stand one by one; empty for published figures, which have nobody."""
    asked, place = subject.asked, subject.place
    if (
        asked.basis == "published"
        or asked.modality
        or asked.as_known_on
        or (place.is_alliance and asked.side == "residents")
    ):
        return ""
    said = {
        "standard": subject.standard.key,
        "month": subject.month,
        "trust": "" if place.is_alliance else place.code,
        "cancer_type": asked.cancer_type,
        "route": asked.route,
    }
    return f"{reverse('tracking:breaches')}?{urlencode({name: value for name, value in said.items() if value})}"


def nobody_words(subject: Subject) -> str:
    """What to say of a month that is held and in which this page counts nobody."""
    month = words.month(subject.month)
    narrowed = [one.words for one in filters(subject)]
    if narrowed:
        return f"Nobody was counted for {', '.join(narrowed)} in {month}. Take off a filter, or choose another month."
    return f"{subject.place.name} has no figures for this standard in {month}. Choose another month."
