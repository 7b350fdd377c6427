"""How long people wait, as a member of the public reads it: so many out of 100, held against England.

No more is claimed than the figures bear: a share that chance alone could part from England's is called "not clearly
different", and of fewer than 20 people no share is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from clearway.measures.wait_bands import BandCount

FEWEST = 20
"""Of fewer people than this no share is told: one person more or less would move it by five in a hundred or more."""
HALF, MOST = Decimal("0.5"), Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of people within a standard. `lower` and `upper` are its 95% limits; `threshold` the standard's own."""

    within: Decimal
    total: Decimal
    rate: float | None
    lower: float | None
    upper: float | None
    threshold: Decimal | None = None
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standard asks, in plain words: its heading, what should happen, and what follows "out of 100 people"."""

    days: int
    heading: str
    promise: str
    within: str
    counted: str


STANDARDS = {
    "28": Asked(
        28,
        "Being told if it is cancer",
        "If your GP thinks you could have cancer, you should be told within 28 days if you have it or not.",
        "were told within 28 days",
        "people were told",
    ),
    "31": Asked(
        31,
        "Starting treatment that is agreed",
        "When you and your doctor have agreed on a treatment, it should start within 31 days.",
        "started within 31 days",
        "treatments started",
    ),
    "62": Asked(
        62,
        "From first worry to treatment",
        "If you do have cancer, your treatment should start within 62 days of the day you were sent to hospital.",
        "started treatment within 62 days",
        "people started treatment",
    ),
}


@dataclass(frozen=True, slots=True)
class BandSaid:
    """People in one band of days, or a share: its words, how many of every 100, and the share that is drawn."""

    words: str
    of_100: str
    share: float


@dataclass(frozen=True, slots=True)
class WaitSaid:
    """One standard as the page says it. Sentences that have nothing to say are empty; `bars` are here and England."""

    key: str
    heading: str
    promise: str
    here: str
    england: str
    standard: str
    typical: str
    bands: tuple[BandSaid, ...] = ()
    bars: tuple[BandSaid, ...] = ()


def wait_said(key: str, here: Share, england: Share | None, bands: Sequence[BandCount] = ()) -> WaitSaid:
    """One standard in sentences: here, in England, the standard itself, and how long most people waited."""
    asked = STANDARDS[key]
    if here.rate is None or here.total < FEWEST:
        said = f"Only {_people(here.total)} {asked.counted}. That is too few to say more."
        said = said if here.total else "Nobody is counted in this month."
        return WaitSaid(key, asked.heading, asked.promise, said, "", "", "")
    noun = "treatments" if key == "31" else "people"
    return WaitSaid(
        key,
        asked.heading,
        asked.promise,
        f"Here, {out_of_100(here.rate)} {noun} {asked.within}: {_people(here.within)} of {_people(here.total)}.",
        _england(here, england, asked),
        _standard(here),
        typical(bands, key),
        tuple(_bands(bands)),
        tuple(_bars(here.rate, england)),
    )


def out_of_100(rate: float) -> str:
    """A share as so many out of 100: `78 out of 100`; never all or none where some differ."""
    whole = int(rate * 100 + 0.5)
    if whole == 100 and rate < 1:
        return "more than 99 out of 100"
    if whole == 0 and rate > 0:
        return "fewer than 1 out of 100"
    return f"{whole} out of 100"


def compared(here: Share, england_rate: float) -> str:
    """How a place stands beside England, as far as chance lets us say: more, fewer, or not clearly different."""
    if here.lower is not None and here.lower > england_rate:
        return "more"
    if here.upper is not None and here.upper < england_rate:
        return "fewer"
    return "not clearly different"


def typical(bands: Sequence[BandCount], key: str) -> str:
    """By when half of the people, and nine in ten, had what they waited for, as closely as the bands tell.

    A band ends on a day: the first end by which at least half are counted is told, as "within". Empty without bands.
    """
    total = sum((band.people for band in bands), Decimal(0))
    if total < FEWEST:
        return ""
    half, most = _by_when(bands, total * HALF), _by_when(bands, total * MOST)
    done = "were told" if key == "28" else "had started treatment"
    last = bands[-1].first - 1
    first = f"At least half {done} within {half} days." if half else f"More than half waited more than {last} days."
    if most == half:
        return f"At least 9 in 10 {done} within {most} days." if most else first
    second = f"At least 9 in 10 {done} within {most} days." if most else f"More than 1 in 10 waited over {last} days."
    return f"{first} {second}"


def _by_when(bands: Sequence[BandCount], wanted: Decimal) -> int | None:
    """The last day of the band in which a number of people is reached; None where that is the open band."""
    counted = Decimal(0)
    for band in bands:
        counted += band.people
        if counted >= wanted:
            return band.last
    return None


def _england(here: Share, england: Share | None, asked: Asked) -> str:
    if england is None or england.rate is None or here.rate is None:
        return ""
    told = {
        "more": "More here than in England as a whole",
        "fewer": "Fewer here than in England as a whole",
        "not clearly different": "This is not clearly different from England as a whole",
    }[compared(here, england.rate)]
    return f"{told}, where it is {out_of_100(england.rate)}."


def _standard(here: Share) -> str:
    if here.threshold is None or here.is_met is None:
        return ""
    told = "It was met" if here.is_met else "It was not met"
    return f"The NHS standard is at least {_whole(here.threshold)} out of 100. {told}."


def _bands(bands: Sequence[BandCount]) -> "list[BandSaid]":
    total = sum((band.people for band in bands), Decimal(0))
    if total < FEWEST:
        return []
    return [BandSaid(_days(band), out_of_100(share := float(band.people / total)), share) for band in bands]


def _bars(here: float, england: Share | None) -> "list[BandSaid]":
    shares = [("Here", here)] + ([("England", england.rate)] if england and england.rate is not None else [])
    return [BandSaid(words, out_of_100(share), share) for words, share in shares]


def _days(band: BandCount) -> str:
    if band.last is None:
        return f"More than {band.first - 1} days"
    return f"Up to {band.last} days" if band.first == 0 else f"{band.first} to {band.last} days"


def _whole(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"


def _people(total: Decimal) -> str:
    """A number of people as it is published: halves stay halves."""
    return f"{total.normalize():,f}"
