"""What can be chosen on a page: links and lists that keep the rest of the view as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearway.measures.months import first_day
from clearway.measures.question import Basis
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.places import alliances


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: a value of a list, or a link when it has an address."""

    words: str
    value: str = ""
    href: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of a form: a list, or a day when `is_day`, with the day chosen as `value`."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    value: str = ""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """One value that a form passes on unseen, so that choosing a month does not lose the rest of the view."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the trail."""

    words: str
    href: str = ""


def choice(name: str, label: str, words: Mapping[str, str], chosen: str) -> Choice:
    """A list to choose from, each value with its words."""
    return Choice(name, label, tuple(Option(text, value, is_chosen=value == chosen) for value, text in words.items()))


def newest_month(basis: Basis, standard: str = "62") -> str:
    """The month to show when none was asked: the newest published one, so that both bases speak of the same month.

    Computed figures that do not reach it show their own newest. Refused (`ANALYTICAL-EMPTY`) when none is held.
    """
    held = figures.months_held(basis, standard)
    published = figures.months_held("published", standard)
    if basis == "computed" and published and published[-1] in held:
        return published[-1]
    if not held:
        raise Refused(
            f"No {basis} figures are held.",
            "Load a file first: clearway load FILE --store DIR",
            code="ANALYTICAL-EMPTY",
        )
    return held[-1]


def month_choice(held: Sequence[str], chosen: str) -> Choice:
    """The months held, newest first; a chosen month that is not held stands in the list all the same."""
    months = sorted({*held, chosen}, reverse=True)
    options = tuple(Option(words.month(month), month, is_chosen=month == chosen) for month in months)
    return Choice("month", "Month", options)


def alliance_choice(month: str, chosen: str) -> Choice:
    """All alliances of a month."""
    options = (Option(place.name, place.code, is_chosen=place.code == chosen) for place in alliances(first_day(month)))
    return Choice("alliance", "Cancer Alliance", tuple(options))


GROUPINGS = {"then": "as they were", "now": "as they are today"}


def grouping_options(page: str, asked: Asked) -> tuple[Option, ...]:
    """The same view under the organisations of its month, or under those of today."""
    return tuple(
        Option(said, value, page + asked.but(organisations=value).query(), value == asked.organisations)
        for value, said in GROUPINGS.items()
    )


def known_choice(asked: Asked) -> Choice:
    """The day whose knowledge is shown; empty for now."""
    return Choice("as_known_on", "As known here on", value=asked.as_known_on, is_day=True)


def kept(asked: Asked, *but: str) -> tuple[Kept, ...]:
    """The parameters of a view that a form has to pass on, without those it asks for itself."""
    return tuple(Kept(name, str(value)) for name, value in asked.said().items() if name not in but)


def not_held_words(held: Sequence[str], month: str) -> str:
    """What to say when a month is not held; empty when it is."""
    if month in held:
        return ""
    if not held:
        return f"No figures are held for {words.month(month)}."
    return (
        f"No figures are held for {words.month(month)}. "
        f"They are held from {words.month(held[0])} to {words.month(held[-1])}."
    )
