"""Statistical neighbours: the places and trusts most alike in who lives there, whatever their results are.

Only published attributes of people and ground go in (number, age, deprivation, rurality), never an outcome: a neighbour
is somebody to compare with, not somebody who did as well.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from clearway.standards.organisations import Organisations, load_organisations
from clearway.standards.places import (
    CATCHMENT_CAVEAT,
    Level,
    Places,
    borders_of,
    deprivation_of,
    load_places,
    population_of,
    trust_catchments,
)
from clearway.stats.arrays import Floats

YEAR = 2023
"""Residents and their ages are those of the middle of this year."""

METHOD = (
    "Each attribute is standardised over all areas of the kind (difference from their mean, in standard deviations). "
    "The four themes count alike, and within a theme its attributes. The distance is the root of the weighted squares; "
    "nearer is more alike. Neighbours of a neighbour need not be each other's."
)
NOT_KNOWN = "no area or trust of this code is known"
NO_CATCHMENT = "no catchment is published for this trust"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that areas are compared by. `source` says whose figures; shares are fractions of 1."""

    key: str
    title: str
    theme: str
    source: str


_ONS_PEOPLE = "ONS mid-2023 estimates"
_MHCLG = "English Indices of Deprivation 2019, by residents of mid-2020"
ATTRIBUTES = (
    Attribute("people", "People (logarithm to base 10)", "size", _ONS_PEOPLE),
    Attribute("under_16", "Share of people under 16", "age", _ONS_PEOPLE),
    Attribute("from_65", "Share of people of 65 and over", "age", _ONS_PEOPLE),
    Attribute("from_85", "Share of people of 85 and over", "age", _ONS_PEOPLE),
    Attribute("average_rank", "Average deprivation rank of people's neighbourhoods", "deprivation", _MHCLG),
    Attribute("most_deprived_fifth", "Share of people in the most deprived fifth", "deprivation", _MHCLG),
    Attribute("rural", "Share of people in rural neighbourhoods", "rurality", "Rural Urban Classification 2021"),
    Attribute(
        "density", "People to a square kilometre (logarithm to base 10)", "rurality", "ONS estimates, ONS boundaries"
    ),
)
"""What areas are compared by. Trusts are compared by the same but size: the means over where their patients live."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place or trust with its distance; `values` are its attributes, in the order of the answer's."""

    code: str
    name: str
    distance: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest places or trusts, the most alike first. Empty with a `note` where nothing can be said."""

    code: str
    name: str
    attributes: tuple[Attribute, ...]
    values: tuple[float, ...]
    nearest: tuple[Neighbour, ...]
    compared: int
    method: str = METHOD
    note: str = ""


def neighbours_of(code: str, on: date, *, count: int = 10, places: Places | None = None) -> Neighbours:
    """The areas most like an area, among all of its level on a day (districts, ICBs, alliances …).

    The same question gives the same answer; equal distances go by code. An unknown code gives no neighbours and says
    so.
    """
    places = places or load_places()
    area = places.find(code)
    if area is None:
        return _nobody(code, code, NOT_KNOWN)
    among = [one.code for one in places.areas(area.level, on)]
    if area.level is Level.TOGETHER or area.code not in among:
        return _nobody(area.code, area.name, f"there is no {area.level.words} of this code on this day")
    table = attributes_of(among, area.level, on, places)
    return _nearest(area.code, among, [places.name(one) for one in among], ATTRIBUTES, table, count)


def neighbours_of_trust(
    code: str,
    on: date,
    *,
    count: int = 10,
    among: Collection[str] | None = None,
    places: Places | None = None,
    organisations: Organisations | None = None,
) -> Neighbours:
    """The trusts whose admitted patients live in places most like those of a trust's, among trusts open on the day.

    By the published catchments of October 2022: every attribute but size is the mean over the districts its patients
    come from, weighted by their share. A trust that merged later answers for its own catchment alone. What a trust does
    is not among the attributes: `among` (codes) keeps a children's hospital from standing beside one for all ages.
    """
    places, organisations = places or load_places(), organisations or load_organisations()
    code = code.strip().upper()
    name = organisations.name(code, on)
    catchments = trust_catchments()
    if not organisations.provider(code).is_known:
        return _nobody(code, code, NOT_KNOWN)
    if code not in catchments:
        return _nobody(code, name, NO_CATCHMENT)
    open_now = {one for one in catchments if organisations.provider(one).is_open(on)}
    compared = sorted((open_now if among is None else open_now & set(among)) | {code})
    districts = [area.code for area in places.areas(Level.DISTRICT, on)]
    shares = _shares_of_districts(compared, districts, on, places)
    attributes = tuple(one for one in ATTRIBUTES if one.theme != "size")
    kept = [place for place, one in enumerate(ATTRIBUTES) if one.theme != "size"]
    table = shares @ attributes_of(districts, Level.DISTRICT, on, places)[:, kept]
    names = [organisations.name(one, on) for one in compared]
    return _nearest(code, compared, names, attributes, table, count, f"{METHOD} {CATCHMENT_CAVEAT}")


def attributes_of(codes: Sequence[str], level: Level, on: date, places: Places | None = None) -> Floats:
    """The attributes of areas of one level: one row a code, one column each of `ATTRIBUTES`, NaN where not known."""
    places = places or load_places()
    residents = population_of(codes, YEAR, on, places)
    told = deprivation_of(codes, on, places)
    member = places.membership(codes, on).astype(np.float64)
    borders = borders_of(level, on, places)
    ground = np.array([borders.square_kilometres(code) if code in borders.areas else np.nan for code in codes])
    total = residents.total
    bands = residents.bands((0, 16, 65, 85))
    columns = (
        np.log10(total),
        bands[:, 0] / total,
        bands[:, 2:].sum(axis=1) / total,
        bands[:, 3] / total,
        told.average_rank,
        told.share_most_deprived_fifth,
        (member @ places.pieces.rural_people) / told.people,
        np.log10(total / ground),
    )
    return np.column_stack(columns)


def distances(table: Floats, themes: Sequence[str]) -> Floats:
    """How unlike the rows of a table are, each with each: a square, nought on its diagonal.

    Columns are standardised over the rows; the columns of a theme share its weight of 1. A column without any spread
    weighs nothing, and a missing value makes its row's distances missing. Source: the standardised (weighted Euclidean)
    distance, as in the nearest-neighbour models of local government.
    """
    spread = np.nanstd(table, axis=0)
    standard = (table - np.nanmean(table, axis=0)) / np.where(spread > 0, spread, 1.0)
    weights = np.array([1 / list(themes).count(theme) for theme in themes])
    apart = standard[:, None, :] - standard[None, :, :]
    return np.asarray(np.sqrt((weights * apart**2).sum(axis=2)))


def _nearest(
    code: str,
    among: Sequence[str],
    names: Sequence[str],
    attributes: tuple[Attribute, ...],
    table: Floats,
    count: int,
    method: str = METHOD,
) -> Neighbours:
    own = list(among).index(code)
    apart = distances(table, [one.theme for one in attributes])[own]
    order = sorted((apart[place], one, place) for place, one in enumerate(among) if place != own and apart[place] >= 0)
    nearest = tuple(
        Neighbour(one, names[place], float(distance), tuple(table[place].tolist()))
        for distance, one, place in order[:count]
    )
    return Neighbours(code, names[own], attributes, tuple(table[own].tolist()), nearest, len(among), method)


def _shares_of_districts(trusts: Sequence[str], districts: Sequence[str], on: date, places: Places) -> Floats:
    """For each trust the share of its patients from each district of the day; rows sum to 1."""
    column = {code: place for place, code in enumerate(districts)}
    shares = np.zeros((len(trusts), len(districts)))
    catchments = trust_catchments()
    heirs = {part.district: places.successors(part.district, on) for trust in trusts for part in catchments[trust]}
    for row, trust in enumerate(trusts):
        for part in catchments[trust]:
            for heir in heirs[part.district]:
                shares[row, column[heir.code]] += part.share * heir.share
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _nobody(code: str, name: str, note: str) -> Neighbours:
    return Neighbours(code, name, (), (), (), 0, note=note)
