"""Who lives in a place: residents by age and sex, and how deprived their neighbourhoods are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from clearway.site import words
from clearway.site.places.areas import reference
from clearway.standards.places import (
    Area,
    Level,
    deprivation_groups,
    deprivation_of,
    icb_deprivation_2025,
    population_of,
    women_and_men,
)
from clearway.standards.places.populations import APPORTIONED

YEAR = 2023
STARTS = (0, 16, 25, 50, 65, 75, 85)
FIFTHS = {1: "most deprived fifth", 2: "second most deprived fifth", 3: "middle fifth", 4: "second least deprived fifth", 5: "least deprived fifth"}  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True)
class PeopleByAge:
    """Rows of age, people and share; whether districts were divided to count them."""

    rows: tuple[tuple[str, int, float], ...]
    is_apportioned: bool


def people_by_age(code: str, today: date) -> PeopleByAge:
    """The residents of a place in bands of age; no rows where nobody is counted."""
    found = population_of([code], YEAR, today, reference())
    bands, total = found.bands(STARTS)[0], float(found.total[0])
    if not total > 0:
        return PeopleByAge((), is_apportioned=False)
    ends = [f"{start} to {end - 1}" for start, end in pairwise(STARTS)]
    labels = [*ends, f"{STARTS[-1]} and over"]
    rows = [(label, round(float(band)), float(band) / total) for label, band in zip(labels, bands, strict=True)]
    return PeopleByAge((*rows, ("All ages", round(total), 1.0)), str(found.basis[0]) == APPORTIONED)


def people_by_fifth(code: str, today: date) -> tuple[tuple[str, int, float], ...]:
    """The residents of a place by the national fifth of deprivation of their neighbourhood; none for a place unknown.

    The index is of 2019, the residents those of mid-2020.
    """
    found = deprivation_of([code], today, reference())
    people, shares = float(found.people[0]), found.share_by_fifth[0]
    if not people > 0:
        return ()
    rows = (
        (fifth[0].upper() + fifth[1:], round(people * float(share)), float(share))
        for fifth, share in zip(FIFTHS.values(), shares, strict=True)
    )
    return (*rows, ("All fifths", round(people), 1.0))


def women_words(area: Area, today: date) -> str:
    """How many of the people of a place are women; empty where the census has no number of it."""
    found = women_and_men([area.code], today, reference())
    share = float(found.share_of_women[0])
    if np.isnan(share):
        return ""
    women, men = (words.count(float(one[0])) for one in (found.women, found.men))
    return f"{words.percent(share, 1)} are women: {women} women, {men} men (census of 2021)"


def deprivation_words(area: Area, today: date) -> Iterator[tuple[str, str]]:
    """How deprived a place is, in words, each with its label."""
    places = reference()
    found = deprivation_of([area.code], today, places)
    share = float(found.share_most_deprived_fifth[0])
    if np.isnan(share):
        return
    yield (
        "Deprivation",
        f"{words.percent(share, 0)} of its people live in the most deprived fifth of neighbourhoods of England "
        "(index of 2019)",
    )
    if area.level is Level.ICB and (newest := icb_deprivation_2025().get(area.code)):
        yield (
            "Deprivation, index of 2025",
            f"{words.percent(newest.share_most_deprived_tenth, 0)} of its neighbourhoods are in the most deprived "
            f"tenth of England; average score {newest.average_score:.1f}, {_rank(area.code)}",
        )
    group = int(deprivation_groups([area.code], today, places=places)[0])
    if group:
        yield "Among its kind", f"In the {FIFTHS[group]}"


def _rank(icb: str) -> str:
    """Where a board stands among all by the average score of 2025, the most deprived first."""
    every = sorted(icb_deprivation_2025().values(), key=lambda one: -one.average_score)
    return f"number {[one.code for one in every].index(icb) + 1} of {len(every)} boards, the most deprived first"
