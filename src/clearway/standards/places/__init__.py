"""Places: areas at every level with codes of every year, their people and their deprivation, each with its source."""

from clearway.standards.places.area import ENGLAND, Area, ChangeKind, CodeChange, Level, Part
from clearway.standards.places.boundaries import Borders, borders_of
from clearway.standards.places.catchments import CATCHMENT_CAVEAT, CatchmentPart, trust_catchments
from clearway.standards.places.deprivation import (
    PRACTICE_CAVEAT,
    Deprivation,
    IcbDeprivation,
    PracticeDeprivation,
    deprivation_groups,
    deprivation_of,
    icb_deprivation_2025,
    practice_deprivation,
)
from clearway.standards.places.populations import Population, population_of
from clearway.standards.places.reference import Places, load_places, places_with
from clearway.standards.places.sexes import WomenAndMen, women_and_men

__all__ = [
    "CATCHMENT_CAVEAT",
    "ENGLAND",
    "PRACTICE_CAVEAT",
    "Area",
    "Borders",
    "CatchmentPart",
    "ChangeKind",
    "CodeChange",
    "Deprivation",
    "IcbDeprivation",
    "Level",
    "Part",
    "Places",
    "Population",
    "PracticeDeprivation",
    "WomenAndMen",
    "borders_of",
    "deprivation_groups",
    "deprivation_of",
    "icb_deprivation_2025",
    "load_places",
    "places_with",
    "population_of",
    "practice_deprivation",
    "trust_catchments",
    "women_and_men",
]
