"""What the first readers of newly published figures will ask, answered before they come and kept for every process."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

from clearway.measures.catalogue import Measure
from clearway.publications.disclosure import Audience
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.kept import has_mark, leave_mark
from clearway.site.measures.noted import Noted, beside_chart, noted_of_each
from clearway.site.measures.permissions import EVERYTHING, Sight, sight_of
from clearway.site.measures.presenters.measure import measure_page
from clearway.site.measures.subject import subject_of
from clearway.site.organisations.models import Membership
from clearway.site.performance.audience import audience_of, showing_to, shown_to
from clearway.site.performance.permissions import can_see_figures
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import AREA_TYPES, LEVELS_OF_PAGES, parts_of
from clearway.site.places.presenters.ambitions import ambitions
from clearway.site.places.told import told

WHOLE_KINDS = ("england", *(one.value for one in LEVELS_OF_PAGES))
"""Kinds of area that pages ask for all at once."""

REPORTED_EVERY = 10
Reader = tuple[Sight, Audience]
GoOn = Callable[[int, int], bool]
"""Told how many measures are done of how many; answers whether to go on."""


def is_prepared(today: date) -> bool:
    """Whether the figures that are shown now were prepared for a day."""
    return has_mark(_mark(today))


def prepare(today: date, go_on: GoOn) -> bool:
    """Answer what the first page, the summary, the catalogue, the changes and the places ask, for everybody who reads.

    The charts of the measures on the first page are drawn too; others are drawn for the first who looks.
    What is kept already is only looked at, so that work that was told to stop goes on where it was. Returns whether all
    is answered.
    """
    measures, readers = tuple(figures.catalogue()), _readers()
    noted = noted_of_each(measures)
    total = len(measures) * len(readers)
    for number, ((sight, audience), measure) in enumerate(product(readers, measures)):
        if number % REPORTED_EVERY == 0 and not go_on(number, total):
            return False
        with showing_to(audience):
            _prepare(measure, sight, noted[measure.id])
    for sight, audience in readers:
        with showing_to(audience):
            ambitions(home_alliance(), sight, today)
    for row in figures.catalogue().front_page.rows:
        _draw(figures.catalogue()[row.measure], today)
    leave_mark(_mark(today))
    return True


def _prepare(measure: Measure, sight: Sight, noted: Noted) -> None:
    for kind, codes in (*((kind, ()) for kind in WHOLE_KINDS), *_of_home()):
        told(measure, kind, sight, codes, noted=noted)


def _draw(measure: Measure, today: date) -> None:
    """Draw the charts of a measure as its page opens: pictures are kept on disk for every process."""
    if subject := subject_of(measure, View(), EVERYTHING):
        measure_page(subject, beside_chart(measure, subject.area), today)


def _of_home() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The alliance and its parts of each kind, each asked for as the summary asks."""
    home = home_alliance()
    yield "alliance", (home,)
    for parts, kind in AREA_TYPES.items():
        if codes := tuple(sorted(part.code for part in parts_of(home, parts))):
            yield kind, codes


def _readers() -> tuple[Reader, ...]:
    """Whoever sees everything, and each trust whose people see its own figures alone; each as the audience it is."""
    everybody = (EVERYTHING, shown_to())
    members = Membership.objects.active().select_related("organisation", "person")
    held = {(sight_of(one), audience_of(one)) for one in members if can_see_figures(one)}
    return (everybody, *sorted(held - {everybody}, key=lambda one: one[0].only_trust))


def _mark(today: date) -> tuple[object, ...]:
    return "prepared", home_alliance(), today
