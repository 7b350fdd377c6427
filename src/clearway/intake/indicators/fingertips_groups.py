"""Whom a row of a Fingertips download speaks of: sex, age, and a category that may be deprivation or ethnicity."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clearway.intake.indicators.cells import refused
from clearway.intake.indicators.groups import age_of, sex_of
from clearway.intake.indicators.tabular import Table
from clearway.intake.workbook import Cell
from clearway.records.deprivation_groups import DeprivationGroup
from clearway.records.observations import ALL

GROUPS = {"decile": 10, "quintile": 5, "quartile": 4, "tertile": 3}
ORDINALS = {"": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
RANK = re.compile(
    r"(?:(second|third|fourth|fifth) )?(most|more|least|less) deprived (decile|quintile|quartile|tertile)"
)
UNDER = re.compile(r"(?:<|UNDER )(\d{1,3})$")
NOT_APPLICABLE = "NOT APPLICABLE"
DEPRIVED, ETHNIC = "deprivation", "ethnic"


class Groups(NamedTuple):
    """The group of people of a row; `ALL` where it speaks of everybody."""

    ethnicity: str = ALL
    deprivation: str = ALL
    category: str = ALL


def groups_of(kind: str, category: str, kinds: Mapping[str, int]) -> Groups:
    """The group that a kind of category and a category name. `kinds` holds every kind of category of the file.

    A group of deprivation carries its division. An ethnicity carries its kind only where the file tells it in two
    ways. Any other category is kept as `kind: category`.
    """
    if not category:
        return Groups()
    if DEPRIVED in kind.lower() and (rank := rank_of(category)):
        return Groups(deprivation=DeprivationGroup(*rank, kind).written())
    if kind.lower().startswith(ETHNIC):
        is_one_way = sum(one.lower().startswith(ETHNIC) for one in kinds) == 1
        return Groups(ethnicity=category if is_one_way else f"{category} ({kind})")
    return Groups(category=f"{kind}: {category}" if kind else category)


def rank_of(category: str) -> tuple[int, int] | None:
    """Which of how many groups a category names, 1 for the most deprived; None for other words.

    >>> rank_of("Most deprived decile (IMD2019)"), rank_of("Fifth less deprived decile (IMD2019)")
    ((1, 10), (6, 10))
    >>> rank_of("Second least deprived quintile"), rank_of("White")
    ((4, 5), None)
    """
    match = RANK.match(category.lower())
    if match is None:
        return None
    groups, place = GROUPS[match[3]], ORDINALS[match[1] or ""]
    rank = place if match[2] in ("most", "more") else groups + 1 - place
    return (rank, groups) if 1 <= rank <= groups else None


def sex_words(table: Table, cells: Sequence[Cell], number: int) -> str:
    """The sex of a row; everybody where none applies. Raises `Refused` for an unknown word."""
    said = table.text(cells, "sex")
    sex = ALL if said.upper() in ("", NOT_APPLICABLE) else sex_of(said)
    if sex is None:
        raise refused(table, cells, "sex", number, "is no sex that is known (Persons, Male or Female)")
    return sex


def age_words(said: str) -> str:
    """An age group as we write it; words that are no ages (`6-8 weeks`) stay as printed.

    >>> age_words("60-74 yrs"), age_words("<75 yrs"), age_words("All ages"), age_words("6-8 weeks")
    ('60-74', '0-74', 'ALL', '6-8 weeks')
    """
    words = re.sub(r"\s*(yrs?|years)\.?$", "", said.strip(), flags=re.IGNORECASE).upper()
    if words in ("", NOT_APPLICABLE):
        return ALL
    if under := UNDER.match(words):
        return f"0-{int(under[1]) - 1}"
    return age_of(words) or said.strip()
