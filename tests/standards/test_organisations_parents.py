"""Rule ORG-1: which trust a site or an organisation belongs to on a day."""

from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.standards import StandardsError, Trust
from clearway.standards.organisations import UNKNOWN, load_organisations
from clearway.standards.organisations.entries import Succession
from clearway.standards.organisations.lineage import Lineage
from clearway.standards.organisations.parentage import FIRST_DAY, LAST_DAY

FEBRUARY_2025 = date(2025, 2, 1)
organisations = load_organisations()


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("RHQ", "RHQ"),
        ("RHQNG", "RHQ"),
        (" rhqng ", "RHQ"),
        ("RZA01", "RZA"),
        ("RZB", "RZB"),
        ("RZC9X", "RZC"),
        ("TAF01", "TAF"),
    ],
)
def test_a_site_of_an_nhs_trust_belongs_to_its_first_three_characters(code: str, parent: str) -> None:
    assert organisations.parent_trust(code, FEBRUARY_2025) == parent


@pytest.mark.parametrize("code", ["S3H9L", "NYG", "GEC", "DLD", "NXM01", "T4I8V", "XYZ99"])
def test_an_independent_or_unknown_provider_keeps_its_own_code(code: str) -> None:
    assert organisations.parent_trust(code, FEBRUARY_2025) == code


def test_the_table_gives_a_parent_to_hospitals_of_independent_groups() -> None:
    assert organisations.parent_trust("NT301", FEBRUARY_2025) == "NT3"


def test_a_new_style_code_is_not_taken_for_a_site_of_a_trust_that_has_closed() -> None:
    assert organisations.parent_trust("R1G7E", FEBRUARY_2025) == "R1G7E"
    assert organisations.parent_trust("R1A0B", FEBRUARY_2025) == "R1A"


def test_north_middlesex_belongs_to_the_royal_free_from_january_2025() -> None:
    assert organisations.parent_trust("RAP", date(2024, 12, 31)) == "RAP"
    assert organisations.parent_trust("RAP", date(2025, 1, 1)) == "RAL"
    assert organisations.parent_trust("RAPNM", FEBRUARY_2025) == "RAL"


def test_mergers_are_followed_one_after_another() -> None:
    assert organisations.parent_trust("RM4", date(2012, 3, 31)) == "RM4"
    assert organisations.parent_trust("RM4", date(2012, 4, 1)) == "RW3"
    assert organisations.parent_trust("RM4", date(2017, 10, 1)) == "R0A"


def test_a_trust_split_between_several_keeps_its_own_code() -> None:
    assert organisations.parent_trust("RW6", date(2022, 1, 1)) == "RW6"


def test_an_empty_code_has_an_unknown_parent() -> None:
    assert organisations.parent_trust(" ", FEBRUARY_2025) == UNKNOWN


def test_a_ring_of_mergers_is_refused() -> None:
    ring = [
        Succession("RZA", "RZB", date(2020, 1, 1), Trust.DESIGN, ""),
        Succession("RZB", "RZA", date(2021, 1, 1), Trust.DESIGN, ""),
    ]
    with pytest.raises(StandardsError, match="becomes itself again"):
        Lineage(ring, "successions.csv")


CODES = ("RHQNG", "RAP", "rap01 ", "R1G7E", "R1A0B", "RM4", "RZA01", "NT301", "S3H9L", "", "RW602", "XYZ99", "TAE07")
ROWS = organisations.parent_table(CODES)


def test_the_parent_table_covers_every_day_of_every_code_once() -> None:
    by_code: dict[str, list[tuple[date, date]]] = {}
    for row in ROWS:
        by_code.setdefault(row.code, []).append((row.applies_from, row.applies_to))
    assert set(CODES) | set(organisations.providers()) <= set(by_code)
    for spans in by_code.values():
        assert spans[0][0] == FIRST_DAY
        assert spans[-1][1] == LAST_DAY
        for (_, last), (first, _) in pairwise(spans):
            assert first == last + timedelta(days=1)


@given(st.sampled_from([*CODES, *organisations.providers()]), st.dates(date(2009, 1, 1), date(2030, 12, 31)))
def test_the_parent_table_says_what_asking_says(code: str, on: date) -> None:
    held = [row.parent for row in ROWS if row.code == code and row.applies_from <= on <= row.applies_to]
    assert held == [organisations.parent_trust(code, on)]


def test_sql_joins_the_parent_table_on_the_code_as_recorded() -> None:
    values = ", ".join(f"('{r.code}', '{r.parent}', DATE '{r.applies_from}', DATE '{r.applies_to}')" for r in ROWS)
    found = (
        duckdb.connect()
        .sql(
            f"""WITH parents(code, parent, applies_from, applies_to) AS (VALUES {values}),
                 records(org, treated) AS (VALUES ('rap01 ', DATE '2024-12-31'), ('rap01 ', DATE '2025-01-01'))
            SELECT parent FROM records JOIN parents ON org = code AND treated BETWEEN applies_from AND applies_to
            ORDER BY treated"""
        )
        .fetchall()
    )
    assert found == [("RAP",), ("RAL",)]
