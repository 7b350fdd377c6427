"""The data-quality shadow of a value: what is missing from it, what is uncertain, and what nobody knows."""

from collections.abc import Iterator, Sequence

from clearway.intake.indicators.series import series_table
from clearway.measures.catalogue.places import Observations, Place, Standardised
from clearway.measures.catalogue.telling import behind
from clearway.measures.values import MeasureValue, Shadow
from clearway.site import words
from clearway.site.measures.presenters.fact import Fact
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import NO_VALUE, period, periods, several

STILL_TO_COME = "How many are still to come is not known here, so no limits for them are drawn."
NOT_STATED = "Whether newest values of this source change later is not stated in anything that was read here."
SETTLED = {
    "final": "Its publisher, or its sender, calls it final.",
    "provisional": "Provisional: the publisher, or a later extract, may still change it.",
}
LATE = "Late registrations and revisions"
MOST_GAPS = 6
MOST_LACKING = 6
RECENT = 13
"""So many periods are looked back on: a year of months with the month of the year before."""
BOUNDS = "The two ends are what is possible, not what is likely; chance comes on top of them."
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
    yield from known_of(line.latest)
    yield from least_known([one.value for one in line.points if one.value is not None], periods(subject.measure))
    if len(subject.told.lines) > 1:
        yield Fact("Places with a value", *_with_value(subject))
    gaps = [words.month(one.period_end) for one in line.points if one.value is None]
    if gaps:
        more = f" and {len(gaps) - MOST_GAPS} more" if len(gaps) > MOST_GAPS else ""
        yield Fact("Periods without a file", f"{', '.join(gaps[:MOST_GAPS])}{more}")
    if isinstance(place, Observations | Standardised):
        yield from _of_series(place)
    yield late_of(line.latest)


def known_of(value: MeasureValue) -> Iterator[Fact]:
    """How much of a value is known, what it could be else, what was refused, and what nobody tells."""
    shadow = value.shadow
    if shadow is None:
        return
    if shadow.said:
        yield Fact("How much is known", shadow.said, lacking_of(shadow))
    if shadow.said_of_bounds:
        yield Fact("What it could be", shadow.said_of_bounds, (BOUNDS,))
    if shadow.undated:
        yield Fact("Without a day", f"{words.count(shadow.undated)} records do not say which period they belong to.")
    if shadow.rejected and shadow.read:
        rows = (
            f"{words.count(shadow.rejected)} of {words.count(shadow.read)} rows of the files behind it were rejected."
        )
        yield Fact("Rejected when read", rows, ("Of which period they are is not known.",))
    if shadow.untold:
        yield Fact("What nobody tells", shadow.untold)


def lacking_of(shadow: Shadow) -> tuple[str, ...]:
    """What is lacking and why, a line each; the first few by name."""
    rest = len(shadow.lacking) - MOST_LACKING
    return (*shadow.lines_lacking[:MOST_LACKING], *((f"and {rest} more",) if rest > 0 else ()))


def least_known(values: Sequence[MeasureValue], period_words: str) -> Iterator[Fact]:
    """The period of the last ones of which least is known; nothing where everything is, or only one is told."""
    told = [
        (one.shadow.completeness, one) for one in values[-RECENT:] if one.shadow and one.shadow.completeness is not None
    ]
    if len(told) < 2 or min(share for share, _ in told) == 1:
        return
    _, one = min(told, key=lambda pair: pair[0])
    if one is not values[-1] and one.shadow:
        said = f"{period(one.period_start, one.period_end)}: {one.shadow.said}"
        yield Fact(f"Least known of the last {len(told)} {period_words}", said, lacking_of(one.shadow))


def late_of(value: MeasureValue) -> Fact:
    """Whether a value may still change, where that is read, and that it is provisional where it is from memory."""
    late = value.shadow.late if value.shadow else None
    if late is None:
        return Fact(LATE, SETTLED.get(value.release, NOT_STATED))
    tag = "provisional" if late.is_provisional else ""
    return Fact(LATE, late.words, (f"Source: {late.source}.", STILL_TO_COME), tag=tag)


def _with_value(subject: Subject) -> tuple[str, tuple[str, ...]]:
    """How many areas of the kind have a value in the newest period."""
    newest = subject.told.newest
    lines = subject.told.lines
    held = [
        point.value for line in lines for point in line.points if point.period_end == newest and point.value is not None
    ]
    without = sum(one.value is None for one in held)
    what = "parts" if subject.line.group else several(subject.level)
    said = f"{len(held) - without:,} of {len(lines):,} {what} have a value in the newest period."
    are = "is" if without == 1 else "are"
    details = (f"{without:,} {are} named with {NO_VALUE}: withheld or nobody counted.",) if without else ()
    return said, details


def _of_series(place: Place) -> Iterator[Fact]:
    series = series_table().get(place.indicator) if isinstance(place, Observations | Standardised) else None
    if series is None:
        return
    said, is_provisional = KNOWN_FROM[series.definition]
    yield Fact("Unit and definition of the series", said, tag="provisional" if is_provisional else "")
    for caveat in series.caveats:
        yield Fact("Of this publication", caveat)
