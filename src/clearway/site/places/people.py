"""Who lives in a place: residents by age, and how deprived their neighbourhoods are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from clearway.site import words
from clearway.site.places.areas import reference
from clearway.standards.places import Area, deprivation_groups, deprivation_of, population_of
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
    group = int(deprivation_groups([area.code], today, places=places)[0])
    if group:
        yield "Among its kind", f"In the {FIFTHS[group]}"
