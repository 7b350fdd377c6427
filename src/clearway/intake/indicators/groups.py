"""One way of writing a sex, an age group and a kind of area, whatever words a publisher uses for them."""

import re

from clearway.records.observations import ALL

SEXES = {
    "PERSONS": ALL,
    "PERSON": ALL,
    "ALL": ALL,
    "ALL PERSONS": ALL,
    "MALE": "Male",
    "MALES": "Male",
    "MEN": "Male",
    "FEMALE": "Female",
    "FEMALES": "Female",
    "WOMEN": "Female",
}
"""The sex that a word in capitals stands for; `ALL` where it stands for both."""

ALL_AGES = frozenset({"ALL AGES", "ALL"})
BAND = re.compile(r"(\d{1,3}) ?(?:TO|-) ?(\d{1,3})$")
OPEN_BAND = re.compile(r"(\d{1,3}) ?(?:\+|AND OVER|AND ABOVE|OR OVER|PLUS)$")
UNDER_ONE = frozenset({"<1", "UNDER 1", "0"})
OLDEST = 130

AREA_TYPE_OF = {
    "E92": "england",
    "E12": "region",
    "E47": "combined_authority",
    "E10": "county",
    "E06": "district",
    "E07": "district",
    "E08": "district",
    "E09": "district",
    "E67": "district",
    "E54": "icb",
    "E38": "sub_icb",
    "E56": "alliance",
}
"""The kind of area that the first three characters of an ONS code stand for.

A unitary authority (E06), a metropolitan district (E08) and a London borough (E09) do the work of county and district
in one; they stand with the districts, so that these tile England. E67 are the census's merged districts.
"""
ONS_CODE = re.compile(r"[A-Z]\d{8}$")


def age_of(words: str) -> str | None:
    """An age group as we write it: `20-24`, `90+`, `37`, or `ALL`. None for anything else.

    >>> age_of("20 to 24"), age_of("90 and over"), age_of("All ages"), age_of("24 to 20")
    ('20-24', '90+', 'ALL', None)
    """
    said = words.strip().upper()
    if said in ALL_AGES:
        return ALL
    if said.isdecimal() and int(said) <= OLDEST:
        return str(int(said))
    if band := BAND.match(said):
        first, last = int(band[1]), int(band[2])
        return f"{first}-{last}" if first < last <= OLDEST else None
    if open_band := OPEN_BAND.match(said):
        return f"{int(open_band[1])}+" if int(open_band[1]) <= OLDEST else None
    return "0" if said in UNDER_ONE else None


def ages_within(age: str) -> tuple[int, int | None]:
    """The youngest and the oldest age of a group written as `age_of` does; None where it has no end.

    >>> ages_within("20-24"), ages_within("90+"), ages_within("7"), ages_within("ALL")
    ((20, 24), (90, None), (7, 7), (0, None))
    """
    if age == ALL:
        return 0, None
    if age.endswith("+"):
        return int(age[:-1]), None
    first, _, last = age.partition("-")
    return int(first), int(last or first)


def first_age(age: str) -> int:
    """The youngest age of a group written as `age_of` does; everybody starts at 0."""
    return ages_within(age)[0]


def sex_of(words: str) -> str | None:
    """`Female`, `Male` or `ALL`. None for anything else.

    >>> sex_of("females"), sex_of("Persons"), sex_of("unknown")
    ('Female', 'ALL', None)
    """
    return SEXES.get(words.strip().upper())


def area_type_of(code: str) -> str | None:
    """The kind of area of an ONS code of nine characters; None for another code, and for places outside England.

    >>> area_type_of("E06000001"), area_type_of("W06000015"), area_type_of("RFF")
    ('district', None, None)
    """
    return AREA_TYPE_OF.get(code[:3]) if ONS_CODE.match(code) else None
