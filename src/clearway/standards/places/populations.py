"""How many people live in an area, by single year of age: mid-2020 for every area, mid-2023 from its districts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from clearway.standards.places.area import Level
from clearway.standards.places.pieces import LAST_AGE, SHIPPED, Floats, made_of_whole
from clearway.standards.places.reference import Places, load_places

YEARS = (2020, 2023)
"""The years (at their middle) for which residents are held."""

COUNTED = "counted"
APPORTIONED = "apportioned"
NOT_KNOWN = "no area of this code is known"
NOT_HELD = "no residents are held for this area"


@dataclass(frozen=True, eq=False, slots=True)
class Population:
    """Residents of areas in the middle of a year, one row a code, one column a year of age (the last 90 and over).

    `basis` is `counted` where whole neighbourhoods or districts were added up, `apportioned` where districts of 2023
    were divided in the proportions in which their people of the same age lived in mid-2020, and empty where `note`
    says why there are no people. Rows without people hold NaN. Persons only: the files by place do not tell the sexes
    apart.
    """

    codes: tuple[str, ...]
    year: int
    people: Floats
    basis: NDArray[np.str_]
    note: NDArray[np.str_]

    @property
    def total(self) -> Floats:
        """All residents of each area."""
        return np.asarray(self.people.sum(axis=1))

    def bands(self, starts: Sequence[int]) -> Floats:
        """Residents in bands of age, one column a band: from each start to the year before the next, the last open.

        `starts` = (0, 1, 5, 10, …, 90) gives the bands of the European Standard Population. People below the first
        start are left out. Raises ValueError unless starts rise and lie between 0 and 90.
        """
        return in_bands(self.people, starts)


def population_of(codes: Sequence[str], year: int, on: date, places: Places | None = None) -> Population:
    """The residents of areas, given by any of their codes, in the middle of a year.

    `on` says which areas are meant: the membership of alliances and ICBs is that of the day. Raises ValueError for a
    year that is not held (`YEARS`).
    """
    places = places or load_places()
    if year not in YEARS:
        raise ValueError(f"No residents are held for {year}; there are {' and '.join(map(str, YEARS))}.")
    member = places.membership(codes, on)
    by_age = places.pieces.by_age if year == 2020 else _pieces_of_2023(places, on)
    people = member.astype(np.float64) @ by_age
    held = member.any(axis=1)
    known = np.array([places.find(code) is not None for code in codes], dtype=np.bool_)
    whole = np.ones(len(codes), dtype=np.bool_)
    if year != 2020:
        whole = made_of_whole(places.labels(Level.DISTRICT, date.max), member)
    people[whole] = np.rint(people[whole])
    people[~held] = np.nan
    basis = np.select([~held, whole], ["", COUNTED], default=APPORTIONED)
    note = np.select([~known, ~held], [NOT_KNOWN, NOT_HELD], default="")
    return Population(tuple(codes), year, people, basis, note)


def in_bands(people: Floats, starts: Sequence[int]) -> Floats:
    """Single years of age, the last axis, added up in bands that begin at `starts`. Raises ValueError as `bands`."""
    edges = list(starts)
    if not edges or edges != sorted(set(edges)) or edges[0] < 0 or edges[-1] > LAST_AGE:
        raise ValueError(f"Bands of age must begin at rising ages from 0 to {LAST_AGE}, not at {edges}.")
    return np.asarray(np.add.reduceat(people[..., : LAST_AGE + 1], edges, axis=-1))


@cache
def _mid_2023() -> dict[str, Floats]:
    table = pq.read_table(SHIPPED / "population_2023.parquet")
    ages = np.column_stack([table.column(f"age_{age}").to_numpy() for age in range(LAST_AGE + 1)]).astype(np.float64)
    return dict(zip(table.column("district").to_pylist(), ages, strict=True))


def _pieces_of_2023(places: Places, on: date) -> Floats:
    """Residents of each piece in mid-2023: its district's of that age, in the piece's share of them in mid-2020."""
    labels = places.labels(Level.DISTRICT, max(on, date(2023, 6, 30)))
    found = np.zeros_like(places.pieces.by_age)
    for district, people in _mid_2023().items():
        own = labels == district
        before = places.pieces.by_age[own]
        whole, everybody = before.sum(axis=0), places.pieces.people[own]
        share = np.where(whole > 0, before / np.where(whole > 0, whole, 1), everybody[:, None] / everybody.sum())
        found[own] = share * people
    return found
