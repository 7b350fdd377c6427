"""Where the values of a measure can be found, tried in the order in which a definition names them.

Each kind of place has its own keys; a key that another kind knows is refused. `finest` says in words down to what the
values go, `caveat` in what they fall short of the definition.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clearway.measures.catalogue.vocabulary import Vocabulary
from clearway.measures.question import BASES_OF, DETAILS_OF, Basis
from clearway.standards.strict import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What all places have in common: how fine the values are, and what to beware of (empty for nothing).

    `is_at_hand` is False for a file that can be read and that nobody has given us: values come once it is loaded.
    """

    finest: str
    caveat: str = ""
    is_at_hand: bool = True

    @property
    def kind(self) -> str:
        """The word after `from:` in a definition."""
        return next(name for name, (kind, _) in KINDS.items() if type(self) is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits(Place):
    """The waiting-time position: one standard, perhaps of one route, kind of treatment or cancer type.

    `count` is `within` (a share of the total), `breaches` (likewise) or `total` (a count of people).
    """

    standard: str
    count: str
    bases: tuple[Basis, ...]
    stage_route: str = ""
    modality: str = ""
    cancer_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsRatio(Place):
    """The people of one waiting-time figure as a share of those of another; both count totals."""

    above: Waits
    below: Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPathways(Place):
    """People who wait on a day; `count` is a word of the vocabulary's `open_counts`."""

    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Place):
    """Worked out from loaded waiting-time records; `count` is a word of the vocabulary's `record_counts`.

    `referral` keeps one kind of referral (`non_specific_symptoms`), empty for all.
    """

    count: str
    referral: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations(Place):
    """Published values: a series of `intake/indicators`. Without `category` each category stands for itself."""

    indicator: str
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standardised(Place):
    """A directly standardised rate worked out from published counts by age.

    `indicator` is the series of the counts, `rates` the series of the age-specific rates that imply the populations
    (empty: populations are loaded beside it), `ages` the ages kept (`all ages`, `under 75`).
    """

    indicator: str
    ages: str
    category: str = ""
    rates: str = ""


AGES = ("all ages", "under 75")
REFERRALS = ("non_specific_symptoms",)
COUNTS = ("within", "breaches", "total")
BASES: dict[str, Basis] = {"published": "published", "computed": "computed"}
FIGURE_KEYS = ("standard",)
CUTS_OF = {
    "stage_route": ("stage", "route", "care_setting"),
    "modality": ("modality",),
    "cancer_type": ("cancer_type",),
}
"""A detail of a figure, and the cuts of the position that it may be."""
FIGURE_DETAILS = tuple(CUTS_OF)
SERIES = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+\Z")
"""A series is named by its publication and itself; a local measure may name one that only the alliance loads."""


def read_place(entry: Section, words: Vocabulary, *, is_nearest: bool = False) -> Place:
    """One place of a definition. A nearest place must carry a caveat: it is not the measure.

    Raises StandardsError naming file and key.
    """
    if not entry.has("from"):
        raise entry.wrong("from", "missing key", f"Use one of: {', '.join(KINDS)}.")
    place = KINDS[entry.one_of("from", tuple(KINDS))][1](entry, words)
    if is_nearest and not place.caveat:
        raise entry.wrong("caveat", "missing, though this is only near to the measure", "Say what is different.")
    return place


def _common(entry: Section) -> dict[str, Any]:
    return {
        "finest": entry.text("finest"),
        "caveat": entry.text("caveat", " ").strip(),
        "is_at_hand": entry.switch("at_hand", default=True),
    }


def _read_waits(entry: Section, words: Vocabulary) -> Place:
    del words
    entry.only(("from", *FIGURE_KEYS, "count", "bases", "finest"), (*FIGURE_DETAILS, "caveat", "at_hand"))
    return _figure(entry, _bases(entry), entry.one_of("count", COUNTS), _common(entry))


def _bases(entry: Section) -> tuple[Basis, ...]:
    named = entry.texts("bases")
    if not named or not set(named) <= set(BASES):
        raise entry.wrong("bases", f"{list(named)!r} is empty or names no basis", "Use published, computed or both.")
    return tuple(BASES[word] for word in named)


def _figure(entry: Section, bases: tuple[Basis, ...], count: str, common: Mapping[str, Any]) -> Waits:
    standard = entry.one_of("standard", tuple(DETAILS_OF))
    for basis in bases:
        if basis not in BASES_OF.get(standard, ("published", "computed")):
            raise entry.wrong("bases", f"{standard} has no {basis} figures", "Leave the basis out.")
    details: dict[str, Any] = {name: entry.text(name, " ").strip() for name in FIGURE_DETAILS}
    for name, text in details.items():
        if text and not set(CUTS_OF[name]) & set(DETAILS_OF[standard]):
            raise entry.wrong(name, f"{standard} is not told apart by it", "Leave it out.")
    return Waits(standard=standard, count=count, bases=bases, **details, **common)


def _read_ratio(entry: Section, words: Vocabulary) -> Place:
    del words
    entry.only(("from", "above", "below", "bases", "finest"), ("caveat", "at_hand"))
    bases, common = _bases(entry), _common(entry)
    above, below = entry.section("above"), entry.section("below")
    for part in (above, below):
        part.only(FIGURE_KEYS, FIGURE_DETAILS)
    return WaitsRatio(
        above=_figure(above, bases, "total", common), below=_figure(below, bases, "total", common), **common
    )


def _read_open(entry: Section, words: Vocabulary) -> Place:
    entry.only(("from", "count", "finest"), ("caveat", "at_hand"))
    return OpenPathways(count=entry.one_of("count", tuple(words.open_counts)), **_common(entry))


def _read_records(entry: Section, words: Vocabulary) -> Place:
    entry.only(("from", "count", "finest"), ("caveat", "at_hand", "referral"))
    referral = entry.one_of("referral", REFERRALS) if entry.has("referral") else ""
    return Records(count=entry.one_of("count", tuple(words.record_counts)), referral=referral, **_common(entry))


def _read_observations(entry: Section, words: Vocabulary) -> Place:
    del words
    entry.only(("from", "indicator", "finest"), ("category", "caveat", "at_hand"))
    return Observations(
        indicator=_series(entry, "indicator"), category=entry.text("category", " ").strip(), **_common(entry)
    )


def _read_standardised(entry: Section, words: Vocabulary) -> Place:
    del words
    entry.only(("from", "indicator", "ages", "finest"), ("category", "rates", "caveat", "at_hand"))
    return Standardised(
        indicator=_series(entry, "indicator"),
        ages=entry.one_of("ages", AGES),
        category=entry.text("category", " ").strip(),
        rates=_series(entry, "rates") if entry.has("rates") else "",
        **_common(entry),
    )


def _series(entry: Section, key: str) -> str:
    held = entry.text(key)
    if not SERIES.match(held):
        raise entry.wrong(key, f"{held!r} is not the key of a series", "Write it as in series.yaml: stage.early.")
    return held


KINDS: dict[str, tuple[type[Place], Callable[[Section, Vocabulary], Place]]] = {
    "waits": (Waits, _read_waits),
    "waits_ratio": (WaitsRatio, _read_ratio),
    "open_pathways": (OpenPathways, _read_open),
    "records": (Records, _read_records),
    "observations": (Observations, _read_observations),
    "standardised": (Standardised, _read_standardised),
}
"""By the word after `from:`, the place it makes and what reads it."""
