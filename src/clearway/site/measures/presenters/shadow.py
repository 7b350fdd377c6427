"""The data-quality shadow of a value: what is missing from it, what is uncertain, and what nobody knows."""

from collections.abc import Iterator

from clearway.intake.indicators.series import series_table
from clearway.measures.catalogue.places import Observations, Place, Standardised
from clearway.measures.catalogue.telling import behind
from clearway.site import words
from clearway.site.measures.presenters.fact import Fact
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import NO_VALUE, several

LATE = (
    "Registrations and records that arrive late are not in it yet. How many are still to come is not known here, "
    "so no limits for them are drawn."
)
STAGE = (
    "Cancers without a recorded stage are left out. How many they are is not printed in the file at hand, so the "
    "lowest and the highest share that they could make are not known."
)
MOST_GAPS = 6
KNOWN_FROM = {
    "stated": ("Stand in its file or documentation.", False),
    "memory": ("Known from memory of the publication alone.", True),
    "missing": ("Not known: values are shown as printed.", True),
}


def shadow_of(subject: Subject) -> tuple[Fact, ...]:
    """What stands in the shadow of the subject's values."""
    return tuple(_facts(subject))


def _facts(subject: Subject) -> Iterator[Fact]:
    place = subject.told.place
    line = subject.line
    if place is not None:
        yield Fact("Where it comes from", f"{behind(place).file} ({behind(place).publisher})", (place.finest,))
        if place.caveat:
            yield Fact("Beware", place.caveat)
    yield Fact("Completeness", *_complete(subject))
    gaps = [words.month(one.period_end) for one in line.points if one.value is None]
    if gaps:
        more = f" and {len(gaps) - MOST_GAPS} more" if len(gaps) > MOST_GAPS else ""
        yield Fact("Periods without a file", f"{', '.join(gaps[:MOST_GAPS])}{more}")
    if line.latest.release == "provisional":
        yield Fact("Release", "Provisional: the publisher, or a later extract, may still change it.")
    if isinstance(place, Observations | Standardised):
        yield from _of_series(place)
    yield Fact("Late registration", LATE)
    if isinstance(place, Observations) and place.indicator.startswith("stage."):
        yield Fact("Missing stage", STAGE)


def _complete(subject: Subject) -> tuple[str, tuple[str, ...]]:
    """How many areas of the kind have a value in the newest period."""
    newest = subject.told.newest
    lines = subject.told.lines
    held = [
        point.value for line in lines for point in line.points if point.period_end == newest and point.value is not None
    ]
    without = sum(one.value is None for one in held)
    what = "parts" if subject.line.group else several(subject.level)
    said = f"{len(held) - without:,} of {len(lines):,} {what} have a value in the newest period."
    details = (f"{without:,} are named with {NO_VALUE}: withheld or nobody counted.",) if without else ()
    return said, details


def _of_series(place: Place) -> Iterator[Fact]:
    series = series_table().get(place.indicator) if isinstance(place, Observations | Standardised) else None
    if series is None:
        return
    said, is_provisional = KNOWN_FROM[series.definition]
    yield Fact("Unit and definition of the series", said, tag="provisional" if is_provisional else "")
    for caveat in series.caveats:
        yield Fact("Of this publication", caveat)
